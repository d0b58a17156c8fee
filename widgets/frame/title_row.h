// The top row, 40 px: the program's mark and menus at the left, workspaces in the middle of the window, search at the right.
#pragma once
#include <QMenuBar>
#include <QTabBar>
#include <QToolButton>
#include <QWidget>

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

}  // namespace studio
