// The page under the pointer and the keyboard (board_view.h).
#include <qcustomplot.h>

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/boards/board_view.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr double kPageMargin = 20, kShadowless = 1;  // px around the page; its line
constexpr double kPaperMargin = 4;                   // mm of white around the figure, not exported
constexpr double kLeastPixelsPerMm = 2, kMostPixelsPerMm = 9, kExportUnitsPerMm = 1200 / 25.4;
constexpr double kHandle = 14, kRemove = 20, kFrameAir = 5;  // px
constexpr int kRowsShownWhenEmpty = 20;

double pageRows(const FigureBoard& board) {
  return std::max(boardRows(board), board.panels.empty() ? kRowsShownWhenEmpty : 1);
}

}  // namespace

BoardPage::BoardPage(BoardDocument* document, QWidget* parent) : QWidget(parent), document_(document) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAccessibleName(tr("Board of panels"));
  setAccessibleDescription(
      tr("Arrow keys choose a panel, with Ctrl they move it, with Shift they resize it; Delete removes it."));
  connect(document, &BoardDocument::changed, this, &BoardPage::boardChanged);
  connect(document, &BoardDocument::selectionChanged, this, qOverload<>(&QWidget::update));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void BoardPage::boardChanged() {
  picture_ = {};
  drag_.reset();
  setAvailable(available_, ground_);
  update();
}

void BoardPage::setAvailable(QSize available, int width) {
  available_ = available;
  ground_ = width;
  const double before = pixelsPerMm_;
  pixelsPerMm_ = wantedPixelsPerMm();
  if (before != pixelsPerMm_) picture_ = {};
  const QSize size = sizeHint();
  setFixedSize(size.expandedTo({ground_, available.height()}));
}

double BoardPage::wantedPixelsPerMm() const {
  constexpr double kMmPerInch = 25.4;
  if (zoom_ == BoardZoom::TrueSize) return logicalDpiX() / kMmPerInch;
  const double widthMm = document_->board().widthMm + 2 * kPaperMargin;
  const double fitting = (available_.width() - 2 * kPageMargin) / widthMm;
  if (zoom_ == BoardZoom::Page)  // of a long board that is little, but all of it is seen
    return std::min(
        {fitting,
         (available_.height() - 2 * kPageMargin) / (pageRows(document_->board()) * kBoardRowMm + 2 * kPaperMargin),
         kMostPixelsPerMm});
  return std::clamp(fitting, kLeastPixelsPerMm, kMostPixelsPerMm);
}

void BoardPage::setZoom(BoardZoom zoom) {
  zoom_ = zoom;
  setAvailable(available_, ground_);
  update();
}

QSize BoardPage::sizeHint() const {
  const FigureBoard& board = document_->board();
  return QSizeF((board.widthMm + 2 * kPaperMargin) * pixelsPerMm_ + 2 * kPageMargin,
                (pageRows(board) * kBoardRowMm + 2 * kPaperMargin) * pixelsPerMm_ + 2 * kPageMargin)
      .toSize();
}

/// The page is centred; the figure begins a margin within it.
QRectF BoardPage::placeRect(const BoardPlace& place) const {
  const QRectF mm = panelRectMm(place, document_->board().widthMm);
  const double left = (width() - document_->board().widthMm * pixelsPerMm_) / 2,
               top = kPageMargin + kPaperMargin * pixelsPerMm_;
  return {left + mm.left() * pixelsPerMm_, top + mm.top() * pixelsPerMm_, mm.width() * pixelsPerMm_,
          mm.height() * pixelsPerMm_};
}

QRectF BoardPage::panelRect(std::size_t panel) const { return placeRect(document_->board().panels[panel].place); }

QRectF BoardPage::resizeHandle(std::size_t panel) const {
  const QRectF frame = panelRect(panel).adjusted(-kFrameAir, -kFrameAir, kFrameAir, kFrameAir);
  return {frame.right() - kHandle, frame.bottom() - kHandle, kHandle, kHandle};
}

QRectF BoardPage::removeButton(std::size_t panel) const {
  const QRectF frame = panelRect(panel).adjusted(-kFrameAir, -kFrameAir, kFrameAir, kFrameAir);
  return {frame.right() - kRemove - 1, frame.top() + 1, kRemove, kRemove};
}

int BoardPage::panelAt(const QPointF& point) const {
  for (std::size_t i = 0; i < document_->board().panels.size(); ++i)
    if (panelRect(i).adjusted(-kFrameAir, -kFrameAir, kFrameAir, kFrameAir).contains(point)) return int(i);
  return -1;
}

/// Drawn in the units of the PDF and scaled: where words and lines stand is what the file will have.
void BoardPage::drawPage() {
  const FigureBoard& board = document_->board();
  const double ratio = devicePixelRatioF(), heightMm = std::max(boardHeightMm(board), kBoardRowMm);
  QImage image((QSizeF(board.widthMm, heightMm) * pixelsPerMm_ * ratio).toSize().expandedTo({1, 1}),
               QImage::Format_RGB32);
  image.fill(PrintStyle::theme().color(Role::Panel));
  QCPPainter painter(&image);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  const double scale = pixelsPerMm_ * ratio / kExportUnitsPerMm;
  painter.scale(scale, scale);
  BoardFigure(document_->filled(), BoardFigure::For::Page)
      .draw(painter, QRectF(0, 0, board.widthMm * kExportUnitsPerMm, heightMm * kExportUnitsPerMm), kExportUnitsPerMm);
  painter.end();
  image.setDevicePixelRatio(ratio);
  picture_ = QPixmap::fromImage(image);
}

void BoardPage::paintEvent(QPaintEvent*) {
  if (picture_.isNull()) drawPage();
  QPainter painter(this);
  painter.fillRect(rect(), theme().color(Role::Window));
  const FigureBoard& board = document_->board();
  const QRectF paper((width() - (board.widthMm + 2 * kPaperMargin) * pixelsPerMm_) / 2, kPageMargin,
                     (board.widthMm + 2 * kPaperMargin) * pixelsPerMm_,
                     (pageRows(board) * kBoardRowMm + 2 * kPaperMargin) * pixelsPerMm_);
  painter.fillRect(paper, PrintStyle::theme().color(Role::Panel));
  painter.setPen(QPen(theme().color(Role::Line), kShadowless));
  painter.drawRect(paper.adjusted(-0.5, -0.5, 0.5, 0.5));
  const QPointF margin(kBoardMarginMm * pixelsPerMm_, kBoardMarginMm * pixelsPerMm_);
  painter.drawPixmap(placeRect({0, 0, 12, 4}).topLeft() - margin, picture_);
  drawFrames(painter);
}

void BoardPage::drawFrame(QPainter& painter, std::size_t panel, Role role, double width) const {
  painter.setPen(QPen(PrintStyle::theme().color(role), width));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(panelRect(panel).adjusted(-kFrameAir, -kFrameAir, kFrameAir, kFrameAir));
}

/// Frames lie on white paper whatever the window shows.
void BoardPage::drawFrames(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  const auto count = int(document_->board().panels.size());
  const int selected = document_->selected();
  if (drag_ && drag_->begun) return drawTarget(painter);
  if (hovered_ >= 0 && hovered_ < count && hovered_ != selected)
    drawFrame(painter, std::size_t(hovered_), Role::Line, 1);
  if (selected >= 0 && selected < count) drawFrame(painter, std::size_t(selected), Role::Accent, hasFocus() ? 2 : 1.25);
  for (const int panel : {hovered_, selected}) {
    if (panel < 0 || panel >= count) continue;
    const QRectF handle = resizeHandle(std::size_t(panel)), button = removeButton(std::size_t(panel));
    painter.setPen(QPen(PrintStyle::theme().color(Role::Muted), 1.25));
    for (const double part : {0.35, 0.7})
      painter.drawLine(QPointF(handle.right() - 3, handle.bottom() - part * kHandle),
                       QPointF(handle.right() - part * kHandle, handle.bottom() - 3));
    painter.setPen(Qt::NoPen);
    painter.setBrush(PrintStyle::theme().color(Role::Panel));
    painter.drawRoundedRect(button, 4, 4);
    painter.setPen(QPen(PrintStyle::theme().color(Role::Muted), 1.25, Qt::SolidLine, Qt::RoundCap));
    const QRectF cross = button.adjusted(6, 6, -6, -6);
    painter.drawLine(cross.topLeft(), cross.bottomRight());
    painter.drawLine(cross.topRight(), cross.bottomLeft());
  }
}

void BoardPage::drawTarget(QPainter& painter) const {
  const auto fill = [&](const QRectF& rect, double opacity) {
    QColor colour = PrintStyle::theme().color(Role::Accent);
    painter.setPen(QPen(colour, 1.5));
    colour.setAlphaF(float(opacity));
    painter.setBrush(colour);
    painter.drawRect(rect.adjusted(-kFrameAir, -kFrameAir, kFrameAir, kFrameAir));
  };
  if (drag_->exchanged >= 0) fill(panelRect(drag_->panel), 0.04);
  fill(placeRect(drag_->target), 0.12);
}

// ---- pointer ----

void BoardPage::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const int panel = panelAt(event->position());
  if (panel >= 0 && removeButton(std::size_t(panel)).contains(event->position()) &&
      (panel == hovered_ || panel == document_->selected())) {
    document_->change([panel](FigureBoard& board) { removePanel(board, std::size_t(panel)); });
    return document_->select(-1);
  }
  document_->select(panel);
  if (panel < 0) return;
  Drag drag{.panel = std::size_t(panel), .from = event->position()};
  if (resizeHandle(drag.panel).contains(event->position())) drag.grip = Grip::Resize;
  drag.target = document_->board().panels[drag.panel].place;
  drag_ = drag;
}

void BoardPage::mouseMoveEvent(QMouseEvent* event) {
  if (!drag_) return showCursor(event->position());
  if (!drag_->begun && (event->position() - drag_->from).manhattanLength() < QApplication::startDragDistance()) return;
  drag_->begun = true;
  setCursor(drag_->grip == Grip::Resize ? Qt::SizeFDiagCursor : Qt::ClosedHandCursor);
  moveTo(event->position());
  update();
}

void BoardPage::moveTo(const QPointF& point) {
  const BoardPlace& own = document_->board().panels[drag_->panel].place;
  const double column = boardColumnMm(document_->board().widthMm) * pixelsPerMm_, row = kBoardRowMm * pixelsPerMm_;
  const QPointF by = point - drag_->from;
  const int columns = int(std::lround(by.x() / column)), rows = int(std::lround(by.y() / row));
  drag_->target = own;
  drag_->exchanged = -1;
  if (drag_->grip == Grip::Resize) {
    drag_->target.columns = std::clamp(own.columns + columns, kLeastPanelColumns, kBoardColumns - own.column);
    drag_->target.rows = std::max(own.rows + rows, kLeastPanelRows);
    return;
  }
  const int below = panelAt(point);
  if (below >= 0 && below != int(drag_->panel)) {
    drag_->exchanged = below;
    drag_->target = document_->board().panels[std::size_t(below)].place;
    return;
  }
  drag_->target.column = std::clamp(own.column + columns, 0, kBoardColumns - own.columns);
  drag_->target.row = std::max(own.row + rows, 0);
}

void BoardPage::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !drag_) return;
  letGo();
  showCursor(event->position());
}

void BoardPage::letGo() {
  const Drag drag = *drag_;
  drag_.reset();
  update();
  if (!drag.begun) return;
  document_->change([&drag](FigureBoard& board) {
    if (drag.grip == Grip::Resize)
      resizePanel(board, drag.panel, drag.target.columns, drag.target.rows);
    else if (drag.exchanged >= 0)
      exchangePanels(board, drag.panel, std::size_t(drag.exchanged));
    else
      movePanel(board, drag.panel, drag.target.column, drag.target.row);
  });
}

void BoardPage::showCursor(const QPointF& point) {
  const int panel = panelAt(point);
  if (panel != hovered_) {
    hovered_ = panel;
    update();
  }
  if (panel < 0) return unsetCursor();
  setCursor(resizeHandle(std::size_t(panel)).contains(point)   ? Qt::SizeFDiagCursor
            : removeButton(std::size_t(panel)).contains(point) ? Qt::ArrowCursor
                                                               : Qt::OpenHandCursor);
}

void BoardPage::leaveEvent(QEvent*) {
  hovered_ = -1;
  update();
}

// ---- keyboard ----

void BoardPage::selectBeside(int by) {
  const std::vector<std::size_t> order = readingOrder(document_->board());
  if (order.empty()) return;
  const auto own = std::find(order.begin(), order.end(), std::size_t(std::max(0, document_->selected())));
  const auto count = std::ptrdiff_t(order.size());
  const std::ptrdiff_t at = document_->selected() < 0 ? (by > 0 ? -1 : 0) : own - order.begin();
  document_->select(int(order[std::size_t((at + by + count) % count)]));
}

void BoardPage::moveSelected(int columns, int rows) {
  const auto panel = std::size_t(document_->selected());
  document_->change([=](FigureBoard& board) {
    const BoardPlace place = board.panels[panel].place;
    // Downwards it has to pass what stands below it.
    movePanel(board, panel, place.column + columns, rows > 0 ? place.row + place.rows : place.row + rows);
  });
}

void BoardPage::resizeSelected(int columns, int rows) {
  const auto panel = std::size_t(document_->selected());
  document_->change([=](FigureBoard& board) {
    const BoardPlace place = board.panels[panel].place;
    resizePanel(board, panel, place.columns + columns, place.rows + rows);
  });
}

void BoardPage::keyPressEvent(QKeyEvent* event) {
  const int across = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
  const int down = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
  const bool has = document_->selected() >= 0 && document_->selected() < int(document_->board().panels.size());
  if (across == 0 && down == 0) {
    if (event->key() == Qt::Key_Escape) return drag_ ? (drag_.reset(), update()) : document_->select(-1);
    if ((event->key() != Qt::Key_Delete && event->key() != Qt::Key_Backspace) || !has)
      return QWidget::keyPressEvent(event);
    const auto panel = std::size_t(document_->selected());
    return document_->change([panel](FigureBoard& board) { removePanel(board, panel); });
  }
  if (!has || !(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier))) return selectBeside(across + down);
  if (event->modifiers() & Qt::ShiftModifier)
    resizeSelected(across, down);
  else
    moveSelected(across, down);
}

void BoardPage::focusInEvent(QFocusEvent*) { update(); }
void BoardPage::focusOutEvent(QFocusEvent*) { update(); }

}  // namespace studio
