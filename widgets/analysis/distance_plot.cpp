#include "widgets/analysis/distance_plot.h"

#include <algorithm>
#include <cmath>

#include "widgets/analysis/analysis_desk.h"
#include "widgets/export/distance_figure.h"

namespace studio {

DistancePlot::DistancePlot(AnalysisDesk* desk, QWidget* parent)
    : AnalysisPlot(desk, tr("Distance, units"), tr("Correlation over stimuli"), parent) {
  setAccessibleName(tr("Correlation against distance"));
}

void DistancePlot::setAllLayers(bool all) {
  allLayers_ = all;
  refresh();
}

void DistancePlot::fill() {
  networks_ = analysedNetworks(desk());
  lines_ = allLayers_ ? meanLines(networks_) : linesOfLayer(networks_, shownLayer(desk(), networks_));
  thin_ = allLayers_ ? linesOfAllLayers(networks_) : std::vector<DistanceLine>();
  setRanges();
  const double last = xAxis->range().upper;
  addLine({0, last}, {0, 0}, QPen(theme().color(Role::Muted), 1, Qt::DashLine));
  drawThin();
  for (std::size_t i = 0; i < lines_.size(); ++i) drawLine(lines_[i], i == 0);
}

void DistancePlot::drawThin() {
  for (const DistanceLine& line : thin_) {
    QColor colour = markOf(networks_[line.network], theme());
    colour.setAlphaF(0.4f);
    addLine(QVector<double>(line.distance.begin(), line.distance.end()),
            QVector<double>(line.correlation.begin(), line.correlation.end()), QPen(colour, 0.75));
    for (std::size_t i = 0; i < line.distance.size(); ++i)
      addPoint(line.distance[i], line.correlation[i],
               tr("%1, %2\ncorrelation %3 at distance %4")
                   .arg(kindTitle(networks_[line.network].kind), QString::fromStdString(line.layer),
                        valueText(line.correlation[i], 3), valueText(line.distance[i], 1)));
  }
}

void DistancePlot::drawLine(const DistanceLine& line, bool first) {
  constexpr std::size_t kMostDots = 40;
  const AnalysedNetwork& network = networks_[line.network];
  const QVector<double> x(line.distance.begin(), line.distance.end()), y(line.correlation.begin(), line.correlation.end());
  const QColor colour = markOf(network, theme());
  const bool dots = line.distance.size() <= kMostDots && network.kind == AnalysisNetwork::Kind::Trained;
  addLine(x, y, QPen(colour, 1.5), dots ? QCPScatterStyle(QCPScatterStyle::ssDisc, colour, colour, 4) : QCPScatterStyle());
  addLabel({lineLabel(line, networks_, first), labelOf(network, theme()), x, y});
  for (std::size_t i = 0; i < line.distance.size(); ++i) {
    QString tip = tr("%1\ncorrelation %2 at distance %3")
                      .arg(kindTitle(network.kind), valueText(line.correlation[i], 3), valueText(line.distance[i], 1));
    if (!line.pairs.empty())
      tip += tr("\n%L1 pairs of units").arg(line.pairs[i]);
    else
      tip += tr("\nmean of the layers");
    addPoint(line.distance[i], line.correlation[i], tip);
  }
}

/// All of it with a little air; the axis reaches 1 where correlations come near it, so that layers compare.
void DistancePlot::setRanges() {
  double low = 0, high = 0.1, last = 1;
  for (const auto* lines : {&lines_, &thin_})
    for (const DistanceLine& line : *lines) {
      const auto [least, most] = std::minmax_element(line.correlation.begin(), line.correlation.end());
      low = std::min(low, *least);
      high = std::max(high, *most);
      last = std::max(last, line.distance.back());
    }
  const double air = 0.06 * (high - low);
  xAxis->setRange(0, last);
  yAxis->setRange(low - 3 * air,
                  high > 0.6 && high <= 1 ? std::max(1.0, high + air) : high + air);  // room below for the label of a flat line
}

QString DistancePlot::table() const {
  std::vector<DistanceLine> all = lines_;
  all.insert(all.end(), thin_.begin(), thin_.end());
  return distanceTable(all, networks_);
}

std::unique_ptr<Figure> DistancePlot::figure() const {
  return makeDistanceFigure(networks_, allLayers_ ? std::string() : shownLayer(desk(), networks_));
}

}  // namespace studio
