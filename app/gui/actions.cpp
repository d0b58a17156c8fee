#include "app/gui/actions.h"

#include "app/gui/main_window.h"
#include "app/gui/view_steps.h"
#include "widgets/analysis/analysis_desk.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

using Rows = std::vector<ActionSpec>;

Rows fileActions(MainWindow& w) {
  const auto hasRun = [&w] { return w.session().monitor()->hasRun(); };
  const auto hasFigure = [&w] { return w.hasFigure(); };
  const QString openFirst = tr("Open or start a run first");
  return {
      {"file.new", tr("New run"), tr("File"), QKeySequence("Ctrl+N"), "plus", [&w] { w.newRun(); }, {}, {}, {}},
      {"file.open", tr("Open..."), tr("File"), QKeySequence("Ctrl+O"), "folder", [&w] { w.openDialog(); }, {}, {}, {}},
      {"file.openFolder",
       tr("Open runs folder..."),
       tr("File"),
       {},
       "folder",
       [&w] { w.openRunsFolderDialog(); },
       {},
       {},
       {}},
      {"file.saveConfig",
       tr("Save configuration..."),
       tr("File"),
       QKeySequence("Ctrl+S"),
       "download",
       [&w] { w.saveConfiguration(); },
       {},
       {},
       {}},
      {"file.exportFigure",
       tr("Export figure..."),
       tr("File"),
       QKeySequence("Ctrl+E"),
       "export",
       [&w] { w.exportFigure(); },
       hasFigure,
       {},
       tr("Nothing to export yet: open a view with data")},
      {"file.exportCheckpoint",
       tr("Export checkpoint..."),
       tr("File"),
       QKeySequence("Ctrl+Shift+E"),
       "checkpoint",
       [&w] { w.exportCheckpoint(); },
       [&w] { return w.canExportCheckpoint(); },
       {},
       tr("There are no weights yet: open a run with a checkpoint, or a file of weights")},
      {"file.runFolder",
       tr("Show run folder"),
       tr("File"),
       QKeySequence("Ctrl+Shift+O"),
       "folder",
       [&w] { w.showRunFolder(); },
       hasRun,
       {},
       openFirst},
      {"file.close",
       tr("Close run"),
       tr("File"),
       QKeySequence("Ctrl+W"),
       "close",
       [&w] { w.closeRun(); },
       hasRun,
       {},
       openFirst},
      {"file.quit", tr("Quit"), tr("File"), QKeySequence("Ctrl+Q"), {}, [&w] { w.close(); }, {}, {}, {}},
  };
}

Rows editActions(MainWindow& w) {
  return {
      {"edit.undo",
       tr("Undo setting"),
       tr("Edit"),
       QKeySequence("Ctrl+Z"),
       "undo",
       [&w] { w.undoSetting(); },
       [&w] { return w.canUndoSetting(); },
       {},
       tr("No setting has been changed")},
      {"edit.redo",
       tr("Redo setting"),
       tr("Edit"),
       QKeySequence("Ctrl+Shift+Z"),
       "redo",
       [&w] { w.redoSetting(); },
       [&w] { return w.canRedoSetting(); },
       {},
       tr("Nothing has been undone")},
      {"edit.findSetting",
       tr("Find a setting"),
       tr("Edit"),
       QKeySequence("Ctrl+F"),
       "search",
       [&w] { w.findSetting(); },
       {},
       {},
       {}},
  };
}

Rows runActions(MainWindow& w) {
  const auto live = [&w] { return w.session().training(); };
  const QString nothingRuns = tr("No run is being trained in this window");
  return {
      {"run.start",
       tr("Start"),
       tr("Run"),
       QKeySequence("F5"),
       "play",
       [&w] { w.startFromSetup(); },
       [&w] { return w.canStart(); },
       {},
       tr("The configuration has a problem, or a run is being trained")},
      {"run.pause",
       w.session().paused() ? tr("Resume") : tr("Pause"),
       tr("Run"),
       QKeySequence("F6"),
       "pause",
       [&w] { w.session().pauseOrResume(); },
       live,
       {},
       nothingRuns},
      {"run.stop",
       tr("Stop and save"),
       tr("Run"),
       QKeySequence("Shift+F5"),
       "stop",
       [&w] { w.session().stop(true); },
       live,
       {},
       nothingRuns},
      {"run.stopDiscard",
       tr("Stop without saving"),
       tr("Run"),
       {},
       "close",
       [&w] { w.stopWithoutSaving(); },
       live,
       {},
       nothingRuns},
      {"run.checkpoint",
       tr("Save checkpoint"),
       tr("Run"),
       QKeySequence("Ctrl+K"),
       "checkpoint",
       [&w] { w.session().saveCheckpoint(); },
       live,
       {},
       nothingRuns},
      {"run.resume",
       tr("Resume run"),
       tr("Run"),
       {},
       "play",
       [&w] { w.resumeOpenRun(); },
       [&w] { return w.canResume(); },
       {},
       tr("Only a stopped, interrupted or failed run can be resumed; one that another process trains is stopped "
          "there")},
      {"run.extend",
       tr("Extend..."),
       tr("Run"),
       {},
       "extend",
       [&w] { w.extendOpenRun(); },
       [&w] { return w.canExtend(); },
       {},
       tr("Only a finished run can be extended")},
      {"run.check",
       tr("Check configuration"),
       tr("Run"),
       QKeySequence("F7"),
       "check",
       [&w] { w.checkConfiguration(); },
       {},
       {},
       {}},
      {"run.demo",
       tr("Start the digits demo"),
       tr("Run"),
       {},
       "play",
       [&w] { w.startDemo(); },
       [&w] { return !w.session().training(); },
       {},
       tr("A run is being trained")},
  };
}

Rows mapActions(MainWindow& w) {
  RunMonitor& monitor = *w.session().monitor();
  const auto hasRun = [&monitor] { return monitor.hasRun(); };
  const QString why = tr("Open or start a run first");
  auto row = [&](const char* id, QString text, const char* keys, const char* icon, std::function<void()> run) {
    return ActionSpec{id, std::move(text), tr("Maps"), QKeySequence(keys), icon, std::move(run), hasRun, {}, why};
  };
  Rows rows = {
      row("maps.previousLayer", tr("Previous layer"), "Alt+Left", "", [&monitor] { stepLayer(monitor, -1); }),
      row("maps.nextLayer", tr("Next layer"), "Alt+Right", "", [&monitor] { stepLayer(monitor, 1); }),
      row("maps.previousQuantity", tr("Previous quantity"), "Alt+Up", "", [&monitor] { stepQuantity(monitor, -1); }),
      row("maps.nextQuantity", tr("Next quantity"), "Alt+Down", "", [&monitor] { stepQuantity(monitor, 1); }),
      row("maps.previousSnapshot", tr("Previous snapshot"), ",", "", [&monitor] { stepSnapshot(monitor, -1); }),
      row("maps.nextSnapshot", tr("Next snapshot"), ".", "", [&monitor] { stepSnapshot(monitor, 1); }),
      row("maps.live", tr("Live"), "L", "", [&monitor] { toggleLive(monitor); }),
      row("maps.lockLimits", tr("Lock limits"), "K", "", [&w] { w.toggleLimitsLock(); }),
      row("maps.resetLimits", tr("Reset limits"), "R", "", [&w] { w.resetLimits(); }),
      row("maps.goToUnit", tr("Go to unit..."), "Ctrl+G", "", [&w] { w.goToUnitDialog(); }),
  };
  for (ActionSpec& spec : rows) {
    if (spec.id == QLatin1String("maps.live")) spec.checked = [&monitor] { return monitor.view().followLive; };
    if (spec.id == QLatin1String("maps.lockLimits")) spec.checked = [&w] { return w.limitsLocked(); };
  }
  return rows;
}

ActionSpec themeAction(const char* id, QString text, ThemeChoice choice) {
  return {id,
          std::move(text),
          tr("View/Theme"),
          {},
          {},
          [choice] {
            ThemeManager::instance().choose(choice);
            saveTheme(choice);
          },
          {},
          [choice] { return ThemeManager::instance().choice() == choice; },
          {}};
}

Rows viewActions(MainWindow& w) {
  Rows rows = {
      {"view.fullScreen",
       tr("Full screen"),
       tr("View"),
       QKeySequence("F11"),
       "maximise",
       [&w] { w.toggleFullScreen(); },
       {},
       [&w] { return w.isFullScreen(); },
       {}},
      {"view.resetLayout", tr("Reset layout"), tr("View"), {}, "refresh", [&w] { w.resetLayout(); }, {}, {}, {}},
      themeAction("view.themeSystem", tr("System theme"), ThemeChoice::System),
      themeAction("view.themeLight", tr("Light theme"), ThemeChoice::Light),
      themeAction("view.themeDark", tr("Dark theme"), ThemeChoice::Dark),
  };
  return rows;
}

Rows analyseActions(MainWindow& w) {
  AnalysisDesk& desk = w.desk();
  const auto hasRun = [&w] { return w.session().monitor()->hasRun(); };
  const auto look = [&desk](bool AnalysisLook::*which) {
    AnalysisLook turned = desk.look();
    turned.*which = !(turned.*which);
    desk.setLook(turned);
  };
  const QString openFirst = tr("Open or start a run first");
  return {
      {"analyse.runAll",
       tr("Run all"),
       tr("Analyse"),
       QKeySequence("F8"),
       "play",
       [&w] { w.runAnalyses(); },
       [&w] { return w.canAnalyse(); },
       {},
       tr("Nothing to analyse: open a run with a checkpoint, or a file of weights; or analyses are at work")},
      {"analyse.stop",
       tr("Stop analyses"),
       tr("Analyse"),
       QKeySequence("Shift+F8"),
       "stop",
       [&desk] { desk.cancel(); },
       [&desk] { return desk.running(); },
       {},
       tr("No analysis is at work")},
      {"analyse.chooseStimuli",
       tr("Choose stimuli..."),
       tr("Analyse"),
       {},
       "folder",
       [&w] { w.chooseStimuliFolder(); },
       hasRun,
       {},
       openFirst},
      {"analyse.gratings",
       tr("Show gratings to the network"),
       tr("Analyse"),
       {},
       "target",
       [&w] { w.showGratings(); },
       hasRun,
       {},
       openFirst},
      {"analyse.linkedCursor",
       tr("Linked cursor"),
       tr("Analyse"),
       QKeySequence("C"),
       "link",
       [look] { look(&AnalysisLook::linkedCursor); },
       {},
       [&desk] { return desk.look().linkedCursor; },
       {}},
      {"analyse.outlines",
       tr("Outlines"),
       tr("Analyse"),
       QKeySequence("O"),
       "eye",
       [look] { look(&AnalysisLook::outlines); },
       {},
       [&desk] { return desk.look().outlines; },
       {}},
      {"analyse.raised",
       tr("Raised maps"),
       tr("Analyse"),
       {},
       "raised",
       [look] { look(&AnalysisLook::raised); },
       {},
       [&desk] { return desk.look().raised; },
       {}},
      {"analyse.copyData",
       tr("Copy data"),
       tr("Analyse"),
       QKeySequence("Ctrl+Shift+C"),
       "copy",
       [&w] { w.copyData(); },
       [&w] { return w.canCopyData(); },
       {},
       tr("Nothing to copy yet: open a view with data")},
  };
}

Rows helpActions(MainWindow& w) {
  return {
      {"tools.palette",
       tr("Command palette"),
       tr("Tools"),
       QKeySequence("Ctrl+Shift+P"),
       "search",
       [&w] { w.showPalette(); },
       {},
       {},
       {}},
      {"tools.system",
       tr("System information"),
       tr("Tools"),
       {},
       "info",
       [&w] { w.showSystemInformation(); },
       {},
       {},
       {}},
      {"help.shortcuts", tr("Shortcuts"), tr("Help"), QKeySequence("F1"), {}, [&w] { w.showShortcuts(); }, {}, {}, {}},
      {"help.about", tr("About and licences"), tr("Help"), {}, "info", [&w] { w.showAbout(); }, {}, {}, {}},
  };
}

}  // namespace

void addActions(ActionRegistry& registry, MainWindow& window) {
  for (const auto& rows : {fileActions(window), editActions(window), runActions(window), viewActions(window),
                           mapActions(window), analyseActions(window), helpActions(window)})
    for (const ActionSpec& spec : rows) registry.add(spec);
}

QStringList menuOrder() {
  return {tr("File"), tr("Edit"), tr("Run"), tr("View"), tr("Maps"), tr("Analyse"), tr("Tools"), tr("Help")};
}

}  // namespace studio
