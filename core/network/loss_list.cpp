// Each entry names a layer and which of its parameters lies on the sheet.
#include "core/network/loss_list.h"

#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"
#include "topo/loss_spec.h"

namespace studio {
namespace {

constexpr std::size_t kLargestList = std::size_t{1} << 24;  // bytes

torch::Tensor parameterOf(const Model& model, const LossSpec& spec, const std::string& file) {
  const bool bias = spec.kind == SheetKind::Bias;
  const auto name = spec.layer + "." +
                    (!spec.weightAttribute.empty() ? spec.weightAttribute
                     : bias                        ? "bias"
                                                   : "weight");
  const auto parameters = model.named_parameters();
  const auto* found = parameters.find(name);
  if (found && (bias ? found->dim() == 1 : spec.kind == SheetKind::Input ? found->dim() == 2 : found->dim() >= 2))
    return found->detach();
  std::vector<std::string> names;
  for (const auto& layer : model.layers()) names.push_back(layer.name);
  const bool layerIsThere = std::find(names.begin(), names.end(), spec.layer) != names.end();
  throw UserError(file + ": the model has no " +
                  (bias                            ? "bias"
                   : spec.kind == SheetKind::Input ? "linear weight"
                                                   : "weight") +
                  " \"" + printable(name) + "\"" +
                  (layerIsThere ? "; take this loss out of the list." : suggestion(spec.layer, names)));
}

}  // namespace

TopoLoss listedLoss(const Model& model, const std::filesystem::path& file) {
  const auto text = readText(file, kLargestList);
  std::vector<LayerLoss> losses;
  std::string layer;
  try {
    for (const auto& spec : parseLosses(text, file.string())) {
      layer = printable(spec.layer) + ": ";
      const auto weight = parameterOf(model, spec, file.string());
      losses.push_back({spec.layer, spec.kind, weight, SheetLoss(weight.sizes().vec(), spec.kind, spec.options),
                        spec.scale.value_or(0), spec.watchOnly()});
    }
  } catch (const std::invalid_argument& error) {
    throw UserError(layer + error.what() + (layer.empty() ? "" : " (listed in " + file.string() + ")"));
  }
  return TopoLoss(std::move(losses));
}

}  // namespace studio
