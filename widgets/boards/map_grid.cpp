#include "widgets/boards/map_grid.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/analysis/maps_overlay.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {
namespace {

constexpr double kGridHeading = 4.2, kGridNote = 4.5, kGridGap = 1.2, kGridWords = 1.6, kTextLine = 3.4;  // mm
constexpr double kLeastWords = 26, kWordsShare = 0.3, kMostUpright = 22;  // mm, share of the width, mm
constexpr double kPatchPoints = 0.75, kUsualText = 7, kSmallestText = 5;  // pt

/// Everything in mm, from the upper left corner of the area.
struct GridLayout {
  double words = 0, width = 0, top = 0;  ///< of the row's words, of a sheet
  double points = kUsualText;            ///< of the headings
  bool upright = false;                  ///< headings that are too wide even when they are small
  std::vector<double> rowTops, rowHeights;
  double right(std::size_t columns) const { return words + double(columns) * (width + kGridGap) - kGridGap; }
};

double textMm(const PrintStyle& style, const QString& text) {
  return QFontMetricsF(style.text()).horizontalAdvance(text) / style.unitsPerMm;
}

/// Height by width of the sheets in a row.
double rowHeightByWidth(const MapGrid& grid, std::size_t row) {
  for (const GridMap& each : grid.maps)
    if (each.row == row && each.map.width > 0) return double(each.map.height) / double(each.map.width);
  return 1;
}

double wordsMm(const PrintStyle& style, const MapGrid& grid, double widthMm) {
  double words = 0;
  for (const auto* texts : {&grid.rows, &grid.rowNotes})
    for (const QString& text : *texts) words = std::max(words, textMm(style, text) + kGridWords);
  return std::min(words, std::max(kLeastWords, kWordsShare * widthMm));
}

/// Headings are never cut: where they are wider than a sheet they are smaller, and stand upright where that is too
/// little.
void layOutHeadings(GridLayout& layout, const PrintStyle& style, const MapGrid& grid, double across) {
  double widest = 0;
  for (const QString& text : grid.columns) widest = std::max(widest, textMm(style, text));
  layout.top = grid.columns.empty() ? 0.5 : kGridHeading;
  if (widest <= across) return;
  layout.points = kUsualText * across / widest;
  layout.upright = layout.upright || layout.points < kSmallestText;
  if (!layout.upright) return;
  layout.points = kUsualText;
  layout.top = std::min(widest, kMostUpright) + 1;
}

GridLayout layOut(const PrintStyle& style, const QSizeF& mm, const MapGrid& grid) {
  GridLayout layout;
  layout.words = wordsMm(style, grid, mm.width());
  const double count = double(std::max<std::size_t>(1, grid.columns.size()));
  const double across = (mm.width() - layout.words - kPrintBarSpace - kGridGap * (count - 1)) / count;
  double shapes = 0;
  for (std::size_t row = 0; row < grid.rows.size(); ++row) shapes += rowHeightByWidth(grid, row);
  const double note = grid.note.isEmpty() ? 0 : kGridNote, gaps = kGridGap * double(grid.rows.size() - 1);
  layout.width = across;
  for (int pass = 0; pass < 3; ++pass) {  // headings take of the height, which decides how wide a sheet is
    layOutHeadings(layout, style, grid, layout.width);
    const double down = (mm.height() - layout.top - note - gaps) / std::max(shapes, 1e-9);
    layout.width = std::max(0.5, std::min(across, down));
  }
  double y = layout.top;
  for (std::size_t row = 0; row < grid.rows.size(); ++row) {
    layout.rowTops.push_back(y);
    layout.rowHeights.push_back(layout.width * rowHeightByWidth(grid, row));
    y += layout.rowHeights.back() + kGridGap;
  }
  return layout;
}

/// Cut where they need clearly more than there is: by the metrics of the layout, whatever the file's resolution.
void drawWords(QPainter& painter, const PrintStyle& style, const QRectF& rect, int align, const QString& text) {
  constexpr double kRounding = 1.02;
  const QFontMetricsF metrics(style.text());
  const bool fits = metrics.horizontalAdvance(text) <= rect.width() * kRounding;
  painter.setPen(PrintStyle::ink());
  painter.drawText(rect, align | Qt::TextDontClip,
                   style.numbers(fits ? text : metrics.elidedText(text, Qt::ElideMiddle, rect.width())));
}

void drawPatchOutlines(QPainter& painter, const PrintStyle& style, const QRectF& rect, const GridMap& each) {
  const double x = rect.width() / double(each.map.width), y = rect.height() / double(each.map.height);
  painter.setPen(QPen(PrintStyle::ink(), kPatchPoints * style.point(), Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  for (const ShownPatch& patch : each.outlined)
    for (const QLineF& edge : patchOutline(patch.units, each.map.height, each.map.width))
      painter.drawLine(QPointF(rect.left() + edge.x1() * x, rect.top() + edge.y1() * y),
                       QPointF(rect.left() + edge.x2() * x, rect.top() + edge.y2() * y));
}

void drawRowWords(QPainter& painter, const PrintStyle& style, const QPointF& corner, const GridLayout& layout,
                  const MapGrid& grid) {
  for (std::size_t row = 0; row < grid.rows.size(); ++row) {
    const bool noted =
        row < grid.rowNotes.size() && !grid.rowNotes[row].isEmpty() && layout.rowHeights[row] > 2 * kTextLine;
    const double middle = layout.rowTops[row] + layout.rowHeights[row] / 2,
                 top = middle - (noted ? 1 : 0.5) * kTextLine;
    const bool wrapped =
        !noted && layout.rowHeights[row] > 2 * kTextLine && textMm(style, grid.rows[row]) > layout.words - kGridWords;
    if (wrapped) {
      painter.setPen(PrintStyle::ink());
      painter.drawText(QRectF(corner.x(), corner.y() + style.mm(layout.rowTops[row]),
                              style.mm(layout.words - kGridWords), style.mm(layout.rowHeights[row])),
                       Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, style.numbers(grid.rows[row]));
      continue;
    }
    const QRectF first(corner.x(), corner.y() + style.mm(top), style.mm(layout.words - kGridWords),
                       style.mm(kTextLine));
    drawWords(painter, style, first, Qt::AlignLeft | Qt::AlignVCenter, grid.rows[row]);
    if (noted)
      drawWords(painter, style, first.translated(0, style.mm(kTextLine)), Qt::AlignLeft | Qt::AlignVCenter,
                grid.rowNotes[row]);
  }
}

void drawHeadings(QPainter& painter, const PrintStyle& style, const QPointF& corner, const GridLayout& layout,
                  const MapGrid& grid) {
  painter.setFont(style.text(layout.points));
  painter.setPen(PrintStyle::ink());
  for (std::size_t column = 0; column < grid.columns.size(); ++column) {
    const double left = layout.words + double(column) * (layout.width + kGridGap);
    const QRectF above(corner.x() + style.mm(left), corner.y(), style.mm(layout.width), style.mm(layout.top - 0.6));
    if (!layout.upright) {
      painter.drawText(above, Qt::AlignHCenter | Qt::AlignBottom | Qt::TextDontClip,
                       style.numbers(grid.columns[column]));
      continue;
    }
    painter.save();
    painter.translate(above.center().x(), above.bottom());
    painter.rotate(-90);
    painter.drawText(QRectF(0, -above.width() / 2, above.height(), above.width()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, style.numbers(grid.columns[column]));
    painter.restore();
  }
  painter.setFont(style.text());
}

/// The whole scale of what has one of its own (sheets/colour_maps.h).
Limits gridLimits(const MapGrid& grid) {
  if (grid.quantity == kPreferredQuantity) return {0, 180};
  if (grid.quantity == kVarianceQuantity) return {0, 1};
  return limitsAround(grid.quantity, grid.limit);
}

}  // namespace

double MapGrid::largest() const {
  double most = 0;
  for (const GridMap& each : maps)
    for (const float value : each.map.values)
      if (std::isfinite(value)) most = std::max(most, std::abs(double(value)));
  return most > 0 ? most : 1;
}

MapDisplay MapGrid::display() const {
  const Theme& theme = PrintStyle::theme();
  const std::string light = colours == "rdbu_dark" ? std::string("rdbu") : colours;
  return {&colourMapFor(light, quantity, theme), gridLimits(*this), 0, &theme, 100};
}

/// A row a unit of each map, so that a figure of fifty maps has one file of data.
FigureData MapGrid::data() const {
  std::size_t count = 0;
  for (const GridMap& each : maps) count += each.map.values.size();
  std::vector<std::string> networks, layers, quantities;
  std::vector<double> units, rows, columns, values;
  for (const GridMap& each : maps)
    for (std::size_t unit = 0; unit < each.map.values.size(); ++unit) {
      networks.push_back(each.network);
      layers.push_back(each.map.layer);
      quantities.push_back(each.map.quantity);
      units.push_back(double(unit));
      rows.push_back(double(std::int64_t(unit) / each.map.width));
      columns.push_back(double(std::int64_t(unit) % each.map.width));
      values.push_back(double(each.map.values[unit]));
    }
  Table table("maps", false, count);
  table.addColumn({"network", std::move(networks)});
  table.addColumn({"layer", std::move(layers)});
  table.addColumn({"quantity", std::move(quantities)});
  table.addColumn({"unit", std::move(units), true});
  table.addColumn({"row", std::move(rows), true});
  table.addColumn({"column", std::move(columns), true});
  table.addColumn({"value", std::move(values)});
  FigureData data;
  data.tables.push_back(std::move(table));
  return data;
}

void drawMapGrid(QPainter& painter, const PrintStyle& style, const QRectF& area, const MapGrid& grid) {
  if (grid.empty()) return;
  painter.save();
  painter.setFont(style.text());
  const GridLayout layout = layOut(style, area.size() / style.unitsPerMm, grid);
  const auto place = [&](double x, double y, double width, double height) {
    return QRectF(area.left() + style.mm(x), area.top() + style.mm(y), style.mm(width), style.mm(height));
  };
  const auto left = [&](std::size_t column) { return layout.words + double(column) * (layout.width + kGridGap); };
  drawHeadings(painter, style, area.topLeft(), layout, grid);
  drawRowWords(painter, style, area.topLeft(), layout, grid);
  for (const GridMap& each : grid.maps) {
    const QRectF rect = place(left(each.column), layout.rowTops[each.row], layout.width, layout.rowHeights[each.row]);
    drawSheet(painter, rect, each.map, grid.display(), false);
    painter.setBrush(Qt::NoBrush);
    drawPatchOutlines(painter, style, rect, each);
    painter.setPen(style.axisPen());
    painter.drawRect(rect);
  }
  const double bottom = layout.rowTops.back() + layout.rowHeights.back();
  if (!grid.note.isEmpty())
    drawWords(painter, style,
              place(layout.words, bottom + 0.8, layout.right(grid.columns.size()) - layout.words, kTextLine),
              Qt::AlignLeft | Qt::AlignVCenter, grid.note);
  const QRectF withBar =
      place(0, 0, layout.right(std::max<std::size_t>(1, grid.columns.size())) + kPrintBarSpace, bottom);
  painter.setPen(PrintStyle::ink());
  const bool beyond = grid.largest() > grid.limit * (1 + 1e-6);
  drawPrintColourBar(painter, style, withBar, layout.top, std::min(30.0, bottom - layout.top), grid.display(),
                     grid.unit, beyond);
  painter.restore();
}

}  // namespace studio
