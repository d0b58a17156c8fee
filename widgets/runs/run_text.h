// What lists, tips, questions and maps say of a run in words: its state, who trains it where this window does not, and
// its categories. Values; any thread.
#pragma once
#include <QString>
#include <optional>
#include <string>

#include "core/run/run_command.h"
#include "core/run/run_status.h"
#include "widgets/frame/number_text.h"
#include "widgets/frame/theme.h"

namespace studio {

// A run's state in words and as an icon, the same in every list and bar.
struct StateStyle {
  QString icon;
  Role role;
  QString word;
};
StateStyle stateStyle(RunState state);
/// One line: "Training 42 % · 3 min left", "Finished · top-1 93.5 %", "Failed: ..."
QString stateLine(const RunStatus& status);
/// "42 %", the same wherever it is said; empty where it is not known.
QString shareText(const RunStatus& status);
/// What a run does before its first step: "Reading images, 120 of 4,000"; empty = it is training.
QString stageText(const RunStatus& status);
/// What a run has been asked for and has not done yet: "Pausing…"
QString askedText(RunCommand command);
/// What looking costs: live views a share of the time, which has a limit, stored snapshots as long as they take; empty
/// where it is nothing.
QString costText(const RunStatus& status);
/// A run that was stopped, interrupted or failed: what happened, and from where it can go on.
struct EndedText {
  QString sentence;  ///< empty: the run has not ended so
  QString resume;    ///< "Resume from 69", "Start again"
};
/// `checkpoint`: step of its newest one, -1 = none. Nothing is said to be lost only where that is certain: the records
/// of a process that was killed end a little before it did.
EndedText endedText(const RunStatus& status, std::int64_t checkpoint);
/// Before a run that is trained is stopped without a checkpoint: how many steps that costs at this moment.
QString stopQuestionText(const RunStatus& status);
/// stepRateText() in the window's language: "310 it/s", "12 s a step"; empty where nothing is known.
QString rateText(double stepsPerSecond);
/// In the place of curves where a file of weights is open.
QString noHistoryText();

// Who trains a run that this window does not train, as the list of runs, tips and questions say it.

/// A process other than this one trains the run, as far as can be seen from here.
bool isHeldElsewhere(const RunStatus& status);
/// The heartbeat of another machine is ahead of this one's clock: whether it still trains cannot be known from here, so
/// a person decides.
bool canBeTakenOver(const RunStatus& status, double now);
/// The run can be asked to go on: stopped, interrupted, failed, or perhaps left by another machine.
bool canBeResumed(const RunStatus& status, double now);

/// The process of this machine that trains the run; 0: it is this one, one of another machine, or none.
std::int64_t trainerHere(const RunStatus& status);
/// "process 4242", "process 4242 on node7"
QString holderName(const RunStatus& status);
/// What is known of who holds the run and what can be done, in sentences; empty for a run that nobody else holds.
QString holderSentence(const RunStatus& status, double now);

// A category or contrast as one reads it: "22.5deg", as gratings name theirs, becomes "22.5°".
inline QString categoryText(const std::string& name) {
  QString text = QString::fromStdString(name);
  if (!text.endsWith(QLatin1String("deg"))) return text;
  bool isAngle = false;
  const QString angle = text.chopped(3);
  angle.toDouble(&isAngle);
  return isAngle ? angle + QChar(0x00B0) : text;
}
/// The one form of its name in lists, tables and over maps, in the window's language: "Faces", "Animals big", "22.5°".
QString categoryTitle(const std::string& name);

// What a data set and stimuli consist of.

/// "images"; of a network that reads tokens "rows of tokens".
QString itemsText(bool language);

// What the desktop shows at the end of a run: of a long one, where nobody looks at the window; of a failure always,
// as it waits for somebody. A value.

struct EndNotice {
  QString title, text;
};
/// `status`: the run's last. nullopt where nothing is shown: runs of under 5 minutes, and those that were stopped.
std::optional<EndNotice> endNotice(const QString& run, const RunStatus& status, bool windowIsActive);

}  // namespace studio
