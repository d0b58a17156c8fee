#include "widgets/frame/edge_fades.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QLinearGradient>
#include <QPainter>
#include <QScrollBar>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kFade = 32, kArrow = 12, kArrowTop = 8;  // px

/// From nothing to the colour of the panel, and an arrow in the upper corner.
void paintFade(QPainter& painter, const QRect& place, bool toTheLeft) {
  const QColor panel = theme().color(Role::Panel);
  QColor clear = panel;
  clear.setAlpha(0);
  QLinearGradient fade(toTheLeft ? place.topRight() : place.topLeft(), toTheLeft ? place.topLeft() : place.topRight());
  fade.setColorAt(0, clear);
  fade.setColorAt(0.6, panel);
  fade.setColorAt(1, panel);
  painter.fillRect(place, fade);
  const QString name = toTheLeft ? QStringLiteral("chevron-left") : QStringLiteral("chevron-right");
  const int left = toTheLeft ? place.left() + 2 : place.right() - kArrow - 1;
  painter.drawPixmap(QPoint(left, place.top() + kArrowTop),
                     iconPixmap(name, Role::Text, kArrow, painter.device()->devicePixelRatioF()));
}

}  // namespace

EdgeFades::EdgeFades(QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  hide();
}

EdgeFades* EdgeFades::over(QAbstractScrollArea* area) {
  auto* fades = new EdgeFades(area);
  fades->area_ = area;
  area->viewport()->installEventFilter(fades);
  connect(area->horizontalScrollBar(), &QScrollBar::valueChanged, fades, &EdgeFades::follow);
  connect(area->horizontalScrollBar(), &QScrollBar::rangeChanged, fades, &EdgeFades::follow);
  return fades;
}

void EdgeFades::setMore(bool left, bool right) {
  left_ = left;
  right_ = right;
  setVisible(left || right);
  raise();
  update();
}

void EdgeFades::follow() {
  const QRect seen = area_->viewport()->geometry();
  setGeometry(QRect(QPoint(seen.left(), area_->contentsRect().top()), seen.bottomRight()));
  const QScrollBar& bar = *area_->horizontalScrollBar();
  setMore(bar.value() > bar.minimum(), bar.value() < bar.maximum());
}

bool EdgeFades::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize || event->type() == QEvent::Move) follow();
  return QWidget::eventFilter(watched, event);
}

void EdgeFades::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (left_) paintFade(painter, QRect(0, 0, kFade, height()), true);
  if (right_) paintFade(painter, QRect(width() - kFade, 0, kFade, height()), false);
}

}  // namespace studio
