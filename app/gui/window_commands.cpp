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

Rows openRows(Session& session, FileCommands& files) {
  const QString menu = tr("File");
  return {{.id = "file.new",
           .text = tr("New run"),
           .menu = menu,
           .shortcut = QKeySequence("Ctrl+N"),
           .icon = "plus",
           .run = [&session] { session.askForConfiguration(); }},
          {.id = "file.open",
           .text = tr("Open..."),
           .menu = menu,
           .shortcut = QKeySequence("Ctrl+O"),
           .icon = "folder",
           .run = [&files] { files.openDialog(); }},
          {.id = "file.openFolder",
           .text = tr("Open runs folder..."),
           .menu = menu,
           .icon = "folder",
           .run = [&files] { files.openRunsFolderDialog(); }},
          {.id = "file.nameHeads",
           .text = tr("Name the attention heads..."),
           .menu = menu,
           .run = [&files] { files.nameHeads(); },
           .enabled = [&files] { return files.lacksHeads(); },
           .whyDisabled = tr("Only of a file of weights that does not say how many there are")}};
}

/// What is written from the view that is shown.
Rows viewExportRows(WorkspaceWindow& window, FileCommands& files) {
  const QString menu = tr("File");
  return {
      {.id = "file.exportFigure",
       .text = tr("Export figure..."),
       .menu = menu,
       .shortcut = QKeySequence("Ctrl+E"),
       .icon = "export",
       .run = [&files] { files.exportFigure(); },
       .enabled = [&window] { return window.currentView() && window.currentView()->figure() != nullptr; },
       .whyDisabled = tr("Nothing to export yet: open a view with data")},
      {.id = "file.sendToBoard",
       .text = tr("Send to board"),
       .menu = menu,
       .icon = "grid",
       .run =
           [&window] {
             if (window.currentView()) window.sendToBoard(window.currentView()->panel());
           },
       .enabled = [&window] { return window.currentView() && window.canSendToBoard(window.currentView()->panel()); },
       .whyDisabled = tr("Open a run, and a view that a panel of the board can show")}};
}

Rows runExportRows(FileCommands& files) {
  const QString menu = tr("File");
  return {{.id = "file.exportCheckpoint",
           .text = tr("Export checkpoint..."),
           .menu = menu,
           .shortcut = QKeySequence("Ctrl+Shift+E"),
           .icon = "checkpoint",
           .run = [&files] { files.exportCheckpoint(); },
           .enabled = [&files] { return files.canExportCheckpoint(); },
           .whyDisabled = tr("There are no weights yet: open a run with a checkpoint, or a file of weights")},
          {.id = "file.exportRun",
           .text = tr("Export everything of this run..."),
           .menu = menu,
           .icon = "export",
           .run = [&files] { files.askToExportRun(); },
           .enabled = [&files] { return files.canExportRun(); },
           .whyDisabled = tr("Open a run first; one export at a time")}};
}

Rows closeRows(WorkspaceWindow& window, Session& session, FileCommands& files) {
  const auto hasRun = [&session] { return session.monitor()->hasRun(); };
  const QString menu = tr("File"), openFirst = tr("Open or start a run first");
  return {{.id = "file.runFolder",
           .text = tr("Show run folder"),
           .menu = menu,
           .shortcut = QKeySequence("Ctrl+Shift+O"),
           .icon = "folder",
           .run = [&files] { files.showRunFolder(); },
           .enabled = hasRun,
           .whyDisabled = openFirst},
          {.id = "file.close",
           .text = tr("Close run"),
           .menu = menu,
           .shortcut = QKeySequence("Ctrl+W"),
           .icon = "close",
           .run = [&session] { session.closeRun(); },
           .enabled = hasRun,
           .whyDisabled = openFirst},
          {.id = "file.quit", .text = tr("Quit"), .menu = menu, .shortcut = QKeySequence("Ctrl+Q"), .run = [&window] {
             window.close();
           }}};
}

ActionSpec themeRow(const char* id, QString text, ThemeChoice choice) {
  return {.id = id,
          .text = std::move(text),
          .menu = tr("View/Theme"),
          .run =
              [choice] {
                ThemeManager::instance().choose(choice);
                saveTheme(choice);
              },
          .checked = [choice] { return ThemeManager::instance().choice() == choice; }};
}

/// Texts are made once, so another language is that of the next start.
ActionSpec languageRow(WorkspaceWindow& window, const char* id, QString text, LanguageChoice choice) {
  return {.id = id,
          .text = std::move(text),
          .menu = tr("View/Language"),
          .run =
              [choice, &window] {
                saveLanguage(choice);
                window.showNotice(tr("The language changes with the next start of the program."));
              },
          .checked = [choice] { return languageChoice() == choice; }};
}

Rows viewRows(WorkspaceWindow& window) {
  return {
      {.id = "view.fullScreen",
       .text = tr("Full screen"),
       .menu = tr("View"),
       .shortcut = QKeySequence("F11"),
       .icon = "maximise",
       .run = [&window] { window.setWindowState(window.windowState() ^ Qt::WindowFullScreen); },
       .checked = [&window] { return window.isFullScreen(); }},
      {.id = "view.resetLayout",
       .text = tr("Reset layout"),
       .menu = tr("View"),
       .icon = "refresh",
       .run = [&window] { window.resetLayout(); }},
      themeRow("view.themeSystem", tr("System theme"), ThemeChoice::System),
      themeRow("view.themeLight", tr("Light theme"), ThemeChoice::Light),
      themeRow("view.themeDark", tr("Dark theme"), ThemeChoice::Dark),
      languageRow(window, "view.languageSystem", tr("Language of the system"), LanguageChoice::System),
      languageRow(window, "view.languageEnglish", QStringLiteral("English"), LanguageChoice::English),
      languageRow(window, "view.languageGerman", QStringLiteral("Deutsch"), LanguageChoice::German),
  };
}

ActionSpec switchRow(const char* id, QString text, bool (*isOn)(), void (*set)(bool)) {
  return {.id = id,
          .text = std::move(text),
          .menu = tr("Tools/Settings"),
          .run = [isOn, set] { set(!isOn()); },
          .checked = isOn};
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
      {.id = "tools.palette",
       .text = tr("Command palette"),
       .menu = tr("Tools"),
       .shortcut = QKeySequence("Ctrl+Shift+P"),
       .icon = "search",
       .run = [&window] { window.showPalette(); }},
      {.id = "tools.system",
       .text = tr("System information"),
       .menu = tr("Tools"),
       .icon = "info",
       .run = [&window, &session] { showSystemInformation(&window, session); }},
      {.id = "help.shortcuts",
       .text = tr("Shortcuts"),
       .menu = tr("Help"),
       .shortcut = QKeySequence("F1"),
       .run = [&window] { ShortcutsDialog(window.registry(), &window).exec(); }},
      {.id = "help.about",
       .text = tr("About and licences"),
       .menu = tr("Help"),
       .icon = "info",
       .run = [&window,
               &session] { AboutDialog(QString::fromStdString(session.engine()->version()), &window).exec(); }},
  };
}

}  // namespace

std::vector<ActionSpec> windowCommands(WorkspaceWindow& window, Session& session, FileCommands& files) {
  Rows all;
  for (Rows& rows :
       std::vector<Rows>{openRows(session, files), viewExportRows(window, files), runExportRows(files),
                         closeRows(window, session, files), viewRows(window), switchRows(), helpRows(window, session)})
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
