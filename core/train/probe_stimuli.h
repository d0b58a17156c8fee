// Which stimuli a run's probe is shown.
#pragma once
#include <memory>

#include "core/run/config_fields.h"
#include "core/train/paced_probe.h"

namespace studio {

/// Of [probe], fitted to what the network sees; the validation images where none are named. Throws UserError.
std::unique_ptr<Probe> openProbe(const RunConfig& config, const std::shared_ptr<const Dataset>& validation,
                                 const Batcher::Options& options);
/// Of the training time, for live views: a probe that nobody has asked for takes at most 1 %.
double liveShare(const ProbeConfig& config);
/// What can be said of [probe] without opening anything: a place that is not there, a kind that there is not, tokens.
std::vector<Problem> probeProblems(const RunConfig& config);

}  // namespace studio
