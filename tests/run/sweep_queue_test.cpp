// The queue of a sweep as a folder: adding, order, taking, dropping, damage, and processes that work on it.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "core/run/sweep_queue.h"
#include "core/run/text_file.h"
#include "tests/support/file_limit.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

class SweepQueueTest : public testing::Test {
 protected:
  static Sweep seeds(int count) {
    Sweep sweep;
    sweep.name = "s";
    sweep.grid = {{"train.seed", {}}};
    for (int i = 0; i < count; ++i) sweep.grid[0].values.emplace_back(std::int64_t{i});
    return sweep;
  }
  SweepQueue queueOf(int count) const {
    const SweepQueue queue = SweepQueue::make(place_.path(), "s");
    queue.add(sweepRuns(seeds(count)), "given");
    return queue;
  }
  static std::vector<std::string> ids(const SweepQueue& queue) {
    std::vector<std::string> found;
    for (const SweepRow& row : queue.read().rows) found.push_back(row.entry.id);
    return found;
  }
  static int any(const SweepEntry&, const std::vector<SweepEntry>&) { return 1; }
  TemporaryFolder place_;
};

TEST_F(SweepQueueTest, KeepsItsRunsAndTheTextItWasGiven) {
  const SweepQueue queue = queueOf(3);
  EXPECT_EQ(queue.folder(), place_.path() / "s.sweep");
  EXPECT_EQ(queue.runsFolder(), place_.path());
  EXPECT_EQ(readFile(queue.folder() / "sweep.toml"), "given");
  const SweepView view = SweepQueue::open(queue.folder() / "").read();
  ASSERT_EQ(view.rows.size(), 3u);
  EXPECT_EQ(view.rows[1].entry.name, "s_s1");
  EXPECT_EQ(view.rows[1].entry.settings, (std::vector<std::pair<std::string, std::string>>{{"train.seed", "1"}}));
  EXPECT_EQ(view.rows[1].stateWord(), "queued");
  EXPECT_EQ(queue.config("0002").train.seed, 1);
  EXPECT_EQ(SweepQueue::list(place_.path()), std::vector<fs::path>{queue.folder()});
}

TEST_F(SweepQueueTest, ARunThatIsThereIsNotAddedAgain) {
  const SweepQueue queue = queueOf(2);
  EXPECT_EQ(queue.add(sweepRuns(seeds(3)), ""), 1u);
  EXPECT_EQ(ids(queue), (std::vector<std::string>{"0001", "0002", "0003"}));
  EXPECT_EQ(SweepQueue::make(place_.path(), "s").read().rows.size(), 3u) << "made again it is the same";
}

TEST_F(SweepQueueTest, OnAFullDiskANewQueueIsNotThereAtAll) {
  std::string sentence;
  {
    const FileLimit limit(20000);
    sentence =
        errorSentence([&] { SweepQueue::fill(place_.path(), "s", sweepRuns(seeds(3)), std::string(100000, '#')); });
  }
  EXPECT_TRUE(holds(sentence, (place_.path() / "s.sweep/sweep.toml").string())) << sentence;
  EXPECT_EQ(std::distance(fs::directory_iterator(place_.path()), {}), 0);
  const auto filled = SweepQueue::fill(place_.path(), "s", sweepRuns(seeds(3)), "given");
  EXPECT_TRUE(filled.isNew);
  EXPECT_EQ(filled.added, 3u);
  EXPECT_EQ(filled.queue.folder(), place_.path() / "s.sweep");
  EXPECT_EQ(std::distance(fs::directory_iterator(place_.path()), {}), 1);
  EXPECT_EQ(SweepQueue::fill(place_.path(), "s", sweepRuns(seeds(4)), "given").added, 1u);
}

TEST_F(SweepQueueTest, OnAFullDiskAQueueThatIsThereStaysAsItWas) {
  const SweepQueue queue = queueOf(2);
  {
    const FileLimit limit(20000);
    EXPECT_FALSE(errorSentence([&] { queue.add(sweepRuns(seeds(5)), std::string(100000, '#')); }).empty());
  }
  EXPECT_EQ(ids(queue), (std::vector<std::string>{"0001", "0002"}));
  EXPECT_FALSE(fs::exists(queue.folder() / "0003"));
  EXPECT_EQ(readFile(queue.folder() / "sweep.toml"), "given");
}

TEST_F(SweepQueueTest, AQueueWithoutItsOrderIsNamedWithTheWayOutWhichKeepsItsRuns) {
  const SweepQueue queue = queueOf(2);
  auto claim = queue.claim(any);
  claim->entry.run = "s_s0";
  queue.store(claim->entry);
  place_.write("s.sweep/queue.json", R"({"version":1,"paused":false,"jobs":1,"message":"","order":[]})");
  EXPECT_TRUE(holds(errorSentence([&] { queue.requireRuns(); }), "s.sweep holds no run in its order",
                    "give the sweep's TOML file again, with `--runs " + place_.path().string()));
  fs::remove(queue.folder() / "queue.json");
  EXPECT_TRUE(holds(errorSentence([&] { SweepQueue::open(queue.folder()); }), "s.sweep holds no queue.json",
                    "give the sweep's TOML file again"));
  const auto filled = SweepQueue::fill(place_.path(), "s", sweepRuns(seeds(2)), "given");
  EXPECT_EQ(filled.added, 1u);
  const SweepView view = filled.queue.read();
  ASSERT_EQ(view.rows.size(), 2u);
  EXPECT_EQ(view.rows[0].entry.run, "s_s0") << "what it has begun is gone on with";
  EXPECT_NO_THROW(filled.queue.requireRuns());
}

TEST_F(SweepQueueTest, IsTakenInItsOrder) {
  const SweepQueue queue = queueOf(3);
  queue.move("0003", -5);
  EXPECT_EQ(ids(queue), (std::vector<std::string>{"0003", "0001", "0002"}));
  queue.move("0003", 1);
  EXPECT_EQ(ids(queue), (std::vector<std::string>{"0001", "0003", "0002"}));
  queue.drop("0001");
  const auto claim = queue.claim(any);
  ASSERT_TRUE(claim);
  EXPECT_EQ(claim->entry.id, "0003");
  EXPECT_EQ(queue.read().rows[1].stateWord(), "starting");
  queue.putBack("0001");
  EXPECT_EQ(queue.claim(any)->entry.id, "0001");
}

TEST_F(SweepQueueTest, ATakenRunIsTakenAgainOnlyWhenItsHolderIsGone) {
  const SweepQueue queue = queueOf(1);
  {
    const auto claim = queue.claim(any);
    ASSERT_TRUE(claim);
    EXPECT_FALSE(queue.claim(any));
    EXPECT_FALSE(SweepQueue::open(queue.folder()).claim(any));
  }
  EXPECT_EQ(queue.read().rows[0].stateWord(), "interrupted");
  EXPECT_TRUE(queue.claim(any));
}

TEST_F(SweepQueueTest, TheHolderMayBeAChildThatInheritedTheLock) {
  const SweepQueue queue = queueOf(1);
  pid_t child = 0;
  {
    const auto claim = queue.claim(any);
    child = ::fork();
    if (child == 0) {
      ::pause();
      ::_exit(0);
    }
  }
  EXPECT_FALSE(queue.claim(any));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(queue.claim(any));
}

TEST_F(SweepQueueTest, ManyProcessesNeverTakeTheSameRun) {
  constexpr int kRuns = 24, kProcesses = 4;
  const SweepQueue queue = queueOf(kRuns);
  std::vector<pid_t> children;
  for (int i = 0; i < kProcesses; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      std::string taken;
      const SweepQueue own = SweepQueue::open(queue.folder());
      while (auto claim = own.claim(any)) {
        taken += claim->entry.id + "\n";
        claim->entry.state = SweepState::Finished;
        own.store(claim->entry);
      }
      writeFileAtomically(place_.path() / ("taken" + std::to_string(i)), taken);
      ::_exit(0);
    }
    children.push_back(child);
  }
  std::multiset<std::string> all;
  for (int i = 0; i < kProcesses; ++i) {
    ::waitpid(children[std::size_t(i)], nullptr, 0);
    for (const std::string& line : readLines(place_.path() / ("taken" + std::to_string(i)), 1 << 20)) all.insert(line);
  }
  EXPECT_EQ(all.size(), std::size_t(kRuns));
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), std::size_t(kRuns));
}

TEST_F(SweepQueueTest, PausedItGivesNothingOut) {
  const SweepQueue queue = queueOf(1);
  queue.setPaused(true);
  EXPECT_TRUE(queue.read().paused);
  EXPECT_FALSE(queue.claim(any));
  queue.setPaused(false);
  EXPECT_TRUE(queue.claim(any));
}

TEST_F(SweepQueueTest, ARunDroppedAtWorkStaysDroppedUnlessItIsFinished) {
  const SweepQueue queue = queueOf(2);
  auto first = queue.claim(any), second = queue.claim(any);
  queue.drop(first->entry.id);
  queue.drop(second->entry.id);
  first->entry.state = SweepState::Queued;
  second->entry.state = SweepState::Finished;
  queue.store(first->entry);
  queue.store(second->entry);
  EXPECT_EQ(queue.entry("0001").state, SweepState::Dropped);
  EXPECT_EQ(queue.entry("0002").state, SweepState::Finished);
}

TEST_F(SweepQueueTest, StoppedRunsWaitAgainFailedOnesOnlyWhereAsked) {
  const SweepQueue queue = queueOf(2);
  auto first = queue.claim(any), second = queue.claim(any);
  first->entry.state = SweepState::Stopped;
  second->entry.state = SweepState::Failed;
  second->entry.error = "It broke.";
  queue.store(first->entry);
  queue.store(second->entry);
  queue.putBackAll(false);
  EXPECT_EQ(queue.entry("0001").state, SweepState::Queued);
  EXPECT_EQ(queue.entry("0002").error, "It broke.");
  queue.putBackAll(true);
  EXPECT_EQ(queue.entry("0002").state, SweepState::Queued);
  EXPECT_EQ(queue.entry("0002").error, "");
}

TEST_F(SweepQueueTest, WhoWorksOnItIsSeenAndLeavesOnlyWhenAllIsDone) {
  const SweepQueue queue = queueOf(1);
  Descriptor seat = queue.sit();
  EXPECT_TRUE(queue.read().workedOn);
  EXPECT_FALSE(queue.leaveIfDone(seat));
  queue.drop("0001");
  EXPECT_TRUE(queue.leaveIfDone(seat));
  EXPECT_FALSE(queue.read().workedOn);
}

TEST_F(SweepQueueTest, ADamagedEntryIsARowThatFailedAndTheRestGoesOn) {
  const SweepQueue queue = queueOf(2);
  place_.write("s.sweep/0001/entry.json", "{\"name\": 3");
  const SweepView view = queue.read();
  EXPECT_EQ(view.rows[0].stateWord(), "failed");
  EXPECT_TRUE(holds(view.rows[0].entry.error, "0001/entry.json", "damaged"));
  EXPECT_EQ(queue.claim(any)->entry.id, "0002");
}

TEST_F(SweepQueueTest, NoNameLeadsOutOfTheRunsFolder) {
  const SweepQueue queue = queueOf(1);
  std::string text = readFile(queue.folder() / "0001/entry.json");
  const auto at = text.find("\"run\": \"\"");
  ASSERT_NE(at, std::string::npos);
  text.replace(at, 9, "\"run\": \"../../etc\"");
  place_.write("s.sweep/0001/entry.json", text);
  EXPECT_TRUE(holds(queue.read().rows[0].entry.error, "damaged"));
  place_.write("s.sweep/queue.json", R"({"version":1,"paused":false,"jobs":1,"message":"","order":["../x","0001"]})");
  EXPECT_EQ(ids(queue), std::vector<std::string>{"0001"});
}

/// Someone has renamed its folder, or an earlier version took the name.
TEST_F(SweepQueueTest, ARunOfAnyFolderNameStaysInTheQueue) {
  const SweepQueue queue = queueOf(1);
  SweepEntry entry = queue.entry("0001");
  entry.run = "my run";
  queue.store(entry);
  EXPECT_EQ(queue.entry("0001").run, "my run");
}

TEST_F(SweepQueueTest, WhatIsNoQueueOrOfANewerProgramIsSaid) {
  EXPECT_TRUE(holds(errorSentence([&] { SweepQueue::open(place_.path()); }), "no queue of a sweep"));
  const SweepQueue queue = queueOf(1);
  place_.write("s.sweep/queue.json", R"({"version":2,"paused":false,"jobs":1,"message":"","order":[]})");
  EXPECT_TRUE(holds(errorSentence([&] { queue.read(); }), "newer version"));
  place_.write("s.sweep/queue.json", "[");
  EXPECT_TRUE(holds(errorSentence([&] { queue.read(); }), "queue.json", "damaged"));
}

}  // namespace
}  // namespace studio
