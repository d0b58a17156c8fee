#include "widgets/compare/compare_views.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/compare/compared_export.h"
#include "widgets/export/run_figures.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr int kColumns = 2, kPlotHeight = 200;

QString tabbed(const std::vector<PlotSpec>& plots) {
  QString text;
  for (const PlotSpec& plot : plots) {
    if (plots.size() > 1) text += QString::fromStdString(plot.title) + QLatin1Char('\n');
    text += QString::fromStdString(plotTabbed(plotTable(plot)));
  }
  return text;
}

}  // namespace

EmptyState comparedEmptyState(const Comparison& comparison) {
  if (!comparison.compared().empty()) return {};
  if (!comparison.hasRead()) return {tr("Reading runs…"), tr("Add runs…"), QStringLiteral("compare.addRuns")};
  if (comparison.records().empty())
    return {tr("Runs are compared here. Train some, or add runs and files of weights."), tr("Add runs…"),
            QStringLiteral("compare.addRuns")};
  return {tr("Tick runs in the table below to compare them."), tr("Tick all that are shown"),
          QStringLiteral("compare.chooseAll")};
}

TradeOffView::TradeOffView(Comparison* comparison, QWidget* parent)
    : View(parent),
      comparison_(comparison),
      pareto_(new ParetoPanel(comparison, nullptr)),
      curve_(new CurvePanel(comparison, QStringLiteral("beside"), nullptr)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  auto* split = new QSplitter(Qt::Horizontal, this);
  split->setChildrenCollapsible(false);
  split->setHandleWidth(1);
  split->addWidget(pareto_);
  split->addWidget(curve_);
  split->setStretchFactor(0, 5);
  split->setStretchFactor(1, 4);
  split->setSizes({800, 640});
  column->addWidget(split);
}

std::unique_ptr<Figure> TradeOffView::figure() const {
  std::vector<PlotSpec> plots{pareto_->spec()};
  for (PlotSpec& plot : curve_->plots()) plots.push_back(std::move(plot));
  return makePlotFigure(std::move(plots), comparison_->provenance(), tr("Trade-off"));
}

FigurePlace TradeOffView::figurePlace() const { return comparedFigurePlace(comparison_->compared()); }

QString TradeOffView::dataText() const {
  std::vector<PlotSpec> plots;
  if (!pareto_->spec().empty()) plots.push_back(pareto_->spec());
  for (PlotSpec& plot : curve_->plots()) plots.push_back(std::move(plot));
  return tabbed(plots);
}

ComparedCurvesView::ComparedCurvesView(Comparison* comparison, QWidget* parent)
    : View(parent),
      comparison_(comparison),
      axis_(compareAxisChoice(this)),
      smoothing_(new ChoiceBox(this)),
      shown_(new Segments({tr("Values"), tr("Difference to the pinned one")}, 0, this)),
      text_(new ElidedLabel(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 8, 0, 0);
  smoothing_->setObjectName(QStringLiteral("compareSmoothing"));
  smoothing_->setAccessibleName(tr("Smoothing of the curves"));
  smoothing_->addItem(tr("Not smoothed"), 0.0);
  for (const double weight : {0.6, 0.9, 0.99}) smoothing_->addItem(tr("EMA %1").arg(weight), weight);
  text_->setFont(textFont(TextStyle::Label));
  text_->setProperty("muted", true);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(16, 0, 16, 0);
  row->addWidget(shown_);
  row->addWidget(text_, 1);
  row->addWidget(smoothing_);
  row->addWidget(axis_);
  column->addLayout(row);
  auto* inside = new QWidget(this);
  grid_ = new QGridLayout(inside);
  grid_->setContentsMargins(16, 0, 16, 8);
  grid_->setHorizontalSpacing(24);
  grid_->setVerticalSpacing(8);
  auto* scroll = new QScrollArea(this);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setWidget(inside);
  column->addWidget(scroll, 1);
  soon_.setSingleShot(true);
  soon_.setInterval(50);
  connect(&soon_, &QTimer::timeout, this, &ComparedCurvesView::refresh);
  const auto later = [this] {
    if (!soon_.isActive()) soon_.start();
  };
  connect(comparison, &Comparison::comparedChanged, this, later);
  connect(comparison, &Comparison::comparedRead, this, later);
  for (QComboBox* box : {axis_, smoothing_}) connect(box, &QComboBox::currentIndexChanged, this, later);
  connect(shown_, &Segments::chosenChanged, this, later);
}

void ComparedCurvesView::setDifference(bool shown) {
  shown_->choose(shown ? 1 : 0);
  refresh();
}

PlotView* ComparedCurvesView::plotFor(std::size_t place) {
  while (plots_.size() <= place) {
    auto* plot = new PlotView(this);
    plot->setMinimumHeight(kPlotHeight);
    const int at = int(plots_.size());
    grid_->addWidget(plot, at / kColumns, at % kColumns);
    grid_->setColumnStretch(at % kColumns, 1);
    connect(plot, &PlotView::pointerMoved, this, [this, plot](double x) {
      for (PlotView* other : plots_)
        if (other != plot) other->setLinkedPointer(x);
    });
    offerComparedExport(plot, comparison_);
    plots_.push_back(plot);
  }
  return plots_[place];
}

std::vector<PlotSpec> ComparedCurvesView::shownPlots() const {
  const std::vector<CurveSource> sources = comparison_->curves();
  const CompareChoice how{CompareAxis(axis_->currentData().toInt()), smoothing_->currentData().toDouble(),
                          comparison_->pinnedSource() != nullptr && shown_->chosen() == 1};
  std::vector<PlotSpec> plots;
  for (const ScalarColumn& column : comparedScalars(sources))
    if (PlotSpec plot = comparedCurves(column.name, sources, how); !plot.empty()) plots.push_back(std::move(plot));
  return plots;
}

void ComparedCurvesView::refresh() {
  if (!isVisible()) return;
  shown_->setVisible(comparison_->pinnedSource() != nullptr);
  std::size_t place = 0;
  QString caption;
  for (PlotSpec& plot : shownPlots()) {
    if (!plot.caption.empty()) caption = engineText(plot.caption);
    plot.x.titled = false;  // the choice of the axis stands above
    PlotView* view = plotFor(place++);
    view->setVisible(true);
    view->setPanelKind("curve." + plot.name);  // a difference is none
    view->setPlot(std::move(plot));
  }
  for (; place < plots_.size(); ++place) {
    plots_[place]->setVisible(false);
    plots_[place]->setPlot({});
  }
  const QString data = comparison_->dataExplanation();
  text_->setText(caption);
  text_->setToolTip(data);
  Q_EMIT comparison_->viewChanged();
}

/// Nothing to draw: it is still being read, or there is none.
EmptyState ComparedCurvesView::emptyState() const {
  if (EmptyState none = comparedEmptyState(*comparison_); !none.text.isEmpty()) return none;
  bool hasHistory = false;
  for (const ComparedSource& source : comparison_->compared())
    hasHistory = hasHistory || source.first().scalars.size() > 0;
  if (!hasHistory)
    return {tr("What is ticked has no curves: files of weights and configurations have no history."), tr("Add runs…"),
            QStringLiteral("compare.addRuns")};
  for (const CurveSource& source : comparison_->curves())
    for (const CurveMember& member : source.members)
      if (member.rows) return {};
  return {tr("Reading runs…"), tr("Add runs…"), QStringLiteral("compare.addRuns")};
}

void ComparedCurvesView::showEvent(QShowEvent*) { refresh(); }

/// Differences are no panel.
BoardPanel ComparedCurvesView::panel() const {
  const bool difference = comparison_->pinnedSource() && shown_->chosen() == 1;
  return {.kind = difference || comparison_->compared().empty() ? std::string() : "compared_curves"};
}

FigurePlace ComparedCurvesView::figurePlace() const { return comparedFigurePlace(comparison_->compared()); }

std::unique_ptr<Figure> ComparedCurvesView::figure() const {
  std::vector<PlotSpec> plots;
  for (const PlotView* plot : plots_)
    if (plot->hasData()) plots.push_back(plot->plot());
  if (plots.empty()) plots = shownPlots();  // nobody has looked yet
  return makePlotFigure(std::move(plots), comparison_->provenance(), tr("Compared curves"));
}

}  // namespace studio
