#include "widgets/plots/curve_group.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>

#include "widgets/export/curves_figure.h"
#include "widgets/export/save_dialog.h"
#include "widgets/frame/theme.h"

namespace studio {

CurveGroup::CurveGroup(RunMonitor* monitor, const std::vector<QString>& ids, int columns, QWidget* parent) : QWidget(parent), monitor_(monitor) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(16, 0, 16, 8);
  grid->setHorizontalSpacing(16);
  grid->setVerticalSpacing(2);
  int place = 0;
  for (const QString& id : ids)
    for (const CurveSpec& spec : curveSpecs()) {
      if (id != QLatin1String(spec.id)) continue;
      auto* title = new QLabel(titleOf(spec), this);
      title->setFont(studio::font(TextStyle::Label));
      auto* plot = new CurvePlot(spec, this);
      const int row = 2 * (place / columns), column = place % columns;
      grid->addWidget(title, row, column);
      grid->addWidget(plot, row + 1, column);
      grid->setRowStretch(row + 1, 1);
      grid->setColumnStretch(column, 1);
      connect(plot, &CurvePlot::pictureWanted, this, [this](const QString& curve) { savePicture(this, *makeCurvesFigure({monitor_->data()}, {curve}), monitor_->data().folder, curve); });
      connect(plot, &CurvePlot::dataWanted, this, [this](const QString& curve) { saveData(this, *makeCurvesFigure({monitor_->data()}, {curve}), monitor_->data().folder, curve); });
      plots_.push_back(plot);
      ++place;
    }
  connect(monitor, &RunMonitor::scalarsChanged, this, &CurveGroup::refresh);
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

void CurveGroup::refresh() {
  if (!isVisible()) return;
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
