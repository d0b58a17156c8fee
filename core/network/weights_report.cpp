#include "core/network/weights_report.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <mutex>

#include "core/network/network.h"
#include "core/network/network_maps.h"
#include "core/network/topo_layers.h"
#include "core/network/trained_layers.h"
#include "core/run/mapped_file.h"
#include "core/run/error.h"
#include "core/weights/as_written.h"
#include "core/weights/recognise.h"
#include "core/weights/state_dict.h"
#include "core/weights/weights_input.h"

namespace studio {
namespace {

/// tau and factor as the file tells them; the paper's else (they only matter for the cosine to the blur).
RunConfig configOf(const Recognition& found, const ModelEntry& entry) {
  RunConfig config = entry.defaults();
  config.model = withSomeHeads(*found.model);
  if (found.tau) config.topoloss.tau = *found.tau;
  return config;
}

std::string titleOf(const ModelEntry& entry, const ModelConfig& model) {
  std::string title = entry.title;
  if (model.blurPool) title += " with BlurPool";
  if (model.smallImages) title += " for small images";
  if (entry.reads("model.vocabulary")) return title + ", " + std::to_string(model.vocabulary) + " kinds of tokens";
  if (model.classes == 0) return title + ", without a classifier";
  return title + ", " + std::to_string(model.classes) + (model.classes == 1 ? " class" : " classes");
}

/// The network with the file's weights, in the size that the weights tell.
std::shared_ptr<Model> networkOf(const RunConfig& config, const WeightsFile& file) {
  return previewNetwork(config, inputOfWeights(config.model, tensorsOf(file),
                                               defaultInputOf(config.model)));  // loads them, or says what does not fit
}

/// Reads the whole file, so once as long as it stays the same: the window asks at every click.
void requireAsWrittenOnce(const WeightsFile& file) {
  static std::mutex mutex;
  static std::string known;
  std::string key;
  std::error_code none;
  for (const auto& part : file.files)
    key += part.string() + " " +
           std::to_string(std::filesystem::last_write_time(part, none).time_since_epoch().count()) + "\n";
  const std::lock_guard lock(mutex);
  if (key == known) return;
  for (const auto& part : file.files) requireAsWritten(part);
  known = key;
}

/// The weight of a layer. By its very name in the file; a GPT-2 may have it transposed, and other files have other
/// names: those go through the network.
torch::Tensor weightIn(const std::filesystem::path& path, const std::string& layer) {
  const auto file = openWeights(path);
  const auto found = recognise(file);
  if (!found.model) return {};
  const std::string name = layer + ".weight";
  requireAsWrittenOnce(file);
  const auto* published = findModel(found.model->name).published;
  if (!published || !published->turned)
    for (const auto& [stored, tensor] : tensorsOf(file))
      if (stored == name) return tensor;
  auto config = configOf(found, findModel(found.model->name));
  config.model.weights = path.string();
  return networkOf(config, file)->weightOf(layer).detach();
}

}  // namespace

WeightsReport readWeightsReport(const std::filesystem::path& path, std::int64_t heads) {
  const auto file = openWeights(path);
  auto found = recognise(file);
  if (!found.model) throw UserError(path.string() + ": " + found.problem);
  if (heads > 0 && found.model->width > 0)
    found.model->heads = heads, found.headsFrom = "as named", found.headsGuessed = false;
  const auto& entry = findModel(found.model->name);
  WeightsReport report;
  report.config = configOf(found, entry);
  report.config.model.weights = path.string();
  const auto model = networkOf(report.config, file);
  const auto trained = trainedLayersOf(*model);
  if (!trained.low.empty()) report.config.topoloss.defaultLayers = false, report.config.topoloss.layers = trained.low;
  auto watched = report.config.topoloss;  // nothing is trained here: every layer is only watched
  watched.defaultLayers = false;
  watched.layers.clear();
  const NetworkMaps maps(*model, watched);
  const auto measured = maps.measure(0, {});
  report.snapshot = snapshotOf(0, 0, measured, joined(measured));
  report.layers = maps.layers();
  for (auto& layer : report.layers) layer.topo = settingOf(report.config.topoloss, layer).listed;
  report.title = titleOf(entry, report.config.model);
  report.format = file.format;
  report.tensors = std::int64_t(file.tensors.size());
  report.leftOver = std::int64_t(found.leftOver.size());
  report.tau = found.tau;
  report.lacksHeads = found.lacksHeads();
  report.headsFrom = found.headsFrom;
  report.notes = notesOn(found, *found.model);
  for (const auto& [name, values] : stateDictOf(*model))
    if (const auto broken = brokenVarianceIn(name, values); !broken.empty())
      report.notes.push_back("Of its weights " + broken + ", so what the network answers is undefined.");
  report.trained = trained.sentence();
  report.config.model.heads = found.model->heads;
  for (const auto& parameter : model->parameters()) report.parameters += parameter.numel();
  return report;
}

TrainedReport readTrainedLayers(const std::filesystem::path& path) {
  const auto file = openWeights(path);
  const auto found = recognise(file);
  if (!found.model) throw UserError(path.string() + ": " + found.problem);
  auto config = configOf(found, findModel(found.model->name));
  config.model.weights = path.string();
  const auto trained = trainedLayersOf(*networkOf(config, file));
  return {trained.sets, trained.sentence()};
}

std::optional<UnitWeights> unitOfWeights(const std::filesystem::path& path, const std::string& layer,
                                         std::int64_t unit) {
  const auto weight = weightIn(path, layer);
  if (!weight.defined() || unit < 0 || unit >= weight.size(0)) return std::nullopt;
  const auto values = weight.select(0, unit).to(torch::kFloat32).contiguous();
  const float* first = values.const_data_ptr<float>();
  UnitWeights unitWeights{layer, unit, values.sizes().vec(), {first, first + values.numel()}};
  requireWhole(weight.const_data_ptr());
  return unitWeights;
}

}  // namespace studio
