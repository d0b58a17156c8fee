// See text_request.h.
#include "core/run/text_request.h"

#include <cmath>

namespace studio {

double TextProbe::meanSurprisal() const {
  double sum = 0, count = 0;
  for (const auto& token : tokens)
    if (!std::isnan(token.surprisal)) sum += token.surprisal, ++count;
  return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace studio
