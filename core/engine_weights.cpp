// A file of weights from anywhere, as the window shows it: which network it is, and the sheets of all its layers.
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/engine.h"
#include "core/network/network.h"
#include "core/network/network_maps.h"
#include "core/run/cut_guard.h"
#include "core/run/error.h"
#include "core/weights/convert.h"
#include "core/weights/recognise.h"
#include "core/weights/state_dict.h"
#include "core/weights/weights_input.h"

namespace studio {
namespace {

/// tau and factor as the file tells them; the paper's else (they only matter for the cosine to the blur).
RunConfig configOf(const Recognition& found, const ModelEntry& entry) {
  RunConfig config = entry.defaults();
  config.model = *found.model;
  if (found.tau) config.topoloss.tau = *found.tau;
  return config;
}

bool reads(const ModelEntry& entry, const char* key) { return std::find(entry.settings.begin(), entry.settings.end(), key) != entry.settings.end(); }

std::string titleOf(const ModelEntry& entry, const ModelConfig& model) {
  std::string title = entry.title;
  if (model.blurPool) title += " with BlurPool";
  if (model.smallImages) title += " for small images";
  if (reads(entry, "model.vocabulary")) return title + ", " + std::to_string(model.vocabulary) + " kinds of tokens";
  return title + ", " + std::to_string(model.classes) + (model.classes == 1 ? " class" : " classes");
}

/// The weight of a layer. By its very name in the file; a GPT-2 may have it transposed, and other files have other names: those go
/// through the network.
torch::Tensor weightIn(const std::filesystem::path& path, const std::string& layer) {
  const auto file = openWeights(path);
  const auto found = recognise(file);
  if (!found.model) return {};
  const std::string name = layer + ".weight";
  if (found.model->name != "nanogpt")
    for (const auto& [stored, tensor] : tensorsOf(file))
      if (stored == name) return tensor;
  const auto& entry = findModel(found.model->name);
  auto config = configOf(found, entry);
  config.model.weights = path.string();
  return previewNetwork(config, inputOfWeights(config.model, tensorsOf(file), defaultInputOf(config.model)))->weightOf(layer).detach();
}

}  // namespace

bool isWeightsName(const std::filesystem::path& path) {
  const auto name = path.filename().string();
  return path.extension() == ".safetensors" || isTorchName(path) || name.ends_with(".safetensors.index.json") || name.ends_with(".bin.index.json");
}

WeightsReport readWeightsReport(const std::filesystem::path& path) {
  const auto file = openWeights(path);
  const auto found = recognise(file);
  if (!found.model) throw UserError(path.string() + ": " + found.problem);
  const auto& entry = findModel(found.model->name);
  WeightsReport report;
  report.config = configOf(found, entry);
  report.config.model.weights = path.string();           // previewNetwork loads them, or says what does not fit
  const auto model = previewNetwork(report.config, inputOfWeights(report.config.model, tensorsOf(file), defaultInputOf(report.config.model)));
  auto watched = report.config.topoloss;                 // nothing is trained here: every layer is only watched
  watched.defaultLayers = false;
  watched.layers.clear();
  const TopoLoss untrained;
  const NetworkMaps maps(*model, watched, untrained);
  const auto measured = maps.measure(0, {});
  report.snapshot = snapshotOf(0, 0, measured, joined(measured));
  report.layers = maps.layers();
  report.title = titleOf(entry, report.config.model);
  report.format = file.format;
  report.tensors = std::int64_t(file.tensors.size());
  report.tau = found.tau;
  report.headsGuessed = found.headsGuessed;
  for (const auto& parameter : model->parameters()) report.parameters += parameter.numel();
  return report;
}

std::optional<UnitWeights> unitOfWeights(const std::filesystem::path& path, const std::string& layer, std::int64_t unit) {
  const auto weight = weightIn(path, layer);
  if (!weight.defined() || unit < 0 || unit >= weight.size(0)) return std::nullopt;
  const auto values = weight.select(0, unit).to(torch::kFloat32).contiguous();
  const float* first = values.const_data_ptr<float>();
  UnitWeights unitWeights{layer, unit, values.sizes().vec(), {first, first + values.numel()}};
  requireWhole(weight.const_data_ptr());
  return unitWeights;
}

void exportWeights(const std::filesystem::path& from, const std::filesystem::path& to, std::optional<bool> blurPool) {
  convertWeights({from, to, {}, blurPool});
}

}  // namespace studio
