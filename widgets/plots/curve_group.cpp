#include "widgets/plots/curve_group.h"

#include <QGridLayout>
#include <QLabel>
#include <algorithm>

#include "widgets/export/curves_figure.h"
#include "widgets/export/save_dialog.h"
#include "widgets/frame/theme.h"

namespace studio {

CurveGroup::CurveGroup(RunMonitor* monitor, const std::vector<QString>& ids, int columns, QWidget* parent)
    : QWidget(parent), monitor_(monitor) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(16, 0, 16, 8);
  grid->setHorizontalSpacing(16);
  grid->setVerticalSpacing(2);
  int place = 0;
  for (const QString& id : ids)
    for (const CurveSpec& spec : curveSpecs()) {
      if (id != QLatin1String(spec.id)) continue;
      auto* title = new QLabel(titleOf(spec), this);
      title->setFont(studio::textFont(TextStyle::Label));
      auto* plot = new CurvePlot(spec, this);
      const int row = 2 * (place / columns), column = place % columns;
      grid->addWidget(title, row, column);
      grid->addWidget(plot, row + 1, column);
      grid->setRowStretch(row + 1, 1);
      grid->setColumnStretch(column, 1);
      connect(plot, &CurvePlot::pictureWanted, this, [this](const QString& curve) { saveOne(curve, true); });
      connect(plot, &CurvePlot::dataWanted, this, [this](const QString& curve) { saveOne(curve, false); });
      plots_.push_back(plot);
      ++place;
    }
  soon_.setSingleShot(true);
  connect(&soon_, &QTimer::timeout, this, &CurveGroup::refresh);
  connect(monitor, &RunMonitor::scalarsChanged, this, &CurveGroup::refreshSoon);
  connect(monitor, &RunMonitor::runOpened, this, &CurveGroup::refresh);
  connect(monitor, &RunMonitor::snapshotChanged, this, &CurveGroup::moveCursor);
  connect(monitor, &RunMonitor::viewChanged, this, &CurveGroup::moveCursor);
}

CurvePlot* CurveGroup::plot(const QString& id) const {
  for (CurvePlot* plot : plots_)
    if (id == QLatin1String(plot->spec().id)) return plot;
  return nullptr;
}

void CurveGroup::setSmoothing(double weight) {
  smoothing_ = weight;
  refresh();
}

void CurveGroup::setAxis(CurveAxis axis) {
  axis_ = axis;
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
  const auto& layers = monitor_->data().layers;
  const auto topo = std::count_if(layers.begin(), layers.end(), [](const LayerInfo& layer) { return layer.topo; });
  if (CurvePlot* plot = this->plot(QStringLiteral("topo_loss")))
    plot->setPrefix(topo > 1 ? tr("mean of %1 layers").arg(topo) : QString());
  for (CurvePlot* plot : plots_) plot->show(monitor_->data().scalars, monitor_->data().colour, smoothing_, axis_);
  moveCursor();
}

/// While the maps follow the newest step, a cursor at the curves' end would only be in the way.
void CurveGroup::moveCursor() {
  if (!isVisible()) return;
  const auto& snapshot = monitor_->data().snapshot;
  const bool shown = snapshot && !monitor_->view().followLive;
  double x = kNoValue;
  if (shown && axis_ == CurveAxis::Step) x = double(snapshot->step);
  if (shown && axis_ == CurveAxis::Epoch) x = snapshot->epoch;
  for (CurvePlot* plot : plots_) plot->setCursor(x);
}

void CurveGroup::showEvent(QShowEvent*) { refresh(); }

}  // namespace studio
