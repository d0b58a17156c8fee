// The view "Table": everything that was found, a row for each layer of each network; choosing a row chooses its layer.
#pragma once
#include "widgets/frame/figure_view.h"

namespace studio {

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
  AnalysisDesk* desk_;
  ValueTable* table_;
  std::vector<std::string> layers_;  ///< of each row; empty = a mean
};

}  // namespace studio
