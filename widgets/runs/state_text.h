// A run's state in words and as an icon, the same in every list and bar.
#pragma once
#include <QString>

#include "core/run/run_status.h"
#include "widgets/frame/theme.h"

namespace studio {

struct StateLook {
  QString icon;
  Role role;
  QString word;
};
StateLook lookOf(RunState state);
/// One line: "Training 42 % · 3 min left", "Finished · top-1 93.5 %", "Failed: ..."
QString stateLine(const RunStatus& status);
/// "4 h 15 min", "12 s"; empty below 0.
QString timeLeftText(double seconds);
/// In the place of curves where a file of weights is open.
QString noHistoryText();

}  // namespace studio
