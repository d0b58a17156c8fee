#include "core/train/learning_rate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace studio {
namespace {

/// Half a cosine from `start` at share 0 to `end` at share 1.
double cosineBetween(double start, double end, double share) {
  return end + (start - end) * 0.5 * (1 + std::cos(std::numbers::pi * share));
}

/// Smith & Topin's policy with the constants of torch.optim.lr_scheduler.OneCycleLR: rises for 30 % of the steps from 1/25 of the
/// peak, falls to 1/250,000 of it, both along a cosine.
double oneCycle(double peak, std::int64_t step, std::int64_t steps) {
  const double first = peak / 25, last = first / 1e4;
  const double top = 0.3 * double(steps) - 1, end = double(steps) - 1;
  if (double(step) <= top) return top > 0 ? cosineBetween(first, peak, double(step) / top) : peak;
  return end > top ? cosineBetween(peak, last, (double(step) - top) / (end - top)) : last;
}

}  // namespace

double learningRateAt(const OptimizerConfig& config, std::int64_t step, std::int64_t steps) {
  const double peak = config.learningRate;
  step = std::clamp<std::int64_t>(step, 0, std::max<std::int64_t>(steps - 1, 0));
  if (config.schedule == "one_cycle") return oneCycle(peak, step, steps);
  if (step < config.warmupSteps) return peak * double(step + 1) / double(config.warmupSteps);
  if (config.schedule == "constant") return peak;
  const double length = double(std::max<std::int64_t>(steps - config.warmupSteps, 1));
  return cosineBetween(peak, 0, double(step - config.warmupSteps) / length);   // Loshchilov & Hutter 2017, eq. 5, minimum 0
}

}  // namespace studio
