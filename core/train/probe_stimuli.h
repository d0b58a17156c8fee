// Which stimuli a run's probe is shown.
#pragma once
#include <memory>

#include "core/run/config_fields.h"
#include "core/train/paced_probe.h"

namespace studio {

/// Of [probe], fitted to what the network sees; the validation images where none are named. Throws UserError.
std::unique_ptr<Probe> openProbe(const RunConfig& config, const std::shared_ptr<const Dataset>& validation, const Batcher::Options& options);
/// A probe that nobody has asked for costs whoever looks at most 1 %.
ProbePace paceOf(const ProbeConfig& config);
/// What can be said of [probe] without opening anything: a place that is not there, a kind that there is not, tokens.
std::vector<Problem> probeProblems(const RunConfig& config);

}  // namespace studio
