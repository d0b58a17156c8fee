// "Export everything of this run": into one folder, beside what else is done, with progress and Cancel.
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QProgressBar>
#include <QProgressDialog>
#include <QTimer>
#include <QUrl>
#include <mutex>

#include "app/gui/window_commands.h"
#include "widgets/figure/run_export.h"
#include "widgets/frame/settings.h"
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
  auto* bar = new QProgressBar(dialog);
  bar->setTextVisible(false);  // the label says it
  dialog->setBar(bar);
  dialog->setRange(0, 0);
  QObject::connect(dialog, &QProgressDialog::canceled, dialog, [stop]() mutable { stop.request_stop(); });
  auto* timer = new QTimer(dialog);
  QObject::connect(timer, &QTimer::timeout, dialog, [dialog, shared] {
    const std::scoped_lock hold(shared->lock);
    if (shared->newest.of == 0) return;
    dialog->setRange(0, shared->newest.of);
    dialog->setValue(shared->newest.done);
    dialog->setLabelText(tr("%1, %L2 of %L3")
                             .arg(QString::fromStdString(shared->newest.doing))
                             .arg(shared->newest.done + 1)
                             .arg(shared->newest.of));
  });
  timer->start(kPoll);
  return dialog;
}

}  // namespace

/// What was exported last may have gone among the runs; everything of one belongs beside them.
QString FileCommands::placeOfExports() const {
  const QDir runs(QString::fromStdString(session_.runsFolder().string()));
  const QString beside = QFileInfo(runs.absolutePath()).path(), last = exportFolder(beside);
  const QString inside = runs.canonicalPath() + QLatin1Char('/');
  return (QFileInfo(last).canonicalFilePath() + QLatin1Char('/')).startsWith(inside) ? beside : last;
}

/// Half an export is taken away by who stops it.
FileCommands::~FileCommands() { stopExport_.request_stop(); }

bool FileCommands::canExportRun() const {
  return session_.monitor()->hasRun() && session_.monitor()->data().caption.empty() && !exportsRun_;
}

/// Of a process that was ended while it exported.
void FileCommands::removeHalfExports() {
  const QString folder = exportFolder({});
  if (!folder.isEmpty()) exportPool_.start([folder] { removeUnfinishedExports(folder.toStdString()); });
}

/// The name of a new folder is asked for.
void FileCommands::askToExportRun() {
  QFileDialog dialog(&window_, tr("Folder for everything of this run"), placeOfExports());
  dialog.setAcceptMode(QFileDialog::AcceptSave);
  dialog.setFileMode(QFileDialog::AnyFile);
  dialog.setOptions(QFileDialog::ShowDirsOnly | QFileDialog::DontConfirmOverwrite);
  dialog.setLabelText(QFileDialog::Accept, tr("Export"));
  dialog.selectFile(QString::fromStdString(session_.monitor()->data().folder.name() + "_export"));
  if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty()) return;
  const QFileInfo chosen(dialog.selectedFiles().constFirst());
  if (chosen.isDir()) return exportRunInto(chosen.absoluteFilePath());
  exportRunInto(chosen.absolutePath(), chosen.fileName());
}

void FileCommands::exportRunInto(const QString& folder, const QString& name) {
  if (!canExportRun()) return;
  rememberExportFolder(folder);
  exportsRun_ = true;
  window_.refreshActions();
  const auto shared = std::make_shared<SharedProgress>();
  stopExport_ = std::stop_source();
  QProgressDialog* dialog = makeExportDialog(&window_, shared, stopExport_);
  RunExport request{session_.monitor()->data().folder, folder.toStdString()};
  request.name = name.toStdString();
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
