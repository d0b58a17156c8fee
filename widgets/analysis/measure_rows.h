// Everything that was found, as one table: a row for each layer of each network and one for its mean. Values.
#pragma once
#include <vector>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/value_table.h"

namespace studio {

struct MeasureTable {
  std::vector<ValueColumn> columns;
  std::vector<ValueRow> rows;
};
/// Columns only of analyses that have been computed for any network; cells that were not are empty.
MeasureTable measureTable(const std::vector<AnalysedNetwork>& networks, const std::vector<AnalysisKind>& kinds);

}  // namespace studio
