// events.jsonl: commands that took effect, one a line; torn and foreign lines cost nothing but themselves.
#include "core/run/run_status.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "core/run/text_file.h"
#include "core/run/run_channel.h"
#include "core/run/run_store.h"
#include "tests/support/temporary_folder.h"

namespace studio {
namespace {

std::vector<Event> readEvents(const RunFolder& run) {
  std::string problem;
  auto events = run.events(problem);
  EXPECT_EQ(problem, "");
  return events;
}

TEST(Event, ComesBackAsItWas) {
  const Event event{126, 12.5, 1.7e9, "steer", R"({"topoloss.tau":3.0})"};
  std::string problem;
  EXPECT_EQ(parseEvents(formatEvent(event), "events.jsonl", problem), std::vector<Event>{event});
  EXPECT_EQ(problem, "");
  EXPECT_THROW(formatEvent({0, 0, 0, "steer", "{"}), std::invalid_argument);
}

TEST(Event, AnUnknownKindWithoutAValueIsAnEventToo) {
  std::string problem;
  const auto events = parseEvents("{\"step\":4,\"kind\":\"from the future\"}\r\n", "events.jsonl", problem);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, "from the future");
  EXPECT_EQ(events[0].value, "null");
}

TEST(Event, ForeignLinesAreLeftOutAndTold) {
  std::string problem;
  const auto events =
      parseEvents("{\"step\":1,\"kind\":\"pause\"}\nhello\n[]\n{\"step\":\"x\",\"kind\":\"pause\"}\n", "E", problem);
  EXPECT_EQ(events.size(), 1u);
  EXPECT_EQ(problem, "E: 3 lines are no event and left out, the first being line 2; remove them.");
}

TEST(Event, ATornLastLineIsLeftOutAndThenCut) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  EXPECT_TRUE(readEvents(run).empty());
  run.appendEvent({1, 0.5, 2, "pause"});
  run.appendEvent({1, 0.5, 3, "resume"});
  const std::string whole = readFile(folder.path() / "events.jsonl");
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    folder.write("events.jsonl", whole.substr(0, cut));
    const auto before = readEvents(run).size();
    EXPECT_LE(before, 1u);
    run.appendEvent({9, 1, 4, "stop"});
    const auto after = readEvents(run);
    ASSERT_EQ(after.size(), before + 1) << cut;
    EXPECT_EQ(after.back().kind, "stop");
  }
}

TEST(Event, ThoseOfStepsThatAreDoneAgainAreDropped) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  for (const std::int64_t step : {10, 20, 30}) run.appendEvent({step, 0, 0, "checkpoint"});
  run.dropAfter(20);
  const auto kept = readEvents(run);
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept.back().step, 20);
}

TEST(Event, TheChannelLosesNone) {
  RunChannel channel;
  for (std::int64_t step = 0; step < 10000; ++step) channel.add({step, 0, 0, "steer"});
  EXPECT_EQ(channel.eventsFrom(0).size(), 10000u);
  ASSERT_EQ(channel.eventsFrom(9999).size(), 1u);
  EXPECT_EQ(channel.eventsFrom(9999).front().step, 9999);
  EXPECT_TRUE(channel.eventsFrom(20000).empty());
}

}  // namespace
}  // namespace studio
