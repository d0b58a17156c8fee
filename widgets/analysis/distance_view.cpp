#include "widgets/analysis/distance_view.h"

#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/analysis/analysis_desk.h"
#include "widgets/analysis/analysis_empty.h"
#include "widgets/analysis/analysis_text.h"
#include "widgets/analysis/readings.h"
#include "widgets/analysis/value_table.h"
#include "widgets/export/distance_figure.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

DistanceLine lineOf(std::size_t network, const NetworkAnalysis& found, const std::string& layer) {
  CorrelationCurve curve = correlationCurve(found, layer);
  return {network,
          layer,
          found.number("smoothness", layer, "max_minus_min"),
          std::move(curve.distance),
          std::move(curve.correlation),
          std::move(curve.pairs)};
}

/// Between two points on the straight line; before the first and after the last the end's value.
double valueAt(const DistanceLine& line, double distance) {
  const auto after = std::lower_bound(line.distance.begin(), line.distance.end(), distance);
  if (after == line.distance.begin()) return line.correlation.front();
  if (after == line.distance.end()) return line.correlation.back();
  const auto right = std::size_t(after - line.distance.begin());
  const double share = (distance - line.distance[right - 1]) / (line.distance[right] - line.distance[right - 1]);
  return line.correlation[right - 1] + share * (line.correlation[right] - line.correlation[right - 1]);
}

DistanceLine meanLine(const std::vector<const DistanceLine*>& lines) {
  const auto shorter = [](const DistanceLine* a, const DistanceLine* b) {
    return a->distance.back() < b->distance.back();
  };
  const DistanceLine& shortest = **std::min_element(lines.begin(), lines.end(), shorter);
  DistanceLine mean{shortest.network, {}, 0, shortest.distance, {}, {}};
  for (const double distance : mean.distance) {
    double sum = 0;
    for (const DistanceLine* line : lines) sum += valueAt(*line, distance);
    mean.correlation.push_back(sum / double(lines.size()));
  }
  return mean;
}

}  // namespace

std::vector<DistanceLine> linesOfLayer(const std::vector<AnalysedNetwork>& networks, const std::string& layer) {
  std::vector<DistanceLine> lines;
  for (std::size_t i = 0; i < networks.size(); ++i) {
    DistanceLine line = lineOf(i, *networks[i].found, layer);
    if (!line.distance.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<DistanceLine> linesOfAllLayers(const std::vector<AnalysedNetwork>& networks) {
  std::vector<DistanceLine> lines;
  for (std::size_t i = 0; i < networks.size(); ++i)
    for (const AnalysedLayer& layer : networks[i].found->layers) {
      DistanceLine line = lineOf(i, *networks[i].found, layer.layer);
      if (!line.distance.empty()) lines.push_back(std::move(line));
    }
  return lines;
}

std::vector<DistanceLine> meanLines(const std::vector<AnalysedNetwork>& networks) {
  const std::vector<DistanceLine> all = linesOfAllLayers(networks);
  std::vector<DistanceLine> means;
  for (std::size_t i = 0; i < networks.size(); ++i) {
    std::vector<const DistanceLine*> own;
    for (const DistanceLine& line : all)
      if (line.network == i) own.push_back(&line);
    if (own.empty()) continue;
    means.push_back(meanLine(own));
    means.back().smoothness = networks[i].found->mean("smoothness", "max_minus_min");
  }
  return means;
}

QString lineLabel(const DistanceLine& line, const std::vector<AnalysedNetwork>& networks, bool first) {
  const QString name = labelName(networks, line.network), value = valueText(line.smoothness);
  if (first) return tr("%1, smoothness %2").arg(name, value);
  return name == kindName(networks[line.network].kind) ? tr("%1 %2").arg(name, value)
                                                       : tr("%1, %2").arg(name, value);  // not "τ 0 0.42"
}

QString distanceTable(const std::vector<DistanceLine>& lines, const std::vector<AnalysedNetwork>& networks) {
  QString text = tr("network\tlayer\tdistance, units\tcorrelation\tpairs") + QLatin1Char('\n');
  for (const DistanceLine& line : lines) {
    const AnalysedNetwork& network = networks[line.network];
    const QString layer = line.layer.empty() ? tr("mean") : QString::fromStdString(line.layer);
    for (std::size_t i = 0; i < line.distance.size(); ++i)
      text += QStringList{kindName(network.kind), layer, plainText(line.distance[i]), plainText(line.correlation[i]),
                          line.pairs.empty() ? QString() : QString::number(line.pairs[i])}
                  .join(QLatin1Char('\t')) +
              QLatin1Char('\n');
  }
  return text;
}

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
  const QVector<double> x(line.distance.begin(), line.distance.end()),
      y(line.correlation.begin(), line.correlation.end());
  const QColor colour = markOf(network, theme());
  const bool dots = line.distance.size() <= kMostDots && network.kind == AnalysisNetwork::Kind::Trained;
  addLine(x, y, QPen(colour, 1.5),
          dots ? QCPScatterStyle(QCPScatterStyle::ssDisc, colour, colour, 4) : QCPScatterStyle());
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
  yAxis->setRange(low - 3 * air, high > 0.6 && high <= 1 ? std::max(1.0, high + air)
                                                         : high + air);  // room below for the label of a flat line
}

QString DistancePlot::table() const {
  std::vector<DistanceLine> all = lines_;
  all.insert(all.end(), thin_.begin(), thin_.end());
  return distanceTable(all, networks_);
}

std::unique_ptr<Figure> DistancePlot::figure() const {
  return makeDistanceFigure(networks_, allLayers_ ? std::string() : shownLayer(desk(), networks_));
}

namespace {

double pairsIn(const NetworkAnalysis& found, const std::string& layer) {
  double pairs = 0;
  for (const std::int64_t count : correlationCurve(found, layer).pairs) pairs += double(count);
  return pairs;
}

constexpr const char* kSmoothness = "smoothness";

/// Of one layer, or the means over all.
ValueRow measureRow(const AnalysedNetwork& network, const std::vector<ShownColumn>& measures,
                    const AnalysedLayer* layer) {
  ValueRow row{{ValueCell::of(kindTitle(network.kind)), ValueCell::of(network.detail)}, false};
  for (const ShownColumn& measure : measures)
    row.cells.push_back(ValueCell::of(layer ? network.found->number(kSmoothness, layer->layer, measure.column)
                                            : network.found->mean(kSmoothness, measure.column)));
  double pairs = 0;
  for (const AnalysedLayer& each : network.found->layers)
    if (!layer || layer == &each) pairs += pairsIn(*network.found, each.layer);
  row.cells.push_back(ValueCell::of(pairs));
  return row;
}

}  // namespace

DistanceView::DistanceView(const ViewContext& context, QWidget* parent)
    : FigureView(context.monitor, parent), desk_(context.desk) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 8, 16, 8);
  column->setSpacing(8);
  plot_ = new DistancePlot(desk_, this);
  auto* layers = new Segments({tr("Chosen layer"), tr("All layers")}, 0, this);
  column->addWidget(layers, 0, Qt::AlignRight);
  column->addWidget(plot_, 1);
  measures_ = new ValueTable(tr("Measures of smoothness"), this);
  measures_->setFixedHeight(112);
  column->addWidget(measures_);
  connect(layers, &Segments::chosenChanged, this, [this](int all) { plot_->setAllLayers(all != 0); });
  connect(plot_, &DistancePlot::refreshed, this, &DistanceView::refresh);
  refresh();
}

EmptyState DistanceView::emptyState() const {
  for (const AnalysedNetwork& network : analysedNetworks(*desk_))
    if (hasResult(*network.found, "smoothness")) return {};
  return analysisEmptyState(*desk_, "smoothness");
}

void DistanceView::refresh() {
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*desk_);
  const std::string layer = shownLayer(*desk_, networks);
  const auto kind = std::find_if(desk_->kinds().begin(), desk_->kinds().end(),
                                 [](const AnalysisKind& each) { return each.name == kSmoothness; });
  const auto measures = kind == desk_->kinds().end() ? std::vector<ShownColumn>() : kind->columns;
  std::vector<ValueRow> rows;
  for (const AnalysedNetwork& network : networks)
    if (plot_->allLayers())
      rows.push_back(measureRow(network, measures, nullptr));
    else if (const AnalysedLayer* own = network.found->find(layer))
      rows.push_back(measureRow(network, measures, own));
  std::vector<ValueColumn> columns{{tr("Network"), false}, {tr("Detail"), false}};
  for (const ShownColumn& measure : measures) columns.push_back(columnOf(measure));
  columns.push_back({tr("Pairs of units"), true, 0});
  measures_->show(std::move(columns), std::move(rows));
}

std::unique_ptr<Figure> DistanceView::figure() const { return plot_->hasData() ? plot_->figure() : nullptr; }

QString DistanceView::dataText() const { return plot_->hasData() ? plot_->table() : QString(); }

}  // namespace studio
