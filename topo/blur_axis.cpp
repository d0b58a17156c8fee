// ATen's interpolation indices, restated (ATen/native/UpSample.h; align_corners off, the given scale is used as it is).
#include "topo/blur_axis.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace studio {
namespace {

/// One axis of an interpolation from `in` to `out` positions; scale = step in the input for one step in the output.
std::vector<Tap> interpolation(std::int64_t in, std::int64_t out, double scale, BlurMode mode) {
  std::vector<Tap> taps(static_cast<std::size_t>(out));
  for (std::int64_t i = 0; i < out; ++i) {
    auto& tap = taps[static_cast<std::size_t>(i)];
    if (mode == BlurMode::Nearest) {
      const auto nearest = std::min(static_cast<std::int64_t>(std::floor(static_cast<double>(i) * scale)), in - 1);
      tap = {nearest, nearest, 0.0};
      continue;
    }
    const double source = std::max(0.0, scale * (static_cast<double>(i) + 0.5) - 0.5);
    const auto first = std::min(static_cast<std::int64_t>(source), in - 1);
    const auto second = std::min(first + 1, in - 1);
    tap = {first, second, second == first ? 0.0 : source - static_cast<double>(first)};
  }
  return taps;
}

}  // namespace

std::int64_t lowSize(std::int64_t size, double factor) {
  // The package's own expression: size * (1 / factor), not size / factor (49 * (1 / 49.0) is below one).
  return static_cast<std::int64_t>(static_cast<double>(size) * (1.0 / factor));
}

BlurAxis blurAxis(std::int64_t size, double factor, BlurMode mode) {
  BlurAxis axis;
  axis.size = size;
  axis.low = lowSize(size, factor);
  const double given = 1.0 / (1.0 / factor);
  axis.down = interpolation(size, axis.low, axis.identity() ? 1.0 : given, mode);
  axis.up = interpolation(axis.low, size, static_cast<double>(axis.low) / static_cast<double>(size), mode);
  return axis;
}

std::vector<double> blurMatrix(const BlurAxis& axis) {
  const auto size = static_cast<std::size_t>(axis.size);
  std::vector<double> matrix(size * size, 0.0);
  for (std::size_t i = 0; i < size; ++i) {
    const auto& up = axis.up[i];
    const auto add = [&](std::int64_t low, double share) {
      const auto& down = axis.down[static_cast<std::size_t>(low)];
      matrix[i * size + static_cast<std::size_t>(down.first)] += share * (1.0 - down.weight);
      matrix[i * size + static_cast<std::size_t>(down.second)] += share * down.weight;
    };
    add(up.first, 1.0 - up.weight);
    add(up.second, up.weight);
  }
  return matrix;
}

// Which factors fit a sheet, and the sentence for those that do not (science.md 1.5).

namespace {

std::int64_t largestWholeFactor(std::int64_t size) {
  auto factor = size;
  while (factor > 1 && lowSize(size, static_cast<double>(factor)) < 1) --factor;
  return factor;
}

bool isFactor(double factor) { return std::isfinite(factor) && factor >= 1; }

}  // namespace

std::string factorProblem(const CorticalSheet& sheet, const TopoOptions& options) {
  const double height = options.factorHeight, width = options.factorWidth;
  const bool numbers = isFactor(height) && isFactor(width);
  if (numbers && lowSize(sheet.height, height) >= 1 && lowSize(sheet.width, width) >= 1) return {};
  std::ostringstream sentence;
  sentence << "Factor " << height << " × " << width;
  if (!numbers)
    sentence << " is not usable, because a factor is 1 or more";
  else
    sentence << " does not fit a sheet of " << sheet.height << " × " << sheet.width << " units";
  if (sheet.height == 1 && sheet.width > 1) sentence << " (a strip, as " << sheet.width << " has no divisors)";
  sentence << "; use 1 to " << largestWholeFactor(sheet.height) << " for the height and 1 to "
           << largestWholeFactor(sheet.width) << " for the width.";
  return sentence.str();
}

}  // namespace studio
