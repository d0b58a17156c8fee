// Starting, stopping and going on with a run; closing while one is trained.
#include <QCloseEvent>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

#include "app/gui/main_window.h"
#include "core/run/error.h"
#include "widgets/forms/setup_view.h"
#include "widgets/runs/run_holder.h"

namespace studio {

void MainWindow::startFromSetup() {
  // F5 outside the form shows what will be started before it starts.
  if (currentWorkspace() != QLatin1String("setup")) return showWorkspace(QStringLiteral("setup"));
  setup_->start();
}

bool MainWindow::canStart() const { return !session_->training() && setup_->canStart(); }

void MainWindow::stopWithoutSaving() {
  QMessageBox question(QMessageBox::NoIcon, tr("Stop without saving"),
                       tr("Stop now and lose the steps since the last checkpoint?"), QMessageBox::Cancel, this);
  const auto* stop = question.addButton(tr("Stop without saving"), QMessageBox::DestructiveRole);
  question.exec();
  if (question.clickedButton() == stop) session_->stop(false);
}

void MainWindow::resumeOpenRun() { session_->resume(session_->monitor()->data().folder); }

/// Stays open beside the window, so that one can look at the run meanwhile.
void MainWindow::askToResume(const ResumeQuestion& asked) {
  QMessageBox* question = makeResumeQuestion(asked, this);
  connect(question, &QMessageBox::buttonClicked, this, [this, question, asked](QAbstractButton* button) {
    if (button != question->button(QMessageBox::Cancel)) session_->resume(asked.folder, asked.answered());
  });
  question->open();
}

bool MainWindow::canResume() const {
  const RunData& data = session_->monitor()->data();
  const bool isRun = session_->monitor()->hasRun() && data.caption.empty();
  return isRun && !session_->training() && canBeResumed(data.status, secondsNow());
}

void MainWindow::extendOpenRun() {
  const RunData& data = session_->monitor()->data();
  const int epochs = int(data.status.epochs > 0 ? data.status.epochs : data.config.train.epochs);
  bool accepted = false;
  const int total =
      QInputDialog::getInt(this, tr("Extend the run"), tr("Train up to this many epochs in all (now %1):").arg(epochs),
                           epochs + std::max(1, epochs / 2), epochs + 1, 1000000, 1, &accepted);
  if (accepted) session_->resume(data.folder, {.extendToEpochs = total});
}

bool MainWindow::canExtend() const {
  const RunData& data = session_->monitor()->data();
  return session_->monitor()->hasRun() && !session_->training() && data.status.state == RunState::Finished &&
         data.config.train.steps == 0;
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

void MainWindow::runEnded(const QString& run, const QString& state) {
  readFreeDisk();
  if (closing_) {
    close();
    return;
  }
  if (state == QLatin1String("finished"))
    showNotice(tr("%1 has finished. Its maps can be played in the time bar; Ctrl+E exports a figure.").arg(run));
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!session_->training()) return DockFrame::closeEvent(event);
  event->ignore();
  if (closing_) return;
  QMessageBox question(
      QMessageBox::NoIcon, tr("A run is being trained"),
      tr("Closing the window ends the training. Save a checkpoint and stop? The run can be resumed later."),
      QMessageBox::Cancel, this);
  auto* save = question.addButton(tr("Stop and save"), QMessageBox::AcceptRole);
  const auto* discard = question.addButton(tr("Stop without saving"), QMessageBox::DestructiveRole);
  question.setDefaultButton(save);
  question.exec();
  if (question.clickedButton() != save && question.clickedButton() != discard) return;
  if (!session_->training()) {  // it has ended while the question was open
    QTimer::singleShot(0, this, &QWidget::close);
    return;
  }
  closing_ = true;  // runEnded() closes
  session_->stop(question.clickedButton() == save);
}

}  // namespace studio
