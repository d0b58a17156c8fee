#include "widgets/analysis/contrast_views.h"

#include <algorithm>

#include "widgets/analysis/analyses.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/network_choice.h"
#include "widgets/analysis/shown_maps.h"
#include "widgets/export/run_figures.h"

namespace studio {
namespace {

/// A network's maps of this statistic, named by their contrast alone; smoothed as they are among the maps.
std::shared_ptr<const Snapshot> makeSnapshot(const NetworkAnalysis& found, const std::string& statistic, double sigma) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->step = std::max<std::int64_t>(0, found.step);
  for (const AnalysedLayer& layer : found.layers)
    for (const Contrast& contrast : found.contrasts)
      if (const SheetMap* map = found.map(layer.layer, mapQuantity(contrast.name, statistic))) {
        snapshot->maps.push_back(smoothedMap(*map, sigma));
        snapshot->maps.back().quantity = contrast.name;
      }
  return snapshot;
}

std::vector<LayerInfo> findLayers(const NetworkAnalysis& found, const std::vector<LayerInfo>& known) {
  std::vector<LayerInfo> layers;
  for (const AnalysedLayer& layer : found.layers) {
    const auto info =
        std::find_if(known.begin(), known.end(), [&](const LayerInfo& each) { return each.name == layer.layer; });
    layers.push_back(
        info != known.end() ? *info : LayerInfo{layer.layer, {}, layer.units, layer.height, layer.width, 0, {}, true});
  }
  return layers;
}

}  // namespace

ContrastStackView::ContrastStackView(const ViewContext& context, QWidget* parent)
    : StackView(context.monitor, parent), analyses_(context.analyses) {
  setAccessibleName(tr("Stack of the maps of a contrast"));
  network_ = new NetworkChoice(
      analyses_, [](const AnalysisRow& row) { return !row.source.isGroup() && !row.found->contrasts.empty(); }, this);
  addToHeader(network_);
  const auto redraw = [this] { refresh(); };
  connect(network_, &NetworkChoice::networkChosen, this, redraw);
  connect(&analyses_->results(), &AnalysisResults::changed, this, redraw);
  connect(&analyses_->choices(), &AnalysisChoices::changed, this, redraw);
  connect(&analyses_->selection(), &AnalysisSelection::changed, this, redraw);
  connect(&analyses_->selection(), &AnalysisSelection::displayChanged, this, redraw);
}

StackMaps ContrastStackView::maps() const {
  StackMaps result;
  const AnalysisRow* row = network_->row();
  if (!row) return result;
  const NetworkAnalysis& found = *row->found;
  const double sigma = analyses_->selection().display().sigma;
  result.snapshot = makeSnapshot(found, analyses_->choices().settings().statistic(), sigma);
  if (sigma > 0) result.note = tr("Smooth σ %1").arg(sigma, 0, 'g', 3);
  result.layers = findLayers(found, monitor_->data().layers);
  for (const Contrast& contrast : found.contrasts) result.quantities.push_back(contrast.name);
  const bool known =
      std::find(result.quantities.begin(), result.quantities.end(), contrast_) != result.quantities.end();
  result.view = monitor_->view();
  result.view.layerAlone = false;  // a choice for the maps of the run; these share one scale
  result.view.layer = analyses_->selection().layer();
  result.view.quantity = known ? contrast_ : result.quantities.front();
  result.view.threshold = analyses_->selection().display().greyBelow;
  result.view.percentile = analyses_->selection().display().percentile;
  result.view.limitsLocked = locked_;
  result.view.limitLow = limits_.low;
  result.view.limitHigh = limits_.high;
  return result;
}

void ContrastStackView::setQuantity(const std::string& quantity) {
  contrast_ = quantity;
  locked_ = false;
  refresh();
}

void ContrastStackView::setLimits(bool locked, const Limits& limits) {
  locked_ = locked;
  limits_ = limits;
  refresh();
}

EmptyState ContrastStackView::emptyState() const {
  return maps().snapshot ? EmptyState{} : analysisEmptyState(*analyses_, kMapsAnalysis);
}

std::unique_ptr<Figure> ContrastStackView::figure() const {
  const StackMaps shown = maps();
  if (!shown.snapshot) return nullptr;
  RunData data;
  data.folder = monitor_->data().folder;
  data.config = monitor_->data().config;
  data.caption = monitor_->data().caption;
  data.layers = shown.layers;
  data.snapshot = shown.snapshot;
  return makeStackFigure(data, shown.view, shown.note);
}

/// The same maps side by side.
BoardPanel ContrastStackView::panel() const {
  const AnalysisRow* row = network_->row();
  if (!row || row->found->contrasts.empty()) return {};
  const auto& contrasts = row->found->contrasts;
  const bool known = std::any_of(contrasts.begin(), contrasts.end(),
                                 [this](const Contrast& contrast) { return contrast.name == contrast_; });
  return {.kind = "maps_by_layer", .contrasts = {known ? contrast_ : contrasts.front().name}};
}

}  // namespace studio
