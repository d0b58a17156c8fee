// See level_curve.h.
#include "core/analysis/level_curve.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/run/printable_text.h"

namespace studio {

// The weights.

ChangedWeights::ChangedWeights(const Model& model, std::vector<LayerInfo> layers) : layers_(std::move(layers)) {
  for (const LayerInfo& layer : layers_) {
    weights_.push_back(model.layerWeight(layer.name).detach());  // the same memory
    originals_.push_back(weights_.back().to(torch::kCPU, torch::kFloat32).clone());
  }
}

ChangedWeights::~ChangedWeights() {
  const torch::NoGradGuard noGrad;
  for (std::size_t i = 0; i < weights_.size(); ++i) weights_[i].copy_(originals_[i]);
}

std::int64_t ChangedWeights::count() const {
  return std::accumulate(originals_.begin(), originals_.end(), std::int64_t{0},
                         [](std::int64_t sum, const torch::Tensor& each) { return sum + each.numel(); });
}

void ChangedWeights::set(const std::vector<torch::Tensor>& weights) {
  const torch::NoGradGuard noGrad;
  for (std::size_t i = 0; i < weights_.size(); ++i) weights_[i].copy_(weights.at(i));
}

// The levels.

namespace {

/// What is lost by making the network smaller: between 0 and 1 for both kinds of networks.
double score(const Evaluation& found) { return found.language ? 1 / found.perplexity : found.accuracy; }

void addMeasured(std::vector<Cell>& cells, const Evaluation& found) {
  cells.emplace_back("loss", found.loss);
  if (found.language)
    cells.emplace_back("perplexity", found.perplexity);
  else
    cells.emplace_back("accuracy", found.accuracy);
}

using CurvePoint = std::pair<double, double>;

/// Mean height of the curve through these points by the trapezoidal rule.
double meanHeight(std::vector<CurvePoint> points) {
  std::sort(points.begin(), points.end(), [](const CurvePoint& a, const CurvePoint& b) { return a.first < b.first; });
  const double range = points.back().first - points.front().first;
  if (!(range > 0)) return points.front().second;
  double area = 0;
  for (std::size_t i = 1; i < points.size(); ++i)
    area += (points[i].first - points[i - 1].first) * (points[i].second + points[i - 1].second) / 2;
  return area / range;
}

}  // namespace

void measureLevels(NetworkTask& work, const std::vector<CurveLevel>& levels,
                   const std::function<void(std::size_t index)>& reduce, Result& result) {
  const Evaluation full = work.evaluate();
  std::vector<CurvePoint> measured, retained;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (!levels[i].full) reduce(i);
    const Evaluation found = levels[i].full ? full : work.evaluate();
    std::vector<Cell> row = levels[i].cells;
    addMeasured(row, found);
    row.emplace_back("drop", 1 - score(found) / score(full));
    result.table("rows", false).add(row);
    measured.emplace_back(levels[i].at, found.language ? found.loss : found.accuracy);
    retained.emplace_back(levels[i].at, score(found) / score(full));
  }
  std::vector<Cell> whole;
  addMeasured(whole, full);
  whole.emplace_back("count", full.count);
  result.table("full").add(whole);
  result.table("").add({{"area_under_curve", meanHeight(measured)}, {"retained", meanHeight(retained)}});
}

void addLevelColumns(std::vector<ShownColumn> own, AnalysisKind& kind) {
  kind.columns = {{"rows", "accuracy", "accuracy, %", 1, 100},
                  {"rows", "perplexity", "perplexity", 1},
                  {"rows", "loss", "loss", 3},
                  {"rows", "drop", "drop, %", 1, 100, "Share of the full network's accuracy that is lost"}};
  kind.columns.insert(kind.columns.begin() + 3, own.begin(), own.end());
  kind.columns.push_back({"full", "accuracy", "full accuracy, %", 1, 100});
  kind.columns.push_back({"full", "perplexity", "full perplexity", 1});
  kind.columns.push_back({"", "area_under_curve", "area", 3, 1,
                          "Mean of the accuracy (text: of the loss) over the levels, the area under the curve"});
  kind.columns.push_back(
      {"", "retained", "retained, %", 1, 100, "Mean over the levels of what is left of the full network's accuracy"});
  kind.means = {{"", "area_under_curve", "area_under_curve"}, {"", "retained", "retained"}};
}

std::string levelSummary(const NetworkAnalysis& found, const Result& result) {
  const Table* rows = result.find("rows");
  const double retained = found.mean(result.analysis, "retained");
  const auto levels = rows ? rows->rows() : 0;
  return (std::isfinite(retained) ? fixedText(100 * retained, 1) + " % retained" : "Undefined") + ", " +
         std::to_string(levels) + (levels == 1 ? " level" : " levels");
}

std::vector<LevelSource> levelSources(const std::string& analysis, const std::vector<PlottedNetwork>& networks) {
  std::vector<LevelSource> sources;
  for (const PlottedNetwork& network : networks) {
    const Result* result = network.found->result(analysis);
    const Table* rows = result ? result->find("rows") : nullptr;
    if (!rows) continue;
    LevelSource source{
        .name = network.name, .label = network.name, .colour = network.colour, .control = network.control};
    if (!network.detail.empty()) source.name.append(", ").append(network.detail);
    source.keys = {{"network", network.name}, {"detail", network.detail}};
    source.seeds = {rows};
    sources.push_back(std::move(source));
  }
  return sources;
}

// The choice of levels.

ChoiceField levelsChoice(const std::string& key, const std::string& option, const std::string& label,
                         const std::string& help, std::vector<double> initial,
                         std::string (*problem)(const ConfigValue& value),
                         bool (*sorts)(const AnalysisSettings& settings)) {
  return {{.key = key, .label = label, .help = help, .kind = FieldKind::NumberList, .minimum = 0, .maximum = 0.99},
          option,
          std::move(initial),
          {},
          problem,
          sorts};
}

std::string levelsProblem(const ConfigValue& value, const std::string& option) {
  constexpr std::size_t kMostLevels = 1000;
  const auto* levels = std::get_if<std::vector<double>>(&value);
  if (!levels || levels->empty()) return option + " names no level; give one or more, e.g. " + option + " 0,0.5,0.9.";
  if (levels->size() > kMostLevels) return option + " names more than 1,000 levels; give fewer.";
  for (const double level : *levels)
    if (!(level >= 0 && level <= 0.99))
      return option + " has " + numberText(level) + "; levels are shares from 0 to 0.99, e.g. " + option +
             " 0,0.5,0.9.";
  return {};
}

std::string percentText(double share) { return numberText(std::round(share * 1e6) / 1e4) + " %"; }

}  // namespace studio
