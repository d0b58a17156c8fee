#include "widgets/analysis/maps_bar.h"

#include <QPainter>
#include <QToolButton>
#include <algorithm>
#include <cmath>

namespace studio {
namespace {

constexpr int kBarLeft = 20, kBarWidth = 10, kNoteLine = 14;

}  // namespace

MapsBar::MapsBar(QWidget* parent) : QWidget(parent), lock_(new QToolButton(this)) {
  lock_->setCheckable(true);
  lock_->setObjectName(QStringLiteral("lockMaps"));
  lock_->setAccessibleName(tr("Lock limits"));
  lock_->setToolTip(tr("Lock the limits of the colours (K)"));
  lock_->setIconSize({14, 14});
  lock_->setProperty("bare", true);
  connect(lock_, &QToolButton::clicked, this, &MapsBar::lockToggled);
}

void MapsBar::show(const ShownMaps& maps, const AnalysisLook& look, double outlineFrom) {
  look_ = lookFor(maps, look, theme());
  unit_ = statisticText(maps.statistic);
  sigma_ = look.sigma;
  outlines_ = look.outlines;
  outlineFrom_ = outlineFrom;
  beyond_ = undefined_ = 0;
  for (const ShownMap& map : maps.maps) {
    beyond_ += leftOut(map.shown, look_).beyond;
    undefined_ += int(std::count_if(map.shown.values.begin(), map.shown.values.end(),
                                    [](float value) { return !std::isfinite(value); }));
  }
  lock_->setChecked(look.lockedLimit.has_value());
  lock_->setIcon(icon(look.lockedLimit ? QStringLiteral("lock") : QStringLiteral("unlock"), Role::Muted));
  setToolTip(notes().join(QLatin1Char('\n')));
  update();
}

void MapsBar::setSpan(int top, int bottom) {
  top_ = top;
  bottom_ = std::max(top + 40, bottom);
  lock_->setGeometry(kBarLeft + 14, top_ - 28, 24, 24);
  update();
}

QRectF MapsBar::barRect() const { return {kBarLeft, double(top_), kBarWidth, double(bottom_ - top_)}; }

QStringList MapsBar::tickTexts() const { return barTickTexts(look_.limits, true); }

QStringList MapsBar::notes() const {
  QStringList result;
  if (sigma_ > 0) result << tr("Smooth σ %1").arg(sigma_, 0, 'g', 3);
  if (look_.threshold > 0) result << tr("|%1| < %2").arg(unit_).arg(look_.threshold, 0, 'g', 3);
  if (undefined_ > 0) result << tr("%1 undefined").arg(undefined_);
  if (beyond_ > 0) result << tr("%1 beyond").arg(beyond_);
  return result;
}

double MapsBar::yOf(double value) const {
  const QRectF bar = barRect();
  const double span = look_.limits.high - look_.limits.low;
  return bar.bottom() - std::clamp((value - look_.limits.low) / span, 0.0, 1.0) * bar.height();
}

/// What is greyed has an edge; where patches begin there is a mark at the left; arrows say that values lie beyond
/// locked limits.
void MapsBar::paintMarks(QPainter& painter, const QRectF& bar) const {
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(theme().color(Role::Text));
  if (look_.threshold > 0 && look_.threshold < look_.limits.high)
    for (const double value : {-look_.threshold, look_.threshold})
      painter.drawLine(QPointF(bar.left(), yOf(value)), QPointF(bar.right() - 1, yOf(value)));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().color(Role::Text));
  if (outlines_ && outlineFrom_ > 0 && outlineFrom_ < look_.limits.high) {
    const double y = yOf(outlineFrom_);
    painter.drawPolygon(QPolygonF({{bar.left() - 2, y}, {bar.left() - 7, y - 4}, {bar.left() - 7, y + 4}}));
  }
  if (beyond_ > 0) drawBeyondArrows(painter, bar, theme());
}

void MapsBar::paintEvent(QPaintEvent*) {
  if (!look_.colours) return;
  QPainter painter(this);
  const QRectF bar = barRect();
  drawColourBar(painter, bar, look_);
  painter.setFont(textFont(TextStyle::Label));
  painter.setPen(theme().color(Role::Muted));
  painter.drawText(QRectF(0, top_ - 24, kBarLeft + 12, 16), Qt::AlignRight | Qt::AlignVCenter, unit_);
  drawBarTicks(painter, bar, tickTexts(), width() - 2 - bar.right());
  paintMarks(painter, bar);
  painter.setPen(theme().color(Role::Muted));
  double y = bar.bottom() + 8;
  for (const QString& note : notes()) {
    painter.drawText(QRectF(0, y, width() - 2, kNoteLine), Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(note, Qt::ElideRight, width() - 2));
    y += kNoteLine;
  }
}

}  // namespace studio
