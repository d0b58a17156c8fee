#include "widgets/export/dimensionality_figure.h"

#include <algorithm>
#include <cmath>

#include "widgets/analysis/scatter_plot.h"
#include "widgets/export/distance_figure.h"
#include "widgets/export/print_axes.h"
#include "widgets/export/print_labels.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

class DimensionalityFigure : public Figure {
 public:
  explicit DimensionalityFigure(const std::vector<AnalysedNetwork>& networks)
      : networks_(networks), points_(scatterPoints(networks)) {
    for (const ScatterPoint& point : points_) {
      left_ = std::min(left_, point.smoothness - 0.03);
      right_ = std::max(right_, point.smoothness + 0.03);
      low_ = std::min(low_, point.dimensionality);
      high_ = std::max(high_, point.dimensionality);
    }
  }

  bool empty() const { return points_.empty(); }
  QString title() const override { return tr("Effective dimensionality and smoothness"); }
  QString provenance() const override { return provenanceOf(networks_); }
  double heightMm(double widthMm) const override { return std::clamp(widthMm * 0.78, 40.0, 100.0); }

  void draw(QPainter& painter, const QRectF& area, double unitsPerMm) const override {
    const PrintStyle style{unitsPerMm};
    const QRectF frame = PrintAxes::frameIn(style, area);
    const double air = 0.08 * (high_ - low_);
    const PrintAxes axes(frame, left_, right_, std::max(0.0, low_ - air), high_ + air);
    PrintAxes::drawTitle(painter, style, area, tr("Effective dimensionality"));
    axes.drawFrame(painter, style, tr("Smoothness"));
    std::vector<PrintLabel> labels{drawPublished(painter, style, axes)};
    std::vector<QPolygonF> others;
    for (std::size_t i = 0; i < networks_.size(); ++i) drawNetwork(painter, style, axes, i, labels, others);
    drawPrintLabels(painter, style, labels, others, frame);
  }

  FigureData data() const override {
    FigureData result;
    for (std::size_t i = 0; i < networks_.size(); ++i) {
      FigureTable table{kindName(networks_[i].kind).toStdString() + "_" + std::to_string(i),
                        {"layer_index", "smoothness", "effective_dimensionality"},
                        {}};
      double layer = -1;
      for (const ScatterPoint& point : points_) {
        if (point.network != i) continue;
        table.rows.push_back({point.layer.empty() ? kUndefined : ++layer,  // the mean has none
                              point.smoothness, point.dimensionality});
      }
      result.tables.push_back(std::move(table));
    }
    FigureTable published{"published_resnet18", {"smoothness", "effective_dimensionality"}, {}};
    for (const PublishedValue& value : publishedResNet18())
      published.rows.push_back({value.smoothness, value.dimensionality});
    result.tables.push_back(std::move(published));
    return result;
  }

 private:
  static PrintLabel drawPublished(QPainter& painter, const PrintStyle& style, const PrintAxes& axes) {
    const QColor grey = PrintStyle::theme().color(Role::Muted);
    QPolygonF own;
    for (const PublishedValue& value : publishedResNet18()) own << axes.at(value.smoothness, value.dimensionality);
    QPen dashes = style.curvePen(grey, 0.5);
    dashes.setStyle(Qt::DashLine);
    painter.setPen(dashes);
    painter.drawPolyline(own);
    for (const QPointF& at : own) drawPrintMark(painter, style, at, grey, 4, true);
    return {tr("published, ResNet-18"), grey, own};
  }

  void drawNetwork(QPainter& painter, const PrintStyle& style, const PrintAxes& axes, std::size_t network,
                   std::vector<PrintLabel>& labels, std::vector<QPolygonF>& others) const {
    const QColor colour = markOf(networks_[network], PrintStyle::theme());
    QColor pale = colour;
    pale.setAlphaF(0.6f);
    QPolygonF layers, mean;
    for (const ScatterPoint& point : points_)
      if (point.network == network)
        (point.layer.empty() ? mean : layers) << axes.at(point.smoothness, point.dimensionality);
    for (const QPointF& at : layers) drawPrintMark(painter, style, at, pale, 2.2);
    for (const QPointF& at : mean) drawPrintMark(painter, style, at, colour, 4.5);
    others.push_back(layers);
    if (!mean.isEmpty())
      labels.push_back({shortName(networks_[network]), labelOf(networks_[network], PrintStyle::theme()), mean});
  }

  std::vector<AnalysedNetwork> networks_;
  std::vector<ScatterPoint> points_;
  double left_ = 0, right_ = 1.03, low_ = publishedResNet18().back().dimensionality,
         high_ = publishedResNet18().front().dimensionality;
};

}  // namespace

std::unique_ptr<Figure> makeDimensionalityFigure(const std::vector<AnalysedNetwork>& networks) {
  auto figure = std::make_unique<DimensionalityFigure>(networks);
  if (figure->empty()) return nullptr;
  return figure;
}

}  // namespace studio
