#include "widgets/analysis/analysis_selection.h"

namespace studio {

AnalysisSelection::AnalysisSelection(RunMonitor* monitor, const AnalysisResults& results, QObject* parent)
    : QObject(parent), monitor_(monitor), results_(results) {
  connect(monitor, &RunMonitor::viewChanged, this, &AnalysisSelection::follow);
  connect(&results, &AnalysisResults::changed, this, &AnalysisSelection::follow);
}

/// Results may answer for a layer that is not analysed.
void AnalysisSelection::follow() {
  const ViewState& view = monitor_->view();
  if (seenChoice_ == view.layer && seenUnit_ == view.unit && seenLayer_ == layer()) return;
  seenChoice_ = view.layer;
  seenUnit_ = view.unit;
  seenLayer_ = layer();
  Q_EMIT changed();
}

std::string AnalysisSelection::layer() const {
  const std::string& chosen = monitor_->view().layer;
  const AnalysisRow* first = results_.first();
  return !first || first->found->layers.empty() || first->found->find(chosen) ? chosen
                                                                              : first->found->layers.front().layer;
}

void AnalysisSelection::setLayer(const std::string& layer) {
  ViewState view = monitor_->view();
  if (view.layer == layer) return;
  view.layer = layer;
  view.unit = -1;
  monitor_->setView(view);
}

std::int64_t AnalysisSelection::unit() const { return layer() == monitor_->view().layer ? monitor_->view().unit : -1; }

void AnalysisSelection::setUnit(std::int64_t unit) {
  ViewState view = monitor_->view();
  view.layer = layer();
  view.unit = unit;
  monitor_->setView(view);
}

void AnalysisSelection::setHovered(std::int64_t unit) {
  if (unit == hovered_) return;
  hovered_ = unit;
  Q_EMIT hoverChanged();
}

void AnalysisSelection::setDisplay(const AnalysisDisplay& display) {
  if (display == display_) return;
  display_ = display;
  Q_EMIT displayChanged();
}

void AnalysisSelection::clear() {
  hovered_ = -1;
  display_.lockedLimit.reset();
  display_.hidden.clear();
}

}  // namespace studio
