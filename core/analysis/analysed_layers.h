// The analyses of a request go over the layers one by one, wherever the responses come from.
#pragma once
#include <string>
#include <vector>

#include "core/analysis/analyse.h"
#include "core/analysis/analyses.h"

namespace studio {

/// Does any of these analyses need it (AnalysisKind::contrasts, AnalysisKind::angles)?
bool anyNeeds(const std::vector<std::string>& names, bool AnalysisKind::*needs);
/// Throws UserError, naming the stimuli, where they do not tell angles.
void requireAngles(const StimulusGroups& groups, const std::string& stimuli);
/// Fills found.layers and found.results, what `found` tells of the stimuli, and its settings where nothing was chosen.
void analyseLayers(const std::vector<std::string>& names, const std::vector<LayerResponses>& layers,
                   const StimulusGroups& groups, NetworkAnalysis& found);
/// Of ResponseArrays (their request's `arrays`). Throws UserError for arrays that do not belong together.
NetworkAnalysis analyseArrays(const AnalysisRequest& request, const Computing& computing);

}  // namespace studio
