// The sheets of a run side by side on paper, with one colour bar.
#include "widgets/export/run_figures.h"

#include <qcustomplot.h>

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/export/figure_print.h"
#include "widgets/frame/tr.h"
#include "widgets/sheets/sheet_painter.h"
#include "widgets/runs/run_data.h"

namespace studio {
namespace {

constexpr double kSheetsTitle = 4, kSheetsGap = 3, kSheetsMargin = 1, kSheetsCaption = 5;  // mm

QString makeTitle(const SheetMap& map) {
  return tr("%1, %2 × %3").arg(QString::fromStdString(map.layer)).arg(map.height).arg(map.width);
}

/// Space that a sheet's title takes, so that titles never touch.
double titleMm(const SheetMap& map) {
  constexpr double kFine = 100;  // units a mm: whole pixels of the font do not matter
  return QFontMetricsF(PrintStyle{kFine}.text()).horizontalAdvance(makeTitle(map)) / kFine;
}

struct Placed {
  const SheetMap* map;
  QRectF rect;
};  // mm, title above the rectangle

class SheetsFigure : public Figure {
 public:
  SheetsFigure(const RunData& run, const ViewState& view)
      : snapshot_(run.snapshot),
        ranges_(run.ranges),
        view_(view),
        name_(QString::fromStdString(run.folder.name())),
        isFile_(!run.caption.empty()),
        blur_(assumedBlurText(run, view.quantity)),
        provenance_(provenanceText(run)) {
    for (const SheetMap& map : snapshot_->maps)
      if (map.quantity == view.quantity && (view.layer.empty() || map.layer == view.layer)) maps_.push_back(&map);
  }

  bool empty() const { return maps_.empty(); }
  QString title() const override {
    const QString what = tr("%1, %2").arg(name_, quantityTitle(view_.quantity));
    if (!blur_.isEmpty()) return tr("%1, %2").arg(what, blur_);
    return isFile_ ? what : tr("%1, step %L2").arg(what).arg(snapshot_->step);
  }

  QString provenance() const override {
    return isFile_ ? provenance_ : provenance_ + QStringLiteral(", step %1").arg(snapshot_->step);
  }

  double heightMm(double widthMm) const override {
    double bottom = 0;
    for (const Placed& placed : place(widthMm)) bottom = std::max(bottom, placed.rect.bottom());
    return std::max(bottom + kSheetsMargin + kSheetsCaption, 26.0);
  }

  void draw(QCPPainter& painter, const QRectF& area, double unitsPerMm) const override {
    const PrintStyle style{unitsPerMm};
    const MapDisplay colours = makePrintDisplay(view_, snapshot_.get(), ranges_);
    painter.setFont(style.text());
    for (const Placed& placed : place(area.width() / unitsPerMm)) {
      const QRectF rect(area.left() + style.mm(placed.rect.left()), area.top() + style.mm(placed.rect.top()),
                        style.mm(placed.rect.width()), style.mm(placed.rect.height()));
      drawSheet(painter, rect, *placed.map, colours, false);
      painter.setPen(style.axisPen());
      painter.setBrush(Qt::NoBrush);
      painter.drawRect(rect);
      painter.drawText(
          QRectF(rect.left(), rect.top() - style.mm(kSheetsTitle), style.mm(120), style.mm(kSheetsTitle - 0.6)),
          Qt::AlignLeft | Qt::AlignBottom, makeTitle(*placed.map));
    }
    const double barMm = std::min(area.height() / unitsPerMm - kSheetsCaption - kSheetsTitle - 3, 40.0);
    drawPrintColourBar(painter, style, area, kSheetsMargin + kSheetsTitle, barMm, colours, quantityUnit(view_.quantity),
                       std::any_of(maps_.begin(), maps_.end(),
                                   [&](const SheetMap* map) { return leftOut(*map, colours).beyond > 0; }));
    painter.setPen(PrintStyle::ink());
    painter.drawText(QRectF(area.left() + style.mm(kSheetsMargin), area.bottom() - style.mm(kSheetsCaption),
                            area.width(), style.mm(kSheetsCaption - 0.5)),
                     Qt::AlignLeft | Qt::AlignVCenter, title());
  }

  FigureData data() const override {
    FigureData result;
    for (const SheetMap* map : maps_) {
      const std::string name = map->layer + "_" + map->quantity;
      result.arrays.emplace_back(name, NpyArray::from(map->values, {map->height, map->width}));
      result.headings[name] = mapHeading(*map, name_.toStdString(), !isFile_);
    }
    return result;
  }

 private:
  struct Row {
    std::vector<Placed> sheets;
    double width = 0, height = 0;  ///< mm, without the titles
  };

  double slot(const SheetMap& map, double unit) const {
    const double width = double(map.width) * unit;
    return maps_.size() == 1 ? width : std::max(width, titleMm(map));
  }

  /// From left to right, as many as fit.
  std::vector<Row> rows(double space, double unit) const {
    std::vector<Row> result;
    for (const SheetMap* map : maps_) {
      const double wide = slot(*map, unit), height = double(map->height) * unit;
      if (result.empty() || result.back().width + kSheetsGap + wide > space) result.emplace_back();
      Row& row = result.back();
      const double left = row.sheets.empty() ? 0 : row.width + kSheetsGap;
      row.sheets.push_back({map, QRectF(left, 0, double(map->width) * unit, height)});
      row.width = left + wide;
      row.height = std::max(row.height, height);
    }
    return result;
  }

  /// What the sheets cover of the paper that they take at this scale.
  double covered(double space, double unit) const {
    double height = 0, area = 0;
    for (const Row& row : rows(space, unit)) height += row.height + kSheetsTitle + kSheetsGap;
    for (const SheetMap* map : maps_) area += double(map->width * map->height) * unit * unit;
    return area / (space * height);
  }

  /// mm a unit: about as large as sheets of this number have room, and of such sizes the one whose rows leave least
  /// blank. One sheet alone takes the whole width.
  double findUnit(double space) const {
    std::int64_t widest = 1;
    double area = 0;
    for (const SheetMap* map : maps_) {
      widest = std::max(widest, map->width);
      area += double(map->width * map->height);
    }
    const double most = space / double(widest);
    if (maps_.size() == 1) return std::min(most, 80.0 / double(maps_[0]->height));
    const double usual = std::min({most, 2.2, space / std::sqrt(area) * 0.8});
    double best = usual;
    for (double share = 0.7; share < 1.31; share += 0.02)
      if (const double unit = std::min({most, 2.2, usual * share}); covered(space, unit) > covered(space, best))
        best = unit;
    return best;
  }

  /// Rows of sheets at one scale, so that sizes compare; what a row leaves free goes between its sheets, but for the
  /// last one's.
  std::vector<Placed> place(double widthMm) const {
    const double space = widthMm - kPrintBarSpace - 2 * kSheetsMargin;
    const std::vector<Row> all = rows(space, findUnit(space));
    std::vector<Placed> result;
    double y = kSheetsMargin + kSheetsTitle;
    for (const Row& row : all) {
      const bool last = &row == &all.back() || row.sheets.size() < 2;
      const double more = last ? 0 : (space - row.width) / double(row.sheets.size() - 1);
      for (std::size_t i = 0; i < row.sheets.size(); ++i)
        result.push_back({row.sheets[i].map, row.sheets[i].rect.translated(kSheetsMargin + double(i) * more, y)});
      y += row.height + kSheetsTitle + kSheetsGap;
    }
    return result;
  }

  std::shared_ptr<const Snapshot> snapshot_;
  StoredRanges ranges_;
  ViewState view_;
  QString name_;
  bool isFile_;   ///< a file of weights has no step
  QString blur_;  ///< where it is assumed
  QString provenance_;
  std::vector<const SheetMap*> maps_;
};

}  // namespace

std::unique_ptr<Figure> makeSheetsFigure(const RunData& run, const ViewState& view) {
  if (!run.snapshot) return nullptr;
  auto figure = std::make_unique<SheetsFigure>(run, view);
  if (figure->empty()) return nullptr;
  return figure;
}

}  // namespace studio
