// A network and stimuli that fit it: sides and channels follow from the network where the stimuli leave them open.
#pragma once
#include "core/network/source.h"
#include "core/network/stimuli.h"
#include "core/run/analysis_request.h"

namespace studio {

struct ShownNetwork {
  OpenedSource source;
  Stimuli stimuli;
  std::string changed = {};  ///< why a run's own data may not be what it was validated with (takeChangedData)
};

/// Why a run's own data may not be what it was validated with, one sentence; empty where they are as they were, and of
/// other stimuli. The part that is not shown is let go.
std::string takeChangedData(const SourceRequest& source, Stimuli& stimuli);
/// Throws UserError: no such run, stimuli that are not there or do not fit.
ShownNetwork openShown(const AnalysisRequest& request, const Computing& computing);
/// The network alone, for analyses of sentences: on its device.
OpenedSource openNetwork(const AnalysisRequest& request, const Computing& computing);
/// The stimuli alone, as this source would see them.
Stimuli openStimuliFor(const AnalysisRequest& request);

}  // namespace studio
