// What the actions of the window do: opening, starting, exporting, asking.
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSaveFile>
#include <QTimer>
#include <QUndoStack>
#include <QUrl>

#include "app/gui/main_window.h"
#include "app/gui/services.h"
#include "app/gui/view_steps.h"
#include "core/run/error.h"
#include "widgets/export/save_dialog.h"
#include "widgets/forms/setup_view.h"
#include "widgets/forms/welcome_page.h"
#include "widgets/frame/about_dialog.h"
#include "widgets/frame/command_palette.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/shortcuts_dialog.h"
#include "widgets/frame/view_tabs.h"
#include "widgets/runs/run_list_panel.h"
#include "widgets/runs/worker_call.h"
#include "widgets/sheets/sheet_canvas.h"

namespace studio {

void MainWindow::newRun() { showWorkspace(QStringLiteral("setup")); }

void MainWindow::openDialog() {
  QFileDialog dialog(this, tr("Open a run or a configuration"), QString::fromStdString(session_->runsFolder().string()), tr("Configurations and runs (*.toml status.json)"));
  dialog.setFileMode(QFileDialog::ExistingFile);
  if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty()) return;
  const QFileInfo chosen(dialog.selectedFiles().constFirst());
  // Inside a run folder every file stands for the run; elsewhere a .toml is a configuration.
  const bool inRun = RunFolder(chosen.absolutePath().toStdString()).exists() && QFileInfo::exists(chosen.absolutePath() + QStringLiteral("/status.json"));
  openPath(inRun ? chosen.absolutePath() : chosen.absoluteFilePath());
}

void MainWindow::openRunsFolderDialog() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of runs"), QString::fromStdString(session_->runsFolder().string()));
  if (!folder.isEmpty()) openPath(folder);
}

void MainWindow::openPath(const QString& path) {
  const QFileInfo info(path);
  if (!info.exists()) {
    forgetPath(path);
    return showError(tr("%1 is not there any more; open another run or configuration.").arg(path));
  }
  if (info.isFile() && info.suffix() == QLatin1String("toml")) return openConfiguration(info.absoluteFilePath());
  if (info.isDir() && RunFolder(path.toStdString()).exists()) return openRun(info.absoluteFilePath());
  if (info.isDir()) {
    session_->setRunsFolder(info.absoluteFilePath().toStdString());
    return readFreeDisk();
  }
  showError(tr("%1 is no run folder and no configuration (.toml); choose one of these.").arg(path));
}

void MainWindow::openConfiguration(const QString& path) {
  struct Read { RunConfig config; QString text; };
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
  if (session_->monitor()->hasRun() && session_->monitor()->data().folder.path() == folder) return showWorkspace(QStringLiteral("train"));
  if (folder.parent_path() != session_->runsFolder()) session_->setRunsFolder(folder.parent_path());
  session_->open(RunFolder(folder));
  session_->monitor()->setColour(std::max(0, runs_->model().colourOf(folder)));
  showWorkspace(QStringLiteral("train"));
}

void MainWindow::saveConfiguration() {
  const QString path = QFileDialog::getSaveFileName(this, tr("Save configuration"), setup_->name() + QStringLiteral(".toml"), tr("Configurations (*.toml)"));
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
  savePicture(this, *figure, run, QString::fromStdString(run.name()) + QLatin1Char('_') + views_->current()->objectName());
}

void MainWindow::showFolder(const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); }

void MainWindow::showRunFolder() { showFolder(QString::fromStdString(session_->monitor()->data().folder.path().string())); }

void MainWindow::moveToTrash(const QString& path) {
  if (session_->monitor()->hasRun() && session_->monitor()->data().folder.path() == path.toStdString()) session_->closeRun();
  if (!QFile::moveToTrash(path)) showError(tr("%1 cannot be moved to the trash; there may be none on this disk.").arg(path));
  runs_->model().refresh();
}

void MainWindow::closeRun() { session_->closeRun(); }

void MainWindow::undoSetting() { setup_->undoStack()->undo(); }

void MainWindow::redoSetting() { setup_->undoStack()->redo(); }

bool MainWindow::canUndoSetting() const { return currentWorkspace() == QLatin1String("setup") && setup_->undoStack()->canUndo(); }

bool MainWindow::canRedoSetting() const { return currentWorkspace() == QLatin1String("setup") && setup_->undoStack()->canRedo(); }

void MainWindow::findSetting() {
  showWorkspace(QStringLiteral("setup"));
  setup_->focusSearch();
}

void MainWindow::choosePath(const QString& key) {
  const bool file = key == QLatin1String("model.weights");
  const QString path = file ? QFileDialog::getOpenFileName(this, tr("Weights to start from"), {}, tr("Weights (*.safetensors)")) : QFileDialog::getExistingDirectory(this, tr("Folder of the data"));
  if (!path.isEmpty()) setup_->setPath(key, path);
}

void MainWindow::startFromSetup() {
  // F5 outside the form shows what will be started before it starts.
  if (currentWorkspace() != QLatin1String("setup")) return showWorkspace(QStringLiteral("setup"));
  setup_->start();
}

bool MainWindow::canStart() const { return !session_->training() && setup_->canStart(); }

void MainWindow::stopWithoutSaving() {
  QMessageBox question(QMessageBox::Question, tr("Stop without saving"), tr("Stop now and lose the steps since the last checkpoint?"), QMessageBox::Cancel, this);
  const auto* stop = question.addButton(tr("Stop without saving"), QMessageBox::DestructiveRole);
  question.exec();
  if (question.clickedButton() == stop) session_->stop(false);
}

void MainWindow::resumeOpenRun() { session_->resume(session_->monitor()->data().folder); }

bool MainWindow::canResume() const {
  const RunState state = session_->monitor()->data().status.state;
  return session_->monitor()->hasRun() && !session_->training() && (state == RunState::Stopped || state == RunState::Interrupted || state == RunState::Failed);
}

void MainWindow::extendOpenRun() {
  const RunData& data = session_->monitor()->data();
  const int epochs = int(data.status.epochs > 0 ? data.status.epochs : data.config.train.epochs);
  bool accepted = false;
  const int total = QInputDialog::getInt(this, tr("Extend the run"), tr("Train up to this many epochs in all (now %1):").arg(epochs), epochs + std::max(1, epochs / 2), epochs + 1, 1000000, 1, &accepted);
  if (accepted) session_->resume(data.folder, total);
}

bool MainWindow::canExtend() const {
  const RunData& data = session_->monitor()->data();
  return session_->monitor()->hasRun() && !session_->training() && data.status.state == RunState::Finished && data.config.train.steps == 0;
}

void MainWindow::checkConfiguration() {
  showWorkspace(QStringLiteral("setup"));
  setup_->checkNow();
}

void MainWindow::startDemo() {
  try {
    const Preset demo = demoPreset(resourceFolder());
    session_->start(demo.config, {}, demo.toml);
    demoWaits_ = true;
    showWorkspace(QStringLiteral("train"));
    refreshCentre();
  } catch (const UserError& error) {
    showError(QString::fromStdString(error.what()));
  }
}

/// The demo opens on what a newcomer should see: how a sheet comes to prefer one digit, and the unit that does most.
void MainWindow::showDemoContrast() {
  if (!demoWaits_ || !session_->showsTraining() || !session_->monitor()->data().snapshot) return;
  ViewState view = session_->monitor()->view();
  const SheetMap* map = session_->monitor()->data().snapshot->find(view.layer, "3");
  if (!map) return;
  demoWaits_ = false;
  view.quantity = map->quantity;
  view.unit = std::max_element(map->values.begin(), map->values.end()) - map->values.begin();
  session_->monitor()->setView(view);
}

void MainWindow::goToUnit(const QString& address) {
  const QString problem = studio::goToUnit(*session_->monitor(), address);
  if (!problem.isEmpty()) showError(problem);
}

void MainWindow::goToUnitDialog() {
  bool accepted = false;
  const QString layer = QString::fromStdString(session_->monitor()->view().layer);
  const QString address = QInputDialog::getText(this, tr("Go to unit"), tr("Address, as layer:unit"), QLineEdit::Normal, layer + QStringLiteral(":0"), &accepted);
  if (accepted) goToUnit(address);
}

void MainWindow::toggleFullScreen() { setWindowState(windowState() ^ Qt::WindowFullScreen); }

void MainWindow::showPalette() {
  auto* palette = new CommandPalette(*registry_, this);
  palette->move(mapToGlobal(QPoint((width() - palette->width()) / 2, 60)));
  palette->show();
}

void MainWindow::showSystemInformation() {
  const DeviceChoice& device = session_->device();
  const QString openGl = openGlProblem();
  const QString text = tr("TopoNets Studio %1\nLibTorch %2\nQt %3\nDevice: %4\n%5\nOpenGL: %6\nRuns: %7")
                           .arg(QString::fromStdString(versionString()), QString::fromStdString(libtorchVersion()), QString::fromLatin1(qVersion()), QString::fromStdString(device.title),
                                QString::fromStdString(device.reason), openGl.isEmpty() ? tr("3.2 or newer") : openGl, QString::fromStdString(session_->runsFolder().string()));
  QMessageBox box(QMessageBox::NoIcon, tr("System information"), text, QMessageBox::Close, this);
  box.setTextInteractionFlags(Qt::TextSelectableByMouse);
  const auto* copy = box.addButton(tr("Copy"), QMessageBox::ActionRole);
  box.exec();
  if (box.clickedButton() == copy) QApplication::clipboard()->setText(text);
}

void MainWindow::showShortcuts() { ShortcutsDialog(*registry_, this).exec(); }

void MainWindow::showAbout() { AboutDialog(QString::fromStdString(versionString()), this).exec(); }

/// What was opened before, then the newest runs of the folder.
void MainWindow::fillWelcome() {
  std::vector<RecentItem> recent;
  for (const QString& path : recentPaths()) recent.push_back({path, QFileInfo(path).fileName(), QFileInfo(path).absolutePath()});
  for (int row = 0; row < runs_->model().rowCount() && recent.size() < 6; ++row) {
    const QString path = QString::fromStdString(runs_->model().run(row).path.string());
    const bool listed = std::any_of(recent.begin(), recent.end(), [&](const RecentItem& item) { return item.path == path; });
    if (!listed) recent.push_back({path, QFileInfo(path).fileName(), runs_->model().index(row).data(RunListModel::LineRole).toString()});
  }
  welcome_->setRecent(recent);
  if (welcomeFilled_) return;
  welcomeFilled_ = true;
  std::vector<ExampleItem> examples;
  for (std::size_t i = 1; i < presets_.size(); ++i) examples.push_back({presets_[i].title, presets_[i].about, -1});
  welcome_->setExamples(examples);
  welcome_->setDevice(QString::fromStdString(session_->device().title), QString::fromStdString(session_->device().reason));
  readOnWorker<DemoPreview>(this, [] { return readDemoPreview(resourceFolder() / "demo" / "preview.npz"); }, [this](DemoPreview preview) { welcome_->setDemo(preview); });
  QTimer::singleShot(1500, this, [this] { measureExamples(0); });
}

/// How long each preset takes here, measured one after the other while the welcome page is looked at and nothing trains.
void MainWindow::measureExamples(int index) {
  if (index >= int(presets_.size()) || session_->training() || !welcome_->isVisible()) return;
  readOnWorker<double>(
      this, [config = presets_[index].config] { return secondsOf(config); },
      [this, index](double seconds) {
        if (index == 0) welcome_->setDemoSeconds(seconds);
        else welcome_->setExampleSeconds(index - 1, seconds);
        measureExamples(index + 1);
      },
      [this, index](const std::string&) { measureExamples(index + 1); });   // its data are not on this computer
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!session_->training()) return DockFrame::closeEvent(event);
  event->ignore();
  if (closing_) return;
  QMessageBox question(QMessageBox::Question, tr("A run is being trained"), tr("Closing the window ends the training. Save a checkpoint and stop? The run can be resumed later."), QMessageBox::Cancel, this);
  auto* save = question.addButton(tr("Stop and save"), QMessageBox::AcceptRole);
  const auto* discard = question.addButton(tr("Stop without saving"), QMessageBox::DestructiveRole);
  question.setDefaultButton(save);
  question.exec();
  if (question.clickedButton() != save && question.clickedButton() != discard) return;
  if (!session_->training()) {       // it has ended while the question was open
    QTimer::singleShot(0, this, &QWidget::close);
    return;
  }
  closing_ = true;                   // runEnded() closes
  session_->stop(question.clickedButton() == save);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) return openPath(url.toLocalFile());
}

}  // namespace studio
