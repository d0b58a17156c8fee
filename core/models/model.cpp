// What all networks share: taking responses while they pass, and finding a layer's weight by its path.
#include "core/models/model.h"

#include <algorithm>

#include "core/run/error.h"
#include "core/run/nearest_name.h"
#include "topo/cortical_sheet.h"

namespace studio {
namespace {

torch::Tensor pooledOf(const torch::Tensor& response, Pooling pooling, bool everyToken) {
  if (response.dim() == 2) return response;
  if (response.dim() == 3 && everyToken)
    return response.flatten(0, 1);                              // [batch, tokens, units] -> [batch * tokens, units]
  if (pooling == Pooling::Flatten) return response.flatten(1);  // [batch, ...] -> [batch, values]
  return response.dim() == 4 ? response.amax({2, 3}) : response.amax(1);  // -> [batch, units]
}

}  // namespace

bool Activations::wants(const std::string& layer) const {
  return std::find(wanted.begin(), wanted.end(), layer) != wanted.end();
}

void Activations::see(const std::string& layer, const torch::Tensor& output) {
  if (!wants(layer)) return;
  const auto response = output.detach();
  if (response.dim() == 4)
    seen[layer] = response.mean({2, 3});  // [batch, units, height, width] -> [batch, units]
  else if (response.dim() == 2)
    seen[layer] = response;
  else
    seen[layer] = everyToken ? response.flatten(0, 1)
                             : response.mean(1);  // [batch, tokens, units] -> [batch * tokens, units] or [batch, units]
  if (pooling != Pooling::Mean) pooled[layer] = pooledOf(response, pooling, everyToken);
}

torch::Tensor Model::weightOf(const std::string& layer) const {
  const auto parameters = named_parameters();
  if (const auto* weight = parameters.find(layer + ".weight"); weight && weight->dim() >= 2) return *weight;
  std::vector<std::string> names;
  for (const auto& info : layers()) names.push_back(info.name);
  const auto meant = suggestion(layer, names);
  throw UserError("The model has no layer \"" + layer + "\" with a sheet" +
                  (meant.empty() ? "; `toponets layers MODEL` lists them." : meant));
}

LayerInfo layerInfo(const std::string& name, const torch::Tensor& weight, bool topo) {
  const auto sheet = CorticalSheet::ofUnits(weight.size(0));
  LayerInfo info;
  info.name = name;
  info.kind = weight.dim() == 2 ? "linear" : "conv";
  info.units = weight.size(0);
  info.height = sheet.height;
  info.width = sheet.width;
  info.depth = weight.numel() / weight.size(0);
  info.weightShape = weight.sizes().slice(1).vec();
  info.topo = topo;
  return info;
}

void requireBuildable(const std::string& model, double parameters, const std::string& settings) {
  constexpr double kMostParameters = 4e9;  // 16 GB in float32
  if (parameters <= kMostParameters) return;
  throw UserError("A " + model + " of this size has about " + std::to_string(static_cast<long long>(parameters / 1e9)) +
                  " billion parameters; make " + settings + " smaller.");
}

torch::Tensor shown(torch::nn::Linear& layer, const torch::Tensor& x, Activations* activations,
                    const std::string& path) {
  auto values = layer->forward(x);
  if (activations) activations->see(path, values);
  return values;
}

}  // namespace studio
