// The smaller commands: settings, units, and the dialogs about the program.
#include <QApplication>
#include <QClipboard>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QUndoStack>

#include "app/gui/main_window.h"
#include "app/gui/services.h"
#include "app/gui/view_steps.h"
#include "core/engine.h"
#include "widgets/forms/setup_view.h"
#include "widgets/frame/dialogs.h"
#include "widgets/frame/command_palette.h"
#include "widgets/runs/worker_call.h"
#include "widgets/sheets/sheet_canvas.h"

namespace studio {

void MainWindow::undoSetting() { setup_->undoStack()->undo(); }

void MainWindow::redoSetting() { setup_->undoStack()->redo(); }

bool MainWindow::canUndoSetting() const {
  return currentWorkspace() == QLatin1String("setup") && setup_->undoStack()->canUndo();
}

bool MainWindow::canRedoSetting() const {
  return currentWorkspace() == QLatin1String("setup") && setup_->undoStack()->canRedo();
}

void MainWindow::findSetting() {
  showWorkspace(QStringLiteral("setup"));
  setup_->focusSearch();
}

void MainWindow::goToUnit(const QString& address) {
  const QString problem = studio::goToUnit(*session_->monitor(), address);
  if (!problem.isEmpty()) showError(problem);
}

void MainWindow::goToUnitDialog() {
  bool accepted = false;
  const QString layer = QString::fromStdString(session_->monitor()->view().layer);
  const QString address = QInputDialog::getText(this, tr("Go to unit"), tr("Address, as layer:unit"), QLineEdit::Normal,
                                                layer + QStringLiteral(":0"), &accepted);
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
                           .arg(QString::fromStdString(versionString()), QString::fromStdString(libtorchVersion()),
                                QString::fromLatin1(qVersion()), QString::fromStdString(device.title),
                                QString::fromStdString(device.reason), openGl.isEmpty() ? tr("3.2 or newer") : openGl,
                                QString::fromStdString(session_->runsFolder().string()));
  QMessageBox box(QMessageBox::NoIcon, tr("System information"), text, QMessageBox::Close, this);
  box.setTextInteractionFlags(Qt::TextSelectableByMouse);
  const auto* copy = box.addButton(tr("Copy"), QMessageBox::ActionRole);
  box.exec();
  if (box.clickedButton() == copy) QApplication::clipboard()->setText(text);
}

void MainWindow::showShortcuts() { ShortcutsDialog(*registry_, this).exec(); }

void MainWindow::showAbout() { AboutDialog(QString::fromStdString(versionString()), this).exec(); }

void MainWindow::readFreeDisk() {
  readOnWorker<double>(
      this, [folder = session_->runsFolder()] { return freeBytes(folder); },
      [this](double bytes) {
        freeDisk_ = bytes > 0 ? tr("%1 GB free").arg(bytes / 1e9, 0, 'f', 0) : QString();
        refreshStatus();
      });
}

}  // namespace studio
