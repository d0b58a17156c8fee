// Which factors fit a sheet, and the sentence for those that do not (science.md 1.5).
#include <cmath>
#include <sstream>

#include "topo/blur_axis.h"

namespace studio {
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
  if (!numbers) sentence << " is not usable, because a factor is 1 or more";
  else sentence << " does not fit a sheet of " << sheet.height << " × " << sheet.width << " units";
  if (sheet.height == 1 && sheet.width > 1) sentence << " (a strip, as " << sheet.width << " has no divisors)";
  sentence << "; use 1 to " << largestWholeFactor(sheet.height) << " for the height and 1 to "
           << largestWholeFactor(sheet.width) << " for the width.";
  return sentence.str();
}

}  // namespace studio
