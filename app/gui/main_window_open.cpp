// Opening and keeping: runs, configurations and weights by dialog, by drop and by list; figures and folders.
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMimeData>
#include <QSaveFile>
#include <QUrl>

#include "app/gui/main_window.h"
#include "app/gui/weights_export.h"
#include "core/engine.h"
#include "core/run/error.h"
#include "core/weights/weights_file.h"
#include "widgets/export/save_dialog.h"
#include "widgets/forms/setup_view.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/status_strip.h"
#include "widgets/frame/view_tabs.h"
#include "widgets/runs/run_list_panel.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

/// The first local file or folder of what is dragged; empty without one.
QString droppedPath(const QMimeData& data) {
  for (const QUrl& url : data.urls())
    if (url.isLocalFile()) return QDir::cleanPath(url.toLocalFile());
  return {};
}

}  // namespace

void MainWindow::newRun() { showWorkspace(QStringLiteral("setup")); }

void MainWindow::openDialog() {
  QFileDialog dialog(this, tr("Open a run, a configuration or weights"),
                     QString::fromStdString(session_->runsFolder().string()),
                     tr("Runs, configurations and weights (*.toml status.json *.safetensors *.pt *.pth *.bin *.tar "
                        "*.ckpt *.index.json)"));
  dialog.setFileMode(QFileDialog::AnyFile);  // FILE#PART is no file; openPath() says what is not there
  dialog.setLabelText(QFileDialog::Accept, tr("Open"));
  if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty()) return;
  const QFileInfo chosen(dialog.selectedFiles().constFirst());
  // Inside a run folder every file stands for the run; elsewhere a .toml is a configuration.
  const bool inRun = RunFolder(chosen.absolutePath().toStdString()).exists() &&
                     QFileInfo::exists(chosen.absolutePath() + QStringLiteral("/status.json"));
  openPath(inRun ? chosen.absolutePath() : chosen.absoluteFilePath());
}

void MainWindow::openRunsFolderDialog() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of runs"),
                                                           QString::fromStdString(session_->runsFolder().string()));
  if (!folder.isEmpty()) openPath(folder);
}

void MainWindow::openPath(const QString& path) {
  const QFileInfo info(path);
  const std::filesystem::path weights = weightsPlaceOf(path.toStdString()).file;  // of FILE#PART the file
  if (!QFileInfo::exists(QString::fromStdString(weights.string()))) {
    forgetPath(path);
    return showError(tr("%1 is not there any more; open another run or configuration.").arg(path));
  }
  if (info.isFile() && info.suffix() == QLatin1String("toml")) return openConfiguration(info.absoluteFilePath());
  if (QFileInfo(QString::fromStdString(weights.string())).isFile() && isWeightsName(weights)) {
    rememberPath(path);
    session_->openWeights(info.absoluteFilePath().toStdString());
    return showWorkspace(QStringLiteral("train"));
  }
  if (info.isDir() && RunFolder(path.toStdString()).exists()) return openRun(info.absoluteFilePath());
  if (info.isDir()) {
    session_->setRunsFolder(info.absoluteFilePath().toStdString());
    return readFreeDisk();
  }
  showError(tr("%1 is no run folder, no configuration (.toml) and no file of weights (.safetensors, .pt); choose one "
               "of these.")
                .arg(path));
}

/// The sheets of the file are shown meanwhile; who leaves the question has them all the same.
void MainWindow::askHeads(const QString& file, qint64 width) {
  constexpr qint64 kUsualHeadWidth = 64;
  QStringList possible;
  for (qint64 heads = 1; heads <= width; ++heads)
    if (width % heads == 0) possible << QString::number(heads);
  auto* question = new QInputDialog(this);
  question->setObjectName(QStringLiteral("askHeads"));
  question->setAttribute(Qt::WA_DeleteOnClose);
  question->setWindowTitle(tr("Attention heads"));
  question->setLabelText(tr("%1 does not say how many attention heads its network has (width %2).\nSheets and TopoLoss "
                            "of its weights need no number, responses do.")
                             .arg(QFileInfo(file).fileName())
                             .arg(width));
  question->setComboBoxItems(possible);
  question->setComboBoxEditable(false);
  if (width % kUsualHeadWidth == 0) question->setTextValue(QString::number(width / kUsualHeadWidth));
  question->setOkButtonText(tr("Use this number"));
  question->setCancelButtonText(tr("Sheets only"));
  connect(question, &QInputDialog::textValueSelected, this,
          [this, file](const QString& heads) { session_->nameHeads(file.toStdString(), heads.toLongLong()); });
  question->open();
}

/// A file that holds several networks of which none stands out.
void MainWindow::askPart(const QString& file, const QStringList& parts, const QString& sentence) {
  auto* question = new QInputDialog(this);
  question->setObjectName(QStringLiteral("askPart"));
  question->setAttribute(Qt::WA_DeleteOnClose);
  question->setWindowTitle(tr("Several networks"));
  const QString name = QFileInfo(file).fileName();
  question->setLabelText(tr("%1 holds several networks.\nWhich one do you want to look at?").arg(name));
  question->setToolTip(sentence);
  question->setComboBoxItems(parts);
  question->setComboBoxEditable(false);
  question->setOkButtonText(tr("Open this network"));
  connect(question, &QInputDialog::textValueSelected, this,
          [this, file](const QString& part) { openPath(file + QLatin1Char('#') + part); });
  question->open();
}

void MainWindow::openConfiguration(const QString& path) {
  struct Read {
    RunConfig config;
    QString text;
  };
  readOnWorker<Read>(
      this,
      [path] {
        QFile file(path);
        const QString text = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        return Read{loadConfig(path.toStdString()), text};
      },
      [this, path](Read read) {
        rememberPath(path);
        setup_->setConfig(read.config, read.text);
        showWorkspace(QStringLiteral("setup"));
      },
      [this](const std::string& sentence) { showError(QString::fromStdString(sentence)); });
}

void MainWindow::openRun(const QString& path) {
  rememberPath(path);
  const std::filesystem::path folder(path.toStdString());
  if (session_->monitor()->hasRun() && session_->monitor()->data().folder.path() == folder)
    return showWorkspace(QStringLiteral("train"));
  if (folder.parent_path() != session_->runsFolder()) session_->setRunsFolder(folder.parent_path());
  session_->open(RunFolder(folder));
  session_->monitor()->setColour(std::max(0, runs_->model().colourOf(folder)));
  showWorkspace(QStringLiteral("train"));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  const QString path = droppedPath(*event->mimeData());
  if (path.isEmpty()) return;
  event->acceptProposedAction();
  statusStrip()->setHint(tr("Drop to open %1.").arg(QFileInfo(path).fileName()));
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) { statusStrip()->setHint({}); }

void MainWindow::dropEvent(QDropEvent* event) {
  statusStrip()->setHint({});
  openPath(droppedPath(*event->mimeData()));
}

void MainWindow::choosePath(const QString& key) {
  const bool file = key == QLatin1String("model.weights");
  const QString path =
      file ? QFileDialog::getOpenFileName(this, tr("Weights to start from"), {},
                                          tr("Weights (*.safetensors *.pt *.pth *.bin *.tar *.ckpt *.index.json)"))
           : QFileDialog::getExistingDirectory(this, tr("Folder of the data"));
  if (!path.isEmpty()) setup_->setPath(key, path);
}

void MainWindow::saveConfiguration() {
  const QString path = QFileDialog::getSaveFileName(
      this, tr("Save configuration"), setup_->name() + QStringLiteral(".toml"), tr("Configurations (*.toml)"));
  if (path.isEmpty()) return;
  QSaveFile file(path);
  const QByteArray text = setup_->toml().toUtf8();
  if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
    return showError(tr("%1 cannot be written (%2); choose another place.").arg(path, file.errorString()));
  rememberPath(path);
  showNotice(tr("Saved as %1.").arg(path));
}

void MainWindow::exportFigure() {
  const auto figure = views_->current() ? views_->current()->figure() : nullptr;
  if (!figure) return;
  const RunFolder& run = session_->monitor()->data().folder;
  savePicture(this, *figure, run,
              QString::fromStdString(run.name()) + QLatin1Char('_') + views_->current()->objectName());
}

bool MainWindow::canExportCheckpoint() const {
  const RunData& data = session_->monitor()->data();
  return session_->monitor()->hasRun() && (!data.caption.empty() || !data.checkpointSteps.empty());
}

/// The weights of the open run's checkpoint nearest before the shown step, or of the open file.
void MainWindow::exportCheckpoint() {
  const RunData& data = session_->monitor()->data();
  const QString name = QString::fromStdString(data.folder.name());
  std::filesystem::path from = data.folder.path();
  const ModelConfig& model = data.config.model;
  const bool file = !data.caption.empty();
  const std::int64_t heads = file ? model.heads : 0;
  if (file && model.width > 0 && heads == 0)
    return askHeads(QString::fromStdString(from.string()), model.width);  // the new file says it
  QString base = QFileInfo(name).completeBaseName();
  if (data.caption.empty()) {
    std::int64_t step = data.checkpointSteps.front();
    for (const std::int64_t stored : data.checkpointSteps)
      if (data.snapshot && stored <= data.snapshot->step) step = stored;
    from = data.folder.checkpoint(step);
    base = QStringLiteral("%1_step_%2").arg(name).arg(step);
  }
  const auto wanted = askWeightsExport(this, base, data.config.model.name.starts_with("resnet"));
  if (!wanted) return;
  readOnWorker<std::vector<std::string>>(
      this, [from, wanted, heads] { return exportWeights(from, wanted->file.toStdString(), wanted->blurPool, heads); },
      [this, wanted](const std::vector<std::string>& notes) {
        QString said = tr("Exported as %1.").arg(wanted->file);
        for (const auto& note : notes) said += QLatin1Char(' ') + QString::fromStdString(note);
        showNotice(said);
      },
      [this](const std::string& sentence) { showError(QString::fromStdString(sentence)); });
}

void MainWindow::showFolder(const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); }

void MainWindow::showRunFolder() {
  const RunData& data = session_->monitor()->data();
  showFolder(
      QString::fromStdString((data.caption.empty() ? data.folder.path() : data.folder.path().parent_path()).string()));
}

void MainWindow::moveToTrash(const QString& path) {
  if (session_->monitor()->hasRun() && session_->monitor()->data().folder.path() == path.toStdString())
    session_->closeRun();
  if (!QFile::moveToTrash(path))
    showError(tr("%1 cannot be moved to the trash; there may be none on this disk.").arg(path));
  runs_->model().refresh();
}

void MainWindow::closeRun() { session_->closeRun(); }

}  // namespace studio
