// What BLiMP's analysis found of networks as a picture. Values; any thread.
#pragma once
#include <string>
#include <vector>

#include "core/run/analysis.h"

namespace studio {

/// Bars of each phenomenon with their intervals, the mean last, beside what was published; without series where no
/// network has been scored.
PlotSpec blimpPlot(const std::vector<PlottedNetwork>& networks, const std::string& layer);

}  // namespace studio
