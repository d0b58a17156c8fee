// A run's state and its holder in words.
#include "widgets/runs/run_text.h"
#include <algorithm>

#include <QLocale>
#include <algorithm>
#include <cmath>
#include <unistd.h>

#include "core/run/printable_text.h"
#include "core/run/run_lock.h"
#include "core/run/run_status.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/language.h"
#include "widgets/frame/tr.h"

namespace studio {

StateStyle stateStyle(RunState state) {
  switch (state) {
    case RunState::Draft:
      return {QStringLiteral("pencil"), Role::Muted, tr("Draft")};
    case RunState::Starting:
      return {QStringLiteral("ring"), Role::Muted, tr("Starting")};
    case RunState::Training:
      return {QStringLiteral("ring"), Role::Accent, tr("Training")};
    case RunState::Paused:
      return {QStringLiteral("pause"), Role::Warn, tr("Paused")};
    case RunState::Finished:
      return {QStringLiteral("check"), Role::Good, tr("Finished")};
    case RunState::Stopped:
      return {QStringLiteral("square"), Role::Muted, tr("Stopped")};
    case RunState::Interrupted:
      return {QStringLiteral("bolt"), Role::Warn, tr("Interrupted")};
    case RunState::Failed:
      return {QStringLiteral("cross"), Role::Bad, tr("Failed")};
  }
  return {};
}

QString stateLine(const RunStatus& status) {
  const QString word = stateStyle(status.state).word;
  switch (status.state) {
    case RunState::Starting:
      return status.stage.empty() ? word : word + QStringLiteral(": ") + engineText(status.stage);
    case RunState::Training:
    case RunState::Paused: {
      if (!status.stage.empty()) return word + QStringLiteral(": ") + engineText(status.stage);
      if (status.steps <= 0) return word;
      QString line = tr("%1 %2").arg(word, shareText(status));
      if (status.state == RunState::Training && status.secondsLeft >= 0)
        line += tr(" · %1 left").arg(timeLeftText(status.secondsLeft));
      return line;
    }
    case RunState::Finished:
      return status.validationAccuracy >= 0 && isValidatedAtEnd(status)
                 ? tr("%1 · top-1 %L2 %").arg(word).arg(100 * status.validationAccuracy, 0, 'f', 1)
                 : word;
    case RunState::Stopped:
    case RunState::Interrupted:
      return status.step > 0 ? tr("%1 at step %L2").arg(word).arg(status.step) : word;
    case RunState::Failed:
      return status.error.empty() ? word : word + QStringLiteral(": ") + engineText(status.error);
    default:
      return word;
  }
}

QString shareText(const RunStatus& status) {
  const int percent = percentTrained(status);
  return percent < 0 ? QString() : tr("%1 %").arg(percent);
}

QString stageText(const RunStatus& status) {
  QString text = isLive(status.state) ? engineText(status.stage) : QString();
  if (!text.isEmpty()) text[0] = text[0].toUpper();
  return text;
}

QString askedText(RunCommand command) {
  switch (command) {
    case RunCommand::Pause:
      return tr("Pausing…");
    case RunCommand::Resume:
      return tr("Going on…");
    case RunCommand::Stop:
      return tr("Stopping…");
    case RunCommand::Checkpoint:
      return tr("Saving a checkpoint…");
  }
  return {};
}

QString costText(const RunStatus& status) {
  if (status.mapsCost + status.probeCost + status.storedSeconds <= 0) return {};
  return tr("Live maps cost %L1 %, probe %L2 %; stored maps took %L3 s")
      .arg(100 * status.mapsCost, 0, 'f', 1)
      .arg(100 * status.probeCost, 0, 'f', 1)
      .arg(status.storedSeconds, 0, 'f', 1);
}

namespace {

constexpr double kUnrecorded = 2;  ///< seconds between two writings of a run's status (core/train/run_recorder.cpp)

QString lostText(std::int64_t lost, bool hasCheckpoint) {
  if (lost <= 0) return tr("Nothing is lost.");
  if (!hasCheckpoint)
    return countText(lost, tr("1 step is lost, for there is no checkpoint."),
                     tr("%L1 steps are lost, for there is no checkpoint."));
  return countText(lost, tr("1 step since the last checkpoint is lost and trained again."),
                   tr("%L1 steps since the last checkpoint are lost and trained again."));
}

/// Of a process that ended before it could say how far it had come: its records are a little older than its end.
QString interruptedText(const RunStatus& status, std::int64_t lost, bool hasCheckpoint) {
  if (lost <= 0 && status.steps > 0 && status.step >= status.steps) return tr("Nothing is lost.");
  const auto unrecorded = std::int64_t(std::ceil(kUnrecorded * status.iterationsPerSecond));
  if (lost <= 0 && unrecorded <= 0)
    return tr("Steps of its last %1 seconds were not recorded yet; they are lost and trained again.").arg(kUnrecorded);
  if (lost <= 0)
    return countText(unrecorded, tr("At most 1 step after that was not recorded yet; it is lost and trained again."),
                     tr("Up to %L1 steps after that were not recorded yet; they are lost and trained again."));
  if (!hasCheckpoint)
    return countText(lost, tr("At least 1 step is lost, for there is no checkpoint."),
                     tr("At least %L1 steps are lost, for there is no checkpoint."));
  return countText(lost, tr("At least 1 step since the last checkpoint is lost and trained again."),
                   tr("At least %L1 steps since the last checkpoint are lost and trained again."));
}

}  // namespace

EndedText endedText(const RunStatus& status, std::int64_t checkpoint) {
  EndedText text;
  const QString step = QLocale().toString(qlonglong(status.step));
  if (status.state == RunState::Stopped)
    text.sentence = tr("Stopped at step %1.").arg(step);
  else if (status.state == RunState::Interrupted)
    text.sentence = tr("Interrupted at step %1: its process ended before it could save.").arg(step);
  else if (status.state == RunState::Failed)
    text.sentence =
        status.error.empty() ? tr("Failed at step %1.").arg(step) : tr("Failed: %1").arg(engineText(status.error));
  else
    return text;
  const std::int64_t lost = status.step - std::max<std::int64_t>(checkpoint, 0);
  text.sentence +=
      QLatin1Char(' ') + (status.state == RunState::Interrupted ? interruptedText(status, lost, checkpoint >= 0)
                                                                : lostText(lost, checkpoint >= 0));
  text.resume = checkpoint >= 0 ? tr("Resume from %L1").arg(checkpoint) : tr("Start again");
  return text;
}

QString stopQuestionText(const RunStatus& status) {
  const std::int64_t checkpoint = status.checkpoint, lost = status.step - std::max<std::int64_t>(checkpoint, 0);
  if (checkpoint == kCheckpointNotRecorded) return tr("Stop now and lose the steps since the last checkpoint?");
  if (lost <= 0 && checkpoint < 0) return tr("Stop now? No step has been trained yet.");
  if (lost <= 0) return tr("Stop now? Nothing is lost: there is a checkpoint of step %L1.").arg(checkpoint);
  if (checkpoint < 0)
    return countText(lost, tr("Stop now and lose the first step? There is no checkpoint yet."),
                     tr("Stop now and lose all %L1 steps? There is no checkpoint yet."));
  return lost == 1 ? tr("Stop now and lose the step since the checkpoint of step %L1?").arg(checkpoint)
                   : tr("Stop now and lose the %L1 steps since the checkpoint of step %L2?").arg(lost).arg(checkpoint);
}

QString rateText(double stepsPerSecond) {
  QString text = engineText(stepRateText(stepsPerSecond));
  if (const qsizetype unit = text.indexOf(QLatin1Char(' ')); unit > 0) text[unit] = QChar(0x202F);  // does not break
  return text;
}

QString noHistoryText() { return tr("A file of weights has no history: curves belong to runs."); }

QString categoryTitle(const std::string& name) {
  QString title = categoryText(name);
  if (!title.isEmpty() && title[0].isLetter()) title = engineText(title);  // numbers are names in every language
  title.replace(QLatin1Char('_'), QLatin1Char(' '));
  if (!title.isEmpty()) title[0] = title[0].toUpper();
  return title;
}

QString itemsText(bool language) { return language ? tr("rows of tokens") : tr("images"); }

// Who holds it.

namespace {

constexpr double kClockDifference = 60;  ///< seconds; clocks of two machines differ by less (core/run/status_json.cpp)

bool isHere(const RunStatus& status) { return status.host == hostName(); }

QString sinceText(const RunStatus& status) {
  return status.started > 0 ? tr(" since %1").arg(QString::fromStdString(dayAndTime(status.started))) : QString();
}

}  // namespace

bool isHeldElsewhere(const RunStatus& status) {
  if (status.pid <= 0 && status.host.empty()) return false;  // nobody has said who holds it: it is just beginning here
  return isLive(status.state) && !(isHere(status) && status.pid == ::getpid());
}

std::int64_t trainerHere(const RunStatus& status) { return isHeldElsewhere(status) && isHere(status) ? status.pid : 0; }

bool canBeTakenOver(const RunStatus& status, double now) {
  return isLive(status.state) && !isHere(status) && status.heartbeat > now + kClockDifference;
}

bool canBeResumed(const RunStatus& status, double now) {
  const RunState state = status.state;
  const bool ended = state == RunState::Stopped || state == RunState::Interrupted || state == RunState::Failed;
  return ended || canBeTakenOver(status, now);
}

QString holderName(const RunStatus& status) {
  if (status.pid <= 0) return tr("another process");
  const QString host = isHere(status) ? QString() : QString::fromStdString(status.host);
  return host.isEmpty() ? tr("process %1").arg(status.pid) : tr("process %1 on %2").arg(status.pid).arg(host);
}

QString holderSentence(const RunStatus& status, double now) {
  if (!isHeldElsewhere(status)) return {};
  if (canBeTakenOver(status, now))
    return tr("The last heartbeat, of %1, is %2 ahead of this machine's clock, so whether it still trains cannot be "
              "known from here.")
        .arg(holderName(status), timeLeftText(status.heartbeat - now));
  const QString trained = tr("It is trained by %1%2").arg(holderName(status), sinceText(status));
  if (isHere(status)) return tr("%1; stop it there before it goes on here.").arg(trained);
  return tr("%1, last heartbeat %2 ago; stop it there, or, if that machine is down, wait a minute and resume it here.")
      .arg(trained, timeLeftText(std::max(0.0, now - status.heartbeat)));
}

std::optional<EndNotice> endNotice(const QString& run, const RunStatus& status, bool windowIsActive) {
  constexpr double kLong = 300;  // seconds; of all sittings, as `started` is that of the last one
  const double sitting = status.heartbeat - status.started;  // one that fails before its first step has trained nothing
  if (std::max(status.secondsTrained, sitting) < kLong) return std::nullopt;
  if (status.state == RunState::Failed) return EndNotice{tr("%1 has failed").arg(run), engineText(status.error)};
  if (status.state != RunState::Finished || windowIsActive) return std::nullopt;
  return EndNotice{tr("%1 has finished").arg(run),
                   tr("%1 after %2.").arg(stateLine(status), timeLeftText(status.secondsTrained))};
}

}  // namespace studio
