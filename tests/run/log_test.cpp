#include "core/run/log.h"

#include <gtest/gtest.h>

#include <thread>

#include "core/run/atomic_file.h"
#include "tests/support/temporary_folder.h"

namespace studio {
namespace {

TEST(Log, WritesWholeLinesAtOnceFromManyThreads) {
  TemporaryFolder folder;
  Log log(false);
  ASSERT_TRUE(log.open(folder.path() / "log.txt"));
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&log] {
        for (int j = 0; j < 50; ++j) log.write(LogLine::Level::Warning, "layer {} 100 %s");  // no format string
      });
  }
  const std::string text = readFile(folder.path() / "log.txt");  // while the log is open: a line is there as soon as it is written
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 200);
  std::size_t found = 0;
  for (std::size_t at = text.find(" warning: layer {} 100 %s\n"); at != std::string::npos; at = text.find(" warning: layer {} 100 %s\n", at + 1)) ++found;
  EXPECT_EQ(found, 200u);
}

TEST(Log, APlaceThatCannotBeWrittenStopsNothing) {
  TemporaryFolder folder;
  folder.write("file", "x");
  Log log(false);
  EXPECT_FALSE(log.open(folder.path() / "file/log.txt"));
  log.write(LogLine::Level::Error, "still here");
}

TEST(Log, LinesForTheScreenLookAlike) {
  EXPECT_NE(Log::format({1.7e9, LogLine::Level::Error, "text"}).find(" error: text"), std::string::npos);
  EXPECT_EQ(Log::format({1.7e9, LogLine::Level::Info, "text"}).substr(0, 3), "202");
}

}  // namespace
}  // namespace studio
