// `toponets control`: a run that another process trains is paused, resumed and stopped; one that nobody trains is
// refused.
#include <thread>

#include "core/run/run_store.h"
#include "tests/support/program.h"

namespace studio {
namespace {

class ControlCommand : public ::testing::Test {
 protected:
  ProgramAnswer control(const char* run, const char* command) const {
    return toponets({"control", run, command, "--runs", runs_, "--json"});
  }
  /// Trains in a process of its own, until it is told to stop.
  void trainBeside(const char* name, RunState state = RunState::Training, const char* more = "") const {
    const std::string line = quoted(std::string(STUDIO_BINARY_DIR) + "/bin/toponets") + " train " +
                             quoted(config_.string()) + " --runs " + quoted(runs_) + " --name " + name +
                             " --set train.epochs=1000000 --quiet " + more + " > /dev/null 2>&1 < /dev/null &";
    ASSERT_EQ(std::system(line.c_str()), 0);
    const RunFolder folder(std::filesystem::path(runs_) / name);
    for (int i = 0; i < 600; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      if (std::filesystem::exists(folder.path() / "status.json") && folder.status().state == state) return;
    }
    FAIL() << "it is not " << toString(state);
  }

  TemporaryFolder place_;
  std::filesystem::path config_ = place_.write("small.toml", kSmallRun);
  std::string runs_ = (place_.path() / "runs").string();
};

TEST_F(ControlCommand, PausesResumesAndStopsWhatAnotherProcessTrains) {
  trainBeside("live");
  const auto paused = control("live", "pause");
  ASSERT_EQ(paused.code, 0) << paused.err;
  EXPECT_EQ(paused.json()["run"], "live");
  EXPECT_EQ(paused.json()["state"], "paused") << "as it is after the command";
  const auto saved = control("live", "checkpoint");
  ASSERT_EQ(saved.code, 0) << saved.err;
  EXPECT_EQ(saved.json()["checkpoint"], paused.json()["step"]) << "it says where it was saved";
  const auto resumed = control("live", "resume");
  EXPECT_EQ(resumed.code, 0);
  EXPECT_EQ(resumed.json()["state"], "training");
  const auto stopped = control("live", "stop");
  ASSERT_EQ(stopped.code, 0) << stopped.err;
  EXPECT_EQ(stopped.json()["state"], "stopped");
  const RunFolder folder(std::filesystem::path(runs_) / "live");
  EXPECT_EQ(folder.checkpointSteps().back(), stopped.json()["step"]);
  EXPECT_TRUE(refuses(control("live", "pause"), "No process trains live", "toponets train --resume"));
}

TEST_F(ControlCommand, ARunCanBeginPaused) {
  trainBeside("held", RunState::Paused, "--paused");
  const RunFolder folder(std::filesystem::path(runs_) / "held");
  EXPECT_EQ(folder.status().step, 0) << "it waits before its first step";
  EXPECT_EQ(control("held", "resume").code, 0);
  for (int i = 0; i < 600 && folder.status().step == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_GT(folder.status().step, 0);
  EXPECT_EQ(control("held", "stop").code, 0);
}

TEST_F(ControlCommand, RefusesOtherCommandsAndRuns) {
  EXPECT_EQ(control("nothing", "pause").code, 2);
  EXPECT_EQ(control("nothing", "quit").code, 2);
}

}  // namespace
}  // namespace studio
