// The list of analyses: rows of 40 px, thinner where the panel is low and title and text fit beside each other, with
// the state's icon, the title, and the result in one number or what is needed; all of them are seen, it is the panel
// that scrolls; and what a view or dock of the workspace says in place of results, a view with the one action that gets
// them (ux.md 4.6).
#pragma once
#include <QAbstractListModel>
#include <QListView>
#include <QStackedWidget>

#include "widgets/analysis/analyses.h"
#include "widgets/frame/theme.h"
#include "widgets/frame/view.h"

namespace studio {

/// Needs: what could be given; Unsuited: what these stimuli cannot show.
enum class AnalysisState { Ready, NotComputed, Waiting, Running, Needs, Unsuited, Failed };
/// A line of the list: an analysis, its state, and its result in one number or what it needs.
struct AnalysisLine {
  std::string name;
  QString title, text;
  AnalysisState state = AnalysisState::NotComputed;
  QString tip = {};  ///< more than the text has space for: why it failed
};
/// One for each analysis, of the first source.
std::vector<AnalysisLine> analysisLines(const Analyses& analyses);

class AnalysisListModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Roles { NameRole = Qt::UserRole, TextRole, StateRole };
  AnalysisListModel(Analyses* analyses, QObject* parent);
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  int findRow(const QString& name) const;

 private:
  void refresh();
  Analyses* analyses_;
  std::vector<AnalysisLine> lines_;
};

class AnalysisList : public QListView {
  Q_OBJECT
 public:
  AnalysisList(Analyses* analyses, QWidget* parent);
  QString chosen() const;
  void choose(const QString& name);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;
  /// Of a row whose texts fit in it.
  int rowHeight() const { return rowHeight_; }
  int rowHeight(int row) const;
  /// "Not computed" is left to the mark where it does not fit beside all titles.
  bool saysNotComputed() const { return saysNotComputed_; }

 Q_SIGNALS:
  void chosenChanged();
  void shownWanted(const QString& analysis);  ///< a person has chosen it: its view is to be shown

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void measureRows();
  void fitRows();
  int heightOf(int shared) const;
  AnalysisListModel* model_;
  Analyses* analyses_;
  int rowHeight_;
  std::vector<int> needs_;  ///< px of each row
  bool saysNotComputed_ = true;
};

struct AnalysisStateStyle {
  QString icon;
  Role role;
};
AnalysisStateStyle stateStyle(AnalysisState state);

// What a view or dock of the Analyse workspace says in place of results (ux.md 4.6).
class EmptyStatePanel;

/// "Selectivity is being computed.": what is at work by its name, of many that they are.
QString analysesAtWorkText(const Analyses& analyses);
/// Whether "Run all" has something to do: nothing runs, there are stimuli and a network.
bool canRunAnalyses(const Analyses& analyses);
/// Why it has not: the first of what keeps it.
QString whyNoAnalysisRuns(const Analyses& analyses);
/// For the analysis of this name (smoothness, selectivity, orientation, ...), which has no result. The actions are
/// those of the Analyse workspace; one is offered where it can be done. Stopping is for the toolbar and the list.
EmptyState analysisEmptyState(const Analyses& analyses, const std::string& analysis);
/// What is said where the stimuli have no categories to contrast.
EmptyState needsCategoriesState();
/// What a view says that has nothing to draw for another reason.
EmptyState notComputedState(const Analyses& analyses);
/// The same short, for a dock: a failure's sentence and the action stand in the centre.
QString analysisDockText(const Analyses& analyses, const std::string& analysis);

/// Content of a dock, or in a few words why there is none.
class AnalysisDock : public QStackedWidget {
  Q_OBJECT
 public:
  AnalysisDock(QWidget* content, QWidget* parent);
  /// Empty = the content is shown.
  void showText(const QString& text);
  const QString& text() const { return text_; }

 private:
  EmptyStatePanel* empty_;
  QString text_;
};

}  // namespace studio
