#include "widgets/analysis/result_views.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/analysis/analyses.h"
#include "widgets/analysis/readings.h"
#include "widgets/analysis/value_table.h"
#include "widgets/export/captioned_figure.h"
#include "widgets/export/run_figures.h"
#include "widgets/export/export_dialog.h"
#include "widgets/analysis/analysed_network.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/language.h"
#include "widgets/runs/run_data.h"

namespace studio {
namespace {

/// The plot with space around it.
QWidget* framed(QWidget* plot) {
  auto* frame = new QWidget;
  auto* column = new QVBoxLayout(frame);
  column->setContentsMargins(12, 0, 8, 8);
  column->addWidget(plot);
  return frame;
}

bool anyHas(const std::vector<AnalysedNetwork>& networks, const std::string& analysis) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const AnalysedNetwork& network) { return hasResult(*network.found, analysis); });
}

/// Of a layer, over its rows' largest where it has several; NaN where it is not defined.
double measureIn(const Result& result, const ShownColumn& measure, const std::string& layer) {
  return measure.scale * result.largest(measure.table, {{"layer", layer}}, measure.column).value_or(kUndefined);
}

/// The numbers below the plot; of the whole network without those of its list of rows, which the plot shows.
std::vector<ShownColumn> shownNumbers(const AnalysisKind& kind, const std::vector<AnalysedNetwork>& networks) {
  if (!kind.ofNetwork) return kind.columns;
  std::vector<ShownColumn> columns;
  for (const ShownColumn& column : kind.columns)
    if (std::any_of(networks.begin(), networks.end(), [&](const AnalysedNetwork& network) {
          const Result* result = network.found->result(kind.name);
          const Table* table = result ? result->find(column.table) : nullptr;
          return table && table->isSingle() && table->column(column.column);
        }))
      columns.push_back(column);
  return columns;
}

/// Of one layer, or the means over all where `layer` is empty.
ValueRow measureRow(const AnalysedNetwork& network, const std::vector<ShownColumn>& columns, const Result& result,
                    const std::string& layer) {
  ValueRow row{{ValueCell::of(networkTitle(network)), ValueCell::of(network.detail)}, false};
  for (const ShownColumn& measure : columns) {
    if (result.ofNetwork) {
      row.cells.push_back(ValueCell::of(measure.scale * valueOfNetwork(result, measure).value_or(kUndefined)));
      continue;
    }
    std::vector<double> values;
    for (const AnalysedLayer& each : network.found->layers)
      if (layer.empty() || each.layer == layer) values.push_back(measureIn(result, measure, each.layer));
    row.cells.push_back(ValueCell::of(meanOfDefined(values)));
  }
  return row;
}

}  // namespace

AnalysisPlotView::AnalysisPlotView(Analyses* analyses, std::string plot, QWidget* parent)
    : PlotView(parent), analyses_(analyses), name_(std::move(plot)) {
  setMinimumSize(200, 140);
  offerPublished();
  connect(&analyses->results(), &AnalysisResults::changed, this, &AnalysisPlotView::refresh);
  connect(&analyses->selection(), &AnalysisSelection::changed, this, [this] {
    if (analyses_->selection().layer() != layer_) refresh();
  });  // another unit changes nothing here
  const auto save = [this](auto write) {
    const auto made = figure();
    if (made) write(this, *made, analyses_->monitor()->data().folder, QString::fromStdString(name_));
  };
  connect(this, &PlotView::pictureWanted, this, [save] { save(savePicture); });
  connect(this, &PlotView::dataWanted, this, [save] { save(saveData); });
  refresh();
}

FoundPlot AnalysisPlotView::found() const { return findPlot(analyses_->choices().kinds(), name_); }

void AnalysisPlotView::choose(const std::string& plot) {
  if (plot == name_) return;
  name_ = plot;
  painter().setPart(false);
  refresh();
}

void AnalysisPlotView::setAllLayers(bool all) {
  allLayers_ = all;
  refresh();
}

void AnalysisPlotView::refresh() {
  layer_ = analyses_->selection().layer();
  const PlotKind* kind = found().plot;
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*analyses_);
  const bool all = allLayers_ || (kind && !kind->ofLayer);
  setPlot(kind ? makePlot(*kind, networks, all ? std::string() : shownLayer(*analyses_, networks)) : PlotSpec());
  Q_EMIT refreshed();
}

std::unique_ptr<Figure> AnalysisPlotView::figure() const {
  return withProvenance(makePlotFigure({PlotView::plot()}, provenanceText(analysedNetworks(*analyses_))));
}

BoardPanel AnalysisPlotView::panel() const {
  const PlotKind* kind = found().plot;
  BoardPanel panel{.kind = name_};
  if (kind && kind->ofLayer && !allLayers_) panel.layer = shownLayer(*analyses_, analysedNetworks(*analyses_));
  return panel;
}

PlotDock::PlotDock(Analyses* analyses, const std::string& plot, QWidget* parent)
    : PlotDock(analyses, new AnalysisPlotView(analyses, plot, nullptr), parent) {}

PlotDock::PlotDock(Analyses* analyses, AnalysisPlotView* plot, QWidget* parent)
    : AnalysisDock(framed(plot), parent), analyses_(analyses), plot_(plot) {
  connect(plot, &AnalysisPlotView::refreshed, this, &PlotDock::refresh);
  connect(&analyses->choices(), &AnalysisChoices::changed, this, &PlotDock::refresh);
  connect(&analyses->work(), &AnalysisWork::progressChanged, this, &PlotDock::refresh);
  refresh();
}

void PlotDock::refresh() {
  const AnalysisKind* analysis = plot_->found().analysis;
  showText(plot_->hasData() || !analysis ? QString() : analysisDockText(*analyses_, analysis->name));
}

PlotsView::PlotsView(const ViewContext& context, QWidget* parent)
    : FigureView(context.monitor, parent), analyses_(context.analyses) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 8, 16, 8);
  column->setSpacing(8);
  choice_ = new ChoiceBox(this);
  choice_->setAccessibleName(tr("Which plot"));
  layers_ = new Segments({tr("Chosen layer"), tr("All layers")}, 0, this);
  auto* row = new QHBoxLayout;
  row->addWidget(choice_);
  row->addStretch(1);
  row->addWidget(layers_);
  column->addLayout(row);
  plot_ = new AnalysisPlotView(analyses_, {}, this);
  column->addWidget(plot_, 1);
  caption_ = new QLabel(this);
  caption_->setFont(textFont(TextStyle::Label));
  caption_->setProperty("muted", true);
  caption_->setWordWrap(true);
  column->addWidget(caption_);
  measures_ = new ValueTable(tr("Numbers of this analysis"), this);
  measures_->setFixedHeight(112);
  column->addWidget(measures_);
  connect(choice_, &QComboBox::currentIndexChanged, this,
          [this] { plot_->choose(choice_->currentData().toString().toStdString()); });
  connect(layers_, &Segments::chosenChanged, this, [this](int all) { plot_->setAllLayers(all != 0); });
  connect(&analyses_->results(), &AnalysisResults::changed, this, &PlotsView::refreshChoice);
  connect(plot_, &AnalysisPlotView::refreshed, this, &PlotsView::refresh);
  refreshChoice();
}

/// What is chosen stays so while it has results.
void PlotsView::refreshChoice() {
  const QString chosen = choice_->currentData().toString();
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*analyses_);
  {
    const QSignalBlocker quiet(choice_);
    choice_->clear();
    for (const AnalysisKind& analysis : analyses_->choices().kinds())
      for (const PlotKind& plot : analysis.plots)
        if (anyHas(networks, analysis.name) || analysis.name == wanted_)
          choice_->addItem(QString::fromStdString(plot.title), QString::fromStdString(plot.name));
    choice_->setCurrentIndex(std::max(0, choice_->findData(chosen)));
  }
  plot_->choose(choice_->currentData().toString().toStdString());
  refresh();
}

void PlotsView::showAnalysis(const std::string& analysis) {
  const auto& kinds = analyses_->choices().kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& each) { return each.name == analysis; });
  if (kind == kinds.end() || kind->plots.empty()) return;
  wanted_ = analysis;
  refreshChoice();
  const FoundPlot shown = plot_->found();
  if (!shown.analysis || shown.analysis->name != analysis)
    choice_->setCurrentIndex(choice_->findData(QString::fromStdString(kind->plots.front().name)));
}

EmptyState PlotsView::emptyState() const {
  const AnalysisKind* shown = plot_->found().analysis;
  if (shown && !anyHas(analysedNetworks(*analyses_), shown->name)) return analysisEmptyState(*analyses_, shown->name);
  if (choice_->count() > 0) return {};
  for (const AnalysisKind& analysis : analyses_->choices().kinds())
    if (!analysis.plots.empty()) return analysisEmptyState(*analyses_, analysis.name);
  return notComputedState(*analyses_);
}

void PlotsView::refresh() {
  const FoundPlot found = plot_->found();
  layers_->setVisible(found.plot && found.plot->ofLayer);
  caption_->setText(inWindowNumbers(engineText(plot_->PlotView::plot().caption)));
  caption_->setVisible(!caption_->text().isEmpty());
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*analyses_);
  const bool all = plot_->allLayers() || !found.plot || !found.plot->ofLayer;
  const std::string layer = all ? std::string() : shownLayer(*analyses_, networks);
  std::vector<ValueColumn> columns{{tr("Network"), false}, {tr("Detail"), false}};
  std::vector<ValueRow> rows;
  if (found.analysis) {
    const auto numbers = shownNumbers(*found.analysis, networks);
    for (const ShownColumn& measure : numbers) columns.push_back(makeValueColumn(measure));
    for (const AnalysedNetwork& network : networks)
      if (const Result* result = network.found->result(found.analysis->name))
        if (layer.empty() || result->has(layer)) rows.push_back(measureRow(network, numbers, *result, layer));
  }
  measures_->show(std::move(columns), std::move(rows));
}

std::unique_ptr<Figure> PlotsView::figure() const { return plot_->hasData() ? plot_->figure() : nullptr; }

QString PlotsView::dataText() const {
  return plot_->hasData() ? QString::fromStdString(plotTabbed(plotTable(plot_->PlotView::plot()))) : QString();
}

}  // namespace studio
