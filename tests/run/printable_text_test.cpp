// Numbers, shapes and times as they are written everywhere.
#include "core/run/printable_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <ctime>
#include <vector>

#include "core/run/run_channel.h"

namespace studio {
namespace {

using Sizes = std::vector<std::int64_t>;

TEST(NumberText, DigitsAreGroupedByThrees) {
  EXPECT_EQ(groupedText(0), "0");
  EXPECT_EQ(groupedText(999), "999");
  EXPECT_EQ(groupedText(1410), "1,410");
  EXPECT_EQ(groupedText(-1410), "-1,410");
  EXPECT_EQ(groupedText(-141), "-141");
  EXPECT_EQ(groupedText(11689512), "11,689,512");
}

TEST(NumberText, SignificantDigitsAreThoseOfPrintf) {
  EXPECT_EQ(significantText(3.14159, 3), "3.14");
  EXPECT_EQ(significantText(0.31415926, 4), "0.3142");
  EXPECT_EQ(significantText(12345.6, 3), "1.23e+04");
  EXPECT_EQ(significantText(std::nan(""), 4), "nan");
  EXPECT_EQ(significantText(-INFINITY, 4), "-inf");
}

TEST(ShapeText, IsTheSizesWithACrossBetween) {
  EXPECT_EQ(shapeText(Sizes{64, 3, 7, 7}), "64x3x7x7");
  EXPECT_EQ(shapeText(Sizes{400}), "400");
  EXPECT_EQ(shapeText(Sizes{}), "a single number");
}

TEST(DayAndTime, IsOnTheClockOfThisMachine) {
  std::tm noon{};
  noon.tm_year = 126, noon.tm_mon = 0, noon.tm_mday = 31, noon.tm_hour = 12, noon.tm_min = 4, noon.tm_sec = 5;
  noon.tm_isdst = -1;
  const auto seconds = double(std::mktime(&noon));
  EXPECT_EQ(dayAndTime(seconds + 0.9), "2026-01-31 12:04");
  EXPECT_EQ(dayAndSecond(seconds + 0.9), "2026-01-31 12:04:05");
  EXPECT_TRUE(formatLogLine({seconds, LogLine::Level::Warning, "hot"}).starts_with("2026-01-31 12:04:05 warning: hot"));
}

TEST(DayAndTime, ATimeOfADamagedFileIsSomeTime) {
  for (const double seconds : {-1e300, 1e300, std::nan(""), double(INFINITY)})
    EXPECT_EQ(dayAndTime(seconds).size(), 16u) << seconds;
}

}  // namespace
}  // namespace studio
