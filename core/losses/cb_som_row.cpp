// CB-SOM's update as a row of the table of losses: after each step of the optimizer units move towards the one whose
// weights have the largest gradient (topo/rival_losses.h). Its weight is alpha at the start of the run.
#include <torch/types.h>
#include <torch/utils.h>

#include "core/losses/layer_loss.h"
#include "topo/rival_losses.h"

namespace studio {
namespace {

constexpr const char* kCbSom = "cb_som";
constexpr const char* kCbSomTitle = "CB-SOM";

class CbSomUpdate : public AuxiliaryLoss {
 public:
  CbSomUpdate(const Model& model, const RunConfig& config)
      : weight_(config, kCbSom), sigma_(lossSetting<double>(config, kCbSom, "sigma")) {
    for (const auto& layer : lossLayers(model, config, kCbSom)) {
      weights_.push_back(model.layerWeight(layer.name));
      places_.push_back(unitPlaces({layer.height, layer.width}).to(weights_.back().options()));
    }
  }

  LossResult addGradients(const LossRequest& request) override { return value(request); }

  LossResult value(const LossRequest& request) override {
    if (!request.scalars) return {};
    return {.scalars = {{"cb_som_weight", torch::scalar_tensor(alphaAt(request), torch::kDouble)}}};
  }

  void update(const LossRequest& request) override {
    const double alpha = alphaAt(request);
    if (alpha == 0) return;
    const torch::NoGradGuard noGrad;
    const double sigma = decayedOfCbSom(sigma_, request.step, request.length);
    for (std::size_t i = 0; i < weights_.size(); ++i)
      if (weights_[i].grad().defined())
        moveTowardsLargestGradient(weights_[i], weights_[i].grad(), places_[i], alpha, sigma);
  }

 private:
  double alphaAt(const LossRequest& request) const {
    return decayedOfCbSom(weight_.at(request), request.step, request.length);
  }

  ScheduledWeight weight_;
  double sigma_;
  std::vector<at::Tensor> weights_, places_;
};

std::unique_ptr<AuxiliaryLoss> makeCbSom(Model& model, const RunConfig& config) {
  return std::make_unique<CbSomUpdate>(model, config);
}

ConfigField sigmaField() {
  auto field = lossField(kCbSom, "sigma", "σ at start",
                         "width of the neighbourhood; in units of the sheet; it and α "
                         "decay as exp(-3 t / T), to 0.003",
                         2.0);
  field.minimum = kLeastOfCbSom;
  field.maximum = 1000;
  return field;
}

}  // namespace

LossRow cbSomRow() {
  return {.name = kCbSom,
          .title = kCbSomTitle,
          .purpose = "units follow the winner; α: how far at a step",
          .on = ActsOn::Update,
          .largestWeight = 1,
          .fields = {sigmaField(), layersField(kCbSom)},
          .columns = {weightColumn(kCbSom, kCbSomTitle)},
          .make = makeCbSom};
}

}  // namespace studio
