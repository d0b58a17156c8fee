// Analyses as readable tables: a line a layer, the mean last, controls beside them.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/run/analysis.h"

namespace studio {

std::string analysisText(const AnalysisKind& kind, const NetworkAnalysis& found,
                         const std::vector<std::pair<std::string, NetworkAnalysis>>& controls);

}  // namespace studio
