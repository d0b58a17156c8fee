// From arrays and sources to sheets and their losses. In the topoloss package's list of losses each entry names a layer
// and which of its parameters lies on the sheet.
#include "core/engine_jobs.h"

#include <torch/types.h>

#include <set>

#include "core/data/npy_tensor.h"
#include "core/losses/losses.h"
#include "core/network/device.h"
#include "core/network/source.h"
#include "core/network/topo_layers.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"
#include "core/run/run_files.h"
#include "core/run/run_store.h"
#include "core/run/text_file.h"
#include "core/weights/weights_file.h"
#include "topo/topo_loss.h"

namespace studio {
namespace {

SheetKind kindFrom(const std::string& name) {
  if (name == "weight") return SheetKind::Weight;
  if (name == "input") return SheetKind::Input;
  if (name == "bias") return SheetKind::Bias;
  throw UserError("--kind is \"" + name + "\"; weight, input or bias are possible.");
}

/// The question's factor and interpolation take the place of the configuration's.
TopoLossConfig configFor(const TopoLossRequest& question, TopoLossConfig config) {
  if (question.mode && !parseBlurMode(*question.mode))
    throw UserError("--mode is \"" + *question.mode + "\"; bilinear or nearest are possible.");
  if (question.factor) config.factor = *question.factor;
  if (question.mode) config.mode = *question.mode;
  config.perSlice = config.perSlice || question.perSlice;
  return config;
}

/// The configuration of the run that the weights are a checkpoint of: RUN, RUN/checkpoints/STEP or its file.
std::optional<RunConfig> runOfWeights(const SourceRequest& request) {
  if (request.weights.starts_with("random:")) return {};
  std::error_code none;
  const auto file = std::filesystem::weakly_canonical(findWeightsFile(findWeightsPlace(request.weights).file), none);
  const auto checkpoints = file.parent_path().parent_path();
  const RunFolder run(checkpoints.parent_path());
  if (none || checkpoints.filename() != RunFiles::kCheckpoints || !run.exists()) return {};
  return run.config();
}

/// [topoloss] as the network was trained with it, where that is known.
TopoLossConfig trainedWith(const SourceRequest& request, const OpenedSource& source) {
  if (!request.run.empty()) return source.config.topoloss;
  const auto run = runOfWeights(request);
  const bool same = run && run->model.name == source.config.model.name;
  return same ? run->topoloss : source.config.topoloss;
}

std::string nameFor(const LayerLoss& loss, const std::set<std::string>& taken) {
  if (!taken.contains(loss.layer)) return loss.layer;
  const char* kind = loss.kind == SheetKind::Input ? "input" : loss.kind == SheetKind::Bias ? "bias" : "weight";
  auto name = loss.layer + " (" + kind + ")";
  for (int number = 2; taken.contains(name); ++number)
    name = loss.layer + " (" + kind + ", " + std::to_string(number) + ")";
  return name;
}

// The topoloss package's list of losses, put onto the weights of a network.

constexpr std::size_t kLargestList = std::size_t{1} << 24;  // bytes

torch::Tensor findParameter(const Model& model, const LossSpec& spec, const std::string& file) {
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

/// Throws UserError naming the file for a list that cannot be read, a layer the model does not have, and a factor that
/// does not fit.
TopoLoss listedLoss(const Model& model, const std::filesystem::path& file) {
  const auto text = readText(file, kLargestList);
  std::vector<LayerLoss> losses;
  std::string layer;
  try {
    for (const auto& spec : parseLosses(text, file.string())) {
      layer = printable(spec.layer) + ": ";
      const auto weight = findParameter(model, spec, file.string());
      losses.push_back({spec.layer, spec.kind, weight, SheetLoss(weight.sizes().vec(), spec.kind, spec.options),
                        spec.scale.value_or(0), spec.watchOnly()});
    }
  } catch (const std::invalid_argument& error) {
    throw UserError(layer + error.what() + (layer.empty() ? "" : " (listed in " + file.string() + ")"));
  }
  return TopoLoss(std::move(losses));
}

}  // namespace

ModelLosses topoLossesOfModel(const SourceRequest& request, const std::filesystem::path& losses,
                              const TopoLossRequest& question, int threads) {
  useThreads(threads);
  const auto source = openSource(request, {}, SourceUse::Weights);
  const auto loss = losses.empty() ? trainedLoss(*source.model, configFor(question, trainedWith(request, source)))
                                   : listedLoss(*source.model, losses);
  if (loss.layers().empty())
    throw UserError("The model has no layer with TopoLoss; name its layers with --losses FILE.json.");
  const auto result = loss.value();
  ModelLosses found;
  warnOfWeights(source, {.warn = [&](const std::string& sentence) { found.warning = sentence; }});
  std::set<std::string> taken;
  for (std::size_t index = 0; index < loss.layers().size(); ++index) {
    const auto name = nameFor(loss.layers()[index], taken);
    taken.insert(name);
    found.layers.emplace_back(name, result.values[index].item<double>());
    found.mean += found.layers.back().second / static_cast<double>(loss.layers().size());
  }
  return found;
}

// A loss of the table: the array, the row's settings, its value and its gradient.

namespace {

std::string rowNames(bool (*wanted)(const LossRow& row)) {
  std::string names;
  for (const auto* row : losses())
    if (wanted(*row)) names += (names.empty() ? "" : ", ") + row->name;
  return names;
}

const LossRow& rowWithValue(const TopoLossRequest& question) {
  const auto& row = findLoss(question.loss);
  if (!row.ofArray)
    throw UserError("The loss " + row.name + " has no value of an array" +
                    (row.on == ActsOn::Update        ? ": it is an update of the weights after each step"
                     : row.on == ActsOn::Activations ? ": it is an operation on the responses"
                                                     : ": it trains nothing beside the task") +
                    "; those that have one are " +
                    rowNames([](const LossRow& each) { return each.ofArray != nullptr; }) + ".");
  if (question.allPairs && row.on != ActsOn::Activations)
    throw UserError("--all-pairs belongs to losses of responses; leave it out with " + row.name +
                    ", or name one of them with --loss (toponets losses).");
  const bool blurred = question.kind != "weight" || question.factor || question.mode || question.perSlice;
  if (blurred && !row.blurs)
    throw UserError("--kind, --factor, --mode and --per-slice belong to " +
                    rowNames([](const LossRow& each) { return each.blurs; }) + "; leave them out with " + row.name +
                    ".");
  return row;
}

/// The row's settings, those of the options on top.
RunConfig configFrom(const TopoLossRequest& question, const LossRow& row) {
  const auto section = row.section() + ".";
  RunConfig config;
  for (const auto& setting : question.settings) {
    if (!setting.starts_with(section) && !setting.starts_with("train.seed="))
      throw UserError("--set " + setting + ": an array has the settings " + section + "KEY and train.seed.");
    applySetting(config, setting);
  }
  for (const auto& problem : settingProblems(config))
    if (problem.severity == Problem::Severity::Error && problem.key.starts_with(section))
      throw UserError(problem.sentence);
  config.topoloss = configFor(question, config.topoloss);
  return config;
}

/// In the type it is computed in: double stays double, all else is float.
torch::Tensor arrayFrom(const std::filesystem::path& file, const LossRow& row, SheetKind kind) {
  const bool responses = row.on == ActsOn::Activations;
  const auto array = readArray(file, {responses ? "responses" : "weight"});
  const auto stored = makeTensor(array, file.string());  // a view of it
  const bool fits = kind == SheetKind::Bias                 ? stored.dim() == 1
                    : responses || kind == SheetKind::Input ? stored.dim() == 2
                                                            : stored.dim() == 2 || stored.dim() == 4;
  if (!fits || stored.numel() == 0)
    throw UserError(file.string() + " has " + std::to_string(stored.dim()) + " dimensions or no values; " +
                    (responses ? "responses are [stimuli, units]" : "a weight is [o, i] or [o, i, kh, kw]") +
                    (row.blurs ? ", for --kind input [o, i], for --kind bias [o]." : "."));
  return stored.to(stored.scalar_type() == torch::kFloat64 ? torch::kFloat64 : torch::kFloat32).clone();
}

}  // namespace

ArrayLoss lossOfArray(const std::filesystem::path& array, const TopoLossRequest& question,
                      const std::filesystem::path& gradient, int threads) {
  useThreads(threads);
  const auto& row = rowWithValue(question);
  const auto config = configFrom(question, row);
  const ArrayUse use{kindFrom(question.kind), question.allPairs, !gradient.empty()};
  const auto values = arrayFrom(array, row, use.kind);
  try {
    const auto found = row.ofArray(values, config, use);
    ArrayLoss answer{found.sheet.height, found.sheet.width, found.depth, found.loss.item<double>(), {}};
    if (const auto broken = nonFiniteIn(values); !broken.empty())
      answer.warning = array.string() + " holds " + broken + ", so its loss is undefined.";
    if (use.gradient) writeNpy(gradient, makeNpyArray(found.gradient.contiguous()));
    return answer;
  } catch (const std::invalid_argument& error) {
    throw UserError(array.string() + ": " + error.what());
  }
}

}  // namespace studio
