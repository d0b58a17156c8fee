// The sheets of a run as a stack on paper, with one colour bar.
#include "widgets/export/run_figures.h"

#include <qcustomplot.h>

#include <algorithm>

#include "widgets/export/figure_print.h"
#include "widgets/frame/tr.h"
#include "widgets/sheets/stack_painter.h"
#include "widgets/runs/run_data.h"

namespace studio {
namespace {

constexpr double kStackMargin = 2, kStackTitle = 4, kStackNames = 5, kNameSpace = 20, kStackCaption = 5;  // mm

class StackFigure : public Figure {
 public:
  StackFigure(const RunData& run, const ViewState& view, QString note)
      : note_(std::move(note)),
        snapshot_(run.snapshot),
        ranges_(run.ranges),
        layers_(stackLayers(run.layers)),
        view_(view),
        name_(QString::fromStdString(run.folder.name())),
        isFile_(!run.caption.empty()),
        blur_(assumedBlurText(run, view.quantity)),
        provenance_(provenanceText(run)) {
    view_.layerAlone = false;  // all of them are shown, on one scale
  }

  bool empty() const {
    return std::none_of(layers_.begin(), layers_.end(),
                        [this](const LayerInfo& layer) { return snapshot_->find(layer.name, view_.quantity); });
  }

  QString title() const override {
    const QString what = layers_.size() == 1
                             ? tr("%1, %2 of 1 layer").arg(name_, quantityTitle(view_.quantity))
                             : tr("%1, %2 of %3 layers").arg(name_, quantityTitle(view_.quantity)).arg(layers_.size());
    if (!blur_.isEmpty()) return tr("%1, %2").arg(what, blur_);
    const QString whole = isFile_ ? what : tr("%1, step %L2").arg(what).arg(snapshot_->step);
    return note_.isEmpty() ? whole : whole + QStringLiteral(", ") + note_;
  }
  QString provenance() const override {
    return isFile_ ? provenance_ : provenance_ + QStringLiteral(", step %1").arg(snapshot_->step);
  }
  double heightMm(double widthMm) const override { return std::clamp(widthMm * 0.42, 34.0, 120.0); }

  void draw(QCPPainter& painter, const QRectF& area, double unitsPerMm) const override {
    const PrintStyle style{unitsPerMm};
    const MapDisplay display = makePrintDisplay(view_, snapshot_.get(), ranges_);
    const QRectF space = area.adjusted(style.mm(kStackMargin), style.mm(kStackMargin),
                                       -style.mm(kPrintBarSpace + kNameSpace), -style.mm(kStackNames + kStackCaption));
    painter.setFont(style.text());
    QPen outline = style.gridPen();
    outline.setWidthF(style.mm(0.1));
    drawStack(painter, layers_, StackLayout(layers_, space), snapshot_.get(), view_.quantity, display,
              {outline, PrintStyle::ink(), style.mm(0.8)});
    drawPrintColourBar(painter, style, area, kStackMargin + kStackTitle,
                       std::min(area.height() / unitsPerMm - kStackCaption - kStackTitle - 5, 40.0), display,
                       quantityUnit(view_.quantity), hasBeyond(display));
    painter.setPen(PrintStyle::ink());
    painter.drawText(QRectF(area.left() + style.mm(kStackMargin), area.bottom() - style.mm(kStackCaption),
                            area.width() - style.mm(2 * kStackMargin), style.mm(kStackCaption - 0.5)),
                     Qt::AlignLeft | Qt::AlignVCenter, title());
  }

  FigureData data() const override {
    FigureData result;
    for (const LayerInfo& layer : layers_)
      if (const SheetMap* map = snapshot_->find(layer.name, view_.quantity)) {
        const std::string name = map->layer + "_" + map->quantity;
        result.arrays.emplace_back(name, NpyArray::from(map->values, {map->height, map->width}));
        result.headings[name] = mapHeading(*map, name_.toStdString(), !isFile_);
      }
    return result;
  }

 private:
  bool hasBeyond(const MapDisplay& display) const {
    return std::any_of(layers_.begin(), layers_.end(), [&](const LayerInfo& layer) {
      const SheetMap* map = snapshot_->find(layer.name, view_.quantity);
      return map && leftOut(*map, display).beyond > 0;
    });
  }
  QString note_;  ///< how the maps are shown where they are not as measured
  std::shared_ptr<const Snapshot> snapshot_;
  StoredRanges ranges_;
  std::vector<LayerInfo> layers_;
  ViewState view_;
  QString name_;
  bool isFile_;   ///< a file of weights has no step
  QString blur_;  ///< where it is assumed
  QString provenance_;
};

}  // namespace

std::unique_ptr<Figure> makeStackFigure(const RunData& run, const ViewState& view, const QString& note) {
  if (!run.snapshot) return nullptr;
  auto figure = std::make_unique<StackFigure>(run, view, note);
  if (figure->empty()) return nullptr;
  return figure;
}

}  // namespace studio
