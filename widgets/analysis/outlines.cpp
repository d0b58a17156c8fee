#include "widgets/analysis/outlines.h"

#include <algorithm>
#include <cmath>

#include "widgets/analysis/shown_maps.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr double kSigmaShare = .034, kSmallestShare = .02;  // of the longer side, of the units
constexpr std::int64_t kFewest = 3;

/// The units connected with `first`, over edges and corners; they are taken out of `inside`.
std::vector<std::int64_t> takePart(std::vector<char>& inside, std::int64_t first, std::int64_t height,
                                   std::int64_t width) {
  std::vector<std::int64_t> part{first};
  inside[std::size_t(first)] = 0;
  for (std::size_t at = 0; at < part.size(); ++at) {
    const std::int64_t row = part[at] / width, column = part[at] % width;
    for (std::int64_t r = std::max<std::int64_t>(0, row - 1); r <= std::min(height - 1, row + 1); ++r)
      for (std::int64_t c = std::max<std::int64_t>(0, column - 1); c <= std::min(width - 1, column + 1); ++c)
        if (std::exchange(inside[std::size_t(r * width + c)], 0)) part.push_back(r * width + c);
  }
  std::sort(part.begin(), part.end());
  return part;
}

ShownPatch makeOutlined(std::vector<std::int64_t> units, const SheetMap& map) {
  ShownPatch patch{std::move(units), kUndefined, 0, 0};
  for (const std::int64_t unit : patch.units) {
    const double value = map.values[std::size_t(unit)];
    if (!(value <= patch.peak)) patch.peak = value;
    patch.row += double(unit / map.width) / double(patch.units.size());
    patch.column += double(unit % map.width) / double(patch.units.size());
  }
  return patch;
}

}  // namespace

OutlineRule outlineRule(const AnalysisSettings& settings, std::int64_t height, std::int64_t width) {
  OutlineRule rule{settings.number("threshold", 2), settings.number("sigma", -1),
                   std::int64_t(settings.number("smallest_patch", -1))};
  if (rule.sigma < 0) rule.sigma = kSigmaShare * double(std::max(height, width));
  if (rule.smallest < 0)
    rule.smallest = std::max(kFewest, std::int64_t(std::ceil(kSmallestShare * double(height * width))));
  return rule;
}

Patches findOutlined(const SheetMap& map, const OutlineRule& rule) {
  Patches found;
  const SheetMap smooth = smoothedMap(map, rule.sigma);
  std::vector<char> inside;
  for (const float value : smooth.values) inside.push_back(double(value) > rule.threshold);  // undefined is not
  double covered = 0;
  for (std::int64_t unit = 0; unit < std::int64_t(inside.size()); ++unit) {
    if (!inside[std::size_t(unit)]) continue;
    auto part = takePart(inside, unit, map.height, map.width);
    if (std::int64_t(part.size()) < rule.smallest) continue;
    covered += double(part.size());
    found.list.push_back(makeOutlined(std::move(part), map));
  }
  std::stable_sort(found.list.begin(), found.list.end(),
                   [](const ShownPatch& a, const ShownPatch& b) { return a.units.size() > b.units.size(); });
  const auto defined = std::count_if(map.values.begin(), map.values.end(), [](float v) { return std::isfinite(v); });
  found.areaFraction = defined > 0 ? covered / double(defined) : kUndefined;
  return found;
}

QString outlineText(const OutlineRule& rule, const std::string& statistic) {
  return tr("smoothed %1 > %2, σ %3 units, from %L4 units on")
      .arg(statisticText(statistic))
      .arg(rule.threshold, 0, 'g', 3)
      .arg(rule.sigma, 0, 'g', 2)
      .arg(rule.smallest);
}

}  // namespace studio
