#include "widgets/sheets/sheet_board.h"

#include <QKeyEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "widgets/frame/language.h"
#include "widgets/frame/keyboard_focus.h"

namespace studio {
namespace {

constexpr int kBoardLeft = 40, kBoardBottom = 24, kBoardTop = 4, kBoardRight = 8;  // space for the numbers
constexpr int kEvery = 4;  // a number each so many rows and columns

}  // namespace

/// Hatches of uncoloured units and the chosen unit's ring lie over the canvas: 2 px text on 4 px window, so that it
/// shows on every colour.
class SheetBoard::Ring : public QWidget {
 public:
  explicit Ring(SheetBoard* board) : QWidget(board), board_(board) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    if (board_->raised_ || board_->empty_) return;
    QPainter painter(this);
    drawHatch(painter, board_->sheet_, board_->map_, board_->display_);
    if (board_->chosen_ < 0) return;
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF cell = board_->cellRect(board_->chosen_);
    painter.setPen(QPen(theme().color(Role::Window), 4));
    painter.drawRect(cell);
    painter.setPen(QPen(theme().color(Role::Text), 2));
    painter.drawRect(cell);
  }

 private:
  SheetBoard* board_;
};

SheetBoard::SheetBoard(QWidget* parent)
    : QWidget(parent), canvas_(makeSheetCanvas(this, &why_)), ring_(new Ring(this)) {
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Cortical sheet"));
  canvas_->clicked = [this](std::int64_t unit) {
    setFocus(Qt::MouseFocusReason);
    Q_EMIT unitChosen(unit);
  };
  canvas_->hovered = [this](std::int64_t unit, const QPoint& global) {
    if (unit >= 0)
      QToolTip::showText(global, tipText(unit), this);
    else
      QToolTip::hideText();
  };
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] { update(); });
}

SheetBoard::~SheetBoard() = default;

void SheetBoard::show(const SheetMap& map, const MapDisplay& display, const QString& quantity) {
  const bool otherSize = empty_ || map.height != map_.height || map.width != map_.width;
  map_ = map;
  display_ = display;
  quantity_ = quantity;
  empty_ = false;
  if (otherSize) placeCanvas();
  canvas_->show(map_, display_);
  if (!raised_) ring_->update();  // it would have the canvas below it painted again
}

void SheetBoard::showEmpty(const QString& layer, std::int64_t height, std::int64_t width) {
  map_ = {layer.toStdString(), {}, height, width, 0, std::vector<float>(std::size_t(height * width), std::nanf(""))};
  display_ = {&colourMaps().front(), {}, 0, &theme()};
  empty_ = true;
  placeCanvas();
  canvas_->show(map_, display_);
}

void SheetBoard::setChosen(std::int64_t unit) {
  chosen_ = unit;
  canvas_->setChosen(unit);
  if (!raised_) ring_->update();
}

void SheetBoard::setRaised(bool raised) {
  raised_ = raised && canvas_->canRaise();
  canvas_->setRaised(raised_);
  placeCanvas();
}

bool SheetBoard::canRaise() const { return canvas_->canRaise(); }

void SheetBoard::placeCanvas() {
  const QRectF space = QRectF(rect()).adjusted(kBoardLeft, kBoardTop + 1, -kBoardRight, -kBoardBottom);
  sheet_ = sheetRect(space, map_.height, map_.width);
  // The sheet starts at the left, under its title; the raised scene takes all the space.
  sheet_.moveLeft(kBoardLeft);
  sheet_.moveTop(kBoardTop + 1);
  canvas_->widget()->setGeometry((raised_ ? QRectF(rect()) : sheet_).toRect());
  ring_->setGeometry(rect());
  ring_->raise();
  update();
}

void SheetBoard::resizeEvent(QResizeEvent*) {
  placeCanvas();
  if (display_.colours) canvas_->show(map_, display_);
}

SheetMargins SheetBoard::margins() { return {kBoardLeft, kBoardTop + 1, kBoardRight, kBoardBottom}; }

QRectF SheetBoard::sheetArea() const { return raised_ ? QRectF(rect()) : sheet_; }

QRectF SheetBoard::cellRect(std::int64_t unit) const {
  if (map_.width < 1) return {};
  const double cell = sheet_.width() / double(map_.width);
  return {sheet_.left() + double(unit % map_.width) * cell, sheet_.top() + double(unit / map_.width) * cell, cell - 1,
          cell - 1};
}

QString SheetBoard::tipText(std::int64_t unit) const {
  if (unit < 0 || map_.width < 1) return {};
  QString text = tr("%1:%2\nrow %3, column %4")
                     .arg(QString::fromStdString(map_.layer))
                     .arg(unit)
                     .arg(unit / map_.width)
                     .arg(unit % map_.width);
  if (empty_ || unit >= std::int64_t(map_.values.size())) return text;
  const float value = map_.values[unit];
  return text + QLatin1Char('\n') + quantity_ + QLatin1Char(' ') +
         (std::isfinite(value) ? inWindowNumbers(QString::number(value, 'g', 4)) : tr("undefined"));
}

void SheetBoard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().color(Role::Panel));
  if (!raised_ && map_.width > 0) {
    painter.setPen(theme().color(Role::Line));
    painter.drawRect(sheet_.adjusted(-1, -1, 0, 0));
    paintNumbers(painter);
  }
  if (!showsFocus(this)) return;
  painter.setPen(QPen(theme().color(Role::Accent), 2));
  painter.drawRect((raised_ ? QRectF(rect()) : sheet_).adjusted(-2, -2, 2, 2));
}

void SheetBoard::paintNumbers(QPainter& painter) const {
  painter.setFont(textFont(TextStyle::Label));
  painter.setPen(theme().color(Role::Muted));
  const double cell = sheet_.width() / double(map_.width);
  const auto shown = [](std::int64_t i, std::int64_t count, double size) {
    const std::int64_t every = std::max<std::int64_t>(kEvery, std::int64_t(std::ceil(28 / size / kEvery)) * kEvery);
    return i % every == 0 && (i == 0 || count - 1 - i >= every / 2 || i == count - 1);
  };
  for (std::int64_t row = 0; row < map_.height; ++row)
    if (shown(row, map_.height, cell) || (row == map_.height - 1 && map_.height > 1))
      painter.drawText(QRectF(0, sheet_.top() + double(row) * cell, kBoardLeft - 6, cell),
                       Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, QString::number(row));
  for (std::int64_t column = 0; column < map_.width; ++column)
    if (shown(column, map_.width, cell) || (column == map_.width - 1 && map_.width > 1))
      painter.drawText(QRectF(sheet_.left() + double(column) * cell, sheet_.bottom() + 3, cell, 18),
                       Qt::AlignHCenter | Qt::AlignTop | Qt::TextDontClip, QString::number(column));
}

void SheetBoard::keyPressEvent(QKeyEvent* event) {
  const int key = event->key();
  const std::int64_t by = key == Qt::Key_Left    ? -1
                          : key == Qt::Key_Right ? 1
                          : key == Qt::Key_Up    ? -map_.width
                          : key == Qt::Key_Down  ? map_.width
                                                 : 0;
  if (by == 0 || map_.width < 1) return QWidget::keyPressEvent(event);
  const std::int64_t next = std::max<std::int64_t>(chosen_, 0) + (chosen_ < 0 ? 0 : by);
  if (next >= 0 && next < map_.height * map_.width) Q_EMIT unitChosen(next);
}

}  // namespace studio
