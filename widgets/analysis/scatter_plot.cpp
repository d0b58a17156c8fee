#include "widgets/analysis/scatter_plot.h"

#include <algorithm>

#include "widgets/analysis/analysis_desk.h"
#include "widgets/export/dimensionality_figure.h"

namespace studio {

ScatterPlot::ScatterPlot(AnalysisDesk* desk, QWidget* parent)
    : AnalysisPlot(desk, tr("Smoothness"), tr("Effective dimensionality"), parent) {
  setAccessibleName(tr("Effective dimensionality against smoothness"));
}

void ScatterPlot::fill() {
  networks_ = analysedNetworks(desk());
  points_ = scatterPoints(networks_);
  setRanges();
  if (points_.empty()) return;
  drawPublished();
  for (std::size_t i = 0; i < networks_.size(); ++i) drawNetwork(i);
}

void ScatterPlot::drawPublished() {
  QVector<double> x, y;
  for (const PublishedValue& value : publishedResNet18()) {
    x << value.smoothness;
    y << value.dimensionality;
    addPoint(value.smoothness, value.dimensionality,
             tr("Published: ResNet-18, %1\nsmoothness %2, dimensionality %3 (digitised)")
                 .arg(QString::fromUtf8(value.name), valueText(value.smoothness), valueText(value.dimensionality, 1)));
  }
  const QColor grey = theme().color(Role::Muted);
  addLine(x, y, QPen(grey, 1, Qt::DashLine),
          QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(grey, 1), QBrush(theme().color(Role::Panel)), 6));
  addLabel({tr("published, ResNet-18"), grey, x, y});
}

void ScatterPlot::drawNetwork(std::size_t network) {
  QVector<double> x, y, meanX, meanY;
  for (const ScatterPoint& point : points_) {
    if (point.network != network) continue;
    (point.layer.empty() ? meanX : x) << point.smoothness;
    (point.layer.empty() ? meanY : y) << point.dimensionality;
    addPoint(point.smoothness, point.dimensionality, scatterTip(point, networks_[network]));
  }
  const QColor colour = markOf(networks_[network], theme());
  QColor pale = colour;
  pale.setAlphaF(0.6f);
  addLine(x, y, Qt::NoPen, QCPScatterStyle(QCPScatterStyle::ssCircle, Qt::NoPen, pale, 4.5));
  addLine(meanX, meanY, Qt::NoPen, QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(theme().color(Role::Panel), 1.5), colour, 10));
  addObstacle({x, y});
  if (!meanX.isEmpty()) addLabel({shortName(networks_[network]), labelOf(networks_[network], theme()), meanX, meanY});
}

/// Own and published points with a little air; smoothness from 0 to 1 at least.
void ScatterPlot::setRanges() {
  double left = 0, right = 1, low = publishedResNet18().back().dimensionality, high = publishedResNet18().front().dimensionality;
  for (const ScatterPoint& point : points_) {
    left = std::min(left, point.smoothness);
    right = std::max(right, point.smoothness);
    low = std::min(low, point.dimensionality);
    high = std::max(high, point.dimensionality);
  }
  const double air = 0.08 * (high - low);
  xAxis->setRange(left < 0 ? left - 0.03 : 0, right + 0.03);
  yAxis->setRange(std::max(0.0, low - air), high + air);
}

QString ScatterPlot::table() const { return scatterTable(points_, networks_); }

std::unique_ptr<Figure> ScatterPlot::figure() const { return makeDimensionalityFigure(networks_); }

}  // namespace studio
