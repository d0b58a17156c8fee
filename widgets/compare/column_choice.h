// The numbers of runs as choices: grouped by where they come from, each analysis by its title. The axes of plots and
// the columns of the table offer the same groups. GUI thread.
#pragma once
#include <QString>
#include <vector>

#include "core/run/run_table.h"

class QComboBox;

namespace studio {

struct ColumnGroup {
  QString title{};
  std::vector<RunColumn> columns{};
};
/// Of these columns those that measure a run, a group an analysis; analyses in the order of `kinds`.
std::vector<ColumnGroup> resultGroups(const std::vector<RunColumn>& columns, const std::vector<AnalysisKind>& kinds);
/// Results, then what was measured while training (last, best), then settings and facts; numbers alone.
std::vector<ColumnGroup> measureGroups(const std::vector<RunColumn>& columns, const std::vector<AnalysisKind>& kinds);
/// An item a column, its id as the data, below the title of its group, which cannot be chosen. The list of many
/// scrolls within the screen.
void fillColumnChoice(QComboBox& box, const std::vector<ColumnGroup>& groups, const std::vector<AnalysisKind>& kinds);

}  // namespace studio
