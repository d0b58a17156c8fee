// The channel under two threads: nothing that must not be lost is lost, the newest wins where it should.
#include "core/run/run_channel.h"

#include <gtest/gtest.h>

#include <thread>

#include "core/run/printable_text.h"
#include "tests/support/channel_rows.h"

namespace studio {
namespace {

std::shared_ptr<const Snapshot> snapshotAt(std::int64_t step) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->step = step;
  return snapshot;
}

TEST(Channel, NewestSnapshotWinsAndIsTakenOnce) {
  RunChannel channel;
  EXPECT_EQ(channel.takeSnapshot(), nullptr);
  channel.publish(snapshotAt(1));
  channel.publish(snapshotAt(2));
  const auto taken = channel.takeSnapshot();
  ASSERT_NE(taken, nullptr);
  EXPECT_EQ(taken->step, 2);
  EXPECT_EQ(channel.takeSnapshot(), nullptr);
}

TEST(Channel, AWishIsForOneSnapshot) {
  RunChannel channel;
  EXPECT_FALSE(channel.snapshotWanted());
  ViewRequest request;
  request.unitLayer = "fc1";
  request.unit = 17;
  channel.want(request);
  EXPECT_TRUE(channel.snapshotWanted());
  EXPECT_EQ(channel.request(), request);
  channel.publish(snapshotAt(1));
  EXPECT_FALSE(channel.snapshotWanted());
}

TEST(Channel, ReadersSeeOnlyWhatTheyHaveNotSeen) {
  RunChannel channel;
  ScalarRow row;
  for (row.step = 0; row.step < 3; ++row.step) channel.append(row);
  EXPECT_EQ(allScalars(channel).size(), 3u);
  std::size_t two = 2, all = 3, more = 99;
  const auto fresh = channel.takeScalars(two);
  ASSERT_EQ(fresh.size(), 1u);
  EXPECT_EQ(fresh[0].step, 2);
  EXPECT_EQ(two, 3u);
  EXPECT_TRUE(channel.takeScalars(all).empty());
  EXPECT_TRUE(channel.takeScalars(more).empty());
  channel.log(LogLine::Level::Warning, "careful");
  ASSERT_EQ(allLines(channel).size(), 1u);
  EXPECT_EQ(allLines(channel)[0].text, "careful");
  EXPECT_GT(allLines(channel)[0].time, 1.6e9);
  channel.mapsStored(5);
  channel.checkpointStored(7);
  EXPECT_EQ(channel.storedMaps(), std::vector<std::int64_t>{5});
  EXPECT_EQ(channel.storedCheckpoints(), std::vector<std::int64_t>{7});
}

TEST(Channel, ALongRunTakesNoMoreMemory) {
  RunChannel channel;
  ScalarRow row;
  std::size_t seen = 0;
  for (row.step = 0; row.step < 200000; ++row.step) {
    channel.append(row);
    if (row.step != 150000) continue;
    EXPECT_LE(channel.takeScalars(seen).size(), ThinnedRows::kMost);
  }
  EXPECT_EQ(seen, 150001u);
  EXPECT_LE(allScalars(channel).size(), ThinnedRows::kMost);
  const auto fresh = channel.takeScalars(seen);
  EXPECT_GT(fresh.front().step, 150000);
  EXPECT_EQ(fresh.back().step, 199999);
  EXPECT_TRUE(channel.takeScalars(seen).empty());
}

TEST(Channel, OfALongLogTheNewestLinesAreKeptAndTheOthersAreCounted) {
  constexpr std::size_t kLines = RunChannel::kMostLines + 700;
  RunChannel channel;
  std::size_t seen = 0;
  channel.log(LogLine::Level::Info, "0");
  EXPECT_EQ(channel.takeLog(seen).size(), 1u);
  for (std::size_t line = 1; line < kLines; ++line) channel.log(LogLine::Level::Info, std::to_string(line));
  EXPECT_EQ(allLines(channel).size(), RunChannel::kMostLines);
  std::size_t lastTwo = kLines - 2;
  EXPECT_EQ(channel.takeLog(lastTwo).front().text, std::to_string(kLines - 2));
  const std::size_t before = seen;
  const auto fresh = channel.takeLog(seen);
  EXPECT_EQ(seen, kLines);
  EXPECT_EQ(fresh.back().text, std::to_string(kLines - 1));
  EXPECT_EQ(seen - before - fresh.size(), 699u) << "that many were never seen";
  EXPECT_TRUE(channel.takeLog(seen).empty());
}

TEST(Channel, NothingIsLostBetweenTwoThreads) {
  constexpr std::int64_t kSteps = 8000;  // as many as are kept whole, should the reader come late
  RunChannel channel;
  std::jthread engine([&] {
    ScalarRow row;
    RunStatus status;
    for (std::int64_t step = 0; step < kSteps; ++step) {
      row.step = step;
      channel.append(row);
      if (step % 100 == 0) channel.log(LogLine::Level::Info, std::to_string(step));
      status.step = step;
      status.stage = std::to_string(step);
      channel.setStatus(status);
      if (channel.snapshotWanted()) {
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->step = channel.request().unit;
        channel.publish(snapshot);
      }
    }
  });
  std::vector<ScalarRow> rows;
  std::size_t seenRows = 0, seenLines = 0, lines = 0;
  std::int64_t asked = 0;
  bool waiting = false;
  while (static_cast<std::int64_t>(rows.size()) < kSteps) {
    for (const ScalarRow& row : channel.takeScalars(seenRows)) rows.push_back(row);
    lines += channel.takeLog(seenLines).size();
    const RunStatus status = channel.status();
    EXPECT_TRUE(status.stage.empty() ||
                status.stage == std::to_string(status.step));  // never half of one and half of another
    if (const auto snapshot = channel.takeSnapshot()) {
      EXPECT_EQ(snapshot->step, asked);
      waiting = false;
    }
    if (!waiting) {
      ViewRequest request;
      request.unit = ++asked;
      channel.want(request);
      waiting = true;
    }
  }
  engine.join();
  lines += channel.takeLog(seenLines).size();
  EXPECT_EQ(lines, static_cast<std::size_t>(kSteps / 100));
  for (std::int64_t i = 0; i < kSteps; ++i) ASSERT_EQ(rows[static_cast<std::size_t>(i)].step, i);
}

// Lines of the log.

TEST(Log, LinesForTheScreenLookAlike) {
  EXPECT_NE(formatLogLine({1.7e9, LogLine::Level::Error, "text"}).find(" error: text"), std::string::npos);
  EXPECT_EQ(formatLogLine({1.7e9, LogLine::Level::Info, "text"}).substr(0, 3), "202");
}

TEST(Log, OneLineIsOneLineAndSteersNoTerminal) {
  const std::string line = formatLogLine({1.7e9, LogLine::Level::Warning, "layer\nrm -rf x\r\x1b[2Jend"});
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
