#include "widgets/export/distance_figure.h"

#include <algorithm>
#include <cmath>

#include "widgets/analysis/analysis_text.h"
#include "widgets/analysis/distance_view.h"
#include "widgets/export/print_axes.h"
#include "widgets/export/print_labels.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

class DistanceFigure : public Figure {
 public:
  DistanceFigure(const std::vector<AnalysedNetwork>& networks, const std::string& layer)
      : networks_(networks),
        layer_(QString::fromStdString(layer)),
        lines_(layer.empty() ? meanLines(networks) : linesOfLayer(networks, layer)) {
    if (layer.empty()) thin_ = linesOfAllLayers(networks);
    for (const auto* lines : {&lines_, &thin_})
      for (const DistanceLine& line : *lines) {
        const auto [least, most] = std::minmax_element(line.correlation.begin(), line.correlation.end());
        low_ = std::min(low_, *least);
        high_ = std::max(high_, *most);
        last_ = std::max(last_, line.distance.back());
      }
  }

  bool empty() const { return lines_.empty(); }
  QString title() const override {
    return layer_.isEmpty() ? tr("Correlation and distance, mean over layers")
                            : tr("Correlation and distance, %1").arg(layer_);
  }
  QString provenance() const override { return provenanceOf(networks_); }
  double heightMm(double widthMm) const override { return std::clamp(widthMm * 0.7, 40.0, 90.0); }

  void draw(QPainter& painter, const QRectF& area, double unitsPerMm) const override {
    const PrintStyle style{unitsPerMm};
    const QRectF frame = PrintAxes::frameIn(style, area);
    const double air = 0.06 * (high_ - low_);
    const PrintAxes axes(frame, 0, last_, low_ - 3 * air,
                         high_ > 0.6 && high_ <= 1 ? std::max(1.0, high_ + air) : high_ + air);
    PrintAxes::drawTitle(painter, style, area, tr("Correlation over stimuli"));
    axes.drawFrame(painter, style, tr("Distance, units"));
    drawLines(painter, style, axes);
  }

  FigureData data() const override {
    FigureData result;
    for (const auto* lines : {&lines_, &thin_})
      for (const DistanceLine& line : *lines) {
        FigureTable table{kindName(networks_[line.network].kind).toStdString() + "_" + std::to_string(line.network) +
                              "_" + (line.layer.empty() ? "mean" : line.layer),
                          {"distance", "correlation", "pairs"},
                          {}};
        for (std::size_t i = 0; i < line.distance.size(); ++i)
          table.rows.push_back(
              {line.distance[i], line.correlation[i], line.pairs.empty() ? kUndefined : double(line.pairs[i])});
        result.tables.push_back(std::move(table));
      }
    return result;
  }

 private:
  void drawLines(QPainter& painter, const PrintStyle& style, const PrintAxes& axes) const {
    QPen zero = style.gridPen();
    zero.setStyle(Qt::DashLine);
    zero.setColor(PrintStyle::theme().color(Role::Muted));
    painter.setPen(zero);
    axes.drawLine(painter, {0, last_}, {0, 0});
    for (const DistanceLine& line : thin_) {
      QColor pale = markOf(networks_[line.network], PrintStyle::theme());
      pale.setAlphaF(0.4f);
      painter.setPen(style.curvePen(pale, 0.4));
      axes.drawLine(painter, line.distance, line.correlation);
    }
    std::vector<PrintLabel> labels;
    for (const DistanceLine& line : lines_) {
      const AnalysedNetwork& network = networks_[line.network];
      painter.setPen(style.curvePen(markOf(network, PrintStyle::theme())));
      axes.drawLine(painter, line.distance, line.correlation);
      QPolygonF own;
      for (std::size_t i = 0; i < line.distance.size(); ++i) own << axes.at(line.distance[i], line.correlation[i]);
      labels.push_back({lineLabel(line, networks_, labels.empty()), labelOf(network, PrintStyle::theme()), own});
    }
    drawPrintLabels(painter, style, labels, {}, axes.frame());
  }

  std::vector<AnalysedNetwork> networks_;
  QString layer_;
  std::vector<DistanceLine> lines_, thin_;
  double low_ = 0, high_ = 0.1, last_ = 1;
};

}  // namespace

QString provenanceOf(const std::vector<AnalysedNetwork>& networks) {
  QStringList parts;
  for (const AnalysedNetwork& network : networks) {
    const QString source = network.source.isEmpty() ? QString::fromStdString(network.found->network) : network.source;
    parts << QStringLiteral("%1 %2, step %3, stimuli %4")
                 .arg(kindName(network.kind), source)
                 .arg(network.found->step)
                 .arg(stimuliTitle(network.found->stimuli));
  }
  return parts.join(QStringLiteral("; "));
}

std::unique_ptr<Figure> makeDistanceFigure(const std::vector<AnalysedNetwork>& networks, const std::string& layer) {
  auto figure = std::make_unique<DistanceFigure>(networks, layer);
  if (figure->empty()) return nullptr;
  return figure;
}

}  // namespace studio
