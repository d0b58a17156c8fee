// The view "Patches": above, each contrast of each network in one row; below, the patches of the chosen row. Choosing a patch
// chooses its layer and its peak unit in all views.
#pragma once
#include "widgets/analysis/patch_rows.h"
#include "widgets/frame/figure_view.h"

class QLabel;

namespace studio {

class ValueTable;

class PatchesView : public FigureView {
  Q_OBJECT
 public:
  PatchesView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  QString dataText() const override;
  ValueTable& summary() { return *summary_; }
  ValueTable& list() { return *list_; }
  const std::vector<PatchRow>& patches() const { return patches_; }
  /// Only the chosen layer, or all of them.
  void setAllLayers(bool all);

 private:
  void refresh();
  void refreshList();
  void choosePatch(int row);
  AnalysisDesk* desk_;
  ValueTable *summary_, *list_;
  QLabel* listTitle_;
  std::vector<AnalysedNetwork> networks_;
  std::vector<PatchSummary> summaries_;
  std::vector<PatchRow> patches_;
  std::string shownLayer_;
  QString statistic_;  ///< "t": what the peak is a value of
  bool allLayers_ = true, choosing_ = false;
};

}  // namespace studio
