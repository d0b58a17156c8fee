// The curves of one or several runs as a figure: losses, accuracy, learning rate, tau; a panel each.
#pragma once
#include "widgets/export/figure.h"

namespace studio {

/// `ids` of curveSpecs(); empty = all that have values.
std::unique_ptr<Figure> makeCurvesFigure(const std::vector<RunData>& runs, const std::vector<QString>& ids);

}  // namespace studio
