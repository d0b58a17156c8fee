#include "app/gui/end_notice.h"

#include <algorithm>

#include "widgets/frame/engine_text.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"

namespace studio {

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
