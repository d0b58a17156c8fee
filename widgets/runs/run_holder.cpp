#include "widgets/runs/run_holder.h"

#include <unistd.h>

#include <QDateTime>
#include <cmath>

#include "core/run/run_lock.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/state_text.h"

namespace studio {
namespace {

constexpr double kClockDoubt = 60;  ///< seconds; clocks of two machines differ by less (core/run/status_json.cpp)

bool isHere(const RunStatus& status) { return status.host == hostName(); }

QString dayAndTime(double seconds) {
  return QDateTime::fromMSecsSinceEpoch(qint64(seconds * 1000)).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString sinceText(const RunStatus& status) {
  return status.started > 0 ? tr(" since %1").arg(dayAndTime(status.started)) : QString();
}

}  // namespace

bool isHeldElsewhere(const RunStatus& status) {
  return isLive(status.state) && !(isHere(status) && status.pid == ::getpid());
}

bool canBeTakenOver(const RunStatus& status, double now) {
  return isLive(status.state) && !isHere(status) && status.heartbeat > now + kClockDoubt;
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
              "told from here.")
        .arg(holderName(status), timeLeftText(status.heartbeat - now));
  const QString trained = tr("It is trained by %1%2").arg(holderName(status), sinceText(status));
  if (isHere(status)) return tr("%1; stop it there before it goes on here.").arg(trained);
  return tr("%1, heard of %2 ago; stop it there, or, where that machine is gone, wait a minute and resume it here.")
      .arg(trained, timeLeftText(std::max(0.0, now - status.heartbeat)));
}

}  // namespace studio
