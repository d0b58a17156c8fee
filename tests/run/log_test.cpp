#include "core/run/log.h"

#include <gtest/gtest.h>

#include "core/run/printable_text.h"

namespace studio {
namespace {

TEST(Log, LinesForTheScreenLookAlike) {
  EXPECT_NE(Log::format({1.7e9, LogLine::Level::Error, "text"}).find(" error: text"), std::string::npos);
  EXPECT_EQ(Log::format({1.7e9, LogLine::Level::Info, "text"}).substr(0, 3), "202");
}

TEST(Log, OneLineIsOneLineAndSteersNoTerminal) {
  const std::string line = Log::format({1.7e9, LogLine::Level::Warning, "layer\nrm -rf x\r\x1b[2Jend"});
  EXPECT_EQ(line.find_first_of("\n\r\x1b"), std::string::npos);
  EXPECT_NE(line.find("warning: layer\\nrm -rf x\\r\\x1b[2Jend"), std::string::npos) << line;
}

TEST(VisibleText, WritesOutWhatSteersAndLeavesTheRest) {
  EXPECT_EQ(visible("τ = 3, 日本, ö"), "τ = 3, 日本, ö");
  EXPECT_EQ(visible("a\tb\x7f"), "a\\tb\\x7f");
  EXPECT_EQ(visible("a\xc2\x9b"
                    "31m"),
            "a\\xc2\\x9b31m");  // CSI as one character
  EXPECT_EQ(visible("a\xe2\x80\xae"
                    "b"),
            "a\\xe2\\x80\\xaeb");                  // turns the writing direction
  EXPECT_EQ(visible("a\xff\xc3"), "a\\xff\\xc3");  // no UTF-8
  EXPECT_EQ(visible("one\ntwo\x1b", "\n"), "one\ntwo\\x1b");
}

}  // namespace
}  // namespace studio
