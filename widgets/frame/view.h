// What stands in the centre of a window: says what it needs while it has nothing to show, exports what it shows.
#pragma once
#include <QWidget>
#include <memory>

#include "widgets/frame/figure.h"

namespace studio {

/// Text in place of data: what is missing and the one action that gets it (id in the ActionRegistry).
struct EmptyState {
  QString text;
  QString actionText;
  QString actionId;
};

class View : public QWidget {
  Q_OBJECT
 public:
  using QWidget::QWidget;
  virtual EmptyState emptyState() const { return {}; }  ///< text empty = has data
  /// What File > Export writes; nullptr while there is nothing.
  virtual std::unique_ptr<Figure> figure() const { return nullptr; }
  /// What "Copy data" takes: lines of cells with tabs between; empty = the tables of figure().
  virtual QString dataText() const { return {}; }

 Q_SIGNALS:
  void actionWanted(const QString& id);
};

}  // namespace studio
