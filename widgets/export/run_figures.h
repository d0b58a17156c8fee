// The figures that are made for paper of plots and runs, each in its own .cpp: plot_figure.cpp (plots, curves),
// sheets_figure.cpp, stack_figure.cpp.
#pragma once
#include "core/run/plot_spec.h"
#include "widgets/frame/view.h"
#include "widgets/runs/run_data.h"

namespace studio {

// Plots on paper: one PlotSpec, or several as panels of a size with one legend below; drawn by the painter that draws
// them on screen.

/// Of those that have something to draw; nullptr where none has. `title` empty: the first plot's.
std::unique_ptr<Figure> makePlotFigure(std::vector<PlotSpec> plots, const QString& provenance,
                                       const QString& title = {});
/// The curves of one or several runs: losses, accuracy, learning rate, tau; a panel each. `ids` of curveSpecs(); empty
/// = all that have values.
std::unique_ptr<Figure> makeCurvesFigure(const std::vector<RunData>& runs, const std::vector<QString>& ids);

// The sheets of all layers of a run at one step as a figure, with one shared colour bar.

/// view.layer empty = all layers, else that one large. nullptr where the run has no maps of the quantity.
std::unique_ptr<Figure> makeSheetsFigure(const RunData& run, const ViewState& view);

// The sheets of all layers as the stack of the paper's figure 1, with one shared colour bar.

/// nullptr where the run has no maps of the quantity.
std::unique_ptr<Figure> makeStackFigure(const RunData& run, const ViewState& view, const QString& note = {});

}  // namespace studio
