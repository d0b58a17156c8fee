#include "widgets/analysis/analysis_table_view.h"

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <set>

#include "widgets/analysis/analysis_desk.h"
#include "widgets/analysis/analysis_empty.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

/// One number of a layer: a column of an analysis' table, in the rows with these texts.
struct Measure {
  std::string analysis;
  ShownColumn column;
  Keys keys;  ///< beside the layer: a contrast, the two of a pair
};

/// What is computed of a layer: NaN = undefined, empty = not computed.
std::optional<double> valueOf(const Measure& measure, const NetworkAnalysis& found, const std::string& layer) {
  const Result* result = found.result(measure.analysis);
  Keys keys = measure.keys;
  keys.insert(keys.begin(), {"layer", layer});
  const auto value = result ? result->largest(measure.column.table, keys, measure.column.column) : std::nullopt;
  return value ? std::optional(*value * measure.column.scale) : std::nullopt;
}

ValueColumn headOf(const Measure& measure) {
  QStringList names;
  for (const auto& [column, text] : measure.keys) names << QString::fromStdString(text);
  return columnOf(measure.column, names.join(tr(" and ")));
}

using SeenMeasures = std::set<std::pair<const ShownColumn*, Keys>>;

/// Of one analysis of one network, a row's measures beside each other.
void addMeasures(const AnalysisKind& kind, const NetworkAnalysis& found, SeenMeasures& seen,
                 std::vector<Measure>& measures) {
  const Result* result = found.result(kind.name);
  for (const ShownColumn& column : kind.columns) {
    const Table* table = result ? result->find(column.table) : nullptr;
    for (std::size_t row = 0; table && row < table->rows(); ++row)
      if (Keys keys = table->keysBesideLayer(row); seen.emplace(&column, keys).second)
        measures.push_back({kind.name, column, std::move(keys)});
  }
}

/// Those of a contrast, or of a pair, stand beside each other.
void sortByKeys(std::vector<Measure>& measures) {
  std::vector<Keys> order;
  for (const Measure& measure : measures)
    if (std::find(order.begin(), order.end(), measure.keys) == order.end()) order.push_back(measure.keys);
  const auto place = [&](const Measure& measure) {
    return std::find(order.begin(), order.end(), measure.keys) - order.begin();
  };
  std::stable_sort(measures.begin(), measures.end(),
                   [&](const Measure& a, const Measure& b) { return place(a) < place(b); });
}

/// Numbers of layers themselves first, then those of contrasts and of pairs.
std::vector<Measure> measuresOf(const std::vector<AnalysedNetwork>& networks, const std::vector<AnalysisKind>& kinds) {
  std::vector<Measure> measures;
  SeenMeasures seen;
  for (const AnalysisKind& kind : kinds)
    for (const AnalysedNetwork& network : networks) addMeasures(kind, *network.found, seen, measures);
  sortByKeys(measures);
  std::stable_sort(measures.begin(), measures.end(),
                   [](const Measure& a, const Measure& b) { return a.keys.size() < b.keys.size(); });
  return measures;
}

ValueCell meanCell(const AnalysedNetwork& network, const Measure& measure) {
  std::vector<double> values;
  for (const AnalysedLayer& layer : network.found->layers)
    if (const auto value = valueOf(measure, *network.found, layer.layer)) values.push_back(*value);
  return values.empty() ? ValueCell::of(QString()) : ValueCell::of(meanOfDefined(values));
}

ValueRow meanRow(const AnalysedNetwork& network, const std::vector<Measure>& measures) {
  std::vector<double> undefined;
  for (const AnalysedLayer& layer : network.found->layers) undefined.push_back(double(layer.undefinedUnits));
  ValueRow row{
      {ValueCell::of(kindTitle(network.kind)), ValueCell::of(tr("mean of %1").arg(network.found->layers.size())),
       ValueCell::of(QString()), ValueCell::of(QString()), ValueCell::of(meanOfDefined(undefined))},
      true};
  for (const Measure& measure : measures) row.cells.push_back(meanCell(network, measure));
  return row;
}

ValueRow layerRow(const AnalysedNetwork& network, const AnalysedLayer& layer, const std::vector<Measure>& measures) {
  ValueRow row{{ValueCell::of(kindTitle(network.kind)), ValueCell::of(QString::fromStdString(layer.layer)),
                ValueCell::of(tr("%1 × %2").arg(layer.height).arg(layer.width)), ValueCell::of(double(layer.units)),
                ValueCell::of(double(layer.undefinedUnits))},
               false};
  for (const Measure& measure : measures) {
    const auto value = valueOf(measure, *network.found, layer.layer);
    row.cells.push_back(value ? ValueCell::of(*value) : ValueCell::of(QString()));
  }
  return row;
}

}  // namespace

MeasureTable measureTable(const std::vector<AnalysedNetwork>& networks, const std::vector<AnalysisKind>& kinds) {
  const std::vector<Measure> measures = measuresOf(networks, kinds);
  MeasureTable table{{{tr("Network"), false},
                      {tr("Layer"), false},
                      {tr("Sheet"), false},
                      {tr("Units"), true, 0},
                      {tr("Undefined units"), true, 0}},
                     {}};
  for (const Measure& measure : measures) table.columns.push_back(headOf(measure));
  for (const AnalysedNetwork& network : networks) {
    for (const AnalysedLayer& layer : network.found->layers) table.rows.push_back(layerRow(network, layer, measures));
    table.rows.push_back(meanRow(network, measures));
  }
  return table;
}

AnalysisTableView::AnalysisTableView(const ViewContext& context, QWidget* parent)
    : FigureView(context.monitor, parent), desk_(context.desk) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 8, 8, 8);
  table_ = new ValueTable(tr("All that analyses found"), this);
  column->addWidget(table_);
  connect(desk_, &AnalysisDesk::rowsChanged, this, &AnalysisTableView::refresh);
  connect(table_, &ValueTable::rowChosen, this, [this](int row) {
    if (row >= 0 && row < int(layers_.size()) && !layers_[std::size_t(row)].empty())
      desk_->setLayer(layers_[std::size_t(row)]);
  });
  refresh();
}

EmptyState AnalysisTableView::emptyState() const {
  return layers_.empty() ? analysisEmptyState(*desk_, {}) : EmptyState{};
}

void AnalysisTableView::refresh() {
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*desk_);
  MeasureTable found = measureTable(networks, desk_->kinds());
  layers_.clear();
  for (const AnalysedNetwork& network : networks) {
    for (const AnalysedLayer& layer : network.found->layers) layers_.push_back(layer.layer);
    layers_.emplace_back();
  }
  table_->show(std::move(found.columns), std::move(found.rows));
}

QString AnalysisTableView::dataText() const { return layers_.empty() ? QString() : table_->values().text(); }

}  // namespace studio
