// Pinwheels: points around which the preferred angle turns once by 180 degrees (orientation.h).
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "topo/orientation.h"
#include "topo/sheet_values.h"
#include "topo/undefined.h"

namespace studio {
namespace {

/// Clockwise from the upper left.
constexpr std::array<std::array<std::int64_t, 2>, 8> kRing = {
    {{-1, -1}, {-1, 0}, {-1, 1}, {0, 1}, {1, 1}, {1, 0}, {1, -1}, {0, -1}}};

/// The shorter way from a to b in degrees, in [-90, 90); NaN where one is undefined.
double stepOf(double a, double b) {
  const double rest = std::fmod(b - a + 90, 180.0);
  return (rest < 0 ? rest + 180 : rest) - 90;
}

/// Turns of the preferred angle on the closed ring around a unit; NaN at the edge of the sheet.
double windingOf(const SheetValues& map, std::int64_t unit) {
  const auto row = map.sheet.row(unit), column = map.sheet.column(unit);
  if (row == 0 || column == 0 || row + 1 == map.sheet.height || column + 1 == map.sheet.width) return kNaN;
  const auto angle = [&](std::size_t place) {
    const auto& [down, right] = kRing[place % kRing.size()];
    return map.values[static_cast<std::size_t>(unit + down * map.sheet.width + right)];
  };
  double degrees = 0;
  for (std::size_t place = 0; place < kRing.size(); ++place) degrees += stepOf(angle(place), angle(place + 1));
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
    if (std::isfinite(value)) value = std::hypot(across, up) > 1e-9 ? std::atan2(up, across) * 90 / std::numbers::pi : kNaN;
  }
  return smooth;
}

Pinwheel pinwheelOf(const std::vector<std::int64_t>& units, const CorticalSheet& sheet, int sign) {
  Pinwheel pinwheel{0, 0, sign};
  for (const auto unit : units)
    pinwheel.row += static_cast<double>(sheet.row(unit)), pinwheel.column += static_cast<double>(sheet.column(unit));
  pinwheel.row /= static_cast<double>(units.size()), pinwheel.column /= static_cast<double>(units.size());
  return pinwheel;
}

}  // namespace

Pinwheels findPinwheels(const at::Tensor& preferredDegrees, const PinwheelOptions& options) {
  if (!(options.winding > 0)) throw std::invalid_argument("pinwheels need a winding above 0");
  auto map = sheetValuesOf(preferredDegrees);
  if (options.smooth3x3) map = smoothedAngles(map);
  Pinwheels found;
  for (const int sign : {1, -1}) {
    std::vector<char> inside;
    for (std::int64_t unit = 0; unit < map.sheet.units(); ++unit) inside.push_back(sign * windingOf(map, unit) > options.winding);
    for (const auto& island : connectedParts(inside, map.sheet)) {
      if (static_cast<std::int64_t>(island.size()) < options.smallest) continue;
      found.pinwheels.push_back(pinwheelOf(island, map.sheet, sign));
      ++(sign > 0 ? found.positive : found.negative);
    }
  }
  return found;
}

}  // namespace studio
