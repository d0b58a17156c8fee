#include "core/stimuli/equal_contrast.h"

#include <algorithm>
#include <cmath>

namespace studio {
namespace {

constexpr int kRounds = 8;  // of spreading and cutting; the mean is right to 0.1 after a few

}  // namespace

void equaliseContrast(std::vector<double>& pixels) {
  const auto count = static_cast<double>(pixels.size());
  for (int round = 0; round < kRounds; ++round) {
    double sum = 0, squares = 0;
    for (const double value : pixels) sum += value;
    const double mean = sum / count;
    for (const double value : pixels) squares += (value - mean) * (value - mean);
    const double deviation = std::sqrt(squares / count), factor = deviation > 1e-9 ? kSpread / deviation : 0;
    for (double& value : pixels) value = std::clamp(kMiddle + factor * (value - mean), 0.0, 255.0);
  }
}

}  // namespace studio
