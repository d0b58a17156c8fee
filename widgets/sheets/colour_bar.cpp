#include "widgets/sheets/colour_bar.h"

#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "widgets/runs/run_text.h"
#include "widgets/frame/language.h"

namespace studio {
namespace {

constexpr int kBins = 27, kBarLeft = 4, kBarWidth = 10, kTickSpace = 60;
constexpr int kLock = 24, kLockLeft = 32, kUnitLine = 16;
const QString kBetween = QStringLiteral(" · ");

}  // namespace

ColourBar::ColourBar(QWidget* parent) : QWidget(parent), lock_(new QToolButton(this)) {
  setFixedWidth(132);
  lock_->setCheckable(true);
  lock_->setObjectName(QStringLiteral("lockLimits"));
  lock_->setAccessibleName(tr("Lock limits"));
  lock_->setToolTip(tr("Lock the limits of the colours (K)"));
  lock_->setIcon(icon(QStringLiteral("unlock"), Role::Muted));
  lock_->setIconSize({14, 14});
  lock_->setProperty("bare", true);
  connect(lock_, &QToolButton::clicked, this, &ColourBar::lockToggled);
}

void ColourBar::show(const SheetMap* map, const MapDisplay& display, const QString& unit, bool locked) {
  map_ = map ? *map : SheetMap{};
  display_ = display;
  unit_ = unit;
  placeLock();
  if (lock_->isChecked() != locked)
    lock_->setIcon(icon(locked ? QStringLiteral("lock") : QStringLiteral("unlock"), Role::Muted));
  lock_->setChecked(locked);
  const QString least = map && !locked ? leastLimitText(map->quantity, display.limits) : QString();
  setToolTip(least.isEmpty() ? limitsTip() : least);
  update();
}

QString ColourBar::limitsTip() const {
  if (display_.ofAllSteps)
    return tr(
        "Limits of all stored steps of the run, so that one sees the map form; locked or "
        "chosen ones take their place");
  if (!display_.held) return {};
  return tr("Limits of %1 % of the values; while live maps come they change only when they are more than %2 % off")
      .arg(display_.percentile)
      .arg(100 * kLiveSlack);
}

QStringList ColourBar::tickTexts() const {
  QStringList texts = barTickTexts(display_.limits, display_.colours && display_.limits.low < 0);
  for (QString& text : texts) text = inWindowNumbers(text);
  return texts;
}

QStringList ColourBar::limitTexts() const {
  QStringList texts{percentileText(display_), stepsText(display_)};
  texts.removeAll(QString());
  return texts;
}

std::vector<int> ColourBar::histogram() const {
  std::vector<int> counts(kBins, 0);
  const double span = display_.limits.high - display_.limits.low;
  for (const float value : map_.values)
    if (std::isfinite(value) && span > 0)
      ++counts[std::clamp(int((double(value) - display_.limits.low) / span * kBins), 0, kBins - 1)];
  return counts;
}

QRectF ColourBar::barRect() const {
  return {kBarLeft, double(top_), kBarWidth, std::max(20.0, double(height() - top_ - kBelow))};
}

void ColourBar::setTop(int top) {
  top_ = top;
  placeLock();
  update();
}

bool ColourBar::isUnitAbove() const { return unitRect().bottom() <= top_ - 28; }

QRectF ColourBar::unitRect() const {
  const double wide = QFontMetricsF(textFont(TextStyle::Label)).horizontalAdvance(unit_);
  const bool isLong = kBarLeft + wide > kLockLeft, hasLine = top_ >= 28 + kUnitLine;
  return {kBarLeft, isLong && hasLine ? top_ - 28. - kUnitLine : top_ - 24., wide, kUnitLine};
}

void ColourBar::placeLock() {
  const int behind = int(unitRect().right()) + 4;
  lock_->setGeometry(isUnitAbove() ? kBarLeft : std::max(kLockLeft, behind), top_ - 28, kLock, kLock);
}

QString ColourBar::leftOutText() const {
  if (!display_.colours) return {};
  if (!map_.values.empty() && !hasValues(map_)) return tr("not measured");
  const LeftOut counts = leftOut(map_, display_);
  QStringList parts;
  if (counts.uncoloured > 0)
    parts << (display_.threshold > 0 ? tr("%L1 below ±%2").arg(counts.uncoloured).arg(display_.threshold)
                                     : tr("%L1 undefined").arg(counts.uncoloured));
  if (counts.beyond > 0) parts << tr("%L1 beyond").arg(counts.beyond);
  return parts.join(kBetween);
}

void ColourBar::resizeEvent(QResizeEvent*) { setTop(top_); }

/// Values beyond locked limits are never cut off without a sign: an arrow at each end of the bar, and their number.
void ColourBar::paintCounts(QPainter& painter, const QRectF& bar) {
  painter.setPen(theme().color(Role::Muted));
  QStringList lines = leftOutText().split(kBetween);  // side by side both would be wider than the bar
  if (lines.size() < 2 && !map_.values.empty())
    lines.prepend(countText(std::int64_t(map_.values.size()), tr("1 unit"), tr("%L1 units")));
  for (int i = 0; i < lines.size(); ++i)
    painter.drawText(QRectF(0, bar.bottom() + 6 + 16 * i, width() - 8, 16), Qt::AlignRight | Qt::AlignVCenter,
                     lines[i]);
  if (leftOut(map_, display_).beyond > 0) drawBeyondArrows(painter, bar, theme());
}

/// Beside the lock, as far as there is room; the tip says the same in whole sentences.
void ColourBar::paintLimitTexts(QPainter& painter) const {
  const QStringList limits = limitTexts();
  const int left = lock_->geometry().right() + 3, space = width() - 8 - left;
  for (int i = 0; i < limits.size(); ++i)  // two lines have the height of the lock
    painter.drawText(QRectF(left, top_ - (limits.size() == 1 ? 24 : 28) + 14 * i, space, 16),
                     Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(limits[i], Qt::ElideRight, space));
}

void ColourBar::paintEvent(QPaintEvent*) {
  if (!display_.colours) return;
  QPainter painter(this);
  const QRectF bar = barRect();
  drawColourBar(painter, bar, display_);
  painter.setFont(textFont(TextStyle::Label));
  painter.setPen(theme().color(Role::Muted));
  painter.drawText(unitRect(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, unit_);
  paintLimitTexts(painter);
  drawBarTicks(painter, bar, tickTexts(), kTickSpace - 4);
  const std::vector<int> counts = histogram();
  const int largest = std::max(1, *std::max_element(counts.begin(), counts.end()));
  QColor shade = theme().color(Role::Muted);
  shade.setAlphaF(0.45f);
  const double left = bar.right() + kTickSpace, space = width() - left - 8, step = bar.height() / kBins;
  for (int i = 0; i < kBins; ++i)
    painter.fillRect(QRectF(left, bar.bottom() - (i + 1) * step, space * counts[i] / largest, step - 1), shade);
  paintCounts(painter, bar);
}

}  // namespace studio
