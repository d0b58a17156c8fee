// What a view or dock of the Analyse workspace says in place of results, and the one action that gets them (ux.md 4.6).
#pragma once
#include <QStackedWidget>

#include "widgets/analysis/analyses.h"
#include "widgets/frame/view.h"

namespace studio {

class EmptyStatePanel;

/// For the analysis of this name (smoothness, selectivity, orientation, ...), which has no result. The actions are
/// those of the Analyse workspace.
EmptyState analysisEmptyState(const Analyses& analyses, const std::string& analysis);
/// The short text of a view that has nothing to draw for another reason.
EmptyState notComputedState();

/// Content of a dock, or what it says while there is none; its action is done here or handed on.
class AnalysisDock : public QStackedWidget {
  Q_OBJECT
 public:
  AnalysisDock(Analyses* analyses, QWidget* content, QWidget* parent);
  /// Text empty = the content is shown.
  void showState(const EmptyState& state);
  const EmptyState& state() const { return state_; }

 Q_SIGNALS:
  void actionWanted(const QString& id);

 private:
  Analyses* analyses_;
  EmptyStatePanel* empty_;
  EmptyState state_;
};

}  // namespace studio
