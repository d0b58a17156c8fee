// Pause, resume, stop, failures: the control under threads and the runner's one thread.
#include "core/run/runner.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <thread>

#include "core/run/error.h"
#include "tests/support/channel_rows.h"

namespace studio {
namespace {

using namespace std::chrono_literals;

/// Waits for a condition; a wrong program makes this fail after a time no right one needs.
bool eventually(const std::function<bool()>& condition) {
  for (int i = 0; i < 20000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(1ms);
  }
  return false;
}

/// What a CountingJob did; outlives it.
struct Record {
  std::atomic<std::int64_t> steps{0};
  std::atomic<int> idles{0}, checkpoints{0};
  std::atomic<bool> ended{false}, saved{false}, failureStored{false};
  std::string details;  ///< of a failure; read when the job has ended
};

class CountingJob : public Job {
 public:
  explicit CountingJob(Record& record, std::function<void()> first = {}) : record_(record), first_(std::move(first)) {}
  ~CountingJob() override { record_.ended = true; }
  std::string title() const override { return "Counting"; }
  void run(JobContext& context) override {
    RunStatus status;
    status.state = RunState::Training;
    if (first_) first_();
    while (context.control.proceed([this] { ++record_.idles; })) {
      status.step = ++record_.steps;
      context.channel.setStatus(status);
      if (context.control.takeCheckpointRequest()) ++record_.checkpoints;
    }
    record_.saved = context.control.saveOnStop();
    status.state = RunState::Stopped;
    context.channel.setStatus(status);
  }
  void failed(const RunStatus& status, const std::string& details) override {
    record_.details = details;
    record_.failureStored = status.state == RunState::Failed && !status.error.empty();
  }

 private:
  Record& record_;
  std::function<void()> first_;
};

TEST(Runner, StartsPausesResumesAndStops) {
  Record record;
  Runner runner;
  EXPECT_FALSE(runner.running());
  EXPECT_EQ(runner.channel(), nullptr);
  runner.start(std::make_unique<CountingJob>(record));
  ASSERT_TRUE(eventually([&] { return record.steps > 10; }));
  EXPECT_TRUE(runner.running());
  runner.pause();
  EXPECT_TRUE(runner.paused());
  ASSERT_TRUE(eventually([&] { return record.idles > 0; })) << "a paused job must keep its heart beating";
  const std::int64_t at = record.steps;
  std::this_thread::sleep_for(20ms);
  EXPECT_EQ(record.steps, at);
  runner.resume();
  ASSERT_TRUE(eventually([&] { return record.steps > at; }));
  EXPECT_FALSE(runner.paused());
  runner.requestCheckpoint();
  ASSERT_TRUE(eventually([&] { return record.checkpoints == 1; }));
  runner.stop();
  runner.wait();
  EXPECT_FALSE(runner.running());
  EXPECT_TRUE(record.ended);
  EXPECT_TRUE(record.saved);
  EXPECT_EQ(record.checkpoints, 1);
  EXPECT_EQ(runner.channel()->status().state, RunState::Stopped);
  EXPECT_EQ(runner.channel()->status().step, record.steps);
}

TEST(Runner, StopWakesAPausedJobWithoutAStep) {
  Record record;
  Runner runner;
  runner.pause();  // nothing runs: nothing happens
  runner.start(std::make_unique<CountingJob>(record));
  ASSERT_TRUE(eventually([&] { return record.steps > 0; }));
  runner.pause();
  ASSERT_TRUE(eventually([&] { return record.idles > 0; }));
  const std::int64_t at = record.steps;
  runner.stop(false);
  runner.wait();
  EXPECT_EQ(record.steps, at);
  EXPECT_FALSE(record.saved);
}

TEST(Runner, TheDestructorStopsSavingAndJoins) {
  Record record;
  {
    Runner runner;
    runner.start(std::make_unique<CountingJob>(record));
    ASSERT_TRUE(eventually([&] { return record.steps > 0; }));
    runner.pause();
  }
  EXPECT_TRUE(record.ended);
  EXPECT_TRUE(record.saved);
}

TEST(Runner, OneJobAtATimeAndANewChannelEach) {
  Record first, second;
  Runner runner;
  runner.start(std::make_unique<CountingJob>(first));
  EXPECT_THROW(runner.start(std::make_unique<CountingJob>(second)), std::logic_error);
  const auto channel = runner.channel();
  runner.stop();
  runner.wait();
  runner.start(std::make_unique<CountingJob>(second));
  EXPECT_NE(runner.channel(), channel);
  ASSERT_TRUE(eventually([&] { return second.steps > 0; }));  // the old stop does not reach the new job
  EXPECT_EQ(channel->status().state, RunState::Stopped);
}

RunStatus statusAfter(const std::function<void()>& failure, Record& record, std::vector<LogLine>& log) {
  Runner runner;
  runner.start(std::make_unique<CountingJob>(record, failure));
  runner.wait();
  log = allLines(*runner.channel());
  return runner.channel()->status();
}

TEST(Runner, AUserErrorIsSaidAsItIs) {
  Record record;
  std::vector<LogLine> log;
  const RunStatus status = statusAfter([] { throw UserError("The disk is full; free some space."); }, record, log);
  EXPECT_EQ(status.state, RunState::Failed);
  EXPECT_EQ(status.error, "The disk is full; free some space.");
  EXPECT_TRUE(record.failureStored);
  EXPECT_TRUE(record.ended);
  ASSERT_EQ(log.size(), 1u);
  EXPECT_EQ(log[0].level, LogLine::Level::Error);
}

TEST(Runner, LostCheckpointsAreARefusalOfTheirOwnKind) {
  Record record;
  Runner runner;
  runner.start(std::make_unique<CountingJob>(record, [] { throw CheckpointsLost("There is none", "say --restart."); }));
  runner.wait();
  EXPECT_EQ(runner.channel()->status().error, "There is none; say --restart.");
  EXPECT_EQ(runner.channel()->lostCheckpoints(), "There is none");
  runner.start(std::make_unique<CountingJob>(record, [] { throw UserError("Say --restart; it is another thing."); }));
  runner.wait();
  EXPECT_EQ(runner.channel()->lostCheckpoints(), "");
}

TEST(Runner, AFaultOfOursIsSaidPlainlyWithDetailsInTheLog) {
  Record record;
  std::vector<LogLine> log;
  const RunStatus status =
      statusAfter([] { throw std::runtime_error("tensor [3, 4] at frame 7\n#1 stack"); }, record, log);
  EXPECT_EQ(status.state, RunState::Failed);
  EXPECT_EQ(status.error, "Counting stopped because of an error in the program; the log has the details.");
  ASSERT_EQ(log.size(), 2u);
  EXPECT_NE(log[0].text.find("tensor [3, 4] at frame 7"), std::string::npos);
  EXPECT_EQ(record.details, "Details: tensor [3, 4] at frame 7 #1 stack") << "for the log on the disk";
  EXPECT_EQ(statusAfter([] { throw 7; }, record, log).state, RunState::Failed);
}

TEST(Runner, WhatAJobThrewIsKeptForAProgramThatTellsByItsExitCode) {
  Record record;
  Runner runner;
  EXPECT_TRUE(runner.waitFor(0ms)) << "nothing runs";
  EXPECT_EQ(runner.failure(), nullptr);
  runner.start(std::make_unique<CountingJob>(record, [] { throw UserError("The disk is full; free some space."); }));
  runner.wait();
  ASSERT_NE(runner.failure(), nullptr);
  EXPECT_THROW(std::rethrow_exception(runner.failure()), UserError);
  runner.start(std::make_unique<CountingJob>(record, [] { throw std::out_of_range("index 7"); }));
  runner.wait();
  EXPECT_THROW(std::rethrow_exception(runner.failure()), std::out_of_range);
  runner.start(std::make_unique<CountingJob>(record));
  runner.stop();
  runner.wait();
  EXPECT_EQ(runner.failure(), nullptr) << "a job that was stopped has not failed";
}

TEST(Runner, WaitingEndsWithTheJobOrTheTime) {
  Record record;
  Runner runner;
  runner.start(std::make_unique<CountingJob>(record));
  EXPECT_FALSE(runner.waitFor(1ms));
  EXPECT_TRUE(runner.running());
  runner.stop();
  while (!runner.waitFor(10ms)) EXPECT_TRUE(runner.running());
  EXPECT_TRUE(record.ended) << "the job is gone before anyone is notified that it has ended";
  EXPECT_FALSE(runner.running());
}

TEST(RunControl, StepsAreAllowedUntilStop) {
  RunControl control;
  EXPECT_TRUE(control.proceed());
  control.requestCheckpoint();
  EXPECT_TRUE(control.takeCheckpointRequest());
  EXPECT_FALSE(control.takeCheckpointRequest());
  const std::stop_token token = control.token();
  control.stop();
  EXPECT_TRUE(token.stop_requested());
  EXPECT_FALSE(control.proceed());
  EXPECT_TRUE(control.stopping());
}

TEST(RunControl, EveryPauseIsToldToTheJobBeforeItSleeps) {
  RunControl control;
  for (int pause = 0; pause < 100; ++pause) {
    control.pause();
    int idles = 0;
    EXPECT_TRUE(control.proceed([&] {
      ++idles;
      control.resume();  // before the first sleep, so that a job which is paused after it would not notice the pause
    }));
    EXPECT_EQ(idles, 1);
  }
  control.pause();
  control.stop();
  EXPECT_FALSE(control.proceed([] { ADD_FAILURE() << "a stopped job is not paused"; }));
}

TEST(RunControl, APauseThatIsUndoneBeforeTheJobLooksIsToldToItAllTheSame) {
  RunControl control;
  control.pause();
  control.resume();
  int idles = 0;
  EXPECT_TRUE(control.proceed([&] { ++idles; }));
  EXPECT_TRUE(control.proceed([&] { ++idles; }));
  EXPECT_EQ(idles, 1) << "once";
}

TEST(RunControl, ManyThreadsMaySteer) {
  RunControl control;
  std::atomic<std::int64_t> steps{0};
  std::jthread engine([&] {
    while (control.proceed()) ++steps;
  });
  {
    std::vector<std::jthread> screens;
    for (int i = 0; i < 4; ++i)
      screens.emplace_back([&] {
        for (int j = 0; j < 500; ++j) {
          control.pause();
          control.requestCheckpoint();
          control.resume();
        }
      });
  }
  control.resume();
  const std::int64_t at = steps;
  EXPECT_TRUE(eventually([&] { return steps > at; }));
  control.stop();
}

}  // namespace
}  // namespace studio
