#include "widgets/frame/whole_rows.h"

#include <QEvent>
#include <QScrollBar>
#include <algorithm>

namespace studio {
namespace {

constexpr int kTallestRow = 64;  // px: of a longer text as much is shown as there is room for

}  // namespace

WholeRowsArea::WholeRowsArea(QWidget* parent) : QScrollArea(parent) {
  setWidgetResizable(true);
  connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &WholeRowsArea::fit);
  connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &WholeRowsArea::fit);
}

/// px at the foot in which a row begins that does not end there. Rows are what has no parts of its own.
int WholeRowsArea::leftOver() const {
  const QMargins margins = viewportMargins();
  const int height = viewport()->height() + margins.bottom();
  int left = 0;
  for (const QWidget* part : widget()->findChildren<QWidget*>()) {
    if (!part->isVisibleTo(widget()) || part->height() > kTallestRow) continue;
    if (!part->findChildren<QWidget*>(Qt::FindDirectChildrenOnly).isEmpty()) continue;
    const int top = part->mapTo(viewport(), QPoint()).y(), bottom = top + part->height();
    if (top > 0 && top < height && bottom > height) left = std::max(left, height - top);
  }
  return left;
}

void WholeRowsArea::fit() {
  if (fitting_ || !widget()) return;
  fitting_ = true;
  const int left = leftOver();
  if (left != viewportMargins().bottom()) setViewportMargins(0, 0, 0, left);
  fitting_ = false;
}

void WholeRowsArea::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  fit();
}

/// Its rows have been laid out anew; QScrollArea watches its widget already.
bool WholeRowsArea::eventFilter(QObject* watched, QEvent* event) {
  const bool done = QScrollArea::eventFilter(watched, event);
  const bool isNew = event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize;
  if (watched == widget() && isNew) QMetaObject::invokeMethod(this, &WholeRowsArea::fit, Qt::QueuedConnection);
  return done;
}

}  // namespace studio
