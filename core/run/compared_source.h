// Runs that are compared, as pictures of them take them: groups of seeds with their names and colours, and what of them
// is a point of two measures (pareto.h). Values; any thread.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "core/run/pareto.h"
#include "core/run/run_table.h"

namespace studio {

/// One thing that is compared: runs of one configuration and several seeds, or one run, checkpoint or file.
struct ComparedSource {
  std::string name{};   ///< "mlp, τ 10", "digits_tau10_s0"
  std::string label{};  ///< what distinguishes it from the others: "τ 10"
  int colour = 0;       ///< index into Theme::runMark
  std::string data{};
  RunRecords runs{};  ///< what its mean is of, the first seed first; never empty
  bool pinned = false;

  PlotColour plotColour() const { return {PlotColour::Role::Run, colour}; }
  const RunRecord& first() const { return *runs.front(); }
};

/// One for each group, in their order; `runColour` is asked for the first run of each.
std::vector<ComparedSource> comparedSources(const RunRecords& records, const std::vector<RunGroup>& groups,
                                            const std::function<int(const RunRecord&)>& runColour);

/// What files made of them are called, fit for every disk: "tau0_and_tau5", of many "tau0_and_5_more".
std::string comparedFileName(const std::vector<ComparedSource>& sources);

/// The sources as points, in the scale of the columns.
std::vector<ParetoGroup> paretoGroups(const std::vector<ComparedSource>& sources, const RunColumn& x,
                                      const RunColumn& y, const std::vector<AnalysisKind>& kinds);
/// An axis of this column: its title, unit, which way is better, whether values of it were published.
ParetoAxis paretoAxis(const RunColumn& column, const std::vector<AnalysisKind>& kinds);

}  // namespace studio
