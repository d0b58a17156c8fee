// The sheets of all layers of a run at one step as a figure, with one shared colour bar.
#pragma once
#include "widgets/frame/figure.h"
#include "widgets/runs/run_data.h"

namespace studio {

/// view.layer empty = all layers, else that one large. nullptr where the run has no maps of the quantity.
std::unique_ptr<Figure> makeSheetsFigure(const RunData& run, const ViewState& view);

}  // namespace studio
