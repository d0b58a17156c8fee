// Effective dimensionality against smoothness of one or several networks as a figure, published values beside them.
#pragma once
#include "widgets/analysis/analysed_network.h"
#include "widgets/export/figure.h"

namespace studio {

/// A large point for each network, named by its detail ("τ 10"), small ones for its layers. nullptr where no network
/// has both values.
std::unique_ptr<Figure> makeDimensionalityFigure(const std::vector<AnalysedNetwork>& networks);

}  // namespace studio
