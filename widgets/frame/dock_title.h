// The top row, 40 px: the program's mark and menus at the left, workspaces in the middle of the window, search at the
// right.
#pragma once
#include <QDockWidget>
#include <QMenuBar>
#include <QTabBar>
#include <QToolButton>
#include <QWidget>

class QLabel;
class QTabBar;

namespace studio {

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

 private:
  QDockWidget* dock_;
  QList<QDockWidget*> group_;
  QLabel* label_;
  QTabBar* tabs_;
};

}  // namespace studio
