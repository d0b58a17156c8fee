#include "widgets/analysis/maps_table.h"

#include <QPainter>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "widgets/analysis/analysed_network.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/language.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

constexpr int kTableLeft = 16, kTableTitle = 36, kTableRow = 20, kTableGap = 10, kNumber = 40;  // px
constexpr std::size_t kUsualRows = 3;  // trained, baseline, untrained
constexpr int kUsualHeight = 246;

double trainedLargest(const ShownMap& map) {
  double largest = kUndefined;
  for (const float value : map.measured.values)
    if (std::isfinite(value) && !(std::abs(value) <= largest)) largest = std::abs(double(value));
  return largest;
}

}  // namespace

MapsTable::MapsTable(Analyses* analyses, const MapsBoard* board, QWidget* parent)
    : QWidget(parent), analyses_(analyses), board_(board) {
  setAccessibleName(tr("Values at the cursor and of the trained maps"));
  connect(board, &MapsBoard::scrolled, this, qOverload<>(&QWidget::update));
  const auto report = [this] {
    QStringList lines{address() + QLatin1Char(' ') + placeText()};
    for (const auto& rows : {cursorRows(), trainedRows()})
      for (const QStringList& row : rows) lines << row.join(QLatin1Char(' '));
    setAccessibleDescription(lines.join(QLatin1Char('\n')));
    update();
  };
  connect(&analyses->selection(), &AnalysisSelection::changed, this, report);
  connect(&analyses->selection(), &AnalysisSelection::hoverChanged, this, qOverload<>(&QWidget::update));
}

int MapsTable::heightFor(std::size_t networks, bool headings) {
  return kUsualHeight + int(std::max(kUsualRows, networks) - kUsualRows) * kTableRow + (headings ? kTableRow : 0);
}

int MapsTable::shortHeight(bool headings) {
  constexpr int kBelow = 8;  // px
  return kTableTitle + int(kUsualRows) * kTableRow + (headings ? kTableRow : 0) + kBelow;
}

/// Under the maps where each contrast stands once, else columns of its own over the whole width.
double MapsTable::columnLeft(std::size_t column) const {
  if (board_->hasPlainColumns()) return board_->columnLeft(column);
  return board_->labelWidth() + double(column) * (columnWidth() + MapsLayout::kBetweenColumns);
}

double MapsTable::columnWidth() const {
  if (board_->hasPlainColumns()) return board_->columnWidth();
  const double count = double(std::max<std::size_t>(1, maps_.contrasts.size()));
  return std::min(240.0, (width() - board_->labelWidth() - kTableLeft) / count - MapsLayout::kBetweenColumns);
}

void MapsTable::paintHeadings(QPainter& painter, double y) const {
  painter.setPen(theme().color(Role::Muted));
  for (std::size_t column = 0; column < maps_.contrasts.size(); ++column)
    painter.drawText(
        QRectF(columnLeft(column), y, columnWidth(), kTableRow), Qt::AlignRight | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(categoryTitle(maps_.contrasts[column]), Qt::ElideRight, int(columnWidth())));
}

void MapsTable::show(const ShownMaps& maps) {
  maps_ = maps;
  update();
}

QString MapsTable::address() const {
  const std::int64_t unit = board_->cursorUnit();
  const QString layer = QString::fromStdString(maps_.layer);
  return unit < 0 ? layer : layer + QLatin1Char(':') + QString::number(unit);
}

QString MapsTable::placeText() const {
  const std::int64_t unit = board_->cursorUnit();
  if (unit < 0 || maps_.width < 1) return tr("Point at a map to read its values, click to keep the unit");
  const QString cursor =
      analyses_->selection().display().linkedCursor ? tr("%1 at the linked cursor") : tr("%1 at the cursor");
  return tr("row %1, column %2 · %3")
      .arg(unit / maps_.width)
      .arg(unit % maps_.width)
      .arg(cursor.arg(statisticText(maps_.statistic)));
}

double MapsTable::valueAt(std::size_t row, std::size_t column) const {
  const ShownMap* map = maps_.find(row, column);
  const std::int64_t unit = board_->cursorUnit();
  return map && unit >= 0 && unit < std::int64_t(map->measured.values.size()) ? map->measured.values[std::size_t(unit)]
                                                                              : kUndefined;
}

std::vector<QStringList> MapsTable::cursorRows() const {
  std::vector<QStringList> rows;
  for (std::size_t row = 0; row < maps_.rows; ++row) {
    QStringList cells{maps_.networks[row].source.title()};
    for (std::size_t column = 0; column < maps_.contrasts.size(); ++column)
      cells << inWindowNumbers(statisticValueText(valueAt(row, column), maps_.statistic));
    rows.push_back(cells);
  }
  return rows;
}

std::vector<QStringList> MapsTable::trainedRows() const {
  QStringList patches{tr("Patches")}, area{tr("Area")}, largest{tr("Largest")}, morans{tr("Moran's I")},
      most{tr("Max |%1|").arg(statisticText(maps_.statistic))};
  const QString none = QStringLiteral("–");
  for (std::size_t column = 0; column < maps_.contrasts.size(); ++column) {
    const ShownMap* map = maps_.find(0, column);  // the open network is the first row
    const auto* found = map && map->patches ? &*map->patches : nullptr;
    patches << (found ? tr("%L1").arg(found->list.size()) : none);
    const double percent = found ? 100 * found->areaFraction : kUndefined;
    area << (found ? tr("%1 %").arg(inWindowNumbers(dashedText(percent, decimalsThatTell(percent, 1)))) : none);
    // Units; without the word, which narrow columns would cut from the left.
    largest << (found && !found->list.empty() ? countText(std::int64_t(found->list.front().units.size())) : none);
    morans << inWindowNumbers(dashedText(map ? map->morans : kUndefined, 2));
    most << inWindowNumbers(statisticValueText(map ? trainedLargest(*map) : kUndefined, maps_.statistic));
  }
  return {patches, area, largest, morans, most};
}

/// Its numbers are: a part of one would be another number.
bool MapsTable::isWhole(std::size_t column) const {
  const double right = columnLeft(column) + columnWidth();
  return right <= width() && right - kNumber >= board_->labelWidth();
}

/// From the zero line to the value, on the scale of the maps; two fixed tones, since pale bars would vanish.
void MapsTable::paintBar(QPainter& painter, double y, std::size_t column, double value) const {
  const double left = columnLeft(column), width = columnWidth() - kNumber, zero = std::floor(left + width * 0.45);
  const double length = std::isfinite(value) ? std::clamp(value / maps_.limit, -1.0, 1.0) * width * 0.42 : 0;
  const MapDisplay display = makeMapDisplay(maps_, {}, theme());
  painter.fillRect(
      QRectF(zero, y + kTableRow / 2 - 5, length, 10).normalized(),
      QColor::fromRgb(colourFor((value < 0 ? -0.6 : 0.6) * maps_.limit, *display.colours, display.limits, 0, theme())));
  painter.fillRect(QRectF(zero, y + 3, 1, kTableRow - 6), theme().color(Role::Muted));
}

/// In one line; what does not fit ends in an ellipsis, and the tip says the whole.
void MapsTable::paintText(QPainter& painter, const QRectF& place, const QString& text, Qt::TextElideMode cut) {
  const QString shown = painter.fontMetrics().elidedText(text, cut, int(place.width()));
  if (shown != text) cut_.emplace_back(place, text);
  painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, shown);
}

bool MapsTable::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto& help = *static_cast<QHelpEvent*>(event);
  const auto found =
      std::find_if(cut_.begin(), cut_.end(), [&](const auto& text) { return text.first.contains(help.pos()); });
  showPlaceTip(this, help, found == cut_.end() ? QString() : found->second);
  return true;
}

void MapsTable::paintRow(QPainter& painter, double y, const QStringList& row) {
  painter.setPen(theme().color(Role::Muted));
  paintText(painter, QRectF(kTableLeft, y, board_->labelWidth() - kTableLeft, kTableRow), row.front(), Qt::ElideMiddle);
  painter.setPen(theme().color(Role::Text));
  painter.save();
  painter.setClipRect(board_->labelWidth(), 0, width() - board_->labelWidth(), height());
  for (int i = 1; i < row.size(); ++i)
    if (isWhole(std::size_t(i - 1)))
      painter.drawText(QRectF(columnLeft(std::size_t(i - 1)), y, columnWidth(), kTableRow),
                       Qt::AlignRight | Qt::AlignVCenter, row[i]);
  painter.restore();
}

void MapsTable::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  cut_.clear();
  painter.fillRect(rect(), theme().color(Role::Panel));
  painter.fillRect(QRect(0, 0, width(), 1), theme().color(Role::Line));
  painter.setFont(textFont(TextStyle::PanelTitle));
  painter.setPen(theme().color(Role::Text));
  const double end = width() - kTableLeft;
  paintText(painter, QRectF(kTableLeft, 2, end - kTableLeft, kTableTitle), address(), Qt::ElideMiddle);
  const double after = kTableLeft + painter.fontMetrics().horizontalAdvance(address()) + 10;
  painter.setFont(textFont(TextStyle::Label));
  painter.setPen(theme().color(Role::Muted));
  if (after < end) paintText(painter, QRectF(after, 2, end - after, kTableTitle), placeText());
  double y = kTableTitle;
  const auto rows = cursorRows();
  const double heading = board_->hasPlainColumns() ? 0 : kTableRow;
  if (heading > 0) paintHeadings(painter, y);
  y += heading;
  const auto fits = [this](double top) { return top + kTableRow <= height(); };  // half a row cannot be read
  for (std::size_t row = 0; row < rows.size() && fits(y); ++row, y += kTableRow) {
    painter.save();
    painter.setClipRect(board_->labelWidth(), 0, width() - board_->labelWidth(), height());
    for (std::size_t column = 0; column < maps_.contrasts.size(); ++column)
      if (isWhole(column)) paintBar(painter, y, column, valueAt(row, column));
    painter.restore();
    paintRow(painter, y, rows[row]);
  }
  y = kTableTitle + heading + double(std::max<std::size_t>(kUsualRows, rows.size())) * kTableRow + kTableGap;
  if (!fits(y + kTableRow)) return;
  QFont bold = textFont(TextStyle::Label);
  bold.setWeight(QFont::DemiBold);
  painter.setFont(bold);
  painter.setPen(theme().color(Role::Text));
  const QString trained = tr("Trained map");
  painter.drawText(QRectF(kTableLeft, y, width() - kTableLeft, kTableRow), Qt::AlignLeft | Qt::AlignVCenter, trained);
  const double beside = kTableLeft + painter.fontMetrics().horizontalAdvance(trained) + 10;
  painter.setFont(textFont(TextStyle::Label));
  painter.setPen(theme().color(Role::Muted));
  if (!maps_.maps.empty())
    paintText(painter, QRectF(beside, y, end - beside, kTableRow),
              tr("outlines: %1").arg(outlineText(maps_.outline, maps_.statistic)));
  for (const QStringList& row : trainedRows())
    if (fits(y += kTableRow)) paintRow(painter, y, row);
}

namespace {

constexpr int kBarLeft = 20, kBarWidth = 10, kTickGap = 10, kNoteLine = 14;

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

void MapsBar::show(const ShownMaps& maps, const AnalysisDisplay& display, double outlineFrom) {
  display_ = makeMapDisplay(maps, display, theme());
  unit_ = statisticText(maps.statistic);
  sigma_ = display.sigma;
  outlineSigma_ = maps.outline.sigma;
  outlines_ = display.outlines;
  outlineFrom_ = outlineFrom;
  beyond_ = undefined_ = 0;
  for (const ShownMap& map : maps.maps) {
    beyond_ += leftOut(map.shown, display_).beyond;
    undefined_ += int(std::count_if(map.shown.values.begin(), map.shown.values.end(),
                                    [](float value) { return !std::isfinite(value); }));
  }
  const bool locked = display.lockedLimit.has_value();
  lock_->setChecked(locked);
  lock_->setIcon(icon(display.lockedLimit ? QStringLiteral("lock") : QStringLiteral("unlock"), Role::Muted));
  QStringList tips = notes();
  if (!locked) tips << leastLimitText(mapQuantity({}, maps.statistic), display_.limits);
  tips.removeAll(QString());
  setToolTip(tips.join(QLatin1Char('\n')));
  update();
}

void MapsBar::setSpan(int top, int bottom) {
  top_ = top;
  bottom_ = std::max(top + 40, bottom);
  lock_->setGeometry(kBarLeft + 14, top_ - 28, 24, 24);
  update();
}

QRectF MapsBar::barRect() const { return {kBarLeft, double(top_), kBarWidth, double(bottom_ - top_)}; }

int MapsBar::neededWidth() const {
  const QFontMetrics metrics(textFont(TextStyle::Label));
  int widest = 0;
  for (const QString& text : tickTexts()) widest = std::max(widest, metrics.horizontalAdvance(text));
  return std::max(kWidth, kBarLeft + kBarWidth + kTickGap + widest + 2);
}

QStringList MapsBar::tickTexts() const {
  QStringList texts = barTickTexts(display_.limits, true);
  for (QString& text : texts) text = inWindowNumbers(text);
  return texts;
}

QStringList MapsBar::notes() const {
  QStringList result;
  if (display_.percentile < 100) result << tr("%1 limits").arg(percentileText(display_));
  if (sigma_ > 0) result << tr("Smooth σ %1").arg(sigma_, 0, 'g', 3);
  if (sigma_ > 0 && outlines_ && outlineSigma_ != sigma_)  // they are of the analysis, not of what is shown
    result << tr("Outlines σ %1").arg(outlineSigma_, 0, 'g', 2);
  if (display_.threshold > 0) result << tr("|%1| < %2").arg(unit_).arg(display_.threshold, 0, 'g', 3);
  if (undefined_ > 0) result << tr("%L1 undefined").arg(undefined_);
  if (beyond_ > 0) result << tr("%L1 beyond").arg(beyond_);
  return result;
}

double MapsBar::toY(double value) const {
  const QRectF bar = barRect();
  const double span = display_.limits.high - display_.limits.low;
  return bar.bottom() - std::clamp((value - display_.limits.low) / span, 0.0, 1.0) * bar.height();
}

/// What is greyed has an edge; where patches begin there is a mark at the left; arrows say that values lie beyond
/// locked limits.
void MapsBar::paintMarks(QPainter& painter, const QRectF& bar) const {
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(theme().color(Role::Text));
  if (display_.threshold > 0 && display_.threshold < display_.limits.high)
    for (const double value : {-display_.threshold, display_.threshold})
      painter.drawLine(QPointF(bar.left(), toY(value)), QPointF(bar.right() - 1, toY(value)));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().color(Role::Text));
  if (outlines_ && outlineFrom_ > 0 && outlineFrom_ < display_.limits.high) {
    const double y = toY(outlineFrom_);
    painter.drawPolygon(QPolygonF({{bar.left() - 2, y}, {bar.left() - 7, y - 4}, {bar.left() - 7, y + 4}}));
  }
  if (beyond_ > 0) drawBeyondArrows(painter, bar, theme());
}

void MapsBar::paintEvent(QPaintEvent*) {
  if (!display_.colours) return;
  QPainter painter(this);
  const QRectF bar = barRect();
  drawColourBar(painter, bar, display_);
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
