#include "widgets/analysis/result_views.h"

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <set>

#include "widgets/analysis/analyses.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

/// One number of a layer, or of the whole network: a column of an analysis' table, in the rows with these texts.
struct Measure {
  std::string analysis;
  ShownColumn column;
  Keys keys;          ///< beside the layer: a contrast, the two of a pair
  std::string title;  ///< of the analysis, where its numbers are of the whole network
};

/// Of a list of rows of the whole network (pruning, level by level) the one of this index.
std::optional<double> networkValue(const Measure& measure, const NetworkAnalysis& found, std::size_t row = 0) {
  const Result* result = found.result(measure.analysis);
  const auto value = result ? valueOfNetwork(*result, measure.column, row) : std::nullopt;
  return value ? std::optional(*value * measure.column.scale) : std::nullopt;
}

/// What is computed of a layer: NaN = undefined, empty = not computed.
std::optional<double> measuredValue(const Measure& measure, const NetworkAnalysis& found, const std::string& layer) {
  const Result* result = found.result(measure.analysis);
  Keys keys = measure.keys;
  keys.insert(keys.begin(), {"layer", layer});
  const auto value = result ? result->largest(measure.column.table, keys, measure.column.column) : std::nullopt;
  return value ? std::optional(*value * measure.column.scale) : std::nullopt;
}

ValueColumn makeHead(const Measure& measure) {
  if (!measure.title.empty()) return makeValueColumn(measure.column, QString::fromStdString(measure.title));
  QStringList names;
  for (const auto& [column, text] : measure.keys) names << categoryTitle(text);
  return makeValueColumn(measure.column, names.join(tr(" and ")));
}

using SeenMeasures = std::set<std::pair<const ShownColumn*, Keys>>;

/// Of one analysis of one network, a row's measures beside each other.
void addMeasures(const AnalysisKind& kind, const NetworkAnalysis& found, SeenMeasures& seen,
                 std::vector<Measure>& measures) {
  const Result* result = found.result(kind.name);
  for (const ShownColumn& column : kind.columns) {
    const Table* table = result ? result->find(column.table) : nullptr;
    if (table && result->ofNetwork) {
      if (table->column(column.column) && seen.emplace(&column, Keys()).second)
        measures.push_back({kind.name, column, {}, kind.title});
      continue;
    }
    for (std::size_t row = 0; table && row < table->rows(); ++row)
      if (Keys keys = table->keysWithoutLayer(row); seen.emplace(&column, keys).second)
        measures.push_back({kind.name, column, std::move(keys), {}});
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
std::vector<Measure> listMeasures(const std::vector<AnalysedNetwork>& networks,
                                  const std::vector<AnalysisKind>& kinds) {
  std::vector<Measure> measures;
  SeenMeasures seen;
  for (const AnalysisKind& kind : kinds)
    for (const AnalysedNetwork& network : networks) addMeasures(kind, *network.found, seen, measures);
  sortByKeys(measures);
  std::stable_sort(measures.begin(), measures.end(),
                   [](const Measure& a, const Measure& b) { return a.keys.size() < b.keys.size(); });
  return measures;
}

/// Over the layers, or of the whole network; empty where it is computed of none, and of what is a list of rows.
std::optional<double> meanValue(const AnalysedNetwork& network, const Measure& measure) {
  if (!measure.title.empty()) {
    const Result* result = network.found->result(measure.analysis);
    const Table* table = result ? result->find(measure.column.table) : nullptr;
    return table && table->isSingle() ? networkValue(measure, *network.found) : std::nullopt;
  }
  std::vector<double> values;
  for (const AnalysedLayer& layer : network.found->layers)
    if (const auto value = measuredValue(measure, *network.found, layer.layer)) values.push_back(*value);
  return values.empty() ? std::nullopt : std::optional(meanOfDefined(values));
}

ValueCell optionalCell(std::optional<double> value) { return value ? ValueCell::of(*value) : ValueCell::of(QString()); }

QString meanText(std::size_t layers) {
  if (layers == 0) return tr("whole network");
  return layers == 1 ? tr("mean of 1 layer") : tr("mean of %L1 layers").arg(layers);
}

ValueRow meanRow(const AnalysedNetwork& network, const std::vector<Measure>& measures) {
  std::vector<double> undefined;
  for (const AnalysedLayer& layer : network.found->layers) undefined.push_back(double(layer.undefinedUnits));
  ValueRow row{{ValueCell::of(networkTitle(network)), ValueCell::of(meanText(network.found->layers.size())),
                ValueCell::of(QString()), ValueCell::of(QString()), ValueCell::of(meanOfDefined(undefined))},
               true};
  for (const Measure& measure : measures) row.cells.push_back(optionalCell(meanValue(network, measure)));
  return row;
}

/// How much the seeds of a group differ: of each mean over the layers the standard deviation over the seeds.
ValueRow spreadRow(const AnalysedNetwork& group, const std::vector<Measure>& measures) {
  ValueRow row{{ValueCell::of(networkTitle(group)), ValueCell::of(tr("s.d. of %1 seeds").arg(group.members.size())),
                ValueCell::of(QString()), ValueCell::of(QString()), ValueCell::of(QString())},
               true};
  for (const Measure& measure : measures) {
    std::vector<double> values;
    for (const auto& member : group.members) {
      AnalysedNetwork alone = group;
      alone.found = member;
      const auto value = member ? meanValue(alone, measure) : std::nullopt;
      if (value && std::isfinite(*value)) values.push_back(*value);
    }
    const double mean = meanOfDefined(values);
    double squares = 0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    row.cells.push_back(
        optionalCell(values.size() < 2 ? std::nullopt : std::optional(std::sqrt(squares / double(values.size() - 1)))));
  }
  return row;
}

/// Of its mean to the pinned network's.
ValueRow differenceRow(const AnalysedNetwork& network, const AnalysedNetwork& pinned,
                       const std::vector<Measure>& measures) {
  ValueRow row{{ValueCell::of(networkTitle(network)), ValueCell::of(tr("difference to %1").arg(networkName(pinned))),
                ValueCell::of(QString()), ValueCell::of(QString()), ValueCell::of(QString())},
               true};
  for (const Measure& measure : measures) {
    const auto own = meanValue(network, measure), other = meanValue(pinned, measure);
    row.cells.push_back(optionalCell(own && other ? std::optional(*own - *other) : std::nullopt));
  }
  return row;
}

/// "Pruning: amount 0.5" and what was measured there.
ValueRow levelRow(const AnalysedNetwork& network, const AnalysisKind& kind, const Table& rows, std::size_t row,
                  const std::vector<Measure>& measures) {
  const Column& first = rows.columns().front();
  const QString name =
      first.isText() ? QString::fromStdString(rows.text(row, first.name))
                     : QStringLiteral("%1 %2").arg(engineText(first.name)).arg(rows.number(row, first.name), 0, 'g', 4);
  const QString level = tr("%1: %2").arg(QString::fromStdString(kind.title), name);
  ValueRow cells{{ValueCell::of(networkTitle(network)), ValueCell::of(level), ValueCell::of(QString()),
                  ValueCell::of(QString()), ValueCell::of(QString())},
                 false};
  for (const Measure& measure : measures)
    cells.cells.push_back(optionalCell(measure.analysis == kind.name && measure.column.table == rows.name()
                                           ? networkValue(measure, *network.found, row)
                                           : std::nullopt));
  return cells;
}

/// A row for each of the list that an analysis of the whole network has.
void addLevels(const AnalysedNetwork& network, const std::vector<AnalysisKind>& kinds,
               const std::vector<Measure>& measures, MeasureTable& table) {
  for (const AnalysisKind& kind : kinds) {
    const Result* result = network.found->result(kind.name);
    if (!result || !result->ofNetwork) continue;
    for (const Table& rows : result->tables)
      for (std::size_t row = 0; !rows.isSingle() && !rows.columns().empty() && row < rows.rows(); ++row)
        table.rows.push_back(levelRow(network, kind, rows, row, measures));
  }
}

ValueRow layerRow(const AnalysedNetwork& network, const AnalysedLayer& layer, const std::vector<Measure>& measures) {
  ValueRow row{{ValueCell::of(networkTitle(network)), ValueCell::of(QString::fromStdString(layer.layer)),
                ValueCell::of(tr("%1 × %2").arg(layer.height).arg(layer.width)), ValueCell::of(double(layer.units)),
                ValueCell::of(double(layer.undefinedUnits))},
               false};
  for (const Measure& measure : measures)
    row.cells.push_back(optionalCell(measuredValue(measure, *network.found, layer.layer)));
  return row;
}

}  // namespace

MeasureTable measureTable(const std::vector<AnalysedNetwork>& networks, const std::vector<AnalysisKind>& kinds) {
  const std::vector<Measure> measures = listMeasures(networks, kinds);
  MeasureTable table{{{tr("Network"), false},
                      {tr("Layer"), false},
                      {tr("Sheet"), false},
                      {tr("Units"), true, 0},
                      {tr("Undefined units"), true, 0}},
                     {},
                     {}};
  for (const Measure& measure : measures) table.columns.push_back(makeHead(measure));
  const auto pinned =
      std::find_if(networks.begin(), networks.end(), [](const AnalysedNetwork& each) { return each.pinned; });
  for (const AnalysedNetwork& network : networks) {
    for (const AnalysedLayer& layer : network.found->layers) {
      table.rows.push_back(layerRow(network, layer, measures));
      table.layers.resize(table.rows.size());
      table.layers.back() = layer.layer;
    }
    addLevels(network, kinds, measures, table);
    table.layers.resize(table.rows.size());
    table.rows.push_back(meanRow(network, measures));
    if (network.members.size() > 1) table.rows.push_back(spreadRow(network, measures));
    if (pinned != networks.end() && &*pinned != &network)
      table.rows.push_back(differenceRow(network, *pinned, measures));
  }
  table.layers.resize(table.rows.size());  // rows of means are of no layer
  return table;
}

AnalysisTableView::AnalysisTableView(const ViewContext& context, QWidget* parent)
    : FigureView(context.monitor, parent), analyses_(context.analyses) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 8, 8, 8);
  table_ = new ValueTable(tr("All results of the analyses"), this);
  column->addWidget(table_);
  connect(&analyses_->results(), &AnalysisResults::changed, this, &AnalysisTableView::refresh);
  connect(&analyses_->sources(), &Sources::pinnedChanged, this, &AnalysisTableView::refresh);
  connect(table_, &ValueTable::rowChosen, this, [this](int row) {
    const std::string layer = row >= 0 && row < int(layers_.size()) ? layers_[std::size_t(row)] : std::string();
    if (!layer.empty()) analyses_->selection().setLayer(layer);
  });
  refresh();
}

EmptyState AnalysisTableView::emptyState() const {
  return layers_.empty() ? analysisEmptyState(*analyses_, {}) : EmptyState{};
}

void AnalysisTableView::refresh() {
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*analyses_);
  MeasureTable found = measureTable(networks, analyses_->choices().kinds());
  layers_ = std::move(found.layers);
  table_->show(std::move(found.columns), std::move(found.rows));
}

QString AnalysisTableView::dataText() const { return layers_.empty() ? QString() : table_->values().text(); }

}  // namespace studio
