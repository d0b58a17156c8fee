// The grid rule of the topoloss package (cortical_sheet/common.py; science.md 1.1).
#include "topo/cortical_sheet.h"

#include <cmath>
#include <stdexcept>

namespace studio {

CorticalSheet CorticalSheet::ofUnits(std::int64_t n) {
  if (n < 1) throw std::invalid_argument("A cortical sheet needs at least one unit.");
  auto height = static_cast<std::int64_t>(std::sqrt(static_cast<double>(n)));
  while (n % height != 0) --height;
  return {height, n / height};
}

}  // namespace studio
