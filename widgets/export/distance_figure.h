// Correlation against distance of a network and its controls as a figure: of one layer, or the mean over layers with
// the layers thin.
#pragma once
#include "widgets/analysis/analysed_network.h"
#include "widgets/export/figure.h"

namespace studio {

/// `layer` empty = the mean over layers. nullptr where no network has a curve.
std::unique_ptr<Figure> makeDistanceFigure(const std::vector<AnalysedNetwork>& networks, const std::string& layer);
/// "resnet18:300240, stimuli synthetic_localizer:": where the numbers of a figure come from.
QString provenanceOf(const std::vector<AnalysedNetwork>& networks);

}  // namespace studio
