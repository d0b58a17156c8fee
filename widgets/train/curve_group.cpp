#include "widgets/train/curve_group.h"

#include <QGridLayout>
#include <algorithm>

#include "widgets/export/plot_figure.h"
#include "widgets/export/save_dialog.h"

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
  const int place = int(plots_.size());
  grid_->addWidget(plot, place / columns_, place % columns_);
  grid_->setRowStretch(place / columns_, 1);
  grid_->setColumnStretch(place % columns_, 1);
  connect(plot, &PlotView::pictureWanted, this, [this, id] { saveOne(id, true); });
  connect(plot, &PlotView::dataWanted, this, [this, id] { saveOne(id, false); });
  connect(plot, &PlotView::pointerMoved, this, [this, plot](double x) {
    for (PlotView* other : plots_)
      if (other != plot) other->setLinkedPointer(x);
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
  const auto topo =
      std::count_if(data.layers.begin(), data.layers.end(), [](const LayerInfo& layer) { return layer.topo; });
  const std::vector<CurveRun> runs{{QString(), data.colour, &data.scalars}};
  const std::vector<CurveSpec> specs = curveSpecs(runs);
  for (std::size_t i = 0; i < plots_.size(); ++i)  // a column of another run is not one of this
    plots_[i]->setVisible(std::any_of(
        specs.begin(), specs.end(), [&](const CurveSpec& spec) { return ids_[i] == QString::fromStdString(spec.id); }));
  for (const CurveSpec& spec : specs) {
    const QString id = QString::fromStdString(spec.id);
    if (further_ && !spec.further.empty() && !plot(id)) addPlot(id);
    PlotView* view = plot(id);
    if (!view) continue;
    CurveChoice choice = choice_;
    if (topo > 1 && spec.id == "topo_loss") choice.prefix = tr("mean of %1 layers").arg(topo);
    PlotSpec plot = curvePlot(spec, runs, choice);
    plot.x.titled = false;  // the choice of the axis stands above
    view->setPlot(std::move(plot));
  }
  moveCursor();
}

/// While the maps follow the newest step, a cursor at the curves' end would only be in the way.
void CurveGroup::moveCursor() {
  if (!isVisible()) return;
  const auto& snapshot = monitor_->data().snapshot;
  const bool shown = snapshot && !monitor_->view().followLive;
  double x = kNoValue;
  if (shown && choice_.axis == CurveAxis::Step) x = double(snapshot->step);
  if (shown && choice_.axis == CurveAxis::Epoch) x = snapshot->epoch;
  for (PlotView* plot : plots_) plot->setMarked(x);
}

void CurveGroup::showEvent(QShowEvent*) { refresh(); }

}  // namespace studio
