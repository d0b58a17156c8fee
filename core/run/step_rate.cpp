#include "core/run/step_rate.h"

#include <cmath>
#include <cstdio>

namespace studio {
namespace {

constexpr double kWholeFrom = 9.95;     ///< smaller numbers have one decimal
constexpr double kMinutesFrom = 599.5;  ///< seconds

std::string shortNumber(double value, const char* unit) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f %s", value < kWholeFrom ? 1 : 0, value, unit);
  return text;
}

}  // namespace

std::string stepRateText(double stepsPerSecond) {
  if (!std::isfinite(stepsPerSecond) || stepsPerSecond <= 0) return {};
  if (stepsPerSecond >= 1) return shortNumber(stepsPerSecond, "it/s");
  const double seconds = 1 / stepsPerSecond;
  return seconds < kMinutesFrom ? shortNumber(seconds, "s a step") : shortNumber(seconds / 60, "min a step");
}

}  // namespace studio
