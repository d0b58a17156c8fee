// `--screenshot`: the window as it is, in a PNG, then quit.
#pragma once
#include <QString>

namespace studio {

class MainWindow;

/// Waits `after` seconds, or for the end of training, then writes the picture and quits: exit code 0, or 2 when it
/// cannot be written.
void scheduleScreenshot(MainWindow& window, const QString& file, double after, bool whenFinished);

}  // namespace studio
