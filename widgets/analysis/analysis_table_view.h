// Everything that was found, as one table: a row for each layer of each network and one for its mean. Values.
#pragma once
#include <vector>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/value_table.h"
#include "widgets/runs/run_monitor.h"

namespace studio {

struct ViewContext;
struct MeasureTable {
  std::vector<ValueColumn> columns;
  std::vector<ValueRow> rows;
  std::vector<std::string> layers;  ///< of each row; empty for means
};
/// A row for each layer of each network, one for each level at which the whole of it was measured, one for its mean, of
/// a group one for the spread of its seeds, and one for its mean less the pinned network's. Columns only of analyses
/// that have been computed for any network; cells that were not are empty.
MeasureTable measureTable(const std::vector<AnalysedNetwork>& networks, const std::vector<AnalysisKind>& kinds);

// The view "Table": everything that was found, a row for each layer of each network; choosing a row chooses its layer.

class ValueTable;

class AnalysisTableView : public FigureView {
  Q_OBJECT
 public:
  AnalysisTableView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  QString dataText() const override;
  ValueTable& table() { return *table_; }

 private:
  void refresh();
  Analyses* analyses_;
  ValueTable* table_;
  std::vector<std::string> layers_;  ///< of each row; empty = a mean
};

}  // namespace studio
