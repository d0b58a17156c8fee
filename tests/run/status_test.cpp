// status.json: round trip, and correct conclusions about runs whose process has ended.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "core/run/text_file.h"
#include "core/run/error.h"
#include "core/run/run_lock.h"
#include "core/run/run_store.h"
#include "core/run/run_status.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/training_status.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

RunState readBack(const nlohmann::json& json) { return parseStatus(json.dump(), "status.json").state; }

TEST(Status, SurvivesTheRoundTrip) {
  const RunStatus status = trainingStatus();
  const RunStatus back = parseStatus(formatStatus(status), "status.json");
  EXPECT_EQ(formatStatus(back), formatStatus(status));
  EXPECT_EQ(back.state, RunState::Training);
  EXPECT_EQ(back.started, status.started);
  EXPECT_EQ(back.validationAccuracy, 0.93);
  EXPECT_EQ(back.deviceReason, "no CUDA device");
}

TEST(Status, UnknownNumbersAreNull) {
  const auto json = nlohmann::json::parse(formatStatus(RunStatus{}));
  for (const char* name : {"seconds_left", "task_loss", "topo_loss", "validation_loss", "validation_accuracy"})
    EXPECT_TRUE(json.at(name).is_null()) << name;
  EXPECT_EQ(json.at("state"), "draft");
  EXPECT_EQ(parseStatus(json.dump(), "").taskLoss, -1);
  RunStatus broken;
  broken.taskLoss = std::nan("");
  EXPECT_TRUE(nlohmann::json::parse(formatStatus(broken)).at("task_loss").is_null());
}

TEST(Status, TheShareThatIsTrainedIsOneNumberForAll) {
  RunStatus status;
  EXPECT_EQ(percentTrained(status), -1) << "not known yet";
  EXPECT_EQ(shareTrained(status), -1);
  status.steps = 1410;
  status.step = 410;
  EXPECT_EQ(percentTrained(status), 29);
  EXPECT_NEAR(shareTrained(status), 410.0 / 1410, 1e-12);
  status.step = 1409;
  EXPECT_EQ(percentTrained(status), 99) << "not before the end";
  status.step = 1410;
  EXPECT_EQ(percentTrained(status), 100);
  status.step = 2000;
  EXPECT_EQ(percentTrained(status), 100);
}

/// A run that was stopped has not had the epochs that its settings plan.
TEST(Status, SaysHowFarARunCameThatWasNotTrainedToItsEnd) {
  RunStatus status;
  status.state = RunState::Stopped;
  EXPECT_EQ(trainedPart(status), "") << "it has not begun";
  status.step = 5032, status.steps = 282'000;
  status.epoch = 35.688, status.epochs = 2000;
  EXPECT_EQ(trainedPart(status), "epoch 35.7 of 2,000");
  status.epochs = 1;
  EXPECT_EQ(trainedPart(status), "step 5,032 of 282,000");
  status.state = RunState::Finished;
  EXPECT_EQ(trainedPart(status), "");
}

TEST(Status, NamesOfStates) {
  for (int i = 0; i <= static_cast<int>(RunState::Failed); ++i)
    EXPECT_EQ(runStateFrom(toString(static_cast<RunState>(i))), static_cast<RunState>(i));
  EXPECT_EQ(errorSentence([] { runStateFrom("trainng"); }),
            "`trainng` is not a state of a run; did you mean `training`?");
  EXPECT_TRUE(isLive(RunState::Paused));
  EXPECT_FALSE(isLive(RunState::Interrupted));
  EXPECT_EQ(runStateFrom("queued"), RunState::Draft) << "of older programs";
}

TEST(Status, ALiveProcessIsBelieved) {
  auto json = nlohmann::json::parse(formatStatus(trainingStatus()));
  EXPECT_EQ(readBack(json), RunState::Training);
  json["heartbeat"] = secondsNow() - 3600;  // a long validation; the process is there
  EXPECT_EQ(readBack(json), RunState::Training);
}

TEST(Status, AKilledProcessReadsInterrupted) {
  TemporaryFolder folder;
  const RunFolder run(folder.path());
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    RunStatus status = trainingStatus();
    status.pid = 0;  // writeStatus fills in the process and the host
    status.host.clear();
    run.writeStatus(status);
    const ssize_t message = ::write(ready[1], "x", 1);
    for (;;) ::pause();
    ::_exit(message == 1 ? 0 : 1);
  }
  char signal = 0;
  ASSERT_EQ(::read(ready[0], &signal, 1), 1);
  EXPECT_EQ(run.status().state, RunState::Training);
  EXPECT_EQ(run.status().pid, child);
  EXPECT_EQ(run.status().host, hostName());
  ::kill(child, SIGKILL);
  siginfo_t info;
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT), 0);
  EXPECT_EQ(run.status().state, RunState::Interrupted) << "while it is a zombie";
  ::waitpid(child, nullptr, 0);
  EXPECT_EQ(run.status().state, RunState::Interrupted);
  EXPECT_EQ(run.status().step, 410);
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST(Status, AReusedProcessNumberReadsInterrupted) {
  auto json = nlohmann::json::parse(formatStatus(trainingStatus()));
  ASSERT_TRUE(json.contains("process_start"));
  json["process_start"] = json["process_start"].get<std::uint64_t>() + 1;
  EXPECT_EQ(readBack(json), RunState::Interrupted);
}

TEST(Status, ARestartedMachineReadsInterrupted) {
  auto json = nlohmann::json::parse(formatStatus(trainingStatus()));
  ASSERT_FALSE(json.at("boot_id").get<std::string>().empty());
  json["boot_id"] = "00000000-0000-0000-0000-000000000000";
  EXPECT_EQ(readBack(json), RunState::Interrupted);
}

TEST(Status, AnotherHostIsJudgedByItsHeartbeat) {
  auto json = nlohmann::json::parse(formatStatus(trainingStatus()));
  json["host"] = "another-host";
  json["pid"] = 999999999;
  json["boot_id"] = "another";
  json["heartbeat"] = secondsNow() - 30;
  EXPECT_EQ(readBack(json), RunState::Training);
  json["heartbeat"] = secondsNow() - 90;
  EXPECT_EQ(readBack(json), RunState::Interrupted);
  json["state"] = "finished";
  EXPECT_EQ(readBack(json), RunState::Finished);
}

TEST(Status, ClocksThatDifferAreSaidWithTheWayOut) {
  auto json = nlohmann::json::parse(formatStatus(trainingStatus()));
  json["host"] = "another-host";
  json["heartbeat"] = secondsNow() + 3 * 3600;
  const auto ahead = parseStatus(json.dump(), "status.json");
  EXPECT_EQ(ahead.state, RunState::Training);
  EXPECT_TRUE(holds(ahead.note, "another-host", "3 h ahead of this machine's clock", "--take-over")) << ahead.note;
  json["heartbeat"] = secondsNow() - 20;
  EXPECT_TRUE(holds(parseStatus(json.dump(), "status.json").note, "another-host", "cannot see that process"));
  json["heartbeat"] = secondsNow() - 7200;
  EXPECT_TRUE(holds(parseStatus(json.dump(), "status.json").note, "another-host", "2 h ago"));
  EXPECT_EQ(parseStatus(json.dump(), "status.json", LockState::Held).state, RunState::Training)
      << "its lock is held, however old the heartbeat is";
}

TEST(Status, AProcessThatIsThereAndSilentIsSaidToBeSo) {
  auto json = nlohmann::json::parse(formatStatus(trainingStatus()));
  EXPECT_EQ(parseStatus(json.dump(), "status.json").note, "");
  json["heartbeat"] = secondsNow() - 600;
  const auto silent = parseStatus(json.dump(), "status.json");
  EXPECT_EQ(silent.state, RunState::Training);
  EXPECT_TRUE(holds(silent.note, "last heartbeat 10 min ago", "still there")) << silent.note;
  json["state"] = "finished";
  EXPECT_EQ(parseStatus(json.dump(), "status.json").note, "");
}

TEST(Status, TextSteersNoTerminal) {
  auto status = trainingStatus();
  status.error = "\x1b[31mred\n";
  EXPECT_EQ(parseStatus(formatStatus(status), "status.json").error, "\\x1b[31mred\\n");
}

TEST(Status, DamageIsNamed) {
  for (const char* text :
       {"", "{", "[]", "{}", "{\"state\": 3}", "{\"state\": \"flying\"}", "{\"state\": \"paused\", \"step\": \"x\"}",
        "{\"state\": \"paused\", \"epoch\": []}", "{\"state\": \"paused\", \"step\": 1e300}"})
    EXPECT_EQ(errorSentence([&] { parseStatus(text, "runs/a/status.json"); }).find("Cannot read runs/a/status.json: "),
              0u)
        << text;
  EXPECT_FALSE(errorSentence([&] { parseStatus(std::string(1000000, '['), "s"); }).empty());
}

TEST(Status, ValuesHaveTheStepThatTheyAreOf) {
  const RunStatus status = trainingStatus();
  const RunStatus back = parseStatus(formatStatus(status), "status.json");
  EXPECT_EQ(back.lossStep, 405);
  EXPECT_EQ(back.validationStep, 0);
  EXPECT_FALSE(isValidatedAtEnd(back));
  nlohmann::json older = nlohmann::json::parse(formatStatus(status));
  older.erase("validation_step");
  EXPECT_EQ(parseStatus(older.dump(), "status.json").validationStep, -1);
  EXPECT_TRUE(isValidatedAtEnd(parseStatus(older.dump(), "status.json"))) << "nothing else is known";
}

}  // namespace
}  // namespace studio
