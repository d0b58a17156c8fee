// Curve plots kept in step with the monitor, and the view "Curves".
#include "widgets/train/curves_view.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/export/export_dialog.h"
#include "widgets/export/run_figures.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"

namespace studio {

CurveGroup::CurveGroup(RunMonitor* monitor, const std::vector<QString>& ids, int columns, QWidget* parent, bool further)
    : QWidget(parent), monitor_(monitor), grid_(new QGridLayout(this)), columns_(columns), further_(further) {
  grid_->setContentsMargins(16, 0, 16, 8);
  grid_->setHorizontalSpacing(16);
  grid_->setVerticalSpacing(2);
  for (const QString& id : ids) addPlot(id);
  soon_.setSingleShot(true);
  connect(&soon_, &QTimer::timeout, this, &CurveGroup::refresh);
  connect(monitor, &RunMonitor::scalarsChanged, this, &CurveGroup::refreshSoon);
  connect(monitor, &RunMonitor::runOpened, this, &CurveGroup::refresh);
  connect(monitor, &RunMonitor::snapshotChanged, this, &CurveGroup::moveCursor);
  connect(monitor, &RunMonitor::viewChanged, this, &CurveGroup::moveCursor);
}

void CurveGroup::addPlot(const QString& id) {
  auto* plot = new PlotView(this);
  plot->setPanelKind("curve." + id.toStdString());
  const int place = int(plots_.size());
  grid_->addWidget(plot, place / columns_, place % columns_);
  grid_->setRowStretch(place / columns_, 1);
  grid_->setColumnStretch(place % columns_, 1);
  connect(plot, &PlotView::pictureWanted, this, [this, id] { saveOne(id, true); });
  connect(plot, &PlotView::dataWanted, this, [this, id] { saveOne(id, false); });
  connect(plot, &PlotView::pointerMoved, this, [this, plot](double x) {
    for (PlotView* other : plots_)
      if (other != plot) other->setLinkedPointer(x);
    pointerAt_ = x;
    showReadings();
  });
  plots_.push_back(plot);
  ids_.push_back(id);
}

PlotView* CurveGroup::plot(const QString& id) const {
  const auto found = std::find(ids_.begin(), ids_.end(), id);
  return found == ids_.end() ? nullptr : plots_[std::size_t(found - ids_.begin())];
}

void CurveGroup::setSmoothing(double weight) {
  choice_.smoothing = weight;
  refresh();
}

void CurveGroup::leaveOut(const QString& id) {
  if (id == leftOut_) return;
  leftOut_ = id;
  if (PlotView* left = plot(id))
    left->hide();  // at once: hidden behind another tab it is not drawn anew, and its
                   // width would count
  refresh();
}

void CurveGroup::setAxis(CurveAxis axis) {
  choice_.axis = axis;
  refresh();
}

/// Live curves are drawn ten times a second, long ones less often: the maps keep their 30 pictures a second.
void CurveGroup::refreshSoon() {
  constexpr std::size_t kLong = 20000;
  if (!soon_.isActive()) soon_.start(monitor_->data().scalars.size() < kLong ? 100 : 1000);
}

void CurveGroup::saveOne(const QString& curve, bool picture) {
  const auto figure = makeCurvesFigure({monitor_->data()}, {curve});
  if (!figure) return;
  if (picture)
    savePicture(this, *figure, monitor_->data().folder, curve);
  else
    saveData(this, *figure, monitor_->data().folder, curve);
}

void CurveGroup::refresh() {
  if (!isVisible()) return;
  const RunData& data = monitor_->data();
  const std::vector<CurveRun> runs{{QString(), data.colour, &data.scalars, &data.mapSteps}};
  const std::vector<CurveSpec> specs = curveSpecs(runs);
  for (std::size_t i = 0; i < plots_.size(); ++i)  // a column of another run is not one of this
    plots_[i]->setVisible(ids_[i] != leftOut_ && std::any_of(specs.begin(), specs.end(), [&](const CurveSpec& spec) {
                            return ids_[i] == QString::fromStdString(spec.id);
                          }));
  for (const CurveSpec& spec : specs) {
    const QString id = QString::fromStdString(spec.id);
    if (further_ && !spec.further.empty() && !plot(id)) addPlot(id);
    PlotView* view = plot(id);
    if (!view) continue;
    CurveChoice choice = choice_;
    choice.prefix = meanText(spec, data.layers);
    PlotSpec plot = curvePlot(spec, runs, choice);
    plot.x.titled = false;  // the choice of the axis stands above
    view->setPlot(std::move(plot));
    drawn_[view] = {spec, choice};
  }
  shareSpace();
  moveCursor();
}

/// A column whose plots are all hidden takes no space.
void CurveGroup::shareSpace() {
  std::vector<int> shown(std::size_t(columns_), 0);
  for (std::size_t i = 0; i < plots_.size(); ++i)
    if (!plots_[i]->isHidden()) shown[i % std::size_t(columns_)] = 1;
  for (int column = 0; column < columns_; ++column) grid_->setColumnStretch(column, shown[std::size_t(column)]);
}

/// While the maps follow the newest step, a cursor at the curves' end would only be in the way.
void CurveGroup::moveCursor() {
  if (!isVisible()) return;
  const auto& snapshot = monitor_->data().snapshot;
  const bool shown = snapshot && !monitor_->view().followLive;
  double x = kUndefined;
  if (shown && choice_.axis == CurveAxis::Step) x = double(snapshot->step);
  if (shown && choice_.axis == CurveAxis::Epoch) x = snapshot->epoch;
  for (PlotView* plot : plots_) plot->setMarked(x);
  markedAt_ = x;
  showReadings();
}

/// Beside the lines stand the values where the pointer is, else those of the step that is shown, else the newest.
void CurveGroup::showReadings() {
  const double x = std::isfinite(pointerAt_) ? pointerAt_ : markedAt_;
  for (const auto& [view, drawn] : drawn_) {
    std::vector<PlotPainter::Reading> readings;
    if (std::isfinite(x))
      for (auto& [words, brief] : curveReadings(view->plot(), drawn.spec, drawn.choice, x))
        readings.push_back({std::move(words), std::move(brief)});
    view->setReadings(std::move(readings));
  }
}

void CurveGroup::showEvent(QShowEvent*) { refresh(); }

QComboBox* smoothingChoice(CurveGroup* group, QWidget* parent) {
  auto* box = new ChoiceBox(parent);
  box->setObjectName(QStringLiteral("smoothing"));
  box->setAccessibleName(tr("Smoothing of the curves"));
  box->addItem(tr("Not smoothed"), 0.0);
  for (const double weight : {0.6, 0.9, 0.99}) box->addItem(tr("EMA %1").arg(weight), weight);
  box->setToolTip(tr("Exponential moving average over all points; the raw values stay visible and are never changed"));
  QObject::connect(box, &QComboBox::currentIndexChanged, group,
                   [box, group] { group->setSmoothing(box->currentData().toDouble()); });
  return box;
}

QComboBox* axisChoice(CurveGroup* group, QWidget* parent) {
  auto* box = new ChoiceBox(parent);
  box->setObjectName(QStringLiteral("axis"));
  box->setAccessibleName(tr("What runs along x"));
  box->addItem(tr("Step"), int(CurveAxis::Step));
  box->addItem(tr("Epoch"), int(CurveAxis::Epoch));
  box->addItem(tr("Seconds"), int(CurveAxis::Seconds));
  QObject::connect(box, &QComboBox::currentIndexChanged, group,
                   [box, group] { group->setAxis(CurveAxis(box->currentData().toInt())); });
  return box;
}

CurvesView::CurvesView(RunMonitor* monitor, QWidget* parent) : FigureView(monitor, parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 8, 0, 0);
  group_ = new CurveGroup(monitor,
                          {"task_loss", "accuracy", "topo_loss", "weight_norm", "total_loss", "smoothness",
                           "dimensionality", "learning_rate", "tau"},
                          2, this, true);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(16, 0, 16, 0);
  row->addStretch(1);
  row->addWidget(smoothingChoice(group_, this));
  row->addWidget(axisChoice(group_, this));
  column->addLayout(row);
  auto* scroll = new QScrollArea(this);  // a low window has no room for all of them
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setWidget(group_);
  column->addWidget(scroll, 1);
}

EmptyState CurvesView::emptyState() const {
  if (!monitor_->hasRun())
    return {tr("Losses and accuracy of a run are drawn here."), tr("New run"), QStringLiteral("file.new")};
  if (!monitor_->data().caption.empty()) return {noHistoryText(), tr("Open..."), QStringLiteral("file.open")};
  const QString stage = stageText(monitor_->data().status);
  if (monitor_->data().scalars.empty())
    return {stage.isEmpty() ? tr("No values yet. The first point comes with step 0.")
                            : tr("%1. The first point comes with step 0.").arg(stage),
            {},
            {}};
  return {};
}

BoardPanel CurvesView::panel() const {
  return {.kind = monitor_->data().scalars.empty() ? std::string() : "compared_curves"};
}

std::unique_ptr<Figure> CurvesView::figure() const {
  if (monitor_->data().scalars.empty()) return nullptr;
  return makeCurvesFigure({monitor_->data()}, {});
}

}  // namespace studio
