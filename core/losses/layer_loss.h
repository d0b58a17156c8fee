// What the rows of the table of losses share: the layers they act on, their columns, and a loss that is the mean over
// layers of a function of each layer's weights, as TopoLoss is. Published weights of losses that are sums over layers
// are to be multiplied by the number of layers here.
#pragma once
#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "core/losses/losses.h"

namespace studio {

/// `losses.NAME.layers`: by default those with TopoLoss.
ConfigField layersField(const std::string& loss);
/// The layers of that setting, in the model's order. Throws UserError for one that the model has not, and for none.
std::vector<LayerInfo> lossLayers(const Model& model, const RunConfig& config, const std::string& loss);

/// NAME_loss (before the weight) and NAME_weight.
std::vector<ScalarColumn> lossColumns(const std::string& loss, const std::string& title);
ScalarColumn weightColumn(const std::string& loss, const std::string& title);
/// What a row says of a step: the mean before its weight, and the weight.
LossResult lossResult(const std::string& loss, const at::Tensor& mean, double weight);

/// parameter.grad += scale * gradient; made where there is none.
void addToGradient(at::Tensor& parameter, const at::Tensor& gradient, double scale);

/// A layer's parameters; `bias` undefined where it has none.
struct LossLayer {
  LayerInfo info;
  at::Tensor weight, bias;
};

class WeightsLoss : public AuxiliaryLoss {
 public:
  WeightsLoss(const Model& model, const RunConfig& config, const std::string& loss);
  LossResult addGradients(const LossRequest& request) override;
  LossResult value(const LossRequest& request) override;

 protected:
  /// The loss of one layer, 0-dim; adds scale times its gradient to the parameters' unless scale is 0. Without graph.
  virtual at::Tensor layerValue(std::size_t layer, double scale) = 0;
  std::vector<LossLayer>& layers() { return layers_; }

 private:
  LossResult measure(const LossRequest& request, double scale);

  std::string name_;
  ScheduledWeight weight_;
  std::vector<LossLayer> layers_;
};

}  // namespace studio
