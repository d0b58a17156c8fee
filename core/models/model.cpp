// What all networks share: finding a layer's weight by its path, describing layers, values past the taps.
#include "core/models/model.h"

#include "core/run/error.h"
#include "core/run/names.h"
#include "topo/cortical_sheet.h"

namespace studio {

torch::Tensor Model::layerWeight(const std::string& layer) const {
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

torch::Tensor tapped(torch::nn::Linear& layer, const torch::Tensor& x, const Taps& taps,
                     std::initializer_list<std::string_view> path) {
  return taps.pass(path, layer->forward(x));
}

}  // namespace studio
