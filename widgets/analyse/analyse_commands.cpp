// The rows of the commands of Analyse (analyse_commands.h), by what they are about.
#include "widgets/analyse/analyse_commands.h"

#include <iterator>
#include <optional>

#include "widgets/analysis/analyses.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/shown_maps.h"
#include "widgets/frame/tr.h"
#include "widgets/frame/workspace_window.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/stored_ranges.h"

namespace studio {
namespace {

using Commands = std::vector<ActionSpec>;

void changeDisplay(Analyses& analyses, const std::function<void(AnalysisDisplay&)>& change) {
  AnalysisDisplay display = analyses.selection().display();
  change(display);
  analyses.selection().setDisplay(display);
}

void toggleLock(Analyses& analyses) {
  changeDisplay(analyses, [&](AnalysisDisplay& display) {
    display.lockedLimit = display.lockedLimit ? std::optional<double>() : shownMaps(analyses).limit;
  });
}

bool hasRobustLimits(const AnalysisDisplay& display) { return !display.lockedLimit && display.percentile < 100; }

void setPercentile(Analyses& analyses, double percentile) {
  changeDisplay(analyses, [percentile](AnalysisDisplay& display) {
    display.percentile = percentile;
    display.lockedLimit.reset();
  });
}

Commands limitRows(const AnalyseTargets& at) {
  Analyses& analyses = at.analyses;
  const auto display = [&analyses] { return analyses.selection().display(); };
  const auto hasRun = [&monitor = at.monitor] { return monitor.hasRun(); };
  const QString menu = tr("Maps"), openFirst = tr("Open or start a run first");
  return {
      {.id = "maps.lockLimits",
       .text = tr("Lock limits"),
       .menu = menu,
       .shortcut = QKeySequence("K"),
       .run = [&analyses] { toggleLock(analyses); },
       .enabled = hasRun,
       .checked = [display] { return display().lockedLimit.has_value(); },
       .whyDisabled = openFirst},
      {.id = "maps.robustLimits",
       .text = tr("Limits of 99 % of the values"),
       .menu = menu,
       .shortcut = QKeySequence("Shift+K"),
       .run = [&analyses, display] { setPercentile(analyses, hasRobustLimits(display()) ? 100 : kRobustPercentile); },
       .enabled = hasRun,
       .checked = [display] { return hasRobustLimits(display()); },
       .whyDisabled = openFirst},
      {.id = "maps.resetLimits",
       .text = tr("Reset limits"),
       .menu = menu,
       .shortcut = QKeySequence("R"),
       .run = [&analyses] { setPercentile(analyses, 100); },
       .enabled = hasRun,
       .whyDisabled = openFirst}};
}

Commands workRows(const AnalyseTargets& at) {
  Analyses& analyses = at.analyses;
  const auto runAll = [&analyses, comeToFront = at.comeToFront] {
    comeToFront();
    analyses.work().startAll();
  };
  return {{.id = "analyse.runAll",
           .text = tr("Run all"),
           .menu = tr("Analyse"),
           .shortcut = QKeySequence("F8"),
           .icon = "play",
           .run = runAll,
           .enabled = [&analyses] { return canRunAnalyses(analyses); },
           .why = [&analyses] { return whyNoAnalysisRuns(analyses); }},
          {.id = "analyse.stop",
           .text = tr("Stop analyses"),
           .menu = tr("Analyse"),
           .shortcut = QKeySequence("Shift+F8"),
           .icon = "stop",
           .run = [&analyses] { analyses.work().cancel(); },
           .enabled = [&analyses] { return analyses.work().running(); },
           .whyDisabled = tr("No analysis is running")}};
}

Commands stimulusRows(const AnalyseTargets& at) {
  const RunMonitor& monitor = at.monitor;
  const QString menu = tr("Analyse");
  const auto hasBaseline = [&monitor] {
    return monitor.hasRun() && monitor.data().caption.empty() && monitor.data().config.topoloss.tau != 0;
  };
  return {{.id = "analyse.chooseStimuli",
           .text = tr("Choose stimuli..."),
           .menu = menu,
           .icon = "folder",
           .run = at.chooseStimuli,
           .enabled = [&monitor] { return monitor.hasRun(); },
           .whyDisabled = tr("Open or start a run first")},
          {.id = "analyse.gratings",
           .text = tr("Show gratings to the network"),
           .menu = menu,
           .icon = "target",
           .run = at.showGratings,
           .enabled = [&monitor] { return monitor.hasRun() && !isLanguage(monitor.data()); },
           .whyDisabled = tr("Open a network that takes images first")},
          {.id = "analyse.trainBaseline",
           .text = tr("Train a baseline..."),
           .menu = menu,
           .icon = "play",
           .run = at.trainBaseline,
           .enabled = hasBaseline,
           .whyDisabled = tr("Only a run with τ above 0 has a baseline")}};
}

ActionSpec flagRow(Analyses& analyses, const char* id, const QString& text, const char* keys, const char* icon,
                   bool AnalysisDisplay::*flag) {
  return {.id = id,
          .text = text,
          .menu = tr("Analyse"),
          .shortcut = QKeySequence(keys),
          .icon = icon,
          .run = [&analyses,
                  flag] { changeDisplay(analyses, [flag](AnalysisDisplay& shown) { shown.*flag = !(shown.*flag); }); },
          .checked = [&analyses, flag] { return analyses.selection().display().*flag; }};
}

Commands displayRows(const AnalyseTargets& at) {
  Analyses& analyses = at.analyses;
  WorkspaceWindow& window = at.window;
  return {flagRow(analyses, "analyse.linkedCursor", tr("Linked cursor"), "C", "link", &AnalysisDisplay::linkedCursor),
          flagRow(analyses, "analyse.outlines", tr("Outlines"), "O", "eye", &AnalysisDisplay::outlines),
          flagRow(analyses, "analyse.raised", tr("Raised maps"), "", "raised", &AnalysisDisplay::raised),
          {.id = "analyse.copyData",
           .text = tr("Copy data"),
           .menu = tr("Analyse"),
           .shortcut = QKeySequence("Ctrl+Shift+C"),
           .icon = "copy",
           .run = [&window] { window.copyData(); },
           .enabled = [&window] { return window.canCopyData(); },
           .whyDisabled = tr("Nothing to copy yet: open a view with data")}};
}

}  // namespace

Commands analyseCommands(const AnalyseTargets& targets) {
  Commands all;
  for (Commands (*rows)(const AnalyseTargets&) : {&limitRows, &workRows, &stimulusRows, &displayRows}) {
    Commands some = rows(targets);
    all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  }
  return inGroups(std::move(all), {"analyse.chooseStimuli", "analyse.linkedCursor", "analyse.copyData"});
}

}  // namespace studio
