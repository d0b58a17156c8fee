// Opens the window as the options say, and takes its picture where one is wanted.
#include "app/gui/gui_options.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QTimer>
#include <cstdio>

#include "app/gui/main_window.h"
#include "app/gui/session_memory.h"
#include "app/gui/window_commands.h"
#include "core/run/run_store.h"
#include "core/run/program_start.h"
#include "widgets/frame/settings.h"

namespace studio {
namespace {

// `--screenshot`: the window as it is, in a PNG, then quit.

void takePicture(MainWindow& window, const QString& file) {
  const QPixmap picture = window.grab();
  QSaveFile out(file);
  const bool saved = out.open(QIODevice::WriteOnly) && picture.save(&out, "PNG") && out.commit();
  if (!saved)
    std::fprintf(stderr, "toponets-studio: %s cannot be written (%s); choose another place.\n", qPrintable(file),
                 qPrintable(out.errorString()));
  QApplication::exit(saved ? 0 : 2);
}

/// Waits `after` seconds, or for the end of training, then writes the picture and quits: exit code 0, or 2 when it
/// cannot be written.
void scheduleScreenshot(MainWindow& window, const QString& file, double after, bool whenFinished) {
  if (!whenFinished) {
    QTimer::singleShot(int(after * 1000), &window, [&window, file] { takePicture(window, file); });
    return;
  }
  auto* watch = new QTimer(&window);
  auto seen = std::make_shared<bool>(false);
  QObject::connect(watch, &QTimer::timeout, &window, [&window, file, after, watch, seen] {
    *seen = *seen || window.session().training();
    if (!*seen || window.session().training()) return;
    watch->stop();
    QTimer::singleShot(int(after * 1000), &window, [&window, file] { takePicture(window, file); });
  });
  watch->start(100);
}

/// $XDG_DATA_HOME/toponets-studio/runs: where runs go when no folder is named.
std::filesystem::path usualRunsFolder() {
  const QString home = qEnvironmentVariable("XDG_DATA_HOME", QDir::homePath() + QStringLiteral("/.local/share"));
  return std::filesystem::path((home + QStringLiteral("/toponets-studio/runs")).toStdString());
}

bool isRunsFolder(const QFileInfo& path) {
  return path.isDir() && !RunFolder(path.filesystemAbsoluteFilePath()).exists();
}

/// Empty where it is not to be shown again, or is not there any more.
std::filesystem::path keptRunsFolder() {
  const QString kept = restoresSessions() ? readSessionState(*openSettings()).runsFolder : QString();
  return QFileInfo(kept).isDir() ? std::filesystem::path(kept.toStdString()) : std::filesystem::path();
}

void openRequested(MainWindow& window, const GuiOptions& options) {
  window.memory().begin();
  if (options.demo)
    window.session().startDemo();
  else if (!options.path.isEmpty() && !isRunsFolder(QFileInfo(options.path)))
    window.files().openPath(options.path);
  else if (!options.path.isEmpty() && options.screenshot.isEmpty()) {
    if (!window.memory().restoreIn(window.session().runsFolder(), options.workspace, options.view))
      window.openNewestRun();
  } else if (options.path.isEmpty() && options.screenshot.isEmpty())
    window.memory().restore(options.workspace, options.view);
  if (!options.workspace.isEmpty()) window.showWorkspace(options.workspace);
  if (!options.view.isEmpty() && !window.showView(options.view))
    window.showError(QCoreApplication::translate("Window", "There is no view called %1; known are %2.")
                         .arg(options.view, window.viewIds().join(QStringLiteral(", "))));
}

constexpr int kInterrupted = 3, kSignalMilliseconds = 100;

/// Ends the event loop without a question when the session ends or somebody stops the program; the run that is trained
/// is saved as the window goes (~Runner).
void leaveOn(const StopSignals& stop, QTimer& watch) {
  QObject::connect(&watch, &QTimer::timeout, &watch, [&stop] {
    if (stop.received()) QApplication::exit(kInterrupted);
  });
  watch.start(kSignalMilliseconds);
}

}  // namespace

std::filesystem::path runsFolderFor(const GuiOptions& options) {
  if (options.path.isEmpty()) return usualRunsFolder();
  const QFileInfo info(options.path);
  if (isRunsFolder(info) || (options.demo && !info.exists())) return info.filesystemAbsoluteFilePath();
  if (info.isDir()) return info.filesystemAbsoluteFilePath().parent_path();
  const std::filesystem::path kept = keptRunsFolder();
  return kept.empty() ? usualRunsFolder() : kept;
}

int runWindow(const GuiOptions& options) {
  const StopSignals stop;
  QTimer watch;
  leaveOn(stop, watch);
  ThemeManager::instance().choose(options.theme.value_or(savedTheme()));
  MainWindow window(runsFolderFor(options));
  const bool kept = window.testAttribute(Qt::WA_Resized) && options.screenshot.isEmpty();  // as large as it was left
  if (options.size || !kept) window.resize(options.size.value_or(QSize(1440, 900)));
  window.show();
  QTimer::singleShot(0, &window, [&] { openRequested(window, options); });
  if (!options.screenshot.isEmpty())
    scheduleScreenshot(window, options.screenshot, options.after, options.whenFinished);
  return QApplication::exec();
}

}  // namespace studio
