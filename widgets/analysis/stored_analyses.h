// Networks as figures take them, from the results that runs have stored. Blocks on the disk; throws UserError for a
// damaged result.
#pragma once
#include <vector>

#include "widgets/analysis/analysed_network.h"
#include "widgets/runs/run_data.h"

namespace studio {

/// The first run at the view's step (else the last that was analysed), further runs as baselines, and the first run
/// untrained where that was analysed. All saw the stimuli of the first one's newest result of `analysis`. Empty where
/// it has no results.
std::vector<AnalysedNetwork> storedNetworks(const std::vector<RunData>& runs, const ViewState& view,
                                            const std::string& analysis);
/// The view's layer, else the last that was analysed; empty without networks.
std::string storedLayer(const std::vector<AnalysedNetwork>& networks, const ViewState& view);

/// "trained run digits, config 1a2b3c4d, step 1410, stimuli gratings; baseline ...": for figures of several networks.
QString provenanceOf(const std::vector<AnalysedNetwork>& networks);

}  // namespace studio
