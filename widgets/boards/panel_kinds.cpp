#include "widgets/boards/panel_kinds.h"

#include <algorithm>
#include <map>

#include "core/run/analysis_store.h"
#include "widgets/analysis/readings.h"
#include "widgets/figure/figures.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/tr.h"
#include "widgets/plots/curve.h"

namespace studio {

// What only several runs together show, in the order of lists: the function of this name stands in the panel's own file
// (*_panel.cpp, *_panels.cpp) and makes its rows.
// clang-format off
#define STUDIO_PANELS(row) \
  row(accuracyPanels)      \
  row(reductionPanels)     \
  row(mapPanels)           \
  row(windowsPanels)       \
  row(layerMeasurePanels)
// clang-format on

#define STUDIO_DECLARE_PANELS(make) std::vector<PanelKind> make();
STUDIO_PANELS(STUDIO_DECLARE_PANELS)

namespace {

ViewState requestedView(const PanelRequest& request) {
  ViewState view;
  view.layer = request.panel.layer;
  if (!request.panel.quantity.empty()) view.quantity = request.panel.quantity;
  view.colours = request.style.mapColours;
  if (request.panel.step >= 0) view.step = request.panel.step;
  return view;
}

/// A plot of an analysis, of groups with their spread.
PanelKind plotKind(const AnalysisKind& analysis, const PlotKind& plot) {
  PanelKind kind{.name = plot.name, .title = engineText(plot.title), .group = PanelGroup::Analyses};
  kind.ofLayer = plot.ofLayer;
  kind.uses = {analysis.name};
  kind.make = [name = analysis.name, plot](const PanelRequest& request) {
    PanelContent content;
    const auto networks = groupNetworks(groupRuns(request.runs), name);
    content.missing = QString::fromStdString(missingResults(request.runs, name, "toponets analyse " + name + " RUN"));
    if (networks.empty()) return content;
    PlotSpec spec = makePlot(plot, networks, plot.ofLayer ? request.panel.layer : std::string());
    content.title = engineText(spec.title);
    content.caption =
        spec.caption.empty() ? content.title : content.title + QStringLiteral(". ") + engineText(spec.caption);
    spec.caption.clear();
    sayResults(content, request.runs, name);
    if (!spec.empty())
      content.plot = std::move(spec);
    else if (content.missing.isEmpty())
      content.missing = tr("“%1” has nothing to draw of these runs yet; Run all in the workspace Analyse finds "
                           "what it needs.")
                            .arg(content.title);
    return content;
  };
  return kind;
}

/// A curve of training, a line a run.
PanelKind curveKind(const CurveSpec& curve) {
  PanelKind kind{.name = "curve." + curve.id, .title = makeTitle(curve), .group = PanelGroup::Training};
  kind.make = [curve](const PanelRequest& request) {
    PanelContent content;
    std::vector<CurveRun> runs;
    std::map<std::string, std::string> labels;  // of a group, by the names of its first run's lines
    for (const BoardGroup& group : groupRuns(request.runs))
      for (const BoardSource* member : group.members) {
        const QString name = QString::fromStdString(group.label);
        const bool alone = group.members.size() == 1;
        runs.push_back({alone ? name : tr("%1, seed %2").arg(name).arg(member->run.config.train.seed), group.colour,
                        &member->run.scalars, &member->run.mapSteps});
        if (member == group.members.front()) labels[runs.back().name.toStdString()] = group.label;
      }
    PlotSpec spec = curvePlot(curve, runs);
    content.title = content.caption = makeTitle(curve);
    if (spec.labels == PlotSpec::Labels::Legend) {  // a label for a group, not for each of its seeds
      spec.labels = PlotSpec::Labels::AtEnd;
      for (PlotSeries& series : spec.series) series.label = labels.count(series.label) ? labels[series.label] : "";
    }
    spec.heading.clear();  // the panel has its title
    if (spec.empty())
      content.missing = tr("None of these runs has values of “%1”.").arg(makeTitle(curve));
    else
      content.plot = std::move(spec);
    return content;
  };
  return kind;
}

/// All of them, each in the colour of its group.
std::vector<RunData> allRuns(const PanelRequest& request) {
  std::vector<RunData> runs;
  for (const BoardGroup& group : groupRuns(request.runs))
    for (const BoardSource* member : group.members) runs.emplace_back(member->run).colour = group.colour;
  return runs;
}

/// The main run, and the one without TopoLoss and of the same seed as its control, each in the colour of its group.
std::vector<RunData> shownRuns(const PanelRequest& request) {
  const BoardSource* main = mainRun(request.runs);
  std::vector<RunData> runs;
  for (const BoardGroup& group : groupRuns(request.runs))
    for (const BoardSource* member : group.members) {
      const bool isControl = group.tau == 0 && member->run.config.train.seed == main->run.config.train.seed;
      if (member != main && !isControl) continue;
      const auto place = member == main ? runs.begin() : runs.end();
      runs.insert(place, member->run)->colour = group.colour;
    }
  return runs;
}

/// A figure of the studio as it is: of all runs where it compares them, else of the main run and, where it shows
/// controls, its control.
PanelKind figureKind(const FigureEntry& entry) {
  PanelKind kind{.name = entry.name, .title = entry.title, .group = PanelGroup::Figures};
  if (entry.comparesRuns) kind.group = PanelGroup::Runs;
  kind.columns = 12;
  kind.rows = 15;
  kind.ofLayer = kind.ofOneRun = !entry.comparesRuns;
  kind.ofMaps = !entry.needsAnalyses && !entry.comparesRuns;
  if (entry.needsAnalyses) kind.uses = {entry.name};
  kind.make = [entry](const PanelRequest& request) {
    PanelContent content;
    std::vector<RunData> runs = entry.comparesRuns ? allRuns(request) : shownRuns(request);
    ViewState view = requestedView(request);
    if (request.panel.step >= 0 && !entry.needsAnalyses)
      runs.front() = loadRunData(runs.front().folder, request.panel.step);
    if (runs.front().snapshot && request.panel.step < 0) view.step = runs.front().snapshot->step;
    content.figure = entry.make(runs, view);
    content.title = content.figure ? content.figure->title() : entry.title;
    content.caption = content.title;
    if (!content.figure)
      content.missing = tr("%1 has nothing to draw as “%2” yet.")
                            .arg(QString::fromStdString(mainRun(request.runs)->name), entry.title);
    return content;
  };
  return kind;
}

}  // namespace

std::vector<PanelKind> panelKinds(const std::vector<AnalysisKind>& analyses) {
  std::vector<PanelKind> kinds;
#define STUDIO_ADD_PANELS(make) \
  for (PanelKind & kind : make()) kinds.push_back(std::move(kind));
  STUDIO_PANELS(STUDIO_ADD_PANELS)
  for (const AnalysisKind& analysis : analyses)
    for (const PlotKind& plot : analysis.plots)
      if (!findPanelKind(kinds, plot.name)) kinds.push_back(plotKind(analysis, plot));  // pruning has a panel already
  for (const CurveSpec& curve : curveSpecs()) kinds.push_back(curveKind(curve));
  for (const FigureEntry& entry : figures({}))
    if (entry.isPanel) kinds.push_back(figureKind(entry));
  return kinds;
}

std::set<std::string> usedAnalyses(const FigureBoard& board, const std::vector<PanelKind>& kinds) {
  std::set<std::string> used;
  for (const BoardPanel& panel : board.panels)
    if (const PanelKind* kind = findPanelKind(kinds, panel.kind)) used.insert(kind->uses.begin(), kind->uses.end());
  return used;
}

void sayUnmeasured(PanelContent& content, std::size_t lacking, std::size_t of) {
  if (lacking == 0) return;
  if (!content.caption.endsWith(QLatin1Char('.'))) content.caption += QLatin1Char('.');
  content.caption += QLatin1Char(' ') + tr("Not measured: %1 of %2 runs").arg(lacking).arg(of);
}

void sayResults(PanelContent& content, const std::vector<const BoardSource*>& runs, const std::string& analysis) {
  content.caption += stimuliText(runs, analysis);
  const auto lacking =
      std::count_if(runs.begin(), runs.end(), [&](const BoardSource* run) { return !run->analysis(analysis); });
  sayUnmeasured(content, std::size_t(lacking), runs.size());
}

QString stimuliText(const std::vector<const BoardSource*>& runs, const std::string& analysis) {
  const NetworkAnalysis* first = nullptr;
  for (const BoardSource* run : runs) {
    const NetworkAnalysis* found = run->analysis(analysis);
    if (!found) continue;
    if (first && (found->stimuli != first->stimuli || found->stimuliCount != first->stimuliCount)) return {};
    first = found;
  }
  if (!first || first->stimuliCount <= 0) return {};
  return first->stimuli.empty() || first->stimuli == kOwnStimuli
             ? tr(", %L1 stimuli of the networks' own data").arg(first->stimuliCount)
             : tr(", %L1 stimuli of %2").arg(first->stimuliCount).arg(stimuliTitle(first->stimuli));
}

const PanelKind* findPanelKind(const std::vector<PanelKind>& kinds, const std::string& name) {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const PanelKind& kind) { return kind.name == name; });
  return found == kinds.end() ? nullptr : &*found;
}

}  // namespace studio
