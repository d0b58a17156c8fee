// Title row of a dock: 36 px, 13 px semibold, an optional widget at its right, a menu to float or close.
#pragma once
#include <QDockWidget>

namespace studio {

class DockTitle : public QWidget {
  Q_OBJECT
 public:
  /// `extra` is shown right of the title; may be nullptr.
  DockTitle(QDockWidget* dock, QWidget* extra);
  QSize minimumSizeHint() const override { return {0, 36}; }
  QSize sizeHint() const override { return {120, 36}; }
};

}  // namespace studio
