// What a run of a configuration would take, and what stands in its way: asked before anything of it is made.
#pragma once
#include <string>
#include <vector>

#include "core/run/training_request.h"

namespace studio {

/// settingProblems() and what needs the model and the data's place: unknown layers, impossible factors, missing
/// folders. Milliseconds after the first call with these data and this model. Any thread.
std::vector<Problem> problemsOf(const RunConfig& config);
/// Pre-flight: reads the data, builds the model, times a few batches. Leaves nothing behind. Throws UserError.
CheckReport checkRun(const RunConfig& config, const std::string& device = "auto", int threads = 0);

}  // namespace studio
