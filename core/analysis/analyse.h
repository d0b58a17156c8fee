// Analyses of a network's sheets: of a run, a file of weights, or arrays made elsewhere. Each call opens what it needs,
// computes, and keeps the result in the run's folder, where the next call finds it. No torch here. All throw UserError
// for what a user can mend; what `computing.progress` throws ends the work.
#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/run/analysis_request.h"

namespace studio {

/// The table of analyses, as a screen sees it.
std::vector<AnalysisKind> analysisKinds();

/// All analyses of the request with one pass over the stimuli; what the run's folder has already is read, not computed.
/// Where the run's folder cannot be written, the answer says so (notStored); a folder that was named for the results
/// must be writable.
NetworkAnalysis analyse(const AnalysisRequest& request, const Computing& computing);
/// What is stored of it; layers empty where nothing is. Opens neither stimuli nor network: of stimuli that are not here
/// any more it is the newest result.
NetworkAnalysis storedAnalysis(const AnalysisRequest& request);
/// Moran's I of one map [height, width] of a .npy file; its layer is called "map".
NetworkAnalysis moransOfMap(const std::filesystem::path& map, const AnalysisSettings& settings);

/// Stimuli as pictures, before normalising; sides at most `side` px. Indices that there are not are left out.
std::vector<StimulusPicture> stimulusPictures(const AnalysisRequest& request, const std::vector<std::int32_t>& indices,
                                              int side);

}  // namespace studio
