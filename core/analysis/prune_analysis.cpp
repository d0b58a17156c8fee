// Pruning: what is left of a network's accuracy while more and more of its smallest weights are 0 (science.md 6.1), its
// row and its picture.
#include "topo/pruning.h"

#include <torch/types.h>

#include <algorithm>
#include <numeric>

#include "core/analysis/level_curve.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

constexpr const char* kAmounts = "amounts";
using Weights = std::vector<torch::Tensor>;

/// How many weights of a set are gone at each amount; repeated: each amount is a share of what the one before has left.
std::vector<std::int64_t> countsAt(const std::vector<double>& amounts, std::int64_t all, bool repeated) {
  std::vector<std::int64_t> counts;
  for (const double amount : amounts) {
    const std::int64_t gone = repeated && !counts.empty() ? counts.back() : 0;
    counts.push_back(gone + prunedCount(amount, all - gone));
  }
  return counts;
}

/// Sets of weights that are cut together, each layer or all: the cuts at each amount.
class Pruning {
 public:
  Pruning(const Weights& originals, const AnalysisSettings& settings, const std::vector<double>& amounts) {
    if (settings.text("scope", "layer") == "global")
      sets_.push_back(originals);
    else
      for (const auto& each : originals) sets_.push_back({each});
    for (const Weights& set : sets_) {
      const auto all = std::accumulate(set.begin(), set.end(), std::int64_t{0},
                                       [](std::int64_t sum, const torch::Tensor& each) { return sum + each.numel(); });
      cuts_.push_back(pruningCuts(set, countsAt(amounts, all, settings.isOn("repeated"))));
    }
  }

  std::int64_t goneAt(std::size_t level) const {
    std::int64_t gone = 0;
    for (const auto& cuts : cuts_) gone += cuts[level].count;
    return gone;
  }

  /// In the order of the originals.
  Weights weightsAt(std::size_t level) const {
    Weights all;
    for (std::size_t set = 0; set < sets_.size(); ++set)
      for (auto& each : prunedWeights(sets_[set], cuts_[set][level])) all.push_back(std::move(each));
    return all;
  }

 private:
  std::vector<Weights> sets_;
  std::vector<std::vector<PruningCut>> cuts_;  ///< [set][level]
};

std::int64_t countNonzero(const Weights& weights) {
  std::int64_t count = 0;
  for (const auto& each : weights) count += torch::count_nonzero(each).item<std::int64_t>();
  return count;
}

void analysePruning(NetworkTask& work, Result& result) {
  const auto amounts = work.settings().numbers(kAmounts);
  ChangedWeights weights(work.model(), work.layers());
  const Pruning pruning(weights.originals(), work.settings(), amounts);
  std::vector<CurveLevel> levels;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    const double gone = double(pruning.goneAt(i)) / double(weights.count());
    levels.push_back({gone,
                      {{"amount", amounts[i]}, {"nonzero", countNonzero(pruning.weightsAt(i))}, {"pruned", gone}},
                      pruning.goneAt(i) == 0});
  }
  measureLevels(
      work, levels, [&](std::size_t level) { weights.set(pruning.weightsAt(level)); }, result);
  result.table("").addColumn({"weights", std::vector<double>{double(weights.count())}, true});
}

std::int64_t pruningPasses(const AnalysisSettings& settings) {
  const auto amounts = settings.numbers(kAmounts);
  return 1 + std::count_if(amounts.begin(), amounts.end(), [](double amount) { return amount > 0; });
}

/// The amounts up to the one that is saved: all of them where each prunes what the one before has left.
std::vector<double> amountsTo(double level, const AnalysisSettings& settings) {
  if (const auto problem = levelsProblem(std::vector<double>{level}, "--at"); !problem.empty())
    throw UserError(problem);
  if (!settings.isOn("repeated")) return {level};
  const auto amounts = settings.numbers(kAmounts);
  const auto last = std::find(amounts.rbegin(), amounts.rend(), level);
  if (last == amounts.rend())
    throw UserError("--at " + numberText(level) + " is none of the repeated --amounts; name one of them.");
  return {amounts.begin(), last.base()};
}

ReducedNetwork prunedNetwork(const Model& model, const AnalysisSettings& settings, double level) {
  const auto layers = chosenLayers(model, settings);
  Weights originals;
  std::int64_t all = 0;
  for (const LayerInfo& layer : layers) {
    originals.push_back(model.layerWeight(layer.name).detach());
    all += originals.back().numel();
  }
  const auto amounts = amountsTo(level, settings);
  const Pruning pruning(originals, settings, amounts);
  const auto pruned = pruning.weightsAt(amounts.size() - 1);
  ReducedNetwork reduced;
  for (std::size_t i = 0; i < layers.size(); ++i)
    reduced.tensors.emplace_back(layers[i].name + ".weight", pruned[i].to(originals[i].scalar_type()));
  reduced.texts["pruning"] = numberText(level) + ", " + settings.text("scope", "layer");
  reduced.description = groupedText(all - countNonzero(pruned)) + " of " + groupedText(all) + " weights of " +
                        layersText(layers.size()) + " are 0";
  return reduced;
}

PlotSpec pruningPlot(const std::vector<PlottedNetwork>& networks, const std::string&) {
  PlotSpec plot{.name = "pruning", .title = "Accuracy and pruning"};
  plot.x = {.title = "Pruned weights", .unit = "%", .column = "pruned_percent", .decimals = 1, .covers = {0, 100}};
  return levelPlot(levelSources("prune", networks), {.plot = std::move(plot), .along = "pruned"});
}

std::string amountsProblem(const ConfigValue& value) { return levelsProblem(value, "--amounts"); }

}  // namespace

AnalysisEntry pruneAnalysis() {
  AnalysisKind kind{.name = "prune", .title = "Pruning", .ofNetwork = true, .saves = kAmounts, .summary = levelSummary};
  kind.choices = {
      levelsChoice(kAmounts, "--amounts", "Amounts",
                   "shares of the weights that are set to 0, the smallest; sorted and each once, unless repeated",
                   {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}, amountsProblem,
                   [](const AnalysisSettings& settings) { return !settings.isOn("repeated"); }),
      {{.key = "scope",
        .label = "Scope",
        .help = "the smallest weights of each layer, or of all layers together",
        .kind = FieldKind::Choice,
        .choices = {"layer", "global"}},
       "--scope",
       std::string("layer"),
       {"Each layer", "All layers"}},
      {{.key = "repeated",
        .label = "Repeated",
        .help = "each amount is a share of the weights that the one before has left",
        .kind = FieldKind::Switch},
       "--repeated",
       false}};
  addLevelColumns({{"rows", "nonzero", "nonzero", 0}}, kind);
  kind.plots = {{"pruning", "Accuracy and pruning", false, pruningPlot}};
  return {.kind = kind, .network = analysePruning, .passes = pruningPasses, .reduce = prunedNetwork};
}

}  // namespace studio
