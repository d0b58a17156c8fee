// Commands of the Maps menu: each turns what is chosen (ViewState) into what is chosen next. GUI thread.
#pragma once
#include <QString>

#include "widgets/runs/run_monitor.h"

namespace studio {

void stepLayer(RunMonitor& monitor, int by);     ///< next or previous sheet, stops at the ends
void stepSnapshot(RunMonitor& monitor, int by);  ///< next or previous stored maps
void toggleLive(RunMonitor& monitor);
void toggleLimitsLock(RunMonitor& monitor);  ///< locks the limits in force
void resetLimits(RunMonitor& monitor);
void stepQuantity(RunMonitor& monitor, int by);  ///< cosine, norm, contrasts in turn
/// "layer4.1.conv2:214". Returns a sentence saying what is wrong, or nothing.
QString goToUnit(RunMonitor& monitor, const QString& address);

}  // namespace studio
