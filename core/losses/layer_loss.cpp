// Layers, columns and the mean over layers (layer_loss.h).
#include "core/losses/layer_loss.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/run/error.h"
#include "core/run/names.h"

namespace studio {
namespace {

at::Tensor findBias(const Model& model, const std::string& layer) {
  const auto parameters = model.named_parameters();
  const auto* bias = parameters.find(layer + ".bias");
  return bias ? *bias : at::Tensor();
}

}  // namespace

ConfigField layersField(const std::string& loss) {
  auto field = lossField(loss, "layers", "Layers", "layers it acts on; default: those with TopoLoss",
                         std::vector<std::string>{});
  field.advanced = true;
  return field;
}

std::vector<LayerInfo> lossLayers(const Model& model, const RunConfig& config, const std::string& loss) {
  const auto wanted = lossSetting<std::vector<std::string>>(config, loss, "layers");
  const auto all = model.layers();
  std::vector<LayerInfo> chosen;
  for (const auto& layer : all) {
    const bool named = std::find(wanted.begin(), wanted.end(), layer.name) != wanted.end();
    if (wanted.empty() ? findLayerSetting(config.topoloss, layer).listed : named) chosen.push_back(layer);
  }
  for (const auto& problem : lossProblems(config, all))
    if (problem.key == "losses." + loss + ".layers") throw UserError(problem.sentence);
  return chosen;
}

ScalarColumn weightColumn(const std::string& loss, const std::string& title) {
  return {loss + "_weight", title + " weight", "", ScalarKind::Number};
}

std::vector<ScalarColumn> lossColumns(const std::string& loss, const std::string& title) {
  return {{loss + "_loss", title + " loss", "", ScalarKind::Loss}, weightColumn(loss, title)};
}

LossResult lossResult(const std::string& loss, const at::Tensor& mean, double weight) {
  if (!mean.defined()) return {};
  return {.total = mean * weight,
          .scalars = {{loss + "_loss", mean}, {loss + "_weight", torch::scalar_tensor(weight, torch::kDouble)}}};
}

void addToGradient(at::Tensor& parameter, const at::Tensor& gradient, double scale) {
  auto& sum = parameter.mutable_grad();
  if (!sum.defined()) sum = torch::zeros_like(parameter);
  sum.add_(gradient.view(parameter.sizes()), scale);
}

WeightsLoss::WeightsLoss(const Model& model, const RunConfig& config, const std::string& loss)
    : name_(loss), weight_(config, loss) {
  for (const auto& layer : lossLayers(model, config, loss))
    layers_.push_back({layer, model.layerWeight(layer.name), findBias(model, layer.name)});
}

/// Nothing is computed at steps at which the weight is 0, unless somebody looks.
LossResult WeightsLoss::addGradients(const LossRequest& request) {
  const double weight = weight_.at(request);
  if (weight == 0 && !request.scalars) return {};
  return measure(request, weight / double(layers_.size()));
}

LossResult WeightsLoss::value(const LossRequest& request) {
  return request.scalars ? measure(request, 0) : LossResult{};
}

LossResult WeightsLoss::measure(const LossRequest& request, double scale) {
  const torch::NoGradGuard noGrad;
  at::Tensor sum;
  for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
    const auto value = layerValue(layer, scale);
    sum = sum.defined() ? sum + value : value;
  }
  return lossResult(name_, sum / double(layers_.size()), weight_.at(request));
}

}  // namespace studio
