// Preferred angles, pinwheels and circular variance of a layer as a figure: a row for the network and one for each
// control.
#pragma once
#include "widgets/analysis/analysed_network.h"
#include "widgets/export/figure.h"

namespace studio {

/// nullptr where no network has the layer's orientation.
std::unique_ptr<Figure> makeOrientationFigure(const std::vector<AnalysedNetwork>& networks, const std::string& layer);

}  // namespace studio
