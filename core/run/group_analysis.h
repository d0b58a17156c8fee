// Networks of one configuration and several seeds as one: what was found of them, averaged, and how far the seeds lie
// apart. Knows no analysis: tables are averaged row by row, plots get a band. Values; any thread.
#pragma once
#include <vector>

#include "core/run/analysis.h"

namespace studio {

/// The mean of each number over the members, where it is defined in any; lists are averaged place by place. Rows are
/// matched by their texts (Table::findSame); those that not all members have are left out, of several with the same
/// texts (patches) all but the first, and so are maps, arrays and lists of units: unit i of one seed has nothing to do
/// with unit i of another. Throws std::invalid_argument without members.
NetworkAnalysis meanAnalysis(const std::vector<const NetworkAnalysis*>& members);

/// A plot of a mean, with a band of ± one standard deviation (n - 1) around each series that `members`, the same plot
/// of each member alone, have at the same x. Series are matched by their place; those in which no member differs stay
/// as they are, so that a plot may hold several groups and other networks. With fewer than two members the plot as it
/// is.
PlotSpec withSpread(PlotSpec mean, const std::vector<PlotSpec>& members);

}  // namespace studio
