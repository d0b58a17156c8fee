#include "topo/patches.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "topo/sheet_values.h"

namespace studio {
namespace {

constexpr double kSigmaShare = .034;  // TDANN: 2.4 mm of 70 mm
constexpr double kSmallestShare = .02;
constexpr std::int64_t kSmallest = 3;

std::int64_t smallestOf(const PatchOptions& options, const CorticalSheet& sheet) {
  if (options.smallest >= 0) return options.smallest;
  return std::max(kSmallest, static_cast<std::int64_t>(std::ceil(kSmallestShare * static_cast<double>(sheet.units()))));
}

Patch patchOf(std::vector<std::int64_t> units, const SheetValues& map) {
  Patch patch{std::move(units), -std::numeric_limits<double>::infinity(), -1, 0, 0};
  for (const auto unit : patch.units) {
    patch.row += static_cast<double>(map.sheet.row(unit)), patch.column += static_cast<double>(map.sheet.column(unit));
    const double value = map.values[static_cast<std::size_t>(unit)];
    if (value > patch.peak) patch.peak = value, patch.peakUnit = unit;
  }
  const auto count = static_cast<double>(patch.units.size());
  patch.row /= count, patch.column /= count;
  return patch;
}

}  // namespace

PatchResult findPatches(const at::Tensor& map, const PatchOptions& options) {
  if (std::isnan(options.threshold)) throw std::invalid_argument("patches need a threshold");
  const auto raw = sheetValuesOf(map);
  const auto sheet = raw.sheet;
  const double sigma =
      options.sigma < 0 ? kSigmaShare * static_cast<double>(std::max(sheet.height, sheet.width)) : options.sigma;
  PatchResult result{{}, 0, gaussianSmoothed(map, sigma)};
  std::vector<char> inside;
  for (const double value : sheetValuesOf(result.smoothed).values)
    inside.push_back(value > options.threshold);  // NaN is not
  std::int64_t covered = 0;
  for (auto& part : connectedParts(inside, sheet)) {
    if (static_cast<std::int64_t>(part.size()) < smallestOf(options, sheet)) continue;
    covered += static_cast<std::int64_t>(part.size());
    result.patches.push_back(patchOf(std::move(part), raw));
  }
  std::stable_sort(result.patches.begin(), result.patches.end(),
                   [](const Patch& a, const Patch& b) { return a.units.size() > b.units.size(); });
  const auto defined =
      std::count_if(raw.values.begin(), raw.values.end(), [](double value) { return std::isfinite(value); });
  result.areaFraction = static_cast<double>(covered) / static_cast<double>(defined);  // 0 / 0 = NaN
  return result;
}

}  // namespace studio
