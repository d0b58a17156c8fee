// Title row of a dock: 36 px, 13 px semibold, an optional widget at its right, a menu to float or close. Docks that share a place
// are tabs of one row (Qt's own tab bar would add a second one under it).
#pragma once
#include <QDockWidget>

class QLabel;
class QTabBar;

namespace studio {

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
