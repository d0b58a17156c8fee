// What a network still can when it is made smaller: by pruning (the paper's figure 4A) and by sheets that are stored
// small and enlarged (4B), as core/run/level_plot draws it. A curve a group of seeds with a band of one standard
// deviation; also relative to the whole network. These are panels of those two figures and name their analyses; the
// plots of any analysis are panels by its row (panel_kinds.cpp).
#include <algorithm>

#include "core/run/level_plot.h"
#include "widgets/boards/panel_kinds.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

struct Reduction {
  const char *analysis, *column;  ///< of the share that is taken away
  QString title, axis;
  QString (*method)(const NetworkAnalysis&);  ///< how, for the caption
  bool published = false;                     ///< there are published values beside it
};

QString pruningMethod(const NetworkAnalysis& found) {
  const QString scope =
      found.settings.text("scope", "layer") == "global" ? tr("over all layers together") : tr("each layer by itself");
  const QString layers = found.settings.layers == "topo" ? tr("layers with TopoLoss") : tr("all layers");
  return tr(", smallest magnitudes first, %1, %2, without training afterwards").arg(scope, layers);
}

QString downsamplingMethod(const NetworkAnalysis&) {
  return tr(", stored small and enlarged, without training afterwards");
}

Reduction pruning() { return {"prune", "amount", tr("Pruning"), tr("Weights pruned"), pruningMethod}; }
Reduction downsampling() {
  return {"downsample", "sparsity", tr("Sheets downsampled"), tr("Sparsity"), downsamplingMethod, true};
}

/// The rows of levels, whichever name their table has.
const Table* findLevels(const BoardSource& source, const Reduction& reduction) {
  const NetworkAnalysis* found = source.analysis(reduction.analysis);
  const Result* result = found ? found->result(reduction.analysis) : nullptr;
  for (const char* name : {"rows", ""})
    if (const Table* table = result ? result->find(name) : nullptr; table && table->column(reduction.column))
      return table;
  return nullptr;
}

/// As the first of them was measured.
QString methodText(const std::vector<const BoardSource*>& runs, const Reduction& reduction) {
  for (const BoardSource* run : runs)
    if (const NetworkAnalysis* found = run->analysis(reduction.analysis)) return reduction.method(*found);
  return {};
}

/// Trained for the task alone.
bool isControl(const BoardGroup& group) {
  const RunConfig& config = group.members.front()->run.config;
  return config == withoutLosses(config);
}

/// The one without a loss beside the task's is the control.
LevelSource levelSource(const BoardGroup& group, const Reduction& reduction) {
  LevelSource source{.name = group.label,
                     .label = group.label,
                     .colour = {PlotColour::Role::Run, group.colour},
                     .control = isControl(group),
                     .keys = {{"network", group.label}}};
  for (const BoardSource* member : group.members)
    if (const Table* levels = findLevels(*member, reduction)) source.seeds.push_back(levels);
  return source;
}

LevelRequest makeLevels(const Reduction& reduction, bool relative) {
  LevelRequest request{.along = reduction.column, .accuracyTitle = tr("Top-1 accuracy").toStdString()};
  request.plot.name = std::string(reduction.analysis) + (relative ? "_relative" : "");
  request.plot.title = reduction.title.toStdString();
  request.plot.x = {
      .title = reduction.axis.toStdString(), .unit = "%", .column = std::string(reduction.column) + "_percent"};
  request.relative = relative;
  request.published = reduction.published;
  return request;
}

PanelContent makeReductionContent(const PanelRequest& request, const Reduction& reduction, bool relative) {
  PanelContent content;
  const std::string command = std::string("toponets analyse ") + reduction.analysis + " RUN";
  content.missing = QString::fromStdString(missingResults(request.runs, reduction.analysis, command));
  content.title = relative ? tr("%1, relative").arg(reduction.title) : reduction.title;
  content.caption = content.title;
  std::vector<LevelSource> sources;
  for (const BoardGroup& group : groupRuns(request.runs)) sources.push_back(levelSource(group, reduction));
  PlotSpec spec = levelPlot(sources, makeLevels(reduction, relative));
  spec.y.title = engineText(spec.y.title).toStdString();
  content.caption += methodText(request.runs, reduction);
  sayResults(content, request.runs, reduction.analysis);
  if (!spec.empty()) content.plot = std::move(spec);
  return content;
}

PanelKind reductionKind(const char* name, Reduction (*reduction)(), bool relative) {
  PanelKind kind{.name = name, .group = PanelGroup::Runs};
  kind.title = relative ? tr("%1, relative").arg(reduction().title) : reduction().title;
  kind.uses = {reduction().analysis};
  kind.make = [reduction, relative](const PanelRequest& request) {
    return makeReductionContent(request, reduction(), relative);
  };
  return kind;
}

}  // namespace

std::vector<PanelKind> reductionPanels() {
  return {reductionKind("pruning", pruning, false), reductionKind("pruning_relative", pruning, true),
          reductionKind("downsampling", downsampling, false),
          reductionKind("downsampling_relative", downsampling, true)};
}

}  // namespace studio
