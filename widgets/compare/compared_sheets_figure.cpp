// Sheets of several runs side by side on paper.
#include <qcustomplot.h>

#include <algorithm>

#include "core/run/analysis_store.h"
#include "widgets/compare/compared_sheets_view.h"
#include "widgets/export/figure_print.h"

namespace studio {
namespace {

constexpr double kTitleMm = 7, kGapMm = 4, kMarginMm = 1;

class ComparedSheetsFigure : public Figure {
 public:
  ComparedSheetsFigure(std::vector<ComparedSheet> sheets, const MapDisplay& display, QString title, QString unit,
                       QString provenance)
      : sheets_(std::move(sheets)),
        display_(display),
        title_(std::move(title)),
        unit_(std::move(unit)),
        provenance_(std::move(provenance)) {}

  QString title() const override { return title_; }
  QString provenance() const override { return provenance_; }
  double heightMm(double widthMm) const override {
    double tallest = 0;
    for (const ComparedSheet& sheet : sheets_)
      tallest = std::max(tallest, sheetMm(widthMm) * double(sheet.map->height) / double(sheet.map->width));
    return rows() * (tallest + kTitleMm) + kGapMm * (rows() - 1) + 2 * kMarginMm;
  }

  void draw(QCPPainter& painter, const QRectF& area, double unitsPerMm) const override {
    const PrintStyle style{unitsPerMm};
    const double widthMm = area.width() / unitsPerMm, side = style.mm(sheetMm(widthMm));
    const double rowHeight = (area.height() - style.mm(2 * kMarginMm) + style.mm(kGapMm)) / rows();
    for (int i = 0; i < int(sheets_.size()); ++i) {
      const QPointF corner(area.left() + style.mm(kMarginMm) + (i % columns()) * (side + style.mm(kGapMm)),
                           area.top() + style.mm(kMarginMm) + (i / columns()) * rowHeight);
      drawOne(painter, style, {corner, QSizeF(side, rowHeight)}, sheets_[std::size_t(i)]);
    }
    drawPrintColourBar(painter, style, area, kMarginMm + kTitleMm,
                       std::min(40.0, area.height() / unitsPerMm - kTitleMm - 6), display_, unit_);
  }

  FigureData data() const override {
    FigureData result;
    for (const ComparedSheet& sheet : sheets_) {
      const std::string name = mapFileName(sheet.title.toStdString(), sheet.map->layer);
      result.arrays.emplace_back(name, NpyArray::from(sheet.map->values, {sheet.map->height, sheet.map->width}));
      result.headings[name] = mapHeading(*sheet.map, sheet.title.toStdString());
    }
    return result;
  }

 private:
  int columns() const { return sheets_.size() <= 3 ? int(sheets_.size()) : sheets_.size() == 4 ? 2 : 3; }
  int rows() const { return (int(sheets_.size()) + columns() - 1) / columns(); }
  double sheetMm(double widthMm) const {
    return (widthMm - kPrintBarSpace - 2 * kMarginMm - kGapMm * (columns() - 1)) / columns();
  }

  void drawOne(QCPPainter& painter, const PrintStyle& style, const QRectF& place, const ComparedSheet& sheet) const {
    painter.setFont(style.text(7, true));
    painter.setPen(PrintStyle::ink());
    const double line = style.mm(3.2);
    painter.drawText(QRectF(place.left(), place.top(), place.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     sheet.title);
    painter.setFont(style.text());
    painter.drawText(QRectF(place.left(), place.top() + line, place.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     sheet.note);
    const QRectF area(place.left(), place.top() + style.mm(kTitleMm), place.width(),
                      place.width() * double(sheet.map->height) / double(sheet.map->width));
    drawSheet(painter, area, *sheet.map, display_, false);
    painter.setPen(style.axisPen());
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(area);
  }

  std::vector<ComparedSheet> sheets_;
  MapDisplay display_;
  QString title_, unit_, provenance_;
};

}  // namespace

std::unique_ptr<Figure> makeComparedSheetsFigure(const std::vector<ComparedSheet>& sheets, const MapDisplay& display,
                                                 const QString& title, const QString& unit, const QString& provenance) {
  std::vector<ComparedSheet> there;
  std::copy_if(sheets.begin(), sheets.end(), std::back_inserter(there),
               [](const ComparedSheet& sheet) { return sheet.map.has_value(); });
  if (there.empty()) return nullptr;
  return std::make_unique<ComparedSheetsFigure>(std::move(there), display, title, unit, provenance);
}

}  // namespace studio
