#include "core/data/image_growth.h"

#include <algorithm>
#include <cmath>

namespace studio {
namespace {

constexpr double kStep = 32;  // px

}  // namespace

std::int64_t trainingSize(const DataConfig& config, std::int64_t epoch) {
  if (config.trainSizeEnd == 0) return config.trainSize;
  const auto first = config.trainSize > 0 ? config.trainSize : config.imageSize, last = config.trainSizeEnd;
  if (epoch <= config.growFrom) return first;
  if (epoch >= config.growTo) return last;
  const double share =
      static_cast<double>(epoch - config.growFrom) / static_cast<double>(config.growTo - config.growFrom);
  const double size = static_cast<double>(first) + share * static_cast<double>(last - first);
  const auto multiple =
      static_cast<std::int64_t>(std::nearbyint(size / kStep) * kStep);  // halves go to the even multiple
  return std::clamp(multiple, std::min(first, last), std::max(first, last));
}

std::int64_t largestEpoch(const DataConfig& config, std::int64_t epochs) {
  std::int64_t largest = 0;
  for (std::int64_t epoch = 1; config.trainSizeEnd > 0 && epoch < epochs; ++epoch)
    if (trainingSize(config, epoch) > trainingSize(config, largest)) largest = epoch;
  return largest;
}

double meanArea(const DataConfig& config, std::int64_t epochs) {
  if (config.trainSizeEnd == 0 || epochs < 1) return 1;
  const auto area = [&](std::int64_t epoch) { return std::pow(static_cast<double>(trainingSize(config, epoch)), 2); };
  double sum = 0;
  for (std::int64_t epoch = 0; epoch < epochs; ++epoch) sum += area(epoch);
  return sum / (static_cast<double>(epochs) * area(largestEpoch(config, epochs)));
}

}  // namespace studio
