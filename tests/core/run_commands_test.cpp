// Commands to a run that some process trains: files in its folder, obeyed between two steps.
#include "core/run/run_command.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

void waitFor(const std::function<bool()>& holds) {
  for (int i = 0; i < 2000 && !holds(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_TRUE(holds());
}

struct CommandedRun {
  TemporaryFolder place;
  RunFolder folder = RunStore(place.path()).create("run");
  Runner runner;
  CommandedRun() {
    RunConfig config = smallConfig();
    config.train.epochs = 100000;
    runner.start(std::make_unique<TrainJob>(requestFor(config, folder)));
    waitFor([this] { return runner.channel()->status().step > 20; });
  }
  RunState state() const { return runner.channel()->status().state; }
};

TEST(RunCommands, PauseCheckpointResumeAndStopAreObeyedAndRecorded) {
  CommandedRun run;
  const std::string pause = sendCommand(run.folder, RunCommand::Pause);
  waitFor([&] { return run.state() == RunState::Paused; });
  EXPECT_TRUE(isTaken(run.folder, pause));
  const auto step = run.runner.channel()->status().step;
  sendCommand(run.folder, RunCommand::Checkpoint);
  waitFor([&] {  // a paused run obeys too
    const auto saved = run.folder.checkpointSteps();
    return !saved.empty() && saved.back() == step;
  });
  sendCommand(run.folder, RunCommand::Resume);
  waitFor([&] { return run.runner.channel()->status().step > step; });
  sendCommand(run.folder, RunCommand::Stop);
  run.runner.wait();
  EXPECT_EQ(run.folder.status().state, RunState::Stopped);
  EXPECT_EQ(run.folder.checkpointSteps().back(), run.folder.status().step);
  std::string problem;
  std::vector<std::string> kinds;
  for (const Event& event : run.folder.events(problem)) kinds.push_back(event.kind);
  EXPECT_EQ(kinds, (std::vector<std::string>{"pause", "checkpoint", "resume", "stop"}));
  for (const auto& entry : run.folder.folder().list()) EXPECT_FALSE(entry.name.starts_with("command_")) << entry.name;
}

TEST(RunCommands, ARunThatNobodyTrainsIsRefusedAtOnce) {
  CommandedRun run;
  sendCommand(run.folder, RunCommand::Stop);
  run.runner.wait();
  EXPECT_NE(
      errorSentence([&] { sendCommand(run.folder, RunCommand::Pause); }).find("No process trains run (it is stopped"),
      std::string::npos);
  for (const auto& entry : run.folder.folder().list()) EXPECT_FALSE(entry.name.starts_with("command_")) << entry.name;
}

/// Resumed as it is, it would have nothing to do.
TEST(RunCommands, OfAFinishedRunItIsSaidHowItIsTrainedFurther) {
  TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("done");
  RunStatus status;
  status.state = RunState::Finished;
  status.step = 60;
  folder.writeStatus(status);
  const std::string sentence = errorSentence([&] { sendCommand(folder, RunCommand::Pause); });
  EXPECT_NE(sentence.find("No process trains done (it is finished"), std::string::npos) << sentence;
  EXPECT_NE(sentence.find("--extend"), std::string::npos) << sentence;
}

TEST(RunCommands, WhatIsNoCommandIsTakenAwayAndTrainingGoesOn) {
  CommandedRun run;
  const FolderHandle folder = run.folder.folder();
  folder.write("command_00000000000000000001_1_0", "delete everything\n");
  folder.write("command_00000000000000000002_1_0", std::string(100000, 'x'));
  std::filesystem::create_symlink("/etc/passwd", run.folder.path() / "command_00000000000000000003_1_0");
  waitFor([&] { return !folder.inspect("command_00000000000000000001_1_0"); });
  const auto step = run.runner.channel()->status().step;
  waitFor([&] { return run.runner.channel()->status().step > step + 20; });
  EXPECT_EQ(run.state(), RunState::Training);
  run.runner.stop(false);
  run.runner.wait();
}

TEST(RunCommands, CommandsOfAnEarlierTrainingAreNotObeyed) {
  TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  folder.folder().write("command_00000000000000000001_1_0", "stop\n");
  const auto channel = runHere(requestFor(smallConfig(), folder));
  EXPECT_EQ(channel->status().state, RunState::Finished);
  EXPECT_FALSE(folder.folder().inspect("command_00000000000000000001_1_0"));
}

TEST(RunCommands, NamesAreReadBack) {
  for (const RunCommand command : {RunCommand::Pause, RunCommand::Resume, RunCommand::Stop, RunCommand::Checkpoint})
    EXPECT_EQ(runCommandFrom(toString(command)), command);
  EXPECT_EQ(runCommandFrom("quit"), std::nullopt);
}

TEST(RunCommands, ACheckpointThatAPersonAskedForIsKeptBesideThoseOfThePlan) {
  CommandedRun run;
  sendCommand(run.folder, RunCommand::Checkpoint);
  std::int64_t asked = -1;
  waitFor([&] {
    std::string problem;
    for (const Event& event : run.folder.events(problem)) asked = event.step;
    return asked >= 0;
  });
  waitFor([&] { return run.runner.channel()->status().step > asked + 100; });  // more than six epochs on
  run.runner.stop(true);
  run.runner.wait();
  const auto steps = run.folder.checkpointSteps();
  EXPECT_EQ(steps.front(), asked);
  EXPECT_EQ(steps.size(), 3u) << "and the two newest";
}

}  // namespace
}  // namespace studio
