// See cortical_sheet.h. The grid rule is the topoloss package's (cortical_sheet/common.py; science.md 1.1).
#include "topo/cortical_sheet.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "topo/undefined.h"

namespace studio {

CorticalSheet CorticalSheet::ofUnits(std::int64_t n) {
  if (n < 1) throw std::invalid_argument("A cortical sheet needs at least one unit.");
  auto height = static_cast<std::int64_t>(std::sqrt(static_cast<double>(n)));
  while (n % height != 0) --height;
  return {height, n / height};
}

SheetValues readSheetValues(const at::Tensor& map) {
  if (map.dim() != 2 || map.numel() == 0)
    throw std::invalid_argument("a map needs one value for each unit of a sheet, [height, width]");
  const auto plain = map.detach().to(at::kCPU, at::kDouble).contiguous();
  const auto* first = plain.const_data_ptr<double>();
  return {{plain.size(0), plain.size(1)}, std::vector<double>(first, first + plain.numel())};
}

at::Tensor makeMap(const SheetValues& values) {
  auto map = at::empty({values.sheet.height, values.sheet.width}, at::kDouble);
  std::copy(values.values.begin(), values.values.end(), map.data_ptr<double>());
  return map;
}

std::vector<std::vector<std::int64_t>> connectedParts(const std::vector<char>& inside, const CorticalSheet& sheet) {
  auto open = inside;
  std::vector<std::vector<std::int64_t>> parts;
  for (std::int64_t start = 0; start < sheet.units(); ++start) {
    if (!open[static_cast<std::size_t>(start)]) continue;
    std::vector<std::int64_t> part{start};
    open[static_cast<std::size_t>(start)] = 0;
    for (std::size_t next = 0; next < part.size(); ++next)
      forNeighbours(sheet, part[next], true, [&](std::int64_t unit) {
        if (!open[static_cast<std::size_t>(unit)]) return;
        open[static_cast<std::size_t>(unit)] = 0;
        part.push_back(unit);
      });
    std::sort(part.begin(), part.end());
    parts.push_back(std::move(part));
  }
  return parts;
}

// The Gaussian is separable: one axis after the other.

namespace {

using Values = std::vector<double>;

/// Weights of the distances 0 .. reach; those of a whole line (both directions) sum to 1.
Values gaussianWeights(double sigma, std::int64_t longestSide) {
  const auto reach = static_cast<std::int64_t>(std::min(std::ceil(8 * sigma), static_cast<double>(longestSide - 1)));
  Values weights;
  double sum = 0;
  const auto all = static_cast<std::int64_t>(std::ceil(8 * sigma));
  for (std::int64_t distance = 0; distance <= all; ++distance) {
    const double share = static_cast<double>(distance) / sigma, weight = std::exp(-0.5 * share * share);
    if (distance <= reach) weights.push_back(weight);
    sum += distance == 0 ? weight : 2 * weight;
  }
  for (auto& weight : weights) weight /= sum;
  return weights;
}

/// Lines of `length` values that lie `step` apart.
void blurLine(const double* from, double* to, std::int64_t length, std::int64_t step, const Values& weights) {
  const auto reach = static_cast<std::int64_t>(weights.size()) - 1;
  for (std::int64_t place = 0; place < length; ++place) {
    double sum = 0;
    for (auto other = std::max<std::int64_t>(0, place - reach); other <= std::min(length - 1, place + reach); ++other)
      sum += weights[static_cast<std::size_t>(std::abs(other - place))] * from[other * step];
    to[place * step] = sum;
  }
}

Values blurred(const Values& values, const CorticalSheet& sheet, const Values& weights) {
  Values across(values.size()), both(values.size());
  for (std::int64_t row = 0; row < sheet.height; ++row)
    blurLine(values.data() + row * sheet.width, across.data() + row * sheet.width, sheet.width, 1, weights);
  for (std::int64_t column = 0; column < sheet.width; ++column)
    blurLine(across.data() + column, both.data() + column, sheet.height, sheet.width, weights);
  return both;
}

}  // namespace

at::Tensor gaussianSmoothed(const at::Tensor& map, double sigma, BlurBorder border) {
  if (!(sigma >= 0) || !std::isfinite(sigma))
    throw std::invalid_argument("a map is smoothed with a sigma of 0 units or more");
  auto given = readSheetValues(map);
  Values weight(given.values.size());
  for (std::size_t unit = 0; unit < weight.size(); ++unit) {
    weight[unit] = std::isfinite(given.values[unit]) ? 1 : 0;
    if (weight[unit] == 0) given.values[unit] = 0;
  }
  const auto weights =
      sigma > 0 ? gaussianWeights(sigma, std::max(given.sheet.height, given.sheet.width)) : Values{1.0};
  const auto sums = blurred(given.values, given.sheet, weights), shares = blurred(weight, given.sheet, weights);
  for (std::size_t unit = 0; unit < weight.size(); ++unit) {
    const double smooth = border == BlurBorder::Normalised ? sums[unit] / shares[unit] : sums[unit];
    given.values[unit] = weight[unit] == 0 ? kUndefinedMeasure : smooth;
  }
  return makeMap(given);
}

}  // namespace studio
