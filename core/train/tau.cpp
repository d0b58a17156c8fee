#include "core/train/tau.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace studio {
namespace {

/// One stage at its own step t (science.md 1.7; the cosine is clamped at its end).
double stageAt(const TauStage& stage, std::int64_t t) {
  const double share = stage.steps > 0 ? std::min(1.0, double(t) / double(stage.steps)) : 1;
  if (stage.mode == "cosine_decay") return stage.end + (stage.start - stage.end) * 0.5 * (1 + std::cos(std::numbers::pi * share));
  return stage.start + (stage.end - stage.start) * share;
}

}  // namespace

double tauAt(const TopoLossConfig& config, std::int64_t step, std::int64_t steps) {
  const std::int64_t length = config.scheduleSteps > 0 ? config.scheduleSteps : steps;
  if (config.schedule == "linear") return stageAt({"linear", config.tauStart, config.tau, length}, step);
  if (config.schedule == "cosine_decay") return stageAt({"cosine_decay", config.tau, config.tauEnd, length}, step);
  if (config.schedule != "chained" || config.stages.empty()) return config.tau;
  for (const auto& stage : config.stages) {
    if (step < stage.steps) return stageAt(stage, step);
    step -= stage.steps;
  }
  return config.stages.back().end;
}

}  // namespace studio
