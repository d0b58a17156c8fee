// Pausing, stopping, going on, and a checkpoint by hand (run_steering.h).
#include "widgets/train/run_steering.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QStyle>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>
#include <string_view>

#include "core/run/run_status.h"
#include "widgets/frame/theme.h"
#include "widgets/frame/workspace_window.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/runs/run_session.h"
#include "widgets/runs/run_text.h"

namespace studio {

namespace {

const QString kMeanwhile = QStringLiteral("…");  // behind a button's words while they are being done

/// Shorter than what the status says (askedText).
QString savingText() { return RunSteering::tr("Saving…"); }

}  // namespace

RunSteering::RunSteering(WorkspaceWindow& window, RunSession& session, RunMonitor& monitor)
    : QObject(&window), window_(window), session_(session), monitor_(monitor) {}

/// The run that pause, stop and checkpoint go to, where it is not the one in view.
QString RunSteering::unseenRun() const {
  const bool unseen = session_.trainsUnseen() && !session_.showsOtherTraining();
  return unseen ? QString::fromStdString(session_.trainedRun()) : QString();
}

void RunSteering::showAsked() {
  QAction* pause = window_.registry().action(QStringLiteral("run.pause"));
  const auto asked = session_.asked();
  const bool paused = session_.paused() && asked != RunCommand::Pause;
  const QString of = unseenRun();
  if (!pause || (showsPaused_ == paused && shownAsked_ == asked && shownOf_ == of)) return;
  shownOf_ = of;
  showsPaused_ = paused;
  shownAsked_ = asked;
  pause->setIcon(icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
  showAction("run.pause", isAsked(asked == RunCommand::Resume ? RunCommand::Resume : RunCommand::Pause),
             asked ? askedText(*asked) : QString(), paused ? tr("Resume") : tr("Pause"),
             paused ? tr("Resume %1").arg(of) : tr("Pause %1").arg(of));
  showAction("run.stop", isAsked(RunCommand::Stop), askedText(RunCommand::Stop), tr("Stop and save"),
             tr("Stop and save %1").arg(of));
  showAction("run.checkpoint", isAsked(RunCommand::Checkpoint), savingText(), tr("Save checkpoint"),
             tr("Save checkpoint of %1").arg(of));
  if (QAction* discard = window_.registry().action(QStringLiteral("run.stopDiscard")))
    discard->setText(of.isEmpty() ? tr("Stop without saving") : tr("Stop %1 without saving").arg(of));
  Q_EMIT pauseChanged();
}

/// Menus and tips name the run where it is not the one in view; buttons keep their words, and with them their places.
/// Of Pause and Resume what is done meanwhile would be wider than both: there an ellipsis says it.
void RunSteering::showAction(const char* id, bool isAsked, const QString& meanwhile, const QString& usual,
                             const QString& named) {
  QAction* action = window_.registry().action(QLatin1String(id));
  if (!action) return;
  action->setText(isAsked ? meanwhile : shownOf_.isEmpty() ? usual : named);
  const bool pauses = std::string_view(id) == "run.pause";
  action->setIconText(!isAsked ? usual : pauses ? usual + kMeanwhile : meanwhile);
}

/// The newest one is the answer where the run has not moved on from it. Of a run that is not in view nothing is
/// followed here: its button says when it is done.
void RunSteering::saveCheckpoint() {
  awaited_ = -1;
  if (!unseenRun().isEmpty()) return session_.saveCheckpoint();
  const RunData& data = monitor_.data();
  const std::int64_t newest = data.checkpointSteps.empty() ? -1 : data.checkpointSteps.back();
  awaited_ = newest >= 0 && newest == data.status.step ? newest : newest + 1;
  session_.saveCheckpoint();
  saySavedCheckpoint();
}

void RunSteering::saySavedCheckpoint() {
  const RunData& data = monitor_.data();
  if (awaited_ < 0 || data.checkpointSteps.empty() || data.checkpointSteps.back() < awaited_) return;
  awaited_ = -1;
  const std::int64_t step = data.checkpointSteps.back();
  const QString folder = QString::fromStdString(data.folder.checkpoint(step).string());
  window_.offerAction(tr("Saved checkpoint at step %L1.").arg(step), tr("Show in folder"),
                      [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
}

/// Training goes on while the question is open, so what it costs is said anew.
void RunSteering::stopWithoutSaving() {
  constexpr int kSayAgain = 100;  // ms
  const QString of = unseenRun();
  QMessageBox question(QMessageBox::NoIcon,
                       of.isEmpty() ? tr("Stop without saving") : tr("Stop %1 without saving").arg(of),
                       stopQuestionText(session_.lastStatus()), QMessageBox::Cancel, &window_);
  QTimer again;
  connect(&again, &QTimer::timeout, &question, [&] { question.setText(stopQuestionText(session_.lastStatus())); });
  again.start(kSayAgain);
  const auto* stop = question.addButton(tr("Stop without saving"), QMessageBox::DestructiveRole);
  question.exec();
  if (question.clickedButton() == stop) session_.stop(false);
}

bool RunSteering::canResume() const {
  const RunData& data = monitor_.data();
  const bool isRun = monitor_.hasRun() && data.caption.empty();
  return isRun && !session_.training() && canBeResumed(data.status, secondsNow());
}

void RunSteering::extendRun() {
  const RunData& data = monitor_.data();
  const RunFolder folder = data.folder;  // another run may be open by the time the question is answered
  auto* dialog = new ExtendDialog(data.status.epochs > 0 ? data.status.epochs : data.config.train.epochs, &window_);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &ExtendDialog::extensionWanted, this,
          [this, folder](qint64 epochs) { session_.extend(folder, epochs); });
  dialog->open();
}

bool RunSteering::canExtend() const {
  const RunData& data = monitor_.data();
  const bool ended = data.status.state == RunState::Finished || canBeResumed(data.status, secondsNow());
  return monitor_.hasRun() && data.caption.empty() && !session_.training() && ended && data.config.train.steps == 0;
}

bool RunSteering::canAsk() const {
  return (session_.training() || session_.showsOtherTraining()) && !isAsked(RunCommand::Stop);
}

bool RunSteering::canPause() const { return canAsk() && !isAsked(RunCommand::Pause) && !isAsked(RunCommand::Resume); }

/// What a run that is being trained is asked for.
std::vector<ActionSpec> RunSteering::askingActions() {
  const QString run = tr("Run"), nothingRuns = tr("No run is being trained, or it is about to do so");
  return {{.id = "run.pause",
           .text = tr("Pause"),
           .menu = run,
           .shortcut = QKeySequence("F6"),
           .icon = "pause",
           .run = [this] { session_.pauseOrResume(); },
           .enabled = [this] { return canPause(); },
           .whyDisabled = nothingRuns,
           .otherTexts = {tr("Pause") + kMeanwhile, tr("Resume") + kMeanwhile}},
          {.id = "run.stop",
           .text = tr("Stop and save"),
           .menu = run,
           .shortcut = QKeySequence("Shift+F5"),
           .icon = "stop",
           .run = [this] { session_.stop(true); },
           .enabled = [this] { return canAsk(); },
           .whyDisabled = nothingRuns,
           .otherTexts = {askedText(RunCommand::Stop)}},
          {.id = "run.stopDiscard",
           .text = tr("Stop without saving"),
           .menu = run,
           .icon = "close",
           .run = [this] { stopWithoutSaving(); },
           .enabled = [this] { return canAsk() && !session_.showsOtherTraining(); },
           .whyDisabled = nothingRuns},
          {.id = "run.checkpoint",
           .text = tr("Save checkpoint"),
           .menu = run,
           .shortcut = QKeySequence("Ctrl+K"),
           .icon = "checkpoint",
           .run = [this] { saveCheckpoint(); },
           .enabled = [this] { return canAsk() && !isAsked(RunCommand::Checkpoint); },
           .whyDisabled = nothingRuns,
           .otherTexts = {savingText()}}};
}

/// What trains a run, from its beginning or on from where it is.
std::vector<ActionSpec> RunSteering::trainingActions() {
  const QString run = tr("Run");
  return {{.id = "run.resume",
           .text = tr("Resume run"),
           .menu = run,
           .icon = "play",
           .run = [this] { session_.resume(monitor_.data().folder); },
           .enabled = [this] { return canResume(); },
           .whyDisabled =
               tr("Only a stopped, interrupted or failed run can be resumed; one that is trained is stopped first")},
          {.id = "run.extend",
           .text = tr("Extend..."),
           .menu = run,
           .icon = "extend",
           .run = [this] { extendRun(); },
           .enabled = [this] { return canExtend(); },
           .whyDisabled = tr("Only a run that has ended can be extended, and one whose length is in epochs")},
          {.id = "run.demo",
           .text = tr("Start the digits demo"),
           .menu = run,
           .icon = "play",
           .run = [this] { session_.startDemo(); },
           .enabled = [this] { return !session_.training(); },
           .whyDisabled = tr("A run is being trained")}};
}

std::vector<ActionSpec> RunSteering::actions() {
  std::vector<ActionSpec> all = askingActions();
  for (ActionSpec& each : trainingActions()) all.push_back(std::move(each));
  return all;
}

namespace {

constexpr std::int64_t kMostEpochs = 1'000'000;

/// -1 where it is no whole number.
std::int64_t wholeNumber(const QString& text) {
  bool isWhole = false;
  const qlonglong number = text.trimmed().toLongLong(&isWhole);
  return isWhole ? std::max<std::int64_t>(number, 0) : -1;
}

}  // namespace

ExtendDialog::ExtendDialog(std::int64_t epochs, QWidget* parent)
    : QDialog(parent), epochs_(epochs), number_(new QLineEdit(this)), rule_(new QLabel(this)) {
  setObjectName(QStringLiteral("extendRun"));
  setWindowTitle(tr("Extend the run"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 16, 16, 16);
  column->setSpacing(12);
  auto* asked = new QLabel(tr("Train up to this many epochs in all (planned: %L1):").arg(epochs), this);
  asked->setBuddy(number_);
  column->addWidget(asked);
  number_->setAccessibleName(tr("Epochs in all"));
  number_->setText(QString::number(epochs + std::max<std::int64_t>(1, epochs / 2)));
  number_->selectAll();
  column->addWidget(number_);
  rule_->setFont(textFont(TextStyle::Label));
  rule_->setProperty("muted", true);
  rule_->setWordWrap(true);
  column->addWidget(rule_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  extend_ = buttons->addButton(tr("Extend"), QDialogButtonBox::AcceptRole);
  extend_->setDefault(true);
  column->addWidget(buttons);
  connect(number_, &QLineEdit::textChanged, this, &ExtendDialog::judge);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(buttons, &QDialogButtonBox::accepted, this, &ExtendDialog::takeNumber);
  judge();
}

bool ExtendDialog::isPossible(std::int64_t epochs) const { return epochs > epochs_ && epochs <= kMostEpochs; }

/// The rule is always there; where the number breaks it, it says so.
void ExtendDialog::judge() {
  const std::int64_t number = wholeNumber(number_->text());
  const bool possible = isPossible(number);
  if (number > kMostEpochs)
    rule_->setText(tr("At most %L1 epochs.").arg(kMostEpochs));
  else if (number < 0)
    rule_->setText(tr("Write a whole number of epochs, at least %L1.").arg(epochs_ + 1));
  else
    rule_->setText(tr("At least %L1, for the run is planned for %L2 epochs.").arg(epochs_ + 1).arg(epochs_));
  for (QWidget* part : {static_cast<QWidget*>(number_), static_cast<QWidget*>(rule_)}) {
    part->setProperty("problem", possible ? QByteArray() : QByteArray("bad"));
    part->style()->unpolish(part);
    part->style()->polish(part);
  }
  extend_->setEnabled(possible);
}

void ExtendDialog::takeNumber() {
  const std::int64_t number = wholeNumber(number_->text());
  if (!isPossible(number)) return;
  accept();
  Q_EMIT extensionWanted(number);
}

}  // namespace studio
