#include "widgets/analysis/maps_overlay.h"

#include "widgets/frame/keyboard_focus.h"

namespace studio {
namespace {

constexpr double kOutline = 1.25, kCursor = 1.5, kCursorGround = 3;  // px

}  // namespace

MapsBoard::Overlay::Overlay(MapsBoard* board) : QWidget(board), board_(board) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setAttribute(Qt::WA_NoSystemBackground);
}

void MapsBoard::Overlay::paintOutlines(QPainter& painter, const PlacedSheet& sheet, const Patches& patches) const {
  painter.setPen(QPen(theme().color(Role::Text), kOutline, Qt::SolidLine, Qt::SquareCap));
  // Between cells, on the hairline gap; on the sheet's rim half a line further in, so that it is not cut.
  const auto place = [&](const QPointF& corner) {
    const PlacedPoint point = sheet.place.at(corner.x(), corner.y());
    const QRectF inner = sheet.place.rect().adjusted(0.5, 0.5, -1, -1);
    return QPointF(std::clamp(point.x - 0.5, inner.left(), inner.right()),
                   std::clamp(point.y - 0.5, inner.top(), inner.bottom()));
  };
  for (const ShownPatch& patch : patches.list)
    for (const QLineF& edge : patchOutline(patch.units, sheet.place.height(), sheet.place.width()))
      painter.drawLine(place(edge.p1()), place(edge.p2()));
}

/// The chosen unit in `text` on `window`, so that it shows on every colour; the unit under the pointer in one thin
/// line. Cells of few px are framed from further out.
void MapsBoard::Overlay::paintCursor(QPainter& painter, const PlacedSheet& sheet, std::int64_t unit,
                                     bool chosen) const {
  if (unit < 0 || unit >= std::int64_t(sheet.map.values.size())) return;
  const double top =
      sheet.place.raised() ? unitTops(sheet.map, {-board_->maps_.limit, board_->maps_.limit})[std::size_t(unit)] : 0;
  QPolygonF cell = sheet.place.cell(unit, top, sheet.place.raised() ? 0 : 1);
  if (!sheet.place.raised()) {
    const QRectF square = cell.boundingRect();
    const double more = std::max(0.5, (7 - square.width()) / 2);
    cell = QPolygonF(square.adjusted(-more, -more, more, more));
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().color(Role::Window), kCursorGround, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawPolygon(cell);
  painter.setPen(
      QPen(theme().color(chosen ? Role::Text : Role::Muted), kCursor, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawPolygon(cell);
}

void MapsBoard::Overlay::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const AnalysisDisplay& shown = board_->analyses_->selection().display();
  const MapDisplay display = makeMapDisplay(board_->maps_, shown, theme());
  for (std::size_t i = 0; i < board_->placed_.size(); ++i) {
    const PlacedSheet& sheet = board_->placed_[i];
    const ShownMap& map = board_->maps_.maps[i];
    if (!sheet.place.rect().intersects(rect())) continue;
    if (!sheet.place.raised()) drawHatch(painter, sheet.place.rect(), sheet.map, display);
    if (shown.outlines && map.row == 0 && !sheet.place.raised() && map.patches)
      paintOutlines(painter, sheet, *map.patches);
    if (!shown.linkedCursor && (map.row != board_->cursorRow_ || map.column != board_->cursorColumn_)) continue;
    if (board_->analyses_->selection().hovered() != board_->analyses_->selection().unit())
      paintCursor(painter, sheet, board_->analyses_->selection().hovered(), false);
    paintCursor(painter, sheet, board_->analyses_->selection().unit(), true);
  }
  painter.translate(-geometry().topLeft());
  board_->paintNotes(painter);
  if (!board_->layout_.isOneBlock()) board_->paintNames(painter);
  if (!showsFocus(board_)) return;
  painter.translate(geometry().topLeft());
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(theme().color(Role::Accent));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

namespace {

/// Edges of one line of the grid, `length` of them: runs of edges become one line each.
template <typename IsEdge, typename Add>
void joinEdges(std::int64_t length, IsEdge isEdge, Add add) {
  std::int64_t start = -1;
  for (std::int64_t at = 0; at <= length; ++at) {
    const bool edge = at < length && isEdge(at);
    if (edge && start < 0) start = at;
    if (!edge && start >= 0) {
      add(start, at);
      start = -1;
    }
  }
}

}  // namespace

std::vector<QLineF> patchOutline(const std::vector<std::int64_t>& units, std::int64_t height, std::int64_t width) {
  std::vector<char> inside(std::size_t(height * width), 0);
  for (const std::int64_t unit : units)
    if (unit >= 0 && unit < height * width) inside[std::size_t(unit)] = 1;
  const auto in = [&](std::int64_t row, std::int64_t column) {
    return row >= 0 && column >= 0 && row < height && column < width && inside[std::size_t(row * width + column)];
  };
  std::vector<QLineF> lines;
  for (std::int64_t row = 0; row <= height; ++row)
    joinEdges(
        width, [&](std::int64_t column) { return in(row - 1, column) != in(row, column); },
        [&](std::int64_t from, std::int64_t to) {
          lines.emplace_back(double(from), double(row), double(to), double(row));
        });
  for (std::int64_t column = 0; column <= width; ++column)
    joinEdges(
        height, [&](std::int64_t row) { return in(row, column - 1) != in(row, column); },
        [&](std::int64_t from, std::int64_t to) {
          lines.emplace_back(double(column), double(from), double(column), double(to));
        });
  return lines;
}

}  // namespace studio
