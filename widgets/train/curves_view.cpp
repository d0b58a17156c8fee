#include "widgets/train/curves_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/train/curve_choices.h"
#include "widgets/train/curve_group.h"
#include "widgets/runs/state_text.h"
#include "widgets/export/plot_figure.h"

namespace studio {

CurvesView::CurvesView(RunMonitor* monitor, QWidget* parent) : FigureView(monitor, parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 8, 0, 0);
  group_ = new CurveGroup(
      monitor,
      {"task_loss", "accuracy", "topo_loss", "total_loss", "smoothness", "dimensionality", "learning_rate", "tau"}, 2,
      this, true);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(16, 0, 16, 0);
  row->addStretch(1);
  row->addWidget(smoothingChoice(group_, this));
  row->addWidget(axisChoice(group_, this));
  column->addLayout(row);
  column->addWidget(group_, 1);
}

EmptyState CurvesView::emptyState() const {
  if (!monitor_->hasRun())
    return {tr("Losses and accuracy of a run are drawn here."), tr("New run"), QStringLiteral("file.new")};
  if (!monitor_->data().caption.empty()) return {noHistoryText(), tr("Open..."), QStringLiteral("file.open")};
  if (monitor_->data().scalars.empty()) return {tr("No values yet. The first point comes with step 0."), {}, {}};
  return {};
}

std::unique_ptr<Figure> CurvesView::figure() const {
  if (monitor_->data().scalars.empty()) return nullptr;
  return makeCurvesFigure({monitor_->data()}, {});
}

}  // namespace studio
