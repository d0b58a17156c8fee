#include "app/gui/window_commands.h"

#include <QApplication>
#include <QClipboard>
#include <QMessageBox>
#include <QPushButton>

#include "app/gui/session_memory.h"
#include "widgets/frame/desktop_notifier.h"
#include "widgets/frame/dialogs.h"
#include "widgets/frame/language.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/tr.h"
#include "widgets/sheets/sheet_canvas.h"

namespace studio {
namespace {

using Rows = std::vector<ActionSpec>;

Rows fileRows(WorkspaceWindow& window, Session& session, FileCommands& files) {
  const auto hasRun = [&session] { return session.monitor()->hasRun(); };
  const QString menu = tr("File"), openFirst = tr("Open or start a run first");
  return {
      {"file.new",
       tr("New run"),
       menu,
       QKeySequence("Ctrl+N"),
       "plus",
       [&session] { session.askForConfiguration(); },
       {},
       {},
       {}},
      {"file.open",
       tr("Open..."),
       menu,
       QKeySequence("Ctrl+O"),
       "folder",
       [&files] { files.openDialog(); },
       {},
       {},
       {}},
      {"file.openFolder",
       tr("Open runs folder..."),
       menu,
       {},
       "folder",
       [&files] { files.openRunsFolderDialog(); },
       {},
       {},
       {}},
      {"file.exportFigure",
       tr("Export figure..."),
       menu,
       QKeySequence("Ctrl+E"),
       "export",
       [&files] { files.exportFigure(); },
       [&window] { return window.currentView() && window.currentView()->figure() != nullptr; },
       {},
       tr("Nothing to export yet: open a view with data")},
      {"file.sendToBoard",
       tr("Send to board"),
       menu,
       {},
       "grid",
       [&window] {
         if (window.currentView()) window.sendToBoard(window.currentView()->panel());
       },
       [&window] { return window.currentView() && window.canSendToBoard(window.currentView()->panel()); },
       {},
       tr("Open a run, and a view that a panel of the board can show")},
      {"file.exportCheckpoint",
       tr("Export checkpoint..."),
       menu,
       QKeySequence("Ctrl+Shift+E"),
       "checkpoint",
       [&files] { files.exportCheckpoint(); },
       [&files] { return files.canExportCheckpoint(); },
       {},
       tr("There are no weights yet: open a run with a checkpoint, or a file of weights")},
      {"file.exportRun",
       tr("Export everything of this run..."),
       menu,
       {},
       "export",
       [&files] { files.askToExportRun(); },
       [&files] { return files.canExportRun(); },
       {},
       tr("Open a run first; one export at a time")},
      {"file.runFolder",
       tr("Show run folder"),
       menu,
       QKeySequence("Ctrl+Shift+O"),
       "folder",
       [&files] { files.showRunFolder(); },
       hasRun,
       {},
       openFirst},
      {"file.close",
       tr("Close run"),
       menu,
       QKeySequence("Ctrl+W"),
       "close",
       [&session] { session.closeRun(); },
       hasRun,
       {},
       openFirst},
      {"file.quit", tr("Quit"), menu, QKeySequence("Ctrl+Q"), {}, [&window] { window.close(); }, {}, {}, {}},
  };
}

ActionSpec themeRow(const char* id, QString text, ThemeChoice choice) {
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

/// Texts are made once, so another language is that of the next start.
ActionSpec languageRow(WorkspaceWindow& window, const char* id, QString text, LanguageChoice choice) {
  return {id,
          std::move(text),
          tr("View/Language"),
          {},
          {},
          [choice, &window] {
            saveLanguage(choice);
            window.showNotice(tr("The language changes with the next start of the program."));
          },
          {},
          [choice] { return languageChoice() == choice; },
          {}};
}

Rows viewRows(WorkspaceWindow& window) {
  return {
      {"view.fullScreen",
       tr("Full screen"),
       tr("View"),
       QKeySequence("F11"),
       "maximise",
       [&window] { window.setWindowState(window.windowState() ^ Qt::WindowFullScreen); },
       {},
       [&window] { return window.isFullScreen(); },
       {}},
      {"view.resetLayout",
       tr("Reset layout"),
       tr("View"),
       {},
       "refresh",
       [&window] { window.resetLayout(); },
       {},
       {},
       {}},
      themeRow("view.themeSystem", tr("System theme"), ThemeChoice::System),
      themeRow("view.themeLight", tr("Light theme"), ThemeChoice::Light),
      themeRow("view.themeDark", tr("Dark theme"), ThemeChoice::Dark),
      languageRow(window, "view.languageSystem", tr("Language of the system"), LanguageChoice::System),
      languageRow(window, "view.languageEnglish", QStringLiteral("English"), LanguageChoice::English),
      languageRow(window, "view.languageGerman", QStringLiteral("Deutsch"), LanguageChoice::German),
  };
}

ActionSpec switchRow(const char* id, QString text, bool (*isOn)(), void (*set)(bool)) {
  return {id, std::move(text), tr("Tools/Settings"), {}, {}, [isOn, set] { set(!isOn()); }, {}, isOn, {}};
}

Rows switchRows() {
  return {switchRow("settings.restore", tr("Open the window as it was left"), restoresSessions, setRestoresSessions),
          switchRow("settings.notify", tr("Notify of the end of runs over 5 minutes, unless the window is in front"),
                    notifiesOfEnds, setNotifiesOfEnds)};
}

void showSystemInformation(QWidget* parent, const Session& session) {
  const DeviceChoice& device = session.device();
  const QString openGl = openGlProblem();
  const QString text =
      tr("TopoNets Studio %1\nLibTorch %2\nQt %3\nDevice: %4\n%5\nOpenGL: %6\nRuns: %7")
          .arg(QString::fromStdString(session.engine()->version()),
               QString::fromStdString(session.engine()->libtorchVersion()), QString::fromLatin1(qVersion()),
               QString::fromStdString(device.title), QString::fromStdString(device.reason),
               openGl.isEmpty() ? tr("3.2 or newer") : openGl, QString::fromStdString(session.runsFolder().string()));
  QMessageBox box(QMessageBox::NoIcon, tr("System information"), text, QMessageBox::Close, parent);
  box.setTextInteractionFlags(Qt::TextSelectableByMouse);
  const auto* copy = box.addButton(tr("Copy"), QMessageBox::ActionRole);
  box.exec();
  if (box.clickedButton() == copy) QApplication::clipboard()->setText(text);
}

Rows helpRows(WorkspaceWindow& window, Session& session) {
  return {
      {"tools.palette",
       tr("Command palette"),
       tr("Tools"),
       QKeySequence("Ctrl+Shift+P"),
       "search",
       [&window] { window.showPalette(); },
       {},
       {},
       {}},
      {"tools.system",
       tr("System information"),
       tr("Tools"),
       {},
       "info",
       [&window, &session] { showSystemInformation(&window, session); },
       {},
       {},
       {}},
      {"help.shortcuts",
       tr("Shortcuts"),
       tr("Help"),
       QKeySequence("F1"),
       {},
       [&window] { ShortcutsDialog(window.registry(), &window).exec(); },
       {},
       {},
       {}},
      {"help.about",
       tr("About and licences"),
       tr("Help"),
       {},
       "info",
       [&window, &session] { AboutDialog(QString::fromStdString(session.engine()->version()), &window).exec(); },
       {},
       {},
       {}},
  };
}

}  // namespace

std::vector<ActionSpec> windowCommands(WorkspaceWindow& window, Session& session, FileCommands& files) {
  Rows all;
  for (Rows& rows :
       std::vector<Rows>{fileRows(window, session, files), viewRows(window), switchRows(), helpRows(window, session)})
    for (ActionSpec& row : rows) all.push_back(std::move(row));
  return inGroups(std::move(all), {"file.exportFigure", "file.runFolder", "file.quit", "view.resetLayout",
                                   "tools.system", "help.about"});
}

QStringList menuOrder() {
  return {tr("File"),    tr("Edit"),    tr("Run"),    tr("View"),  tr("Maps"),
          tr("Analyse"), tr("Compare"), tr("Figure"), tr("Tools"), tr("Help")};
}

WorkspaceToolbar windowToolbar() {
  return {{"file.new", "file.open", "|", "run.pause", "run.stop>run.stopDiscard", "run.checkpoint", "run.extend", "|",
           "edit.undo:icon", "edit.redo:icon"},
          {"run.check", "file.exportFigure:raised"}};
}

}  // namespace studio
