// A layer counts as trained with TopoLoss where its loss is below four fifths of that of its own units in random order,
// and by more than chance. The order of units means nothing to any other training: without TopoLoss both losses are
// equal up to chance, 0.87 to 0.95 at factor 3 for units that have nothing in common and less for those that have.
// Topography too weak to lower it by a fifth is not detected.
#include "core/engine_jobs.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <mutex>
#include <regex>

#include "core/models/model.h"
#include "core/network/network.h"
#include "core/network/sheet_order.h"
#include "core/network/topo_layers.h"
#include "core/run/error.h"
#include "core/run/mapped_file.h"
#include "core/run/printable_text.h"
#include "core/weights/recognise.h"
#include "core/weights/safetensors.h"
#include "core/weights/state_dict.h"
#include "core/weights/weights_file.h"
#include "topo/topo_loss.h"

namespace studio {
namespace {

// Trained layers.

constexpr double kLowShare = 0.8, kDeviations = 5;
constexpr std::int64_t kSmallWeight = 1'000'000;  // values; their losses scatter more, and shuffling costs nothing
constexpr int kFewOrders = 4, kManyOrders = 16;

/// "mlp.3" of "encoder.layers.encoder_layer_11.mlp.3"; a layer outside of blocks has its own name.
std::string layerSet(const std::string& layer) {
  static const std::regex block(R"(^(encoder\.layers\.encoder_layer_\d+|transformer\.h\.\d+|layer\d+\.\d+)\.(.+)$)");
  static const std::regex convolution(R"(^conv\d+(\.conv)?$)");
  std::smatch parts;
  if (!std::regex_match(layer, parts, block)) return layer;
  const auto place = parts[2].str();
  return std::regex_match(place, convolution) ? "block convolutions" : place;
}

struct Measured {
  double loss = 0, shuffled = 0;
  bool low = false;
};

Measured measure(const torch::Tensor& weight, const SheetLoss& loss, at::Generator& order) {
  Measured found{loss.value(weight).item<double>()};
  const int orders = weight.numel() < kSmallWeight ? kManyOrders : kFewOrders;
  double sum = 0, squares = 0;
  for (int time = 0; time < orders; ++time) {
    const auto shuffled =
        loss.value(weight.index_select(0, at::randperm(weight.size(0), order, torch::TensorOptions(torch::kLong))))
            .item<double>();
    sum += shuffled, squares += shuffled * shuffled;
  }
  found.shuffled = sum / orders;
  const double deviation = std::sqrt(std::max(0.0, squares / orders - found.shuffled * found.shuffled));
  found.low = found.loss < kLowShare * found.shuffled &&
              found.loss < found.shuffled - kDeviations * deviation;  // false for NaN
  return found;
}

std::string rounded(double loss) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", loss);
  return std::isfinite(loss) ? text : "undefined";
}

std::string joinedWith(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t index = 0; index < parts.size(); ++index)
    text += (index == 0 ? "" : index + 1 == parts.size() ? " and " : ", ") + parts[index];
  return text;
}

std::string describeBlur(const std::optional<TopoLossConfig>& stated) {
  if (stated && !stated->overrides.empty()) return "the blurs of its run";
  const auto [height, width] = stated.value_or(TopoLossConfig()).factor;
  return std::string(stated ? "a blur of " : "an assumed blur of ") + numberText(height) + " × " + numberText(width);
}

std::string whyUndefined(const std::string& name, const torch::Tensor& weight) {
  const auto clause = nonFiniteIn({{name, weight}});
  return clause.empty() ? name + " holds values that are too large" : clause;
}

std::string firstAndCount(const std::vector<std::string>& clauses) {
  const auto more = clauses.size() - 1;
  if (more == 0) return clauses.front();
  return clauses.front() + ", and " + std::to_string(more) + (more == 1 ? " more layer" : " more layers") + " alike";
}

// The report.

/// tau and factor as the file states them; the model's usual ones else (they only matter for the cosine to the blur).
RunConfig makeConfig(const Recognition& found, const ModelEntry& entry) {
  RunConfig config = entry.defaults();
  config.model = withSomeHeads(*found.model);
  if (found.topoloss) config.topoloss = *found.topoloss;
  if (found.tau) config.topoloss.tau = *found.tau;
  return config;
}

std::string makeTitle(const ModelEntry& entry, const ModelConfig& model) {
  std::string title = entry.title;
  if (model.blurPool) title += " with BlurPool";
  if (model.smallImages) title += " for small images";
  if (entry.reads("model.vocabulary")) return title + ", vocabulary " + groupedText(model.vocabulary);
  if (model.classes == 0) return title + ", without a classifier";
  return title + ", " + groupedText(model.classes) + (model.classes == 1 ? " class" : " classes");
}

/// The network with the file's weights, in the size that the weights show.
std::shared_ptr<Model> loadNetwork(const RunConfig& config, const WeightsFile& file) {
  return previewNetwork(config,
                        inputOfWeights(config.model, readStateDict(file),
                                       defaultInputShape(config.model)));  // loads them, or says what does not fit
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
    for (const auto& [stored, tensor] : readStateDict(file))
      if (stored == name) return tensor;
  auto config = makeConfig(found, findModel(found.model->name));
  config.model.weights = path.string();
  return loadNetwork(config, file)->layerWeight(layer).detach();
}

// Pictures.

/// Slice `depth` of [units, depth] as a map of the layer.
SheetMap makeSlice(const at::Tensor& sheet, const LayerInfo& layer, std::int64_t depth, const char* quantity) {
  const auto column = sheet.select(1, depth).to(torch::kFloat).contiguous();  // [units]
  const float* values = column.const_data_ptr<float>();
  return {layer.name, quantity, layer.height, layer.width, 0, {values, values + column.numel()}};
}

/// The slice that varies most: a first weight's border pixels may all look alike.
std::int64_t mostVaryingSlice(const at::Tensor& sheet) {
  return sheet.std(0, /*unbiased=*/false).argmax().item<std::int64_t>();
}

}  // namespace

std::string TrainedLayers::sentence() const {
  if (sets.empty() && undefined.empty()) return "No layer has a sheet large enough to detect TopoLoss.";
  if (sets.empty()) return "Whether it was trained with TopoLoss is unknown: " + firstAndCount(undefined) + ".";
  const auto end = undefined.empty() ? "" : " Of other layers it is unknown: " + firstAndCount(undefined) + ".";
  std::vector<std::string> lowSets, others, names;
  for (const auto& set : sets) {
    if (set.low.empty()) {
      if (others.size() < 4) others.push_back(set.name + " (" + rounded(set.loss) + ")");
      continue;
    }
    const bool all = std::int64_t(set.low.size()) == set.layers;
    const auto share = all ? "" : std::to_string(set.low.size()) + " of " + std::to_string(set.layers) + " layers ";
    lowSets.push_back(share + set.name + " (" + rounded(set.loss) + "; with shuffled units " + rounded(set.shuffled) +
                      ")");
    names.push_back(share + set.name);
  }
  if (lowSets.empty())
    return "TopoLoss with " + blur + " is no lower than with shuffled units, " + joinedWith(others) +
           ": no layer was trained with it, or hardly." + end;
  return "TopoLoss with " + blur + " is low in " + joinedWith(lowSets) +
         (others.empty() ? "" : ", not in " + joinedWith(others)) + ": trained with TopoLoss, " + joinedWith(names) +
         "." + end;
}

TrainedLayers findTrainedLayers(const Model& model, const std::optional<TopoLossConfig>& stated) {
  const torch::NoGradGuard noGrad;
  auto order = at::detail::createCPUGenerator(0);  // of its own: the answer is the same every time
  TrainedLayers found;
  found.blur = describeBlur(stated);
  for (const auto& layer : model.layers()) {
    const auto options = stated ? findLayerSetting(*stated, layer).options : TopoOptions();
    if (!factorProblem({layer.height, layer.width}, options).empty()) continue;
    const auto weight = model.layerWeight(layer.name).detach();
    const auto measured = measure(weight, SheetLoss(weight.sizes().vec(), SheetKind::Weight, options), order);
    if (!std::isfinite(measured.loss)) {
      found.undefined.push_back(whyUndefined(layer.name + ".weight", weight));
      continue;
    }
    const auto name = layerSet(layer.name);
    auto set =
        std::find_if(found.sets.begin(), found.sets.end(), [&](const LayerSet& other) { return other.name == name; });
    if (set == found.sets.end()) {
      set = found.sets.emplace(set);
      set->name = name;
    }
    set->loss += measured.loss, set->shuffled += measured.shuffled, ++set->layers;
    if (measured.low) set->low.push_back(layer.name), found.low.push_back(layer.name);
  }
  for (auto& set : found.sets) set.loss /= double(set.layers), set.shuffled /= double(set.layers);
  return found;
}

WeightsReport readWeightsReport(const std::filesystem::path& path, std::int64_t heads) {
  const auto file = openWeights(path);
  auto found = recognise(file);
  if (!found.model) throw UserError(path.string() + ": " + found.problem);
  if (heads > 0 && found.model->width > 0)
    found.model->heads = heads, found.headsFrom = "as named", found.headsGuessed = false;
  const auto& entry = findModel(found.model->name);
  WeightsReport report;
  report.config = makeConfig(found, entry);
  report.config.model.weights = path.string();
  const auto model = loadNetwork(report.config, file);
  const auto trained = findTrainedLayers(*model, found.topoloss);
  if (!trained.low.empty()) report.config.topoloss.defaultLayers = false, report.config.topoloss.layers = trained.low;
  auto watched = report.config.topoloss;  // nothing is trained here: every layer is only watched
  watched.defaultLayers = false;
  watched.layers.clear();
  const NetworkMaps maps(*model, watched);
  const auto step = found.step.value_or(0);
  const auto measured = maps.measure(step, {});
  report.snapshot = makeSnapshot(step, 0, measured, joined(measured));
  report.layers = maps.layers();
  for (auto& layer : report.layers) layer.topo = findLayerSetting(report.config.topoloss, layer).listed;
  report.title = makeTitle(entry, report.config.model);
  report.format = file.format;
  report.tensors = std::int64_t(file.tensors.size());
  report.leftOver = std::int64_t(found.leftOver.size());
  report.tau = found.tau;
  report.assumesBlur = !found.topoloss;
  report.lacksHeads = found.lacksHeads();
  report.headsFrom = found.headsFrom;
  report.notes = notesOn(found, *found.model);
  for (const auto& [name, values] : makeStateDict(*model))
    if (const auto broken = brokenVarianceIn(name, values); !broken.empty())
      report.notes.push_back("Of its weights " + broken + ", so the network's outputs are undefined.");
  report.trained = trained.sentence();
  report.judgesTraining = !trained.sets.empty();
  report.config.model.heads = found.model->heads;
  for (const auto& parameter : model->parameters()) report.parameters += parameter.numel();
  return report;
}

TrainedReport readTrainedLayers(const std::filesystem::path& path) {
  const auto file = openWeights(path);
  const auto found = recognise(file);
  if (!found.model) throw UserError(path.string() + ": " + found.problem);
  auto config = makeConfig(found, findModel(found.model->name));
  config.model.weights = path.string();
  const auto trained = findTrainedLayers(*loadNetwork(config, file), found.topoloss);
  return {trained.sets, trained.sentence()};
}

std::optional<UnitWeights> unitOfWeights(const std::filesystem::path& path, const std::string& layer,
                                         std::int64_t unit) {
  const auto weight = weightIn(path, layer);
  if (!weight.defined() || unit < 0 || unit >= weight.size(0)) return std::nullopt;
  const auto row = unitAtPlace(openWeights(path).metadata, layer, unit, weight.size(0));
  const auto values = weight.select(0, row).to(torch::kFloat32).contiguous();
  const float* first = values.const_data_ptr<float>();
  UnitWeights unitWeights{layer, unit, values.sizes().vec(), {first, first + values.numel()}};
  requireWhole(weight.const_data_ptr());
  return unitWeights;
}

BlurPreview blurPreview(const RunConfig& config, const std::string& layerName) {
  InputShape input;
  try {
    input = readDataFacts(config).input;
  } catch (const UserError&) {
    input = defaultInputShape(config.model);
  }
  const torch::NoGradGuard noGrad;
  const auto model = previewNetwork(config, input);
  const auto weight = model->layerWeight(layerName).detach();  // throws with the nearest name
  const auto layers = model->layers();
  const auto layer =
      *std::find_if(layers.begin(), layers.end(), [&](const LayerInfo& info) { return info.name == layerName; });
  const auto options = findLayerSetting(config.topoloss, layer).options;
  const CorticalSheet sheet{layer.height, layer.width};
  if (const auto problem = factorProblem(sheet, options); !problem.empty()) throw UserError(layerName + ": " + problem);

  const auto weights = weight.flatten(1);  // [units, depth]
  const auto blurred = SheetLoss(weight.sizes().vec(), SheetKind::Weight, options).blurred(weight);
  const auto slice = mostVaryingSlice(weights);
  return {makeSlice(weights, layer, slice, "weight"), makeSlice(blurred, layer, slice, "blurred weight"),
          std::int64_t(double(sheet.height) * (1.0 / options.factorHeight)),  // as the loss computes it, science.md 1.4
          std::int64_t(double(sheet.width) * (1.0 / options.factorWidth))};
}

std::optional<UnitWeights> unitWeights(const RunFolder& folder, std::int64_t step, const std::string& layer,
                                       std::int64_t unit) {
  std::optional<std::int64_t> nearest;
  for (const auto stored : folder.weightSteps())
    if (stored <= step) nearest = stored;
  if (!nearest) return std::nullopt;
  const SafetensorsFile file(folder.checkpointFolder(*nearest), "model.safetensors");
  const auto* tensor = file.find(layer + ".weight");
  if (!tensor || tensor->dtype != "F32" || tensor->shape.size() < 2 || unit < 0 || unit >= tensor->shape[0])
    return std::nullopt;
  const std::size_t bytes = tensor->bytes.size() / std::size_t(tensor->shape[0]);
  const auto row = unitAtPlace(file.metadata(), layer, unit, tensor->shape[0]);
  UnitWeights weights{
      layer, unit, {tensor->shape.begin() + 1, tensor->shape.end()}, std::vector<float>(bytes / sizeof(float))};
  std::memcpy(weights.values.data(), tensor->bytes.data() + std::size_t(row) * bytes,
              weights.values.size() * sizeof(float));
  return weights;
}

}  // namespace studio
