// The short form of toponets-window-events.
#include <gtest/gtest.h>

#include "tests/app/gui/random_events.h"

namespace studio {
namespace {

TEST(RandomEvents, TheWindowStandsAHundredOfThem) {
  RandomEventsOptions options;
  options.seed = 22;
  options.actions = 100;
  options.longestPause = 60;
  const RandomEventsReport report = driveWindow(options);
  EXPECT_TRUE(report.failure.isEmpty()) << report.failure.toStdString() << "\n"
                                        << report.lastLines.join(QLatin1Char('\n')).toStdString();
  EXPECT_EQ(report.actions, options.actions);
}

}  // namespace
}  // namespace studio
