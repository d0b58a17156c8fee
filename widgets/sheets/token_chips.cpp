#include "widgets/sheets/token_chips.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/run/printable_text.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/number_text.h"

namespace studio {
namespace {

constexpr int kChipHeight = 36, kChipGap = 4, kChipMargin = 6, kLeastChip = 34;  // px
constexpr int kScaleBar = 96, kScaleGap = 6, kResponseBar = 64;                  // px
constexpr double kTops[] = {8, 16, 32};                                          // bits

const ColourMap& surprisalColours() { return colourMapFor({}, kNormQuantity, theme()); }

/// Of a text on this ground, whatever the theme.
QColor textOn(const QColor& ground) {
  const bool isLight = 0.299 * ground.redF() + 0.587 * ground.greenF() + 0.114 * ground.blueF() > 0.5;
  return (isLight ? Theme::light() : Theme::darkTheme()).color(Role::Text);
}

}  // namespace

QString tokenText(const std::string& bytes) {
  return QString::fromStdString(visible(bytes)).replace(QLatin1Char(' '), QChar(0x00b7));
}

double surprisalBits(double nats) { return nats / std::numbers::ln2; }

TokenChips::TokenChips(QWidget* parent) : QWidget(parent) {
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Tokens and their surprisal"));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] {
    measure();
    update();
  });
}

/// Somebody who reads on while the network learns keeps the token that he has chosen; of another text it is the last.
void TokenChips::show(const std::vector<TextProbe::Token>& tokens) {
  std::vector<Chip> chips;
  for (const auto& token : tokens) chips.push_back({tokenText(token.bytes), surprisalBits(token.surprisal), 0});
  const bool isSame =
      chips.size() == chips_.size() && std::equal(chips.begin(), chips.end(), chips_.begin(),
                                                  [](const Chip& a, const Chip& b) { return a.text == b.text; });
  chips_ = std::move(chips);
  if (!isSame) chosen_ = count() - 1, pointed_ = -1;
  double most = 0;
  QStringList said;
  for (int i = 0; i < count(); ++i) {
    if (chips_[std::size_t(i)].bits > most) most = chips_[std::size_t(i)].bits;
    said << QStringLiteral("%1 %2").arg(chipText(i), valueText(i));
  }
  top_ = kTops[2];
  for (const double top : {kTops[1], kTops[0]})
    if (most <= top) top_ = top;
  setAccessibleDescription(said.join(QStringLiteral(", ")));
  measure();
  update();
  if (!isSame) Q_EMIT currentChanged(current());
}

void TokenChips::choose(int index) {
  if (index < 0 || index >= count()) return;
  chosen_ = index;
  update();
  Q_EMIT currentChanged(current());
}

void TokenChips::measure() {
  const QFontMetrics text(textFont(TextStyle::Body)), number(textFont(TextStyle::Label));
  for (int i = 0; i < count(); ++i)
    chips_[std::size_t(i)].width = std::max({kLeastChip, text.horizontalAdvance(chipText(i)) + 2 * kChipMargin,
                                             number.horizontalAdvance(valueText(i)) + 2 * kChipMargin});
  places_ = placedIn(width());
  updateGeometry();
}

std::vector<QRect> TokenChips::placedIn(int width) const {
  std::vector<QRect> places;
  int x = 0, y = 0;
  for (const Chip& chip : chips_) {
    const int wide = std::min(chip.width, std::max(kLeastChip, width));
    if (x > 0 && x + wide > width) x = 0, y += kChipHeight + kChipGap;
    places.emplace_back(x, y, wide, kChipHeight);
    x += wide + kChipGap;
  }
  return places;
}

int TokenChips::heightForWidth(int width) const {
  const auto places = placedIn(width);
  return places.empty() ? 0 : places.back().bottom() + 1;
}

QRect TokenChips::chipRect(int index) const { return places_[std::size_t(index)]; }

int TokenChips::chipAt(const QPoint& position) const {
  for (int i = 0; i < count(); ++i)
    if (places_[std::size_t(i)].contains(position)) return i;
  return -1;
}

QString TokenChips::valueText(int index) const {
  const double bits = chips_[std::size_t(index)].bits;
  return std::isfinite(bits) ? fixedNumber(bits, 1) : QStringLiteral("–");
}

QColor TokenChips::colour(int index) const {
  const double bits = chips_[std::size_t(index)].bits;
  if (!std::isfinite(bits)) return theme().color(Role::Raised);
  return QColor::fromRgb(colourFor(bits, surprisalColours(), {0, top_}, 0, theme()));
}

QString TokenChips::tipAt(const QPoint& position) const {
  const int index = chipAt(position);
  if (index < 0) return {};
  const double bits = chips_[std::size_t(index)].bits;
  if (std::isfinite(bits))
    return tr("%1: %2 bits (%3 nats)")
        .arg(chipText(index), fixedNumber(bits, 2), fixedNumber(bits * std::numbers::ln2, 2));
  return index == 0 ? tr("%1: nothing stands before it that it could be expected from").arg(chipText(index))
                    : tr("%1: undefined").arg(chipText(index));
}

bool TokenChips::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto& help = *static_cast<QHelpEvent*>(event);
  showPlaceTip(this, help, tipAt(help.pos()));
  return true;
}

void TokenChips::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  for (int i = 0; i < count(); ++i) {
    const QRect place = places_[std::size_t(i)];
    const QColor ground = colour(i);
    const bool isCurrent = i == current();
    painter.setPen(isCurrent ? QPen(theme().color(Role::Accent), 2) : QPen(Qt::NoPen));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), 5, 5);
    painter.setPen(std::isfinite(chips_[std::size_t(i)].bits) ? textOn(ground) : theme().color(Role::Text));
    painter.setFont(textFont(TextStyle::Body));
    const QRect upper = place.adjusted(3, 2, -3, -place.height() / 2 + 2), lower = place.adjusted(3, 18, -3, -2);
    painter.drawText(upper, Qt::AlignCenter,
                     painter.fontMetrics().elidedText(chipText(i), Qt::ElideMiddle, upper.width()));
    painter.setFont(textFont(TextStyle::Label));
    painter.drawText(lower, Qt::AlignCenter, valueText(i));
  }
  if (chosen_ < 0 || !showsFocus(this)) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().color(Role::Text), 1, Qt::DotLine));
  painter.drawRect(chipRect(chosen_).adjusted(0, 0, -1, -1));
}

void TokenChips::resizeEvent(QResizeEvent*) { places_ = placedIn(width()); }

void TokenChips::point(int index) {
  if (index == pointed_) return;
  pointed_ = index;
  update();
  Q_EMIT currentChanged(current());
}

void TokenChips::mouseMoveEvent(QMouseEvent* event) { point(chipAt(event->position().toPoint())); }

void TokenChips::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) choose(chipAt(event->position().toPoint()));
}

void TokenChips::leaveEvent(QEvent*) { point(-1); }

void TokenChips::keyPressEvent(QKeyEvent* event) {
  const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
  if (step == 0) return QWidget::keyPressEvent(event);
  choose(chosen_ + step);
}

SurprisalScale::SurprisalScale(QWidget* parent) : QWidget(parent) {
  setFont(textFont(TextStyle::Label));
  setToolTip(tr("Surprisal: -log p of a token given those before it"));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, QOverload<>::of(&QWidget::update));
}

QString SurprisalScale::topText() const { return tr("%L1 bits").arg(top_, 0, 'f', 0); }

void SurprisalScale::setTop(double bits) {
  if (bits == top_) return;
  top_ = bits;
  updateGeometry();
  update();
}

QSize SurprisalScale::sizeHint() const {
  const QFontMetrics metrics(textFont(TextStyle::Label));
  return {
      metrics.horizontalAdvance(QLatin1Char('0')) + metrics.horizontalAdvance(topText()) + kScaleBar + 2 * kScaleGap,
      16};
}

void SurprisalScale::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(textFont(TextStyle::Label));
  const int zero = painter.fontMetrics().horizontalAdvance(QLatin1Char('0'));
  const int left = zero + kScaleGap, y = height() / 2 - 4;
  for (int x = 0; x < kScaleBar; ++x)
    painter.fillRect(left + x, y, 1, 8,
                     QColor::fromRgb(colourFor(top_ * x / (kScaleBar - 1), surprisalColours(), {0, top_}, 0, theme())));
  painter.setPen(theme().color(Role::Muted));
  painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, QStringLiteral("0"));
  painter.drawText(rect().adjusted(left + kScaleBar + kScaleGap, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, topText());
}

ResponseSheet::ResponseSheet(QWidget* parent) : QWidget(parent) {
  setMinimumSize(120, 64);
  setAccessibleName(tr("Responses to the token"));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, QOverload<>::of(&QWidget::update));
}

void ResponseSheet::show(const SheetMap& map, double limit) {
  map_ = map;
  limit_ = limit > 0 && std::isfinite(limit) ? limit : 1;
  update();
}

void ResponseSheet::setUnit(std::int64_t unit) {
  if (unit == unit_) return;
  unit_ = unit;
  update();
}

QRectF ResponseSheet::mapRect() const {
  if (map_.values.empty()) return {};
  QRectF area =
      sheetRect(QRectF(0, 4, std::max(1, width() - kResponseBar), std::max(1, height() - 8)), map_.height, map_.width);
  area.moveLeft(0);
  return area;
}

std::int64_t ResponseSheet::unitAt(const QPointF& position) const {
  const QRectF area = mapRect();
  if (!area.contains(position)) return -1;
  const auto column =
      std::min(map_.width - 1, std::int64_t((position.x() - area.left()) * double(map_.width) / area.width()));
  const auto row =
      std::min(map_.height - 1, std::int64_t((position.y() - area.top()) * double(map_.height) / area.height()));
  return row * map_.width + column;
}

bool ResponseSheet::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto& help = *static_cast<QHelpEvent*>(event);
  const auto unit = unitAt(help.pos());
  showPlaceTip(this, help,
               unit < 0 ? QString() : tr("unit %L1: %2").arg(unit).arg(fixedNumber(map_.values[std::size_t(unit)], 3)));
  return true;
}

void ResponseSheet::paintEvent(QPaintEvent*) {
  const QRectF area = mapRect();
  if (area.isEmpty()) return;
  QPainter painter(this);
  const MapDisplay display{&colourMapFor({}, kCosineQuantity, theme()), {-limit_, limit_}, 0, &theme()};
  drawSheet(painter, area, map_, display);
  const QRectF bar(area.right() + 8, area.top(), 10, area.height());
  drawColourBar(painter, bar, display);
  painter.setFont(textFont(TextStyle::Label));
  painter.setPen(theme().color(Role::Muted));
  drawBarTicks(painter, bar, barTickTexts(display.limits, true), kResponseBar - 20);
  if (unit_ < 0 || unit_ >= std::int64_t(map_.values.size())) return;
  const double cell = area.width() / double(map_.width);
  painter.setPen(QPen(theme().color(Role::Accent), 2));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(QRectF(area.left() + double(unit_ % map_.width) * cell,
                          area.top() + double(unit_ / map_.width) * cell, cell, cell));
}

void ResponseSheet::mousePressEvent(QMouseEvent* event) {
  const auto unit = unitAt(event->position());
  if (event->button() == Qt::LeftButton && unit >= 0) Q_EMIT unitChosen(unit);
}

}  // namespace studio
