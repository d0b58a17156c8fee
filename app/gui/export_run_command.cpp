// "Export everything of this run": into one folder, beside what else is done, with progress and Cancel.
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QProgressDialog>
#include <QTimer>
#include <QUrl>
#include <mutex>

#include "app/gui/window_commands.h"
#include "widgets/figure/run_export.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

/// Written by the worker, read by the dialog ten times a second.
struct SharedProgress {
  std::mutex lock;
  RunExportProgress newest;
};

QProgressDialog* makeExportDialog(QWidget* parent, const std::shared_ptr<SharedProgress>& shared,
                                  std::stop_source stop) {
  constexpr int kPoll = 100;  // ms
  auto* dialog = new QProgressDialog(parent);
  dialog->setObjectName(QStringLiteral("exportRun"));
  dialog->setWindowTitle(tr("Export everything"));
  dialog->setCancelButtonText(tr("Cancel"));
  dialog->setLabelText(tr("Reading the run"));
  dialog->setMinimumDuration(300);
  dialog->setMinimumWidth(420);
  dialog->setAutoClose(false);
  dialog->setAutoReset(false);
  dialog->setRange(0, 0);
  QObject::connect(dialog, &QProgressDialog::canceled, dialog, [stop]() mutable { stop.request_stop(); });
  auto* timer = new QTimer(dialog);
  QObject::connect(timer, &QTimer::timeout, dialog, [dialog, shared] {
    const std::scoped_lock hold(shared->lock);
    if (shared->newest.of == 0) return;
    dialog->setRange(0, shared->newest.of);
    dialog->setValue(shared->newest.done);
    dialog->setLabelText(QString::fromStdString(shared->newest.doing));
  });
  timer->start(kPoll);
  return dialog;
}

}  // namespace

/// Half an export is taken away by who stops it.
FileCommands::~FileCommands() { stopExport_.request_stop(); }

bool FileCommands::canExportRun() const {
  return session_.monitor()->hasRun() && session_.monitor()->data().caption.empty() && !exportsRun_;
}

void FileCommands::askToExportRun() {
  const QString folder = QFileDialog::getExistingDirectory(&window_, tr("Folder for everything of this run"));
  if (!folder.isEmpty()) exportRunInto(folder);
}

void FileCommands::exportRunInto(const QString& folder) {
  if (!canExportRun()) return;
  exportsRun_ = true;
  window_.refreshActions();
  const auto shared = std::make_shared<SharedProgress>();
  stopExport_ = std::stop_source();
  QProgressDialog* dialog = makeExportDialog(&window_, shared, stopExport_);
  const RunExport request{session_.monitor()->data().folder, folder.toStdString()};
  const auto work = [request, shared, stop = stopExport_.get_token(),
                     engine = session_.engine()]() -> std::optional<RunExportDone> {
    try {
      return exportRun(
          request, engine->analyses(),
          [&](const RunExportProgress& progress) {
            const std::scoped_lock hold(shared->lock);
            shared->newest = progress;
          },
          stop);
    } catch (const RunExportStopped&) {
      return std::nullopt;
    }
  };
  const auto ended = [this, dialog] {
    exportsRun_ = false;
    dialog->deleteLater();
    window_.refreshActions();
  };
  readOnWorker<std::optional<RunExportDone>>(
      exportPool_, this, work,
      [this, ended](const std::optional<RunExportDone>& done) {
        ended();
        if (!done) return window_.showNotice(tr("The export was cancelled; nothing was left behind."));
        const QString place = QString::fromStdString(done->folder.string());
        QString said = tr("Exported %L1 files into %2.").arg(done->files).arg(QFileInfo(place).fileName());
        if (!done->leftOut.empty()) said += QLatin1Char(' ') + tr("Something was left out; README.txt says what.");
        window_.offerAction(said, tr("Show in folder"),
                            [place] { QDesktopServices::openUrl(QUrl::fromLocalFile(place)); });
      },
      [this, ended](const std::string& sentence) {
        ended();
        window_.showError(QString::fromStdString(sentence));
      });
}

}  // namespace studio
