// The one table of views: a row {id, title, workspace, make} each.
#pragma once
#include <vector>

#include "widgets/frame/figure_view.h"

namespace studio {

const std::vector<ViewEntry>& views();
QString titleOf(const ViewEntry& view);

}  // namespace studio
