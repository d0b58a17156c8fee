// The scores of a curve and the default bins; curves of correlations are made in correlation_curve.cpp.
#include "topo/smoothness.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "topo/cortical_sheet.h"
#include "topo/undefined.h"

namespace studio {

namespace {

constexpr double kFirstCorrelationMin = 0.05;  // science.md 2.3
constexpr int kBins = 20;

/// All distances between two different units.
std::set<double> listDistances(std::int64_t height, std::int64_t width) {
  std::set<double> distances;
  for (std::int64_t row = 0; row < height; ++row)
    for (std::int64_t column = row == 0 ? 1 : 0; column < width; ++column)
      distances.insert(std::sqrt(static_cast<double>(row * row + column * column)));
  return distances;
}

/// (max - first) / max.
double fallFrom(double largest, double first) { return largest > 0 ? (largest - first) / largest : kUndefinedMeasure; }

}  // namespace

DistanceBins defaultBins(std::int64_t height, std::int64_t width) {
  if (height < 1 || width < 1) throw std::invalid_argument("distance bins need a sheet of at least 1 x 1 units");
  if (height * width == 1) return {{0, 1}, true};
  const auto distances = listDistances(height, width);
  const double diagonal = *distances.rbegin();
  DistanceBins bins{{0}, true};
  for (int edge = 1; edge < kBins; ++edge) {
    const double next = diagonal * edge / kBins;
    const auto held = distances.lower_bound(bins.edges.back());
    if (held != distances.end() && *held < next) bins.edges.push_back(next);  // [last edge, next) is not empty
  }
  bins.edges.push_back(diagonal);
  return bins;
}

Smoothness curveSmoothness(const DistanceCurve& curve) {
  const auto& c = curve.correlation;
  if (c.size() < 2) return {kUndefinedMeasure, kUndefinedMeasure, kUndefinedMeasure};
  const auto [lowest, highest] = std::minmax_element(c.begin(), c.end());
  return {*highest - *lowest, c.front() < kFirstCorrelationMin ? kUndefinedMeasure : (c.front() - *lowest) / c.front(),
          fallFrom(1 - *lowest, 1 - c.front())};
}

}  // namespace studio
