// The look that all plots share (look.md): left and bottom axis, at most six ticks, light horizontal grid, the title of
// y above its axis, 11 px labels. GUI thread.
#pragma once
#include <qcustomplot.h>

#include "widgets/frame/theme.h"

namespace studio {

inline constexpr int kAxisTitleRoom = 22;  ///< px above the axes for the title of y

void paintAxis(QCPAxis* axis, const Theme& colours);
/// Both axes and their margins; `top` px stay free above.
void setUpAxes(QCustomPlot* plot, int top);
/// Text at a place in pixels of the plot, inside or outside of the axes.
QCPItemText* addText(QCustomPlot* plot, Qt::Alignment alignment);

}  // namespace studio
