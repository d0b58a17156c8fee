#include "widgets/analysis/distance_view.h"

#include <QLabel>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/analysis/analysis_desk.h"
#include "widgets/analysis/analysis_empty.h"
#include "widgets/analysis/distance_plot.h"
#include "widgets/analysis/value_table.h"
#include "widgets/frame/segments.h"

namespace studio {
namespace {

/// Mean of one measure over the layers where it is defined.
double meanOf(const NetworkAnalysis& found, double SmoothnessFound::*measure) {
  double sum = 0;
  int defined = 0;
  for (const LayerAnalysis& layer : found.layers)
    if (layer.smoothness && std::isfinite((*layer.smoothness).*measure)) sum += (*layer.smoothness).*measure, ++defined;
  return defined > 0 ? sum / defined : kUndefined;
}

ValueRow measureRow(const AnalysedNetwork& network, const LayerAnalysis* layer) {
  ValueRow row{{ValueCell::of(kindTitle(network.kind)), ValueCell::of(network.detail)}, false};
  for (const auto measure : {&SmoothnessFound::maxMinusMin, &SmoothnessFound::llcnn, &SmoothnessFound::tdann})
    row.cells.push_back(ValueCell::of(!layer              ? meanOf(*network.found, measure)
                                      : layer->smoothness ? (*layer->smoothness).*measure
                                                          : kUndefined));
  double pairs = 0;
  for (const LayerAnalysis& each : network.found->layers)
    if (each.smoothness && (!layer || layer == &each))
      for (const std::int64_t count : each.smoothness->curve.pairs) pairs += double(count);
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
    for (const LayerAnalysis& layer : network.found->layers)
      if (layer.smoothness) return {};
  return analysisEmptyState(*desk_, "smoothness");
}

void DistanceView::refresh() {
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*desk_);
  const std::string layer = shownLayer(*desk_, networks);
  std::vector<ValueRow> rows;
  for (const AnalysedNetwork& network : networks)
    if (plot_->allLayers())
      rows.push_back(measureRow(network, nullptr));
    else if (const LayerAnalysis* own = network.found->find(layer))
      rows.push_back(measureRow(network, own));
  measures_->show({{tr("Network"), false},
                   {tr("Detail"), false},
                   {tr("Max − min"), true, 2, tr("Largest correlation minus the smallest")},
                   {tr("LLCNN"), true, 2, tr("(c₀ − min) / c₀; undefined where the nearest units correlate by less than 0.05")},
                   {tr("TDANN"), true, 2, tr("(max − first) / max of 1 − correlation")},
                   {tr("Pairs of units"), true, 0}},
                  std::move(rows));
}

std::unique_ptr<Figure> DistanceView::figure() const { return plot_->hasData() ? plot_->figure() : nullptr; }

QString DistanceView::dataText() const { return plot_->hasData() ? plot_->table() : QString(); }

}  // namespace studio
