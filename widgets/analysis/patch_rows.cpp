#include "widgets/analysis/patch_rows.h"

#include <algorithm>
#include <cmath>

namespace studio {
namespace {

double larger(double a, double b) { return std::isfinite(a) && (!std::isfinite(b) || a > b) ? a : b; }

PatchSummary summaryOf(const AnalysedNetwork& network, std::size_t index, const std::string& contrast, const std::string& only) {
  PatchSummary sum{index, contrast};
  double area = 0;
  std::vector<double> morans;
  for (const AnalysedLayer& layer : network.found->layers) {
    if (!only.empty() && layer.layer != only) continue;
    morans.push_back(moransIn(*network.found, layer.layer, contrast));
    const auto found = patchesIn(*network.found, layer.layer, contrast);
    if (!found) continue;
    ++sum.layers;
    sum.patches += int(found->list.size());
    area += found->areaFraction;
    for (const Patch& patch : found->list) {
      sum.largest = std::max(sum.largest, std::int64_t(patch.units.size()));
      sum.peak = larger(patch.peak, sum.peak);
    }
  }
  if (sum.layers > 0) sum.area = area / sum.layers;
  sum.morans = meanOfDefined(morans);
  return sum;
}

std::int64_t peakUnitOf(const Patch& patch, const SheetMap* map, std::int64_t width) {
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
  const std::string statistic = "." + network.found->settings.text("statistic", "t");
  for (const AnalysedLayer& each : network.found->layers) {
    if (!layer.empty() && each.layer != layer) continue;
    for (const Contrast& named : network.found->contrasts) {
      const auto patches = contrast.empty() || named.name == contrast ? patchesIn(*network.found, each.layer, named.name) : std::nullopt;
      if (!patches) continue;
      const SheetMap* map = network.found->map(each.layer, named.name + statistic);
      for (const Patch& patch : patches->list) rows.push_back({each.layer, named.name, each.width, each.height, patch, peakUnitOf(patch, map, each.width)});
    }
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const PatchRow& a, const PatchRow& b) { return a.patch.units.size() > b.patch.units.size(); });
  return rows;
}

}  // namespace studio
