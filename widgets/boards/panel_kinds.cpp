#include "widgets/boards/panel_kinds.h"

#include <algorithm>
#include <map>

#include "widgets/figure/figures.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/tr.h"
#include "widgets/plots/curve.h"

namespace studio {
namespace {

ViewState viewOf(const PanelRequest& request) {
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

/// A figure of the studio as it is, of the main run and, where it shows controls, its control.
PanelKind figureKind(const FigureEntry& entry) {
  PanelKind kind{.name = entry.name, .title = entry.title, .group = PanelGroup::Figures};
  kind.columns = 12;
  kind.rows = 15;
  kind.ofLayer = kind.ofOneRun = true;
  kind.ofMaps = !entry.needsAnalyses;
  kind.make = [entry](const PanelRequest& request) {
    PanelContent content;
    std::vector<RunData> runs = shownRuns(request);
    ViewState view = viewOf(request);
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
  std::vector<PanelKind> kinds{accuracyPanel()};
  const auto add = [&](std::vector<PanelKind> more) {
    for (PanelKind& kind : more) kinds.push_back(std::move(kind));
  };
  add(reductionPanels());
  add(mapPanels());
  add(layerMeasurePanels());
  for (const AnalysisKind& analysis : analyses)
    for (const PlotKind& plot : analysis.plots)
      if (!findPanelKind(kinds, plot.name)) kinds.push_back(plotKind(analysis, plot));  // pruning has a panel already
  for (const CurveSpec& curve : curveSpecs()) kinds.push_back(curveKind(curve));
  for (const FigureEntry& entry : figures({}))
    if (entry.isPanel) kinds.push_back(figureKind(entry));
  return kinds;
}

const PanelKind* findPanelKind(const std::vector<PanelKind>& kinds, const std::string& name) {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const PanelKind& kind) { return kind.name == name; });
  return found == kinds.end() ? nullptr : &*found;
}

}  // namespace studio
