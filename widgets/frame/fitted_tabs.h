// Tabs in the space there is: those that do not fit are left out, and whoever shows the tabs offers them elsewhere.
#pragma once
#include <QList>
#include <QTabBar>

namespace studio {

class FittedTabBar : public QTabBar {
 public:
  using QTabBar::QTabBar;
  /// Shows of the tabs `offered`, in their order, as many as fit `space` px; the current one always. Where they do not
  /// all fit, `more` px are for what offers the others. True where some do not.
  bool fit(const QList<int>& offered, int space, int more);
  /// px that the tabs need that are shown.
  int neededWidth() const;

 private:
  int tabWidth(int tab) const { return tabSizeHint(tab).width(); }  // of one that is not shown too
};

}  // namespace studio
