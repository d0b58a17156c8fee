// The top row, 40 px: the program's mark and menus at the left, workspaces in the middle of the window, search at the right.
#pragma once
#include <QMenuBar>
#include <QTabBar>
#include <QToolButton>
#include <QWidget>

namespace studio {

class TitleRow : public QWidget {
  Q_OBJECT
 public:
  TitleRow(QMenuBar* menus, QTabBar* workspaces, QToolButton* search);
  QSize sizeHint() const override { return {800, 40}; }

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QMenuBar* menus_;
  QTabBar* workspaces_;
  QToolButton* search_;
};

}  // namespace studio
