#include "widgets/analysis/patch_rows.h"

#include <algorithm>
#include <cmath>

namespace studio {
namespace {

double larger(double a, double b) { return std::isfinite(a) && (!std::isfinite(b) || a > b) ? a : b; }

PatchSummary summaryOf(const AnalysedNetwork& network, std::size_t index, const std::string& contrast, const std::string& only) {
  PatchSummary sum{index, contrast};
  double area = 0, morans = 0;
  int defined = 0;
  for (const LayerAnalysis& layer : network.found->layers) {
    const ContrastFound* found = only.empty() || layer.layer == only ? layer.find(contrast) : nullptr;
    if (!found) continue;
    if (found->morans && std::isfinite(found->morans->i)) morans += found->morans->i, ++defined;
    if (!found->patches) continue;
    ++sum.layers;
    sum.patches += int(found->patches->patches.size());
    area += found->patches->areaFraction;
    for (const PatchFound& patch : found->patches->patches) {
      sum.largest = std::max(sum.largest, std::int64_t(patch.units.size()));
      sum.peak = larger(patch.peak, sum.peak);
    }
  }
  if (sum.layers > 0) sum.area = area / sum.layers;
  if (defined > 0) sum.morans = morans / defined;
  return sum;
}

std::int64_t peakUnitOf(const PatchFound& patch, const SheetMap* map, std::int64_t width) {
  std::int64_t best = -1;
  double most = -INFINITY;
  for (const std::int64_t unit : patch.units) {
    if (unit < 0) continue;
    const double row = double(unit / std::max<std::int64_t>(1, width)), column = double(unit % std::max<std::int64_t>(1, width));
    double value = -std::hypot(row - patch.row, column - patch.column);
    if (map) value = unit < std::int64_t(map->values.size()) ? map->values[std::size_t(unit)] : NAN;
    if (value > most) most = value, best = unit;
  }
  return best;
}

}  // namespace

std::vector<PatchSummary> patchSummaries(const std::vector<AnalysedNetwork>& networks, const std::string& layer) {
  std::vector<PatchSummary> rows;
  if (networks.empty()) return rows;
  for (const Contrast& contrast : networks.front().found->contrasts)
    for (std::size_t i = 0; i < networks.size(); ++i) {
      PatchSummary sum = summaryOf(networks[i], i, contrast.name, layer);
      if (sum.layers > 0) rows.push_back(std::move(sum));
    }
  return rows;
}

std::vector<PatchRow> patchRows(const AnalysedNetwork& network, const std::string& layer, const std::string& contrast) {
  std::vector<PatchRow> rows;
  for (const LayerAnalysis& each : network.found->layers) {
    if (!layer.empty() && each.layer != layer) continue;
    for (const ContrastFound& found : each.contrasts) {
      if (!found.patches || (!contrast.empty() && found.contrast != contrast)) continue;
      const SheetMap* map = network.found->map(each.layer, found.contrast + "." + network.found->settings.statistic);
      for (const PatchFound& patch : found.patches->patches)
        rows.push_back({each.layer, found.contrast, each.width, each.height, patch, peakUnitOf(patch, map, each.width)});
    }
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const PatchRow& a, const PatchRow& b) { return a.patch.units.size() > b.patch.units.size(); });
  return rows;
}

}  // namespace studio
