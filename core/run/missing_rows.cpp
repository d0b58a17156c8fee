#include "core/run/missing_rows.h"

#include <algorithm>

namespace studio {

std::string missingRows(std::int64_t last, std::int64_t step, std::int64_t every) {
  if (step - last <= std::max<std::int64_t>(every, 1)) return {};
  const std::string what = last < 0 ? "are lost" : "end at step " + std::to_string(last);
  return "The rows of scalars.csv " + what + ", though the run came to step " + std::to_string(step);
}

}  // namespace studio
