// The rows that the frame of the window draws itself: menus, workspaces and search at the top, a title over each dock,
// the status at the bottom. GUI thread.
#pragma once
#include <QDockWidget>
#include <QMenuBar>
#include <QPointer>
#include <QStatusBar>
#include <QTabBar>
#include <QToolButton>
#include <QWidget>
#include <utility>

#include "widgets/frame/theme.h"

class QLabel;
class QProgressBar;

namespace studio {

class FittedTabBar;

// The top row, 40 px: the program's mark and menus at the left, workspaces in the middle of the window with the menu of
// those that were saved beside them, search at the right.

/// Looks like a field and opens the command palette; shows its shortcut at the right.
class SearchButton : public QToolButton {
  Q_OBJECT
 public:
  explicit SearchButton(QWidget* parent = nullptr);
  void setShortcutText(const QString& text);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString shortcutText_;
};

class TitleRow : public QWidget {
  Q_OBJECT
 public:
  TitleRow(QMenuBar* menus, QTabBar* workspaces, SearchButton* search);
  /// Right of the workspaces, behind an arrow.
  void setWorkspaceMenu(QMenu* menu);
  QSize sizeHint() const override { return {800, 40}; }
  QSize minimumSizeHint() const override { return {400, 40}; }

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void place();
  QMenuBar* menus_;
  QTabBar* workspaces_;
  SearchButton* search_;
  QToolButton* saved_;
};

// Title row of a dock: 36 px, 13 px semibold, an optional widget at its right, a menu to float or close. Docks that
// share a place are tabs of one row (Qt's own tab bar would add a second one under it).
class DockTitle : public QWidget {
  Q_OBJECT
 public:
  /// `extra` is shown right of the title; may be nullptr.
  DockTitle(QDockWidget* dock, QWidget* extra);
  /// The docks of this place in their order, this one among them.
  void setGroup(const QList<QDockWidget*>& group);
  QSize minimumSizeHint() const override { return {0, 36}; }
  QSize sizeHint() const override { return {120, 36}; }

 protected:
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void makeMore();
  void listPanels();
  void fitTabs();
  QDockWidget* dock_;
  QWidget* extra_;
  QToolButton *menu_, *more_ = nullptr;  ///< of all panels, where their tabs find no room
  QList<QDockWidget*> group_;
  QLabel* label_;
  FittedTabBar* tabs_ = nullptr;
  bool fitting_ = false;
};

// The bottom row: what the run is doing at the left, where things are at the right. Widths are reserved so nothing
// jumps.
class StatusStrip : public QStatusBar {
  Q_OBJECT
 public:
  explicit StatusStrip(QWidget* parent = nullptr);
  void setState(const QString& iconName, Role iconRole, const QString& text);
  /// Stands in the state's place until it is empty again: what a drop would do.
  void setHint(const QString& hint);
  QString hint() const { return hint_; }
  /// fraction < 0 hides the bar.
  void setProgress(double fraction, const QString& left, const QString& right);
  /// Room for a message of `wanted` px between what is said of the run and the facts, which give way to it: its first
  /// and last px. Below `least` the texts at the left give way too. 0: there is no message any more.
  std::pair<int, int> makeRoom(int least, int wanted);
  /// The message takes this many px of that, from the right: what stands at the left ends before it, in an ellipsis.
  void setCovered(int width);
  /// px from the left that what it says of the run or of work needs to be seen whole.
  int neededWidth() const;
  /// Labels at the right, in order; empty ones take no space. Where the row is too short for all of them and for what
  /// the run does, the first ones give way: the tip has them.
  void setFacts(const QStringList& facts, const QString& toolTip = {});
  /// Work beside the run, before the facts; nullptr takes it away. Its owner deletes it.
  void showWork(QWidget* work);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void paintState();
  void fitFacts();
  int factsLeft() const;
  int workWidth() const;
  int room_ = 0;  ///< px kept free for a message
  QString iconName_, text_, hint_, factsTip_;
  QStringList factTexts_;
  Role iconRole_ = Role::Muted;
  QWidget* left_;
  QLabel* icon_;
  QLabel* state_;
  QLabel* step_;
  QProgressBar* bar_;
  QLabel* rate_;
  QLabel* facts_;
  QPointer<QWidget> work_;
};

}  // namespace studio
