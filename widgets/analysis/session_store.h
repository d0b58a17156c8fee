// Where results of files of weights are kept: a file has no folder of its own as a run has, so they stand in one that
// goes when the window ends. What has been computed for a file, its stimuli and settings is not computed again.
#pragma once
#include "core/run/analysis_request.h"

namespace studio {

/// requestFor(); of a file of weights with this session's folder as its store. GUI thread.
AnalysisRequest sessionRequest(const AnalysisNetwork& network, const std::string& stimuli,
                               const std::vector<std::string>& analyses, const AnalysisSettings& settings);

}  // namespace studio
