#include "widgets/compare/curve_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "core/run/group_analysis.h"
#include "widgets/compare/compared_export.h"
#include "widgets/compare/pareto_panel.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

const QString kScalar = QStringLiteral("scalar:"), kPlot = QStringLiteral("plot:");

QString scalarTitle(const ScalarColumn& column) {
  const QString title = engineText(column.title);
  return column.unit.empty() ? title : tr("%1, %2").arg(title, engineText(column.unit));
}

/// The one that is wanted where a result has it; else the last layer that the first source with results has.
std::string shownLayer(const std::vector<std::vector<Comparison::Numbers>>& numbers, const std::string& wanted) {
  std::string last;
  for (const auto& source : numbers)
    for (const auto& found : source) {
      if (found->find(wanted)) return wanted;
      if (last.empty() && !found->layers.empty()) last = found->layers.back().layer;
    }
  return last;
}

}  // namespace

QComboBox* compareAxisChoice(QWidget* parent) {
  auto* box = new ChoiceBox(parent);
  box->setObjectName(QStringLiteral("compareAxis"));
  box->setAccessibleName(tr("What runs along x"));
  box->addItem(tr("Step"), int(CompareAxis::Step));
  box->addItem(tr("Epoch"), int(CompareAxis::Epoch));
  box->addItem(tr("Seconds"), int(CompareAxis::Seconds));
  box->addItem(tr("Share of the run"), int(CompareAxis::Share));
  return box;
}

PlotSpec comparedStoredPlot(const PlotKind& plot, const std::vector<ComparedSource>& sources,
                            const std::vector<std::vector<Comparison::Numbers>>& numbers, const std::string& layer) {
  std::vector<NetworkAnalysis> means;
  means.reserve(sources.size());
  std::vector<PlottedNetwork> networks;
  std::size_t most = 0;
  for (std::size_t i = 0; i < sources.size() && i < numbers.size(); ++i) {
    if (numbers[i].empty()) continue;
    std::vector<const NetworkAnalysis*> members;
    for (const auto& each : numbers[i]) members.push_back(each.get());
    means.push_back(meanAnalysis(members));
    networks.push_back({sources[i].label, sources[i].name, sources[i].plotColour(), false, &means.back()});
    most = std::max(most, members.size());
  }
  if (networks.empty()) return {};
  // The same plot of each seed alone, a seed a source: what the bands are made of.
  std::vector<PlotSpec> ofSeeds;
  for (std::size_t seed = 0; seed < most; ++seed) {
    std::vector<PlottedNetwork> alone = networks;
    std::size_t place = 0;
    for (const auto& of : numbers) {
      if (of.empty()) continue;
      alone[place++].found = of[std::min(seed, of.size() - 1)].get();
    }
    ofSeeds.push_back(plot.make(alone, layer));
  }
  return withSpread(plot.make(networks, layer), ofSeeds);
}

CurvePanel::CurvePanel(Comparison* comparison, const QString& name, QWidget* parent)
    : QWidget(parent),
      comparison_(comparison),
      choice_(new ChoiceBox(this)),
      axis_(compareAxisChoice(this)),
      plot_(new PlotView(this)),
      difference_(new PlotView(this)),
      text_(new FittedText(2, TextStyle::Label, Role::Muted, this)),
      name_(name) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 8, 8, 8);
  column->setSpacing(6);
  auto* row = new QHBoxLayout;
  choice_->setObjectName(QStringLiteral("compareCurve"));
  choice_->setAccessibleName(tr("Which curve"));
  choice_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  choice_->setMinimumContentsLength(18);
  row->addWidget(choice_);
  row->addStretch(1);
  row->addWidget(axis_);
  column->addLayout(row);
  plot_->offerPublished();
  plot_->setMinimumHeight(kLeastPlotHeight);
  column->addWidget(plot_, 3);
  column->addWidget(difference_, 2);
  column->addWidget(text_);
  axis_->setCurrentIndex(std::max(0, axis_->findData(openSettings()->value(QStringLiteral("compare/axis_") + name_))));
  connect(choice_, &QComboBox::activated, this, [this] {
    openSettings()->setValue(QStringLiteral("compare/curve_") + name_, choice_->currentData());
    for (PlotView* each : {plot_, difference_}) each->painter().setPart(false);
    refresh();
  });
  connect(axis_, &QComboBox::activated, this, [this] {
    openSettings()->setValue(QStringLiteral("compare/axis_") + name_, axis_->currentData());
    for (PlotView* each : {plot_, difference_}) each->painter().setPart(false);
    refresh();
  });
  connect(plot_, &PlotView::pointerMoved, difference_, &PlotView::setLinkedPointer);
  connect(difference_, &PlotView::pointerMoved, plot_, &PlotView::setLinkedPointer);
  difference_->setPanelKind({});
  for (PlotView* each : {plot_, difference_}) offerComparedExport(each, comparison);
  soon_.setSingleShot(true);
  soon_.setInterval(30);
  connect(&soon_, &QTimer::timeout, this, &CurvePanel::refresh);
  connect(comparison, &Comparison::comparedChanged, this, &CurvePanel::refreshSoon);
  connect(comparison, &Comparison::comparedRead, this, &CurvePanel::refreshSoon);
  refresh();
}

void CurvePanel::refreshSoon() {
  if (!soon_.isActive()) soon_.start();  // several runs may be read within one beat
}

void CurvePanel::fillChoices() {
  const QString chosen = choice_->count() > 0
                             ? choice_->currentData().toString()
                             : openSettings()->value(QStringLiteral("compare/curve_") + name_).toString();
  const QSignalBlocker quiet(choice_);
  choice_->clear();
  for (const ScalarColumn& column : comparedScalars(comparison_->curves()))
    choice_->addItem(scalarTitle(column), kScalar + QString::fromStdString(column.name));
  const auto numbers = comparison_->numbers();
  for (const AnalysisKind& kind : comparison_->kinds()) {
    const bool stored = std::any_of(numbers.begin(), numbers.end(), [&](const auto& source) {
      return std::any_of(source.begin(), source.end(), [&](const auto& each) { return each->result(kind.name); });
    });
    for (const PlotKind& plot : kind.plots)
      if (stored) choice_->addItem(engineText(plot.title), kPlot + QString::fromStdString(plot.name));
  }
  const int kept = choice_->findData(chosen);
  const int usual = choice_->findData(QVariant(kScalar + QStringLiteral("validation_loss")));
  choice_->setCurrentIndex(kept >= 0 ? kept : std::max(usual, 0));
}

PlotSpec CurvePanel::storedPlot(const std::string& name) {
  const FoundPlot found = findPlot(comparison_->kinds(), name);
  const auto numbers = comparison_->numbers();
  if (!found.plot) return {};
  return comparedStoredPlot(*found.plot, comparison_->compared(), numbers,
                            found.plot->ofLayer ? shownLayer(numbers, comparison_->firstLayer()) : std::string());
}

void CurvePanel::refresh() {
  fillChoices();
  const QString chosen = choice_->currentData().toString();
  const bool scalar = chosen.startsWith(kScalar);
  axis_->setVisible(scalar);
  PlotSpec plot, difference;
  if (scalar) {
    const std::string name = chosen.mid(kScalar.size()).toStdString();
    CompareChoice how{CompareAxis(axis_->currentData().toInt())};
    const std::vector<CurveSource> sources = comparison_->curves();
    plot = comparedCurves(name, sources, how);
    plot_->setPanelKind("curve." + name);
    how.difference = true;
    if (comparison_->pinnedSource()) difference = comparedCurves(name, sources, how);
  } else if (chosen.startsWith(kPlot)) {
    plot = storedPlot(chosen.mid(kPlot.size()).toStdString());
    plot_->setPanelKind(chosen.mid(kPlot.size()).toStdString());
  }
  difference_->setVisible(scalar && comparison_->pinnedSource());
  const QString caption = engineText(difference.caption.empty() ? plot.caption : difference.caption);
  const QString data = comparison_->dataExplanation();
  text_->setText(caption.isEmpty() && !data.isEmpty() ? tr("Runs of several data sets") : caption);
  text_->setDetail(data);
  text_->setVisible(!text_->text().isEmpty());
  plot_->setPlot(std::move(plot));
  difference_->setPlot(std::move(difference));
}

std::vector<PlotSpec> CurvePanel::plots() const {
  std::vector<PlotSpec> plots;
  for (const PlotView* each : {plot_, difference_})
    if (!each->isHidden() && each->hasData()) plots.push_back(each->plot());
  return plots;
}

}  // namespace studio
