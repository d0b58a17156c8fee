// What the desktop is told of the end of a run: of a long one, where nobody looks at the window; of a failure always,
// as it waits for somebody. A value.
#pragma once
#include <QString>
#include <optional>

#include "core/run/run_status.h"

namespace studio {

struct EndNotice {
  QString title, text;
};
/// `status`: the run's last. nullopt where nothing is told: runs of under 5 minutes, and those that were stopped.
std::optional<EndNotice> endNotice(const QString& run, const RunStatus& status, bool windowIsActive);

}  // namespace studio
