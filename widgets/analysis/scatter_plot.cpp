#include "widgets/analysis/scatter_plot.h"

#include <algorithm>
#include <cmath>

#include "widgets/analysis/analysis_desk.h"
#include "widgets/export/dimensionality_figure.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

bool isDefined(const ScatterPoint& point) {
  return std::isfinite(point.smoothness) && std::isfinite(point.dimensionality);
}

}  // namespace

std::vector<ScatterPoint> scatterPoints(const std::vector<AnalysedNetwork>& networks) {
  std::vector<ScatterPoint> points;
  for (std::size_t i = 0; i < networks.size(); ++i) {
    const NetworkAnalysis& found = *networks[i].found;
    std::vector<ScatterPoint> own{
        {i, {}, found.mean("smoothness", "max_minus_min"), found.mean("dimensionality", "effective_dimensionality")}};
    for (const AnalysedLayer& layer : found.layers)
      own.push_back({i, layer.layer, found.number("smoothness", layer.layer, "max_minus_min"),
                     found.number("dimensionality", layer.layer, "effective_dimensionality")});
    for (const ScatterPoint& point : own)
      if (isDefined(point)) points.push_back(point);
  }
  return points;
}

QString scatterTip(const ScatterPoint& point, const AnalysedNetwork& network) {
  const QString what = point.layer.empty() ? tr("mean over layers") : QString::fromStdString(point.layer);
  const QString name =
      network.detail.isEmpty() ? kindTitle(network.kind) : tr("%1, %2").arg(kindTitle(network.kind), network.detail);
  return tr("%1\n%2\nsmoothness %3, dimensionality %4")
      .arg(name, what, valueText(point.smoothness, 3), valueText(point.dimensionality, 1));
}

QString scatterTable(const std::vector<ScatterPoint>& points, const std::vector<AnalysedNetwork>& networks) {
  QString text = tr("network\tdetail\tlayer\tsmoothness\teffective dimensionality") + QLatin1Char('\n');
  for (const ScatterPoint& point : points)
    text += QStringList{kindName(networks[point.network].kind), networks[point.network].detail,
                        point.layer.empty() ? tr("mean") : QString::fromStdString(point.layer),
                        plainText(point.smoothness), plainText(point.dimensionality)}
                .join(QLatin1Char('\t')) +
            QLatin1Char('\n');
  return text;
}

const std::vector<PublishedValue>& publishedResNet18() {
  static const std::vector<PublishedValue> values = {{"τ 0", 0.17, 28.8}, {"τ 0.5", 0.35, 26.6}, {"τ 1", 0.46, 24.8},
                                                     {"τ 5", 0.72, 19.2}, {"τ 10", 0.82, 16.5},  {"τ 20", 0.90, 14.9},
                                                     {"τ 50", 0.97, 12.4}};
  return values;
}

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
  addLine(meanX, meanY, Qt::NoPen,
          QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(theme().color(Role::Panel), 1.5), colour, 10));
  addObstacle({x, y});
  if (!meanX.isEmpty()) addLabel({shortName(networks_[network]), labelOf(networks_[network], theme()), meanX, meanY});
}

/// Own and published points with a little air; smoothness from 0 to 1 at least.
void ScatterPlot::setRanges() {
  double left = 0, right = 1, low = publishedResNet18().back().dimensionality,
         high = publishedResNet18().front().dimensionality;
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
