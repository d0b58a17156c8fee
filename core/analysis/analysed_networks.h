// What can be analysed of a run or a file of weights that is open: the network, the controls it is held against, and
// the stimuli that need no question. No torch here. Blocks on the disk; any thread. Throws UserError.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/run/analysis_request.h"

namespace studio {

/// The run that is the same but for tau 0: the control "baseline".
Baseline baselineOf(const SourceRequest& run);

/// The open run at a step (-1 = the last checkpoint) or the open file, and its controls, the trained one first.
/// `heads`: as a person named them for a file that does not say how many its network has; 0 = nobody did.
std::vector<AnalysisNetwork> networksOf(const std::filesystem::path& open, std::int64_t step, std::int64_t heads);

/// Stimuli with results come first, the newest before all; then the run's own probe, what the program draws by itself,
/// and the run's images.
std::vector<StimuliChoice> stimuliChoicesOf(const std::filesystem::path& open);

/// Whether DATA can be shown here; results are shown where their stimuli are elsewhere, too.
bool areHere(const std::string& stimuli);

}  // namespace studio
