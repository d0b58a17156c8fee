// The sheets of all layers as the stack of the paper's figure 1, with one shared colour bar.
#pragma once
#include "widgets/frame/figure.h"
#include "widgets/runs/run_data.h"

namespace studio {

/// nullptr where the run has no maps of the quantity.
std::unique_ptr<Figure> makeStackFigure(const RunData& run, const ViewState& view);

}  // namespace studio
