// The array, the row's settings, its value and its gradient (array_loss.h).
#include "core/losses/array_loss.h"

#include <torch/types.h>

#include "core/data/npy_tensor.h"
#include "core/losses/losses.h"
#include "core/network/device.h"
#include "core/run/error.h"
#include "core/weights/weights_file.h"

namespace studio {
namespace {

std::string rowsWithValue() {
  std::string names;
  for (const auto* row : losses())
    if (row->ofArray || row->name == kTopoLossName) names += (names.empty() ? "" : ", ") + row->name;
  return names;
}

const LossRow& rowWithValue(const TopoLossRequest& question) {
  const auto& row = findLoss(question.loss);
  if (!row.ofArray)
    throw UserError("The loss " + row.name + " has no value of an array" +
                    (row.on == ActsOn::Update        ? ": it is an update of the weights after each step"
                     : row.on == ActsOn::Activations ? ": it is an operation on the responses"
                                                     : ": it trains nothing beside the task") +
                    "; those that have one are " + rowsWithValue() + ".");
  if (question.allPairs && row.on != ActsOn::Activations)
    throw UserError("--all-pairs belongs to losses of responses; leave it out with " + row.name + ".");
  if (question.kind != "weight" || question.factor || question.mode || question.perSlice)
    throw UserError("--kind, --factor, --mode and --per-slice belong to TopoLoss; leave them out with " + row.name +
                    ".");
  return row;
}

RunConfig configFrom(const TopoLossRequest& question) {
  RunConfig config;
  for (const auto& setting : question.settings) {
    if (!setting.starts_with("losses." + question.loss + ".") && !setting.starts_with("train.seed="))
      throw UserError("--set " + setting + ": an array has the settings losses." + question.loss +
                      ".KEY and train.seed.");
    applySetting(config, setting);
  }
  for (const auto& problem : settingProblems(config))
    if (problem.severity == Problem::Severity::Error && problem.key.starts_with("losses."))
      throw UserError(problem.sentence);
  return config;
}

/// In the type it is computed in: double stays double, all else is float.
torch::Tensor arrayFrom(const std::filesystem::path& file, bool responses) {
  const auto array = readArray(file, {responses ? "responses" : "weight"});
  const auto stored = makeTensor(array, file.string());  // a view of it
  const bool fits = responses ? stored.dim() == 2 : stored.dim() == 2 || stored.dim() == 4;
  if (!fits || stored.numel() == 0)
    throw UserError(file.string() + " has " + std::to_string(stored.dim()) + " dimensions or no values; " +
                    (responses ? "responses are [stimuli, units]." : "a weight is [o, i] or [o, i, kh, kw]."));
  return stored.to(stored.scalar_type() == torch::kFloat64 ? torch::kFloat64 : torch::kFloat32).clone();
}

}  // namespace

ArrayLoss lossOfArray(const std::filesystem::path& array, const TopoLossRequest& question,
                      const std::filesystem::path& gradient, int threads) {
  useThreads(threads);
  const auto& row = rowWithValue(question);
  const auto config = configFrom(question);
  const auto values = arrayFrom(array, row.on == ActsOn::Activations);
  const auto found = row.ofArray(values, config, question.allPairs);
  ArrayLoss answer{found.sheet.height, found.sheet.width, found.depth, found.loss.item<double>(), {}};
  if (const auto broken = nonFiniteIn(values); !broken.empty())
    answer.warning = array.string() + " holds " + broken + ", so its loss is undefined.";
  if (!gradient.empty()) writeNpy(gradient, makeNpyArray(found.gradient.contiguous()));
  return answer;
}

}  // namespace studio
