// Tuning curves and what follows from them, then the pinwheels of their map (orientation.h).
#include "topo/orientation.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "topo/selectivity.h"
#include "topo/cortical_sheet.h"
#include "topo/undefined.h"

namespace studio {
namespace {

constexpr double kFlat = 1e-12;  // a shorter sum vector, as a share of the responses, is rounding

at::Tensor numbers(const std::vector<double>& values) { return at::tensor(values, at::kDouble); }

at::Tensor withinHalfTurn(const at::Tensor& degrees) {
  const auto rest = degrees.remainder(180);  // in [0, 180], 180 by rounding only
  return at::where(rest >= 180, at::zeros_like(rest), rest);
}

at::Tensor undefinedUnless(const at::Tensor& defined, const at::Tensor& value) {
  return at::where(defined, value, at::full_like(value, kUndefinedMeasure));
}

}  // namespace

at::Tensor tuningCurves(const at::Tensor& responses, const at::Tensor& group, std::int64_t groups) {
  if (responses.dim() != 2 || responses.size(1) < 1 || group.dim() != 1 || group.scalar_type() != at::kLong ||
      group.size(0) != responses.size(0) || groups < 1)
    throw std::invalid_argument("tuning curves need responses [stimuli, units] and one group number a stimulus");
  const auto here = group.to(at::kCPU);
  if ((here < -1).logical_or(here >= groups).any().item<bool>())
    throw std::invalid_argument("a stimulus has a group number that does not exist");
  return overUnits(responses, [&](const at::Tensor& block) {
    std::vector<at::Tensor> means;
    for (std::int64_t number = 0; number < groups; ++number)
      means.push_back(computeMoments(block, here == number).mean);
    return at::stack(means);  // -> [groups, units]
  });
}

Tuning orientationTuning(const at::Tensor& curves, const std::vector<double>& degrees) {
  if (curves.dim() != 2 || curves.size(0) < 2 || static_cast<std::size_t>(curves.size(0)) != degrees.size())
    throw std::invalid_argument("orientation tuning needs curves [angles, units] of two angles or more");
  const auto exact = curves.detach().to(at::kCPU, at::kDouble);
  const auto lowest = exact.amin(0);  // [units]; NaN where a response is
  const auto f = exact - lowest.clamp_max(0);
  const auto twice = (numbers(degrees) * (std::numbers::pi / 90)).unsqueeze(1);  // [angles, 1] radians of 2 theta
  const auto across = (f * twice.cos()).sum(0), up = (f * twice.sin()).sum(0), all = f.sum(0),
             length = at::hypot(across, up);
  const auto responds = at::isfinite(all).logical_and(all > 0);
  Tuning tuning;
  tuning.circularVariance = undefinedUnless(responds, (1 - length / all).clamp_min(0));
  tuning.preferredDegrees = undefinedUnless(responds.logical_and(length > kFlat * all),
                                            withinHalfTurn(at::atan2(up, across) * (90 / std::numbers::pi)));
  const auto varies = at::isfinite(all).logical_and(exact.amax(0) > lowest);
  tuning.preferredArgmax = undefinedUnless(varies, withinHalfTurn(numbers(degrees)).index_select(0, exact.argmax(0)));
  return tuning;
}

// Pinwheels: points around which the preferred angle turns once by 180 degrees (orientation.h).

namespace {

/// Clockwise from the upper left.
constexpr std::array<std::array<std::int64_t, 2>, 8> kRing = {
    {{-1, -1}, {-1, 0}, {-1, 1}, {0, 1}, {1, 1}, {1, 0}, {1, -1}, {0, -1}}};

/// The shorter way from a to b in degrees, in [-90, 90); NaN where one is undefined.
double angleStep(double a, double b) {
  const double rest = std::fmod(b - a + 90, 180.0);
  return (rest < 0 ? rest + 180 : rest) - 90;
}

/// Turns of the preferred angle on the closed ring around a unit; NaN at the edge of the sheet.
double computeWinding(const SheetValues& map, std::int64_t unit) {
  const auto row = map.sheet.row(unit), column = map.sheet.column(unit);
  if (row == 0 || column == 0 || row + 1 == map.sheet.height || column + 1 == map.sheet.width) return kUndefinedMeasure;
  const auto angle = [&](std::size_t place) {
    const auto& [down, right] = kRing[place % kRing.size()];
    return map.values[static_cast<std::size_t>(unit + down * map.sheet.width + right)];
  };
  double degrees = 0;
  for (std::size_t place = 0; place < kRing.size(); ++place) degrees += angleStep(angle(place), angle(place + 1));
  return degrees / 360;
}

SheetValues smoothedAngles(const SheetValues& map) {
  auto smooth = map;
  for (std::int64_t unit = 0; unit < map.sheet.units(); ++unit) {
    double across = 0, up = 0;
    const auto add = [&](std::int64_t other) {
      const double twice = map.values[static_cast<std::size_t>(other)] * std::numbers::pi / 90;
      if (std::isfinite(twice)) across += std::cos(twice), up += std::sin(twice);
    };
    add(unit);
    forNeighbours(map.sheet, unit, true, add);
    auto& value = smooth.values[static_cast<std::size_t>(unit)];
    if (std::isfinite(value))
      value = std::hypot(across, up) > 1e-9 ? std::atan2(up, across) * 90 / std::numbers::pi : kUndefinedMeasure;
  }
  return smooth;
}

Pinwheel makePinwheel(const std::vector<std::int64_t>& units, const CorticalSheet& sheet, int sign) {
  Pinwheel pinwheel{0, 0, sign};
  for (const auto unit : units)
    pinwheel.row += static_cast<double>(sheet.row(unit)), pinwheel.column += static_cast<double>(sheet.column(unit));
  pinwheel.row /= static_cast<double>(units.size()), pinwheel.column /= static_cast<double>(units.size());
  return pinwheel;
}

}  // namespace

Pinwheels findPinwheels(const at::Tensor& preferredDegrees, const PinwheelOptions& options) {
  if (!(options.winding > 0)) throw std::invalid_argument("pinwheels need a winding above 0");
  auto map = readSheetValues(preferredDegrees);
  if (options.smooth3x3) map = smoothedAngles(map);
  Pinwheels found;
  for (const int sign : {1, -1}) {
    std::vector<char> inside;
    for (std::int64_t unit = 0; unit < map.sheet.units(); ++unit)
      inside.push_back(sign * computeWinding(map, unit) > options.winding);
    for (const auto& island : connectedParts(inside, map.sheet)) {
      if (static_cast<std::int64_t>(island.size()) < options.smallest) continue;
      found.pinwheels.push_back(makePinwheel(island, map.sheet, sign));
      ++(sign > 0 ? found.positive : found.negative);
    }
  }
  return found;
}

}  // namespace studio
