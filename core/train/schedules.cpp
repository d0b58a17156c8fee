// The learning rate of a step, and what is due at it (schedules.h).
#include "core/train/schedules.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace studio {
namespace {

/// Half a cosine from `start` at share 0 to `end` at share 1.
double cosineBetween(double start, double end, double share) {
  return end + (start - end) * 0.5 * (1 + std::cos(std::numbers::pi * share));
}

/// Smith & Topin's policy with the constants of torch.optim.lr_scheduler.OneCycleLR: rises for 30 % of the steps from
/// 1/25 of the peak, falls to 1/250,000 of it, both along a cosine.
double oneCycle(double peak, std::int64_t step, std::int64_t steps) {
  const double first = peak / 25, last = first / 1e4;
  const double top = 0.3 * double(steps) - 1, end = double(steps) - 1;
  if (double(step) <= top) return top > 0 ? cosineBetween(first, peak, double(step) / top) : peak;
  return end > top ? cosineBetween(peak, last, (double(step) - top) / (end - top)) : last;
}

/// A straight line to the peak; without a start of its own it begins one step up, so that the first step is not lost.
double warmUp(const OptimizerConfig& config, std::int64_t step) {
  const double steps = double(config.warmupSteps);
  if (config.warmupStart == 0) return double(step + 1) / steps;
  return config.warmupStart + (1 - config.warmupStart) * double(step) / steps;
}

/// 0, 1, 2, 5, 10, 20, 50, 100, ... of "log+epoch"; 0 of "epoch"; none of "none".
bool storesMapsAt(const std::string& maps, std::int64_t step) {
  if (maps == "none") return false;
  if (step == 0) return true;
  if (maps != "log+epoch") return false;
  while (step % 10 == 0) step /= 10;
  return step == 1 || step == 2 || step == 5;
}

}  // namespace

double learningRateAt(const OptimizerConfig& config, std::int64_t step, std::int64_t steps) {
  const double peak = config.learningRate;
  step = std::clamp<std::int64_t>(step, 0, std::max<std::int64_t>(steps - 1, 0));
  if (config.schedule == "one_cycle") return oneCycle(peak, step, steps);
  if (step < config.warmupSteps) return peak * warmUp(config, step);
  if (config.schedule == "constant") return peak;
  const double share =
      double(step - config.warmupSteps) / double(std::max<std::int64_t>(steps - config.warmupSteps, 1));
  const double last = peak * config.finalRate;
  if (config.schedule == "linear") return peak + (last - peak) * share;
  return cosineBetween(peak, last, share);  // Loshchilov & Hutter 2017, eq. 5
}

/// Step 0 is validated too: what training has brought is seen against the first weights.
DueActions dueBefore(const OutputConfig& config, std::int64_t step) {
  return {.maps = storesMapsAt(config.maps, step),
          .row = step % std::max<std::int64_t>(config.scalarsEvery, 1) == 0,
          .validation = step == 0};
}

/// Epochs of large sets take hours, which nobody wants to lose: within them checkpoints come by the clock. At the end
/// of the run everything is due, also where it ends within an epoch.
DueActions dueAfter(const OutputConfig& config, const StepEnd& end) {
  const bool ends = end.endsEpoch || end.endsRun;
  const bool byEpoch = end.endsEpoch && config.checkpointEpochs > 0 && end.epoch % config.checkpointEpochs == 0;
  const bool byClock =
      !end.endsEpoch && config.checkpointMinutes > 0 && end.sinceCheckpoint >= 60 * config.checkpointMinutes;
  return {.maps = ends && config.maps != "none",
          .row = ends,
          .validation = ends,
          .checkpoint = end.endsRun || byEpoch || byClock};
}

}  // namespace studio
