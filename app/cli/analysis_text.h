// What an analysis found, as tables for people: a line a layer, or a line a level of a whole network, its controls
// beside it.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/run/analysis.h"

namespace studio {

/// "untrained", "baseline" and what was found of them.
using AnalysedControls = std::vector<std::pair<std::string, NetworkAnalysis>>;

/// Lines, each ending with a newline: remarks, stimuli that were left out, the tables.
std::string analysisText(const AnalysisKind& kind, const NetworkAnalysis& found, const AnalysedControls& controls);

}  // namespace studio
