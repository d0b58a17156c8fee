// What stands between a stored run and its going on, and the question about it.
#include "app/gui/session.h"

#include <QMessageBox>
#include <QPushButton>

#include "core/run/error.h"
#include "core/run/run_lock.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

struct QuestionWords {
  QString title, question, button;
};

QuestionWords makeWords(const ResumeQuestion& asked) {
  const QString name = QString::fromStdString(asked.folder.name());
  switch (asked.obstacle) {
    case ResumeObstacle::ChangedData:
      return {tr("The data have changed"),
              tr("The data of %1 are not those it was trained with: %2. Go on with the data as they are now? The run "
                 "records it.")
                  .arg(name, asked.reason),
              tr("Go on with these data")};
    case ResumeObstacle::LostCheckpoints:
      return {tr("The checkpoints are lost"),
              tr("%1. Copy its folder checkpoints back and resume it then, or start again: its curves and maps are "
                 "replaced.")
                  .arg(asked.reason),
              tr("Start again from step 0")};
    case ResumeObstacle::OtherMachine:
      return {tr("Another machine may train this run"),
              tr("%1: %2 Take it over only if that process has ended; two processes that train one run damage it.")
                  .arg(name, asked.reason),
              tr("Take over")};
  }
  return {};
}

/// Who holds the lock: the status may still be an earlier process's.
RunStatus withHolder(RunStatus status, const RunFolder& folder) {
  if (const auto signer = RunLock::signer(folder.folder())) {
    status.pid = signer->pid;
    status.host = signer->host;
    status.started = signer->since;
  }
  return status;
}

}  // namespace

ResumeRequest ResumeQuestion::answered() const {
  ResumeRequest next = request;
  if (obstacle == ResumeObstacle::ChangedData) next.acceptChangedData = true;
  if (obstacle == ResumeObstacle::LostCheckpoints) next.restart = true;
  if (obstacle == ResumeObstacle::OtherMachine) next.takeOver = true;
  return next;
}

std::optional<ResumeQuestion> heldElsewhere(const RunFolder& folder, const ResumeRequest& request) {
  const LockState lock = RunLock::inspect(folder.folder());
  RunStatus status;
  try {
    status = folder.status(lock);
  } catch (const UserError&) {  // killed before its first status, or a damaged one: the job says what is wrong
    return std::nullopt;
  }
  if (lock == LockState::Held) status = withHolder(std::move(status), folder);
  if (!isHeldElsewhere(status)) return std::nullopt;
  const double now = secondsNow();
  if (lock == LockState::Held || !canBeTakenOver(status, now))
    throw UserError(folder.name() + ": " + holderSentence(status, now).toStdString());
  if (request.takeOver) return std::nullopt;
  return ResumeQuestion{folder, request, ResumeObstacle::OtherMachine, holderSentence(status, now)};
}

QMessageBox* makeResumeQuestion(const ResumeQuestion& question, QWidget* parent) {
  const QuestionWords words = makeWords(question);
  auto* box = new QMessageBox(QMessageBox::NoIcon, words.title, words.question, QMessageBox::Cancel, parent);
  box->setObjectName(QStringLiteral("askResume"));
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->addButton(words.button, question.obstacle == ResumeObstacle::ChangedData ? QMessageBox::AcceptRole
                                                                                : QMessageBox::DestructiveRole);
  box->setDefaultButton(QMessageBox::Cancel);
  return box;
}

}  // namespace studio
