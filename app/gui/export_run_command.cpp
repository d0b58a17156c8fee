// "Export everything of this run": into one folder, beside what else is done, with progress and Cancel.
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QUrl>
#include <mutex>

#include "app/gui/window_commands.h"
#include "widgets/figure/run_export.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/frame_rows.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

/// Written by the worker, read by the status row ten times a second.
struct SharedProgress {
  std::mutex lock;
  RunExportProgress newest;
};

constexpr int kPoll = 100, kText = 220, kBar = 100;  // ms; px: nothing moves while it goes on

/// In the status row, so that maps are looked at meanwhile: what is being written, how far it is, and Cancel.
QWidget* makeExportProgress(const std::shared_ptr<SharedProgress>& shared, std::stop_source stop) {
  auto* progress = new QWidget;
  progress->setObjectName(QStringLiteral("exportRun"));
  auto* text = new ElidedLabel(tr("Exporting: reading the run"), progress);
  text->setFont(textFont(TextStyle::Label));
  text->setFixedWidth(kText);
  auto* bar = new QProgressBar(progress);
  bar->setTextVisible(false);  // the label says it
  bar->setFixedWidth(kBar);
  bar->setRange(0, 0);
  bar->setAccessibleName(tr("Progress of the export"));
  auto* cancel = new QPushButton(tr("Cancel"), progress);
  cancel->setAccessibleName(tr("Cancel the export"));
  cancel->setProperty("link", true);
  cancel->setFlat(true);
  auto* row = new QHBoxLayout(progress);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  for (QWidget* part : std::initializer_list<QWidget*>{text, bar, cancel}) row->addWidget(part);
  QObject::connect(cancel, &QPushButton::clicked, progress, [text, cancel, stop]() mutable {
    stop.request_stop();
    cancel->setEnabled(false);
    text->setText(tr("Cancelling the export"));
  });
  auto* timer = new QTimer(progress);
  QObject::connect(timer, &QTimer::timeout, progress, [text, bar, cancel, shared] {
    const std::scoped_lock hold(shared->lock);
    const RunExportProgress& newest = shared->newest;
    if (newest.of == 0 || !cancel->isEnabled()) return;
    bar->setRange(0, newest.of);
    bar->setValue(newest.done);
    text->setText(
        tr("Exporting %L1 of %L2: %3").arg(newest.done + 1).arg(newest.of).arg(QString::fromStdString(newest.doing)));
  });
  timer->start(kPoll);
  return progress;
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
FileCommands::~FileCommands() {
  stopExport_.request_stop();
  waitForWorkers(exportPool_);
}

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
  dialog.setLabelText(QFileDialog::FileName, tr("New folder"));
  for (const char* part : {"fileTypeLabel", "fileTypeCombo"})  // a folder is of no type
    if (auto* widget = dialog.findChild<QWidget*>(QLatin1String(part))) widget->hide();
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
  QWidget* progress = makeExportProgress(shared, stopExport_);
  window_.statusStrip()->showWork(progress);
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
  const auto ended = [this, progress] {
    exportsRun_ = false;
    window_.statusStrip()->showWork(nullptr);
    delete progress;
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
