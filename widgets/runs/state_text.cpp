#include "widgets/runs/state_text.h"

#include <QLocale>
#include <cmath>

#include "widgets/frame/tr.h"

namespace studio {

StateLook lookOf(RunState state) {
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
  const QString word = lookOf(status.state).word;
  switch (status.state) {
    case RunState::Starting:
      return status.stage.empty() ? word : word + QStringLiteral(": ") + QString::fromStdString(status.stage);
    case RunState::Training:
    case RunState::Paused: {
      if (status.steps <= 0) return word;
      QString line = tr("%1 %2 %").arg(word).arg(int(100.0 * double(status.step) / double(status.steps)));
      if (status.state == RunState::Training && status.secondsLeft >= 0)
        line += tr(" · %1 left").arg(timeLeftText(status.secondsLeft));
      return line;
    }
    case RunState::Finished:
      return status.validationAccuracy >= 0
                 ? tr("%1 · top-1 %2 %").arg(word).arg(100 * status.validationAccuracy, 0, 'f', 1)
                 : word;
    case RunState::Stopped:
    case RunState::Interrupted:
      return status.step > 0 ? tr("%1 at step %L2").arg(word).arg(status.step) : word;
    case RunState::Failed:
      return status.error.empty() ? word : word + QStringLiteral(": ") + QString::fromStdString(status.error);
    default:
      return word;
  }
}

QString timeLeftText(double seconds) {
  if (!(seconds >= 0)) return {};
  const auto whole = qint64(std::llround(seconds));
  if (whole < 60) return tr("%1 s").arg(whole);
  if (whole < 3600) return tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
  return tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString noHistoryText() { return tr("A file of weights has no history: curves belong to runs."); }

}  // namespace studio
