#include "widgets/analysis/distance_view.h"

#include <QLabel>
#include <QVBoxLayout>

#include "widgets/analysis/analysis_desk.h"
#include "widgets/analysis/analysis_empty.h"
#include "widgets/analysis/analysis_text.h"
#include "widgets/analysis/distance_plot.h"
#include "widgets/analysis/readings.h"
#include "widgets/analysis/value_table.h"
#include "widgets/frame/segments.h"

namespace studio {
namespace {

double pairsIn(const NetworkAnalysis& found, const std::string& layer) {
  double pairs = 0;
  for (const std::int64_t count : correlationCurve(found, layer).pairs) pairs += double(count);
  return pairs;
}

/// Of one layer, or the means over all.
ValueRow measureRow(const AnalysedNetwork& network, const AnalysedLayer* layer) {
  ValueRow row{{ValueCell::of(kindTitle(network.kind)), ValueCell::of(network.detail)}, false};
  for (const char* measure : {"max_minus_min", "llcnn", "tdann"})
    row.cells.push_back(ValueCell::of(layer ? network.found->number("smoothness", layer->layer, measure) : network.found->mean("smoothness", measure)));
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
  std::vector<ValueRow> rows;
  for (const AnalysedNetwork& network : networks)
    if (plot_->allLayers())
      rows.push_back(measureRow(network, nullptr));
    else if (const AnalysedLayer* own = network.found->find(layer))
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
