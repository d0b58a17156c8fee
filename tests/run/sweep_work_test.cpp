// Working on a queue: trainings as other processes, played here by a script that does what the run's name says.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "core/run/run_command.h"
#include "core/run/sweep_work.h"
#include "core/run/text_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

class SweepWorkTest : public testing::Test {
 protected:
  /// A run becomes finished at once, but with tau 13 it fails, with 16 for want of disk, with 14 it trains until it is
  /// interrupted, with 15 it stops by itself, with 17 it is killed.
  void SetUp() override {
    RunStatus& finished = finished_;
    finished.state = RunState::Finished;
    finished.step = finished.steps = 10;
    finished.validationAccuracy = 0.5;
    RunStatus training = finished;
    training.state = RunState::Stopped;
    training.step = 4;
    place_.write("finished.json", formatStatus(finished));
    place_.write("stopped.json", formatStatus(training));
    const std::string here = place_.path().string();
    program_ =
        place_.write("program",
                     "#!/bin/sh\n"
                     "echo \"$7 $3\" >> '" +
                         here +
                         "/calls'\n"
                         "case \"$3\" in\n"
                         "*tau16*) echo 'toponets: Cannot write x: the disk is full; free some space.' >&2; exit 2;;\n"
                         "*tau13*) echo 'toponets: the data are gone; bring them back.' >&2; exit 2;;\n"
                         "*tau14*) trap \"cp '" +
                         here +
                         "/stopped.json' '$3/status.json'; exit 3\" INT\n"
                         "  while [ ! -e '" +
                         here +
                         "/enough' ]; do sleep 0.02; done;;\n"
                         "*tau17*) kill -9 $$;;\n"
                         "*tau15*) cp '" +
                         here +
                         "/stopped.json' \"$3/status.json\"; exit 3;;\n"
                         "esac\n"
                         "cp '" +
                         here + "/finished.json' \"$3/status.json\"\n");
    ::chmod(program_.c_str(), 0755);
  }

  SweepQueue queueOf(const std::vector<double>& taus) const {
    Sweep sweep;
    sweep.name = "s";
    sweep.grid = {{"topoloss.tau", {}}};
    for (const double tau : taus) sweep.grid[0].values.emplace_back(tau);
    const SweepQueue queue = SweepQueue::make(runs(), "s");
    queue.add(sweepRuns(sweep), "");
    return queue;
  }
  SweepWork workOn(const SweepQueue& queue, int jobs = 1, int cores = 2) const {
    return SweepWork(queue, {program_, jobs, cores, "cpu"});
  }
  /// False after a minute.
  template <typename Done>
  static bool turnUntil(SweepWork& work, Done done) {
    for (int i = 0; i < 6000; ++i) {
      work.turn();
      if (done()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }
  static bool toTheEnd(SweepWork& work) {
    for (int i = 0; i < 6000; ++i, std::this_thread::sleep_for(std::chrono::milliseconds(10)))
      if (!work.turn()) return true;
    return false;
  }
  static std::vector<std::string> words(const SweepQueue& queue) {
    std::vector<std::string> found;
    for (const SweepRow& row : queue.read().rows) found.push_back(row.stateWord());
    return found;
  }
  std::vector<std::string> calls() const {
    return fs::exists(place_.path() / "calls") ? readLines(place_.path() / "calls", 1 << 20)
                                               : std::vector<std::string>();
  }
  fs::path runs() const { return place_.path() / "runs"; }
  using Words = std::vector<std::string>;
  TemporaryFolder place_;
  fs::path program_;
  RunStatus finished_;
};

TEST_F(SweepWorkTest, TrainsAllInTheirOrderWithTheThreadsThereAre) {
  const SweepQueue queue = queueOf({1, 2});
  SweepWork work = workOn(queue, 1, 3);
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_EQ(words(queue), (Words{"finished", "finished"}));
  EXPECT_EQ(calls(), (Words{"3 " + (runs() / "s_tau1").string(), "3 " + (runs() / "s_tau2").string()}));
  EXPECT_EQ(RunFolder(runs() / "s_tau2").config().topoloss.tau, 2);
  EXPECT_TRUE(holds(work.takeNews().at(0), "s_tau1 begins, 3 threads"));
}

TEST_F(SweepWorkTest, SharesTheCoresOutAndNeverOverfillsThem) {
  const SweepQueue queue = queueOf({14, 14.5, 1});
  SweepWork work = workOn(queue, 5, 2);
  EXPECT_EQ(work.jobs(), 2);
  ASSERT_TRUE(turnUntil(work, [&] { return calls().size() == 2; }));
  for (const auto& call : calls()) EXPECT_TRUE(call.starts_with("1 ")) << call;  // threads of each
  EXPECT_EQ(words(queue).at(2), "queued");
  place_.write("enough", "");
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_EQ(words(queue), (Words{"finished", "finished", "finished"}));
}

TEST_F(SweepWorkTest, ARunGoesOnWithTheThreadsItBeganWith) {
  const SweepQueue queue = queueOf({14, 1});
  {
    SweepWork work = workOn(queue, 1, 4);
    ASSERT_TRUE(turnUntil(work, [&] { return calls().size() == 1; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    work.stop();
    ASSERT_TRUE(toTheEnd(work));
  }
  EXPECT_EQ(words(queue), (Words{"stopped", "queued"}));
  place_.write("enough", "");
  SweepWork work = workOn(queue, 4, 4);
  ASSERT_TRUE(toTheEnd(work));
  ASSERT_EQ(calls().size(), 3u);
  EXPECT_EQ(calls()[1], "4 " + (runs() / "s_tau14").string());
  EXPECT_EQ(calls()[2], "1 " + (runs() / "s_tau1").string());
}

TEST_F(SweepWorkTest, RunsThatWereInterruptedGoOnAsManyAtOnceAsNewOnes) {
  const SweepQueue queue = queueOf({14, 14.5});
  for (const char* id : {"0001", "0002"}) {
    SweepEntry entry = queue.entry(id);
    entry.threads = 2;  // as two processes began them that are gone
    entry.state = SweepState::Running;
    queue.store(entry);
  }
  SweepWork work = workOn(queue, 2, 2);
  EXPECT_TRUE(turnUntil(work, [&] { return calls().size() == 2; }));
  for (const auto& call : calls()) EXPECT_TRUE(call.starts_with("2 ")) << call << ": other threads, other last bits";
  place_.write("enough", "");
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_EQ(words(queue), (Words{"finished", "finished"}));
}

TEST_F(SweepWorkTest, TwoProcessesShareTheCoresOfOneQueue) {
  const SweepQueue queue = queueOf({14, 14.5, 14.75});
  SweepWork first = workOn(queue), second = workOn(SweepQueue::open(queue.folder()));
  ASSERT_TRUE(turnUntil(first, [&] { return calls().size() == 1; }));
  ASSERT_TRUE(turnUntil(second, [&] { return calls().size() == 2; }));
  EXPECT_TRUE(calls()[0].starts_with("2 ")) << calls()[0];
  EXPECT_TRUE(calls()[1].starts_with("1 ")) << calls()[1];
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  queue.drop("0001");
  ASSERT_TRUE(turnUntil(first, [&] { return calls().size() == 3; }));
  EXPECT_TRUE(calls()[2].starts_with("1 ")) << calls()[2] << ": the other process has one";
  place_.write("enough", "");
  EXPECT_TRUE(turnUntil(first, [&] {
    second.turn();
    return words(queue) == Words{"dropped", "finished", "finished"};
  }));
}

TEST_F(SweepWorkTest, AFailedRunStopsNoOther) {
  const SweepQueue queue = queueOf({1, 13, 2});
  SweepWork work = workOn(queue);
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_EQ(words(queue), (Words{"finished", "failed", "finished"}));
  EXPECT_EQ(queue.entry("0002").error, "the data are gone; bring them back.");
  EXPECT_EQ(work.fault(), "");
}

TEST_F(SweepWorkTest, WhyARunFailedNamesItOnce) {
  const SweepQueue queue = queueOf({17});
  SweepWork work = workOn(queue);
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_TRUE(queue.entry("0001").error.starts_with("Its process was ended by the system (Killed)"));
  EXPECT_EQ(work.takeNews().back(), "s_tau17 failed: " + queue.entry("0001").error);
}

TEST_F(SweepWorkTest, AFullDiskEndsTheWorkAndLeavesEveryRunInTheQueue) {
  const SweepQueue queue = queueOf({1, 16, 2});
  SweepWork work = workOn(queue);
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_EQ(work.fault(), "Cannot write x: the disk is full; free some space.");
  EXPECT_EQ(words(queue), (Words{"finished", "queued", "queued"}));
  EXPECT_EQ(queue.read().message, work.fault()) << "a window shows it";
  EXPECT_EQ(queue.read().rows[2].waitsFor, work.fault());
  const auto news = work.takeNews();
  ASSERT_GE(news.size(), 2u);
  EXPECT_EQ(news[news.size() - 2], "s_tau16 has stopped at step 0: " + work.fault());
  EXPECT_EQ(news.back(), "s_tau2 is not started: " + work.fault());
  EXPECT_EQ(work.withoutFault(news.back()), "s_tau2 is not started") << "of who says the fault once, at the end";
}

TEST_F(SweepWorkTest, WhatIsStoppedWithAFullDiskSaysThatReason) {
  const SweepQueue queue = queueOf({14, 16});
  SweepWork work = workOn(queue, 2, 2);
  ASSERT_TRUE(toTheEnd(work));
  bool isSaid = false;
  for (const std::string& line : work.takeNews())
    isSaid = isSaid || (line.starts_with("s_tau14 has stopped at step ") && line.ends_with(": " + work.fault()));
  EXPECT_TRUE(isSaid);
}

TEST_F(SweepWorkTest, ARunThatSomebodyStoppedWaitsForTheNextStart) {
  const SweepQueue queue = queueOf({15});
  SweepWork work = workOn(queue);
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_EQ(words(queue), Words{"stopped"});
  queue.putBackAll(false);
  EXPECT_EQ(queue.entry("0001").state, SweepState::Queued);
}

TEST_F(SweepWorkTest, AFinishedRunWithTheSameSettingsIsTaken) {
  const SweepQueue queue = queueOf({1, 2});
  RunConfig config = queue.config("0002");
  config.output.keepCheckpoints = 7;  // changes no number
  const RunFolder mine = RunStore(runs()).create("mine");
  mine.writeConfig(config, "");
  mine.writeStatus(finished_);
  SweepWork work = workOn(queue);
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_EQ(calls().size(), 1u);
  EXPECT_EQ(queue.entry("0002").run, "mine");
  EXPECT_TRUE(queue.entry("0002").taken);
  EXPECT_FALSE(queue.entry("0001").taken);
}

TEST_F(SweepWorkTest, RunsThatCannotBeReadAreNotTakenAndStopNothing) {
  const SweepQueue queue = queueOf({1});
  const RunFolder later = RunStore(runs()).create("later"), cut = RunStore(runs()).create("cut");
  place_.write("runs/later/config.resolved.toml", "[future]\nx = 1\n");  // of another version of the program
  later.writeEnvironment("{\"version\": \"99.0\"}");
  later.writeStatus(finished_);
  place_.write("runs/cut/config.resolved.toml", "");
  cut.writeStatus(finished_);
  SweepWork work = workOn(queue);
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_EQ(words(queue), Words{"finished"});
  EXPECT_EQ(queue.entry("0001").run, "s_tau1");
  EXPECT_EQ(readFile(runs() / "later/config.resolved.toml"), "[future]\nx = 1\n");
}

TEST_F(SweepWorkTest, ARunThatWasChangedOnItsWayIsNotTaken) {
  const SweepQueue queue = queueOf({1});
  const RunFolder mine = RunStore(runs()).create("mine");
  mine.writeConfig(queue.config("0001"), "");
  Event event;
  event.kind = "learning_rate";
  event.value = "0.1";
  mine.appendEvent(event);
  mine.writeStatus(finished_);
  EXPECT_EQ(findFinishedRun(runs(), queue.config("0001")), "");
  place_.write("runs/mine/events.jsonl", "");
  EXPECT_EQ(findFinishedRun(runs(), queue.config("0001")), "mine");
}

TEST_F(SweepWorkTest, AProcessThatIsKilledLeavesItsRunTakenWhileTheTrainingLives) {
  const SweepQueue queue = queueOf({14});
  const pid_t child = ::fork();
  if (child == 0) {
    SweepWork work = workOn(queue);
    while (work.turn()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    ::_exit(0);
  }
  for (int i = 0; i < 6000 && calls().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  SweepWork work = workOn(queue);
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(work.turn()) << "it waits for the training that goes on by itself";
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(calls().size(), 1u);
  place_.write("enough", "");
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_EQ(words(queue), Words{"finished"});
  EXPECT_EQ(calls().size(), 1u) << "nothing is trained twice";
}

TEST_F(SweepWorkTest, ARunWhoseProcessIsAwaitedReadsStartingAndTakesNoCommand) {
  const SweepQueue queue = queueOf({14, 13});
  SweepWork work = workOn(queue);
  ASSERT_TRUE(turnUntil(work, [&] { return calls().size() == 1; }));
  const RunFolder run(runs() / "s_tau14");
  EXPECT_EQ(run.status().state, RunState::Starting) << "its process has written nothing yet";
  EXPECT_EQ(run.status().pid, ::getpid());
  EXPECT_EQ(RunLock::inspect(run.folder()), LockState::Free) << "nobody is kept from training it";
  EXPECT_TRUE(holds(errorSentence([&] { sendCommand(run, RunCommand::Pause); }), "s_tau14 has not started yet"));
  place_.write("enough", "");
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_EQ(run.status().state, RunState::Finished);
  EXPECT_EQ(words(queue), (Words{"finished", "failed"}));
  EXPECT_EQ(RunFolder(runs() / "s_tau13").status().state, RunState::Interrupted) << "its process ended without a word";
}

TEST_F(SweepWorkTest, ARunWhoseStarterDiedReadsInterrupted) {
  const SweepQueue queue = queueOf({14});
  const pid_t child = ::fork();
  if (child == 0) {
    SweepWork work = workOn(queue);
    while (work.turn()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    ::_exit(0);
  }
  for (int i = 0; i < 6000 && calls().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  const RunFolder run(runs() / "s_tau14");
  EXPECT_EQ(run.status().pid, child);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_EQ(run.status().state, RunState::Interrupted);
  place_.write("enough", "");
  SweepWork work = workOn(queue);
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_EQ(words(queue), Words{"finished"});
}

TEST_F(SweepWorkTest, ARunDroppedAtWorkIsStopped) {
  const SweepQueue queue = queueOf({14, 1});
  SweepWork work = workOn(queue);
  ASSERT_TRUE(turnUntil(work, [&] { return calls().size() == 1; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  queue.drop("0001");
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_EQ(words(queue), (Words{"dropped", "finished"}));
  EXPECT_EQ(RunFolder(runs() / "s_tau14").status().step, 4) << "it saved before it ended";
}

TEST_F(SweepWorkTest, ADeletedRunBeginsAgain) {
  const SweepQueue queue = queueOf({14});
  {
    SweepWork work = workOn(queue);
    ASSERT_TRUE(turnUntil(work, [&] { return calls().size() == 1; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    work.stop();
    ASSERT_TRUE(toTheEnd(work));
  }
  fs::remove_all(runs() / "s_tau14");
  place_.write("enough", "");
  SweepWork work = workOn(queue);
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_EQ(words(queue), Words{"finished"});
  EXPECT_TRUE(holds(work.takeNews().at(0), "s_tau14", "deleted", "begins again"));
}

TEST_F(SweepWorkTest, AMissingProgramFailsTheRunInOneSentence) {
  const SweepQueue queue = queueOf({1});
  SweepWork work(queue, {place_.path() / "nothing", 1, 1, "cpu"});
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_TRUE(holds(queue.entry("0001").error, "No process could be started", "nothing"));
}

TEST_F(SweepWorkTest, AQueueThatCannotBeWrittenEndsTheWorkAndLosesNothing) {
  const SweepQueue queue = queueOf({14, 1});
  SweepWork work = workOn(queue);
  ASSERT_TRUE(turnUntil(work, [&] { return calls().size() == 1; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const std::string kept = readFile(queue.folder() / "queue.json");
  fs::remove(queue.folder() / "queue.json");
  fs::create_directory(queue.folder() / "queue.json");
  ASSERT_TRUE(toTheEnd(work));
  EXPECT_TRUE(holds(work.fault(), "queue.json")) << work.fault();
  EXPECT_EQ(RunFolder(runs() / "s_tau14").status().step, 4) << "the training saved before it ended";
  fs::remove(queue.folder() / "queue.json");
  writeFileAtomically(queue.folder() / "queue.json", kept);
  place_.write("enough", "");
  SweepWork again = workOn(queue);
  ASSERT_TRUE(toTheEnd(again));
  EXPECT_EQ(words(queue), (Words{"finished", "finished"}));
}

}  // namespace
}  // namespace studio
