// Plots on paper: one PlotSpec, or several as panels of a size with one legend below; drawn by the painter that draws
// them on screen.
#pragma once
#include "core/run/plot_spec.h"
#include "widgets/frame/figure.h"
#include "widgets/runs/run_data.h"

namespace studio {

/// Of those that have something to draw; nullptr where none has. `title` empty: the first plot's.
std::unique_ptr<Figure> makePlotFigure(std::vector<PlotSpec> plots, const QString& provenance,
                                       const QString& title = {});
/// The curves of one or several runs: losses, accuracy, learning rate, tau; a panel each. `ids` of curveSpecs(); empty
/// = all that have values.
std::unique_ptr<Figure> makeCurvesFigure(const std::vector<RunData>& runs, const std::vector<QString>& ids);

}  // namespace studio
