// Which of the analysed networks a view shows that has room for one. GUI thread.
#pragma once
#include <functional>

#include "widgets/analysis/analyses.h"
#include "widgets/frame/controls.h"

namespace studio {

class NetworkChoice : public ChoiceBox {
  Q_OBJECT
 public:
  /// `offers`: the rows that have something to show in the view.
  NetworkChoice(Analyses* analyses, std::function<bool(const AnalysisRow&)> offers, QWidget* parent);
  /// The chosen one, else the first that is offered; nullptr = none. As short-lived as AnalysisResults::rows().
  const AnalysisRow* row() const;
  /// Index of row() in AnalysisResults::rows(), -1 = none.
  int index() const;

 Q_SIGNALS:
  void networkChosen();

 private:
  void refresh();
  Analyses* analyses_;
  std::function<bool(const AnalysisRow&)> offers_;
  QString chosen_;  ///< title of a source; empty = the first
};

}  // namespace studio
