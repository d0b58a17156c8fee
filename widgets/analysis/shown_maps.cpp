#include "widgets/analysis/shown_maps.h"

#include <algorithm>
#include <cmath>

#include "core/run/printable_text.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

/// Along one axis of both the values and their weights; a Gaussian in two dimensions is one after the other.
void blurAlong(std::vector<double>& field, std::int64_t height, std::int64_t width, bool rows,
               const std::vector<double>& kernel) {
  const auto reach = std::int64_t(kernel.size()) - 1;
  const std::vector<double> from = field;
  const std::int64_t length = rows ? height : width, step = rows ? width : 1;
  for (std::int64_t unit = 0; unit < height * width; ++unit) {
    const std::int64_t at = rows ? unit / width : unit % width;
    double sum = 0;
    for (std::int64_t by = std::max(-reach, -at); by <= std::min(reach, length - 1 - at); ++by)
      sum += kernel[std::size_t(std::abs(by))] * from[std::size_t(unit + by * step)];
    field[std::size_t(unit)] = sum;
  }
}

}  // namespace

SheetMap smoothedMap(const SheetMap& map, double sigma) {
  if (!(sigma > 0) || std::int64_t(map.values.size()) != map.height * map.width) return map;
  std::vector<double> kernel;  // [0 .. reach], as far as the engine's reaches
  const double reach = std::min(std::ceil(8 * sigma), double(std::max(map.height, map.width) - 1));
  for (int by = 0; by <= int(reach); ++by) kernel.push_back(std::exp(-by * by / (2 * sigma * sigma)));
  std::vector<double> sums, weights;
  for (const float value : map.values) {
    sums.push_back(std::isfinite(value) ? value : 0);
    weights.push_back(std::isfinite(value) ? 1 : 0);
  }
  for (const bool rows : {true, false})
    for (auto* field : {&sums, &weights}) blurAlong(*field, map.height, map.width, rows, kernel);
  SheetMap result = map;
  for (std::size_t unit = 0; unit < sums.size(); ++unit)
    if (std::isfinite(map.values[unit])) result.values[unit] = float(sums[unit] / weights[unit]);
  return result;
}

namespace {

/// The first network that has been analysed names the contrasts; the controls are shown the same stimuli.
const NetworkAnalysis* firstFound(const Analyses& analyses) {
  for (const AnalysisRow& row : analyses.results().rows())
    if (row.found) return row.found.get();
  return nullptr;
}

double computedLimit(const std::vector<ShownMap>& maps, double percentile, const std::string& statistic) {
  std::vector<float> all;
  for (const ShownMap& map : maps) all.insert(all.end(), map.shown.values.begin(), map.shown.values.end());
  const double limit = magnitudeAt(std::move(all), percentile);
  return limitsAround(mapQuantity({}, statistic), limit).high;
}

void addMaps(ShownMaps& result, const Analyses& analyses) {
  for (std::size_t row = 0; row < result.networks.size(); ++row) {
    const auto& found = result.networks[row].found;
    for (std::size_t column = 0; found && column < result.contrasts.size(); ++column) {
      const SheetMap* map = found->map(result.layer, mapQuantity(result.contrasts[column], result.statistic));
      if (!map || std::int64_t(map->values.size()) != map->height * map->width) continue;
      result.height = map->height;
      result.width = map->width;
      const std::string& contrast = result.contrasts[column];
      result.outline = outlineRule(analyses.choices().settings(), map->height, map->width);
      auto patches = patchesIn(*found, result.layer, contrast);
      if (!patches && row == 0) patches = findOutlined(*map, result.outline);  // outlines need no other analysis
      result.maps.push_back({row, column, *map, smoothedMap(*map, analyses.selection().display().sigma),
                             std::move(patches), moransIn(*found, result.layer, contrast)});
    }
  }
}

}  // namespace

std::string mapQuantity(const std::string& contrast, const std::string& statistic) {
  return contrast + "." + statistic;
}

QString statisticText(const std::string& statistic) {
  const ContrastStatistic* known = findStatistic(statistic);
  return engineText(known ? known->title : statistic);
}

QString dashedText(double value, int decimals) {
  return std::isfinite(value) ? QString::fromStdString(fixedText(value, decimals)) : QStringLiteral("–");
}

int decimalsThatTell(double value, int usual) {
  constexpr int kMostDecimals = 6;
  const double size = std::abs(value);
  if (!std::isfinite(value) || size == 0 || size >= std::pow(10, -usual)) return usual;
  return std::min(kMostDecimals, int(std::ceil(-std::log10(size))) + 1);
}

QString statisticValueText(double value, const std::string& statistic) {
  const ContrastStatistic* known = findStatistic(statistic);
  return dashedText(value, decimalsThatTell(value, known ? known->decimals : 1));
}

const ShownMap* ShownMaps::find(std::size_t row, std::size_t column) const {
  for (const ShownMap& map : maps)
    if (map.row == row && map.column == column) return &map;
  return nullptr;
}

int ShownMaps::number(std::size_t column) const {
  return 1 + int(std::find(all.begin(), all.end(), contrasts[column]) - all.begin());
}

ShownMaps shownMaps(const Analyses& analyses) {
  ShownMaps result;
  result.layer = analyses.selection().layer();
  result.statistic = analyses.choices().settings().statistic();
  result.colours = analyses.monitor()->view().colours;
  for (const AnalysisRow& row : analyses.results().rows())
    if (!row.source.isGroup()) result.networks.push_back(row);
  result.rows = result.networks.size();
  const NetworkAnalysis* first = firstFound(analyses);
  if (!first) return result;
  const auto& hidden = analyses.selection().display().hidden;
  for (const Contrast& contrast : first->contrasts) {
    result.all.push_back(contrast.name);
    if (std::find(hidden.begin(), hidden.end(), contrast.name) == hidden.end())
      result.contrasts.push_back(contrast.name);
  }
  if (result.contrasts.empty()) result.contrasts = result.all;  // hidden were those of other stimuli
  addMaps(result, analyses);
  result.limit = analyses.selection().display().lockedLimit.value_or(
      computedLimit(result.maps, analyses.selection().display().percentile, result.statistic));
  return result;
}

MapDisplay makeMapDisplay(const ShownMaps& maps, const AnalysisDisplay& display, const Theme& theme) {
  return {&colourMapFor(maps.colours,
                        maps.contrasts.empty() ? maps.statistic : mapQuantity(maps.contrasts.front(), maps.statistic),
                        theme),
          {-maps.limit, maps.limit},
          display.greyBelow,
          &theme,
          display.lockedLimit ? 100 : display.percentile};
}

}  // namespace studio
