// The picture of integration windows: medians over the units of a layer, or of all layers, by lag.
#pragma once
#include <string>
#include <vector>

#include "core/run/analysis.h"

namespace studio {

/// A line a network; without a layer the mean over the layers, and pale lines for each.
PlotSpec windowsPlot(const std::vector<PlottedNetwork>& networks, const std::string& layer);

}  // namespace studio
