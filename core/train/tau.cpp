#include "core/train/tau.h"

#include "topo/tau_schedule.h"

namespace studio {
namespace {

TauSegment segmentOf(const TauStage& stage) {
  return {stage.start, stage.end, stage.steps, stage.mode == "cosine_decay" ? TauMode::CosineDecay : TauMode::Linear};
}

/// The stages of [topoloss]; a plain schedule is one of them. Checked with the configuration, so TauSchedule's own
/// checks are not asked.
std::vector<TauSegment> segmentsOf(const TopoLossConfig& config, std::int64_t steps) {
  const std::int64_t length = config.scheduleSteps > 0 ? config.scheduleSteps : steps;
  if (config.schedule == "linear") return {{config.tauStart, config.tau, length, TauMode::Linear}};
  if (config.schedule == "cosine_decay") return {{config.tau, config.tauEnd, length, TauMode::CosineDecay}};
  std::vector<TauSegment> segments;
  if (config.schedule == "chained")
    for (const auto& stage : config.stages) segments.push_back(segmentOf(stage));
  return segments;
}

}  // namespace

double tauAt(const TopoLossConfig& config, std::int64_t step, std::int64_t steps) {
  const auto segments = segmentsOf(config, steps);
  for (const auto& segment : segments) {
    if (step < segment.steps) return segment.at(step);
    step -= segment.steps;
  }
  return segments.empty() ? config.tau : segments.back().end;
}

}  // namespace studio
