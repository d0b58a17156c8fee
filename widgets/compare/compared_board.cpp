#include "widgets/compare/compared_board.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "widgets/frame/controls.h"
#include "widgets/frame/language.h"

namespace studio {
namespace {

constexpr int kMargin = 16, kGap = 24, kTitle = 20, kNote = 16;

}  // namespace

SheetMap joinedMap(const std::vector<ComparedSheet>& sheets) {
  SheetMap joined;
  for (const ComparedSheet& sheet : sheets) {
    if (!sheet.map) continue;
    joined.layer = sheet.map->layer;
    joined.quantity = sheet.map->quantity;
    joined.values.insert(joined.values.end(), sheet.map->values.begin(), sheet.map->values.end());
  }
  joined.height = joined.values.empty() ? 0 : 1;
  joined.width = std::int64_t(joined.values.size());
  return joined;
}

ComparedBoard::ComparedBoard(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(240, 160);
  setAccessibleName(tr("Sheets side by side"));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void ComparedBoard::show(std::vector<ComparedSheet> sheets, const MapDisplay& display, const QString& quantity) {
  sheets_ = std::move(sheets);
  if (sheets_.size() > kMost) sheets_.resize(kMost);
  display_ = display;
  quantity_ = quantity;
  update();
}

/// As many beside each other as let the sheets be largest.
int ComparedBoard::columns() const {
  double height = 1, width = 1;
  for (const ComparedSheet& sheet : sheets_)
    if (sheet.map) height = double(sheet.map->height), width = double(sheet.map->width);
  const int count = int(sheets_.size());
  int best = 1;
  double largest = 0;
  for (int across = 1; across <= count; ++across) {
    const int down = (count + across - 1) / across;
    const double wide = (this->width() - 2.0 * kMargin - kGap * (across - 1)) / across;
    const double high = (this->height() - kMargin - double(kGap) * (down - 1)) / down - kTitle - kNote - 4;
    const double cell = std::min(wide / width, high / height);
    if (cell > largest) largest = cell, best = across;
  }
  return best;
}

QRectF ComparedBoard::slot(std::size_t index) const {
  const int across = columns(), down = (int(sheets_.size()) + across - 1) / across;
  const double width = (this->width() - 2.0 * kMargin - kGap * (across - 1)) / across;
  const double height = (this->height() - kMargin - double(kGap) * (down - 1)) / std::max(1, down);
  const int column = int(index) % across, row = int(index) / across;
  return {kMargin + column * (width + kGap), row * (height + kGap), width, height};
}

QRectF ComparedBoard::sheetArea(std::size_t index) const {
  if (index >= sheets_.size() || !sheets_[index].map) return {};
  const QRectF space = slot(index).adjusted(0, kTitle + kNote + 4, 0, 0);
  QRectF area = sheetRect(space, sheets_[index].map->height, sheets_[index].map->width);
  area.moveLeft(space.left());  // below the beginning of its name
  area.moveTop(space.top());
  return area;
}

QPointF ComparedBoard::unitCentre(std::size_t index, std::int64_t unit) const {
  const QRectF area = sheetArea(index);
  if (area.isEmpty()) return {};
  const SheetMap& map = *sheets_[index].map;
  const double cell = area.width() / double(map.width);
  return area.topLeft() + QPointF((double(unit % map.width) + 0.5) * cell, (double(unit / map.width) + 0.5) * cell);
}

void ComparedBoard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().color(Role::Panel));
  for (std::size_t i = 0; i < sheets_.size(); ++i) paintSheet(painter, i);
  for (std::size_t i = 0; i < sheets_.size(); ++i) paintCursor(painter, i);
}

void ComparedBoard::paintSheet(QPainter& painter, std::size_t index) const {
  const ComparedSheet& sheet = sheets_[index];
  const QRect place = slot(index).toRect();
  int left = place.left();
  if (sheet.colour >= 0) {
    paintRunMark(painter, {left, place.top() + 6}, sheet.colour);
    left += kRunMark + 8;
  }
  const QString title = sheet.pinned ? tr("%1 (pinned)").arg(sheet.title) : sheet.title;
  paintRowText(painter, {left, place.top(), place.right() - left, kTitle}, TextStyle::PanelTitle, Role::Text, title);
  int note = place.left();
  if (sheet.warns) {
    painter.drawPixmap(note, place.top() + kTitle + 2,
                       iconPixmap(QStringLiteral("warning"), Role::Warn, 12, devicePixelRatioF()));
    note += 16;
  }
  const int space = place.right() - note;
  const bool fits = QFontMetrics(textFont(TextStyle::Label)).horizontalAdvance(sheet.note) <= space;
  paintRowText(painter, {note, place.top() + kTitle, space, kNote}, TextStyle::Label, Role::Muted,
               fits || sheet.brief.isEmpty() ? sheet.note : sheet.brief);
  if (!sheet.map) {
    const QRect words(place.left(), place.top() + kTitle + kNote + 8, place.width(), place.height() - kTitle - kNote);
    painter.setFont(textFont(TextStyle::Label));
    painter.setPen(theme().color(Role::Muted));
    painter.drawText(words, Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap, sheet.missing);
    return;
  }
  const QRectF area = sheetArea(index);
  drawSheet(painter, area, *sheet.map, display_);
  drawHatch(painter, area, *sheet.map, display_);
  painter.setPen(theme().color(Role::Line));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(area.adjusted(-1, -1, 0, 0));
}

/// 2 px of the text's colour on the window's, so that it shows on every cell.
void ComparedBoard::paintCursor(QPainter& painter, std::size_t index) const {
  const std::int64_t unit = cursorUnit();
  const QRectF area = sheetArea(index);
  if (unit < 0 || area.isEmpty() || unit >= std::int64_t(sheets_[index].map->values.size())) return;
  const double half = std::max(3.0, area.width() / double(sheets_[index].map->width) / 2);
  const QRectF cell(unitCentre(index, unit) - QPointF(half, half), QSizeF(2 * half, 2 * half));
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().color(Role::Window), 4));
  painter.drawRect(cell);
  painter.setPen(QPen(theme().color(Role::Text), 2));
  painter.drawRect(cell);
}

std::int64_t ComparedBoard::unitAt(const QPointF& place) const {
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    const QRectF area = sheetArea(i);
    if (!area.contains(place)) continue;
    const SheetMap& map = *sheets_[i].map;
    const double cell = area.width() / double(map.width);
    const auto column = std::min(map.width - 1, std::int64_t((place.x() - area.left()) / cell));
    const auto row = std::min(map.height - 1, std::int64_t((place.y() - area.top()) / cell));
    return row * map.width + column;
  }
  return -1;
}

QString ComparedBoard::tipText(std::int64_t unit) const {
  QStringList lines;
  for (const ComparedSheet& sheet : sheets_) {
    if (!sheet.map || unit < 0 || unit >= std::int64_t(sheet.map->values.size())) continue;
    if (lines.isEmpty()) {
      lines << QStringLiteral("%1:%2").arg(QString::fromStdString(sheet.map->layer)).arg(unit);
      lines << tr("row %1, column %2").arg(unit / sheet.map->width).arg(unit % sheet.map->width);
      lines << quantity_;
    }
    const float value = sheet.map->values[std::size_t(unit)];
    lines << QStringLiteral("%1: %2").arg(sheet.title, std::isfinite(value)
                                                           ? inWindowNumbers(limitText(value, display_.limits, false))
                                                           : tr("undefined"));
  }
  return lines.join(QLatin1Char('\n'));
}

QString ComparedBoard::headingTip(const QPointF& place) const {
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    const QRectF heading(slot(i).topLeft(), QSizeF(slot(i).width(), kTitle + kNote));
    if (!heading.contains(place)) continue;
    return sheets_[i].note.isEmpty() ? sheets_[i].title : sheets_[i].title + QLatin1Char('\n') + sheets_[i].note;
  }
  return {};
}

void ComparedBoard::setCursorUnit(std::int64_t unit) {
  chosen_ = unit;
  update();
}

void ComparedBoard::mouseMoveEvent(QMouseEvent* event) {
  const std::int64_t unit = unitAt(event->position());
  if (unit != hovered_) {
    hovered_ = unit;
    update();
  }
  const QString tip = unit >= 0 ? tipText(unit) : headingTip(event->position());
  if (!tip.isEmpty())
    QToolTip::showText(event->globalPosition().toPoint() + QPoint(8, 8), tip, this);
  else
    QToolTip::hideText();
}

void ComparedBoard::mousePressEvent(QMouseEvent* event) { setCursorUnit(unitAt(event->position())); }

void ComparedBoard::leaveEvent(QEvent*) {
  hovered_ = -1;
  update();
}

void ComparedBoard::keyPressEvent(QKeyEvent* event) {
  const auto first =
      std::find_if(sheets_.begin(), sheets_.end(), [](const auto& each) { return each.map.has_value(); });
  const bool arrow = event->key() >= Qt::Key_Left && event->key() <= Qt::Key_Down;
  if (first == sheets_.end() || !arrow) return QWidget::keyPressEvent(event);
  const std::int64_t width = first->map->width, units = std::int64_t(first->map->values.size());
  const std::int64_t by = event->key() == Qt::Key_Left    ? -1
                          : event->key() == Qt::Key_Right ? 1
                          : event->key() == Qt::Key_Up    ? -width
                                                          : width;
  if (chosen_ < 0)
    setCursorUnit(0);
  else if (chosen_ + by >= 0 && chosen_ + by < units)
    setCursorUnit(chosen_ + by);
}

}  // namespace studio
