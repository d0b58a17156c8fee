#include "widgets/analysis/smoothed_map.h"

#include <algorithm>
#include <cmath>

namespace studio {
namespace {

/// Along one axis of both the values and their weights; a Gaussian in two dimensions is one after the other.
void blurAlong(std::vector<double>& field, std::int64_t height, std::int64_t width, bool rows, const std::vector<double>& kernel) {
  const auto reach = std::int64_t(kernel.size()) - 1;
  const std::vector<double> from = field;
  const std::int64_t length = rows ? height : width, step = rows ? width : 1;
  for (std::int64_t unit = 0; unit < height * width; ++unit) {
    const std::int64_t at = rows ? unit / width : unit % width;
    double sum = 0;
    for (std::int64_t by = std::max(-reach, -at); by <= std::min(reach, length - 1 - at); ++by) sum += kernel[std::size_t(std::abs(by))] * from[std::size_t(unit + by * step)];
    field[std::size_t(unit)] = sum;
  }
}

}  // namespace

SheetMap smoothedMap(const SheetMap& map, double sigma) {
  if (!(sigma > 0) || std::int64_t(map.values.size()) != map.height * map.width) return map;
  std::vector<double> kernel;   // [0 .. reach]
  for (int by = 0; by <= int(std::ceil(3 * sigma)); ++by) kernel.push_back(std::exp(-by * by / (2 * sigma * sigma)));
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

}  // namespace studio
