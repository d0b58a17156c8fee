// `toponets train` as a user runs it: answers, exit codes, signals, and a process killed at a random moment.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <thread>

#include "core/run/run_store.h"
#include "tests/support/program.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

/// Enough to start, not enough for a wide network.
constexpr const char* kLittleMemory = "ulimit -v 1500000; ";

class TrainCommandTest : public ::testing::Test {
 protected:
  std::string config(const std::string& more = "") { return place_.write("run.toml", kSmallRun + more).string(); }
  std::string runs() const { return (place_.path() / "runs").string(); }
  ProgramAnswer train(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "train");
    for (const char* common : {"--device", "cpu", "--threads", "1", "--runs"}) arguments.push_back(common);
    arguments.push_back(runs());
    return toponets(arguments);
  }
  TemporaryFolder place_;
};

/// `toponets` in a child process of its own, its output thrown away or written to `output`.
pid_t start(const std::vector<std::string>& arguments, int output = -1) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  for (const int each : {SIGINT, SIGTERM, SIGHUP}) ::signal(each, SIG_DFL);  // nohup and shells ignore some for us
  const std::string program = std::string(STUDIO_BINARY_DIR) + "/bin/toponets";
  std::vector<char*> pointers{const_cast<char*>(program.c_str())};
  for (const auto& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  const int nowhere = ::open("/dev/null", O_RDWR);
  for (int i = 0; i < 3; ++i) ::dup2(i > 0 && output >= 0 ? output : nowhere, i);
  ::execv(program.c_str(), pointers.data());
  ::_exit(127);
}

int waitFor(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// Waits until the run has come so far; false when it ended before or took a minute.
bool reaches(const RunFolder& folder, std::int64_t step) {
  for (int i = 0; i < 6000; ++i) {
    try {
      if (folder.exists() && folder.status().step >= step) return isLive(folder.status().state);
    } catch (const std::exception&) {  // not written yet
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

std::string storedWeights(const std::string& run) {
  const RunFolder folder{fs::path(run)};
  const auto steps = folder.checkpointSteps();
  return steps.empty() ? "" : readFileBytes(folder.checkpoint(steps.back()) / "model.safetensors");
}

TEST_F(TrainCommandTest, AnswersWithOneDocument) {
  const auto answer = train({config(), "--json", "--name", "first", "--set", "topoloss.tau=2"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto json = answer.json();
  ASSERT_TRUE(json.is_object()) << answer.out;
  EXPECT_EQ(json.at("run"), runs() + "/first");
  EXPECT_EQ(json.at("state"), "finished");
  EXPECT_EQ(json.at("step"), 60);
  EXPECT_EQ(json.at("epoch"), 4);
  EXPECT_NEAR(json.at("train_loss").get<double>(),
              json.at("task_loss").get<double>() + 2 * json.at("topo_loss").get<double>(), 1e-5);
  EXPECT_GT(json.at("validation").at("accuracy").get<double>(), 0.1);
  EXPECT_GT(json.at("validation").at("loss").get<double>(), 0.0);
  EXPECT_GT(json.at("seconds").get<double>(), 0.0);
  EXPECT_NE(readFileBytes(fs::path(runs()) / "first/config.toml").find("--set topoloss.tau=2"), std::string::npos);
}

TEST_F(TrainCommandTest, GivesTheSameBitsForTheSameSeed) {
  ASSERT_EQ(train({config(), "--name", "a", "--quiet"}).code, 0);
  ASSERT_EQ(train({config(), "--name", "b", "--quiet"}).code, 0);
  ASSERT_EQ(train({config(), "--name", "c", "--quiet", "--set", "train.seed=6"}).code, 0);
  EXPECT_EQ(storedWeights(runs() + "/a"), storedWeights(runs() + "/b"));
  EXPECT_NE(storedWeights(runs() + "/a"), storedWeights(runs() + "/c"));
}

TEST_F(TrainCommandTest, ANameThatIsTakenIsSaid) {
  const auto once = [&] {
    return train({config(), "--json", "--name", "mine", "--set", "train.epochs=1", "--set", "output.maps=none"});
  };
  EXPECT_FALSE(once().json().contains("notes"));
  const auto again = once();
  EXPECT_EQ(again.json().at("run"), runs() + "/mine_2");
  EXPECT_EQ(again.json().at("notes"), nlohmann::json::array({"The name mine is taken, so this run is called mine_2."}));
  EXPECT_NE(again.err.find("so this run is called mine_2"), std::string::npos) << again.err;
}

TEST_F(TrainCommandTest, QuietSaysNothingButTheAnswer) {
  const auto answer = train({config(), "--quiet", "--name", "q"});
  EXPECT_EQ(answer.err, "");
  EXPECT_NE(answer.out.find("finished"), std::string::npos);
}

TEST_F(TrainCommandTest, RefusesInASentenceAndMakesNoRun) {
  EXPECT_TRUE(refuses(train({config("[output]\nscalar_every = 3\n")}), "run.toml", "scalar_every", "scalars_every"));
  EXPECT_TRUE(refuses(train({config(), "--set", "topoloss.factor=20"}), "20 × 20", "fc1"));
  EXPECT_TRUE(
      refuses(train({config(), "--set", "data.kind=idx", "--set", "data.root=nowhere/digits"}), "nowhere/digits"));
  EXPECT_TRUE(refuses(train({config(), "--set", "topolos.tau=1"}), "topolos"));
  EXPECT_TRUE(refuses(train({"missing.toml"}), "missing.toml"));
  EXPECT_TRUE(refuses(train({}), "--resume"));
  EXPECT_TRUE(refuses(train({"--resume", "nothing"}), "nothing"));
  EXPECT_TRUE(refuses(train({config(), "--bogus"}), "--bogus"));
  EXPECT_FALSE(fs::exists(runs()));
}

TEST_F(TrainCommandTest, ATruncatedDataFileNamesTheFile) {
  const std::string source = std::string(STUDIO_SOURCE_DIR) + "/resources/demo/";
  place_.write("digits/t10k-labels-idx1-ubyte.gz", readFileBytes(source + "t10k-labels-idx1-ubyte.gz"));
  place_.write("digits/t10k-images-idx3-ubyte.gz",
               readFileBytes(source + "t10k-images-idx3-ubyte.gz").substr(0, 50000));
  EXPECT_TRUE(
      refuses(train({config(), "--set", "data.kind=idx", "--set", "data.root=" + (place_.path() / "digits").string()}),
              "t10k-images-idx3-ubyte.gz"));
  EXPECT_FALSE(fs::exists(runs()));
}

TEST_F(TrainCommandTest, AFolderForRunsThatCannotBeMadeIsASentence) {
  place_.write("file", "");
  auto answer = toponets({"train", config(), "--runs", (place_.path() / "file/runs").string()});
  EXPECT_EQ(answer.code, 2);
  EXPECT_NE(answer.err.find("file/runs"), std::string::npos) << answer.err;
}

TEST_F(TrainCommandTest, CtrlCSavesAndLeavesWithThree) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const RunFolder folder(fs::path(runs()) / std::to_string(signal));
    const auto child = start({"train", config(), "--set", "train.epochs=1000000", "--runs", runs(), "--name",
                              folder.name(), "--threads", "1"});
    ASSERT_TRUE(reaches(folder, 5));
    ::kill(child, signal);
    EXPECT_EQ(waitFor(child), 3);
    const auto status = folder.status();
    EXPECT_EQ(status.state, RunState::Stopped);
    ASSERT_FALSE(folder.checkpointSteps().empty());
    EXPECT_EQ(folder.checkpointSteps().back(), status.step);
    const auto events = toponets({"show", folder.path().string(), "--json"}).json().at("events");
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0].at("kind"), "stop");
    EXPECT_EQ(events[0].at("step"), status.step);
    EXPECT_EQ(events[0].at("value").at("save"), true);
    EXPECT_NE(toponets({"show", folder.path().string()}).out.find("stop at step "), std::string::npos);
  }
}

TEST_F(TrainCommandTest, AClosedTerminalIsSavedToo) {
  const RunFolder folder(fs::path(runs()) / "gone");
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const auto child =
      start({"train", config(), "--set", "train.epochs=1000000", "--runs", runs(), "--name", "gone", "--threads", "1"},
            ends[1]);
  ::close(ends[1]);
  ASSERT_TRUE(reaches(folder, 5));
  ::close(ends[0]);  // nobody reads what it says any more
  ::kill(child, SIGHUP);
  ::kill(child, SIGHUP);  // the shell and the kernel send one each
  EXPECT_EQ(waitFor(child), 3);
  EXPECT_EQ(folder.status().state, RunState::Stopped);
  ASSERT_FALSE(folder.checkpointSteps().empty());
  EXPECT_EQ(folder.checkpointSteps().back(), folder.status().step);
}

TEST_F(TrainCommandTest, ShowsByItsNameInPsAndTop) {
  const RunFolder folder(fs::path(runs()) / "named");
  const auto child = start(
      {"train", config(), "--set", "train.epochs=1000000", "--runs", runs(), "--name", "named", "--threads", "1"});
  ASSERT_TRUE(reaches(folder, 5));
  const fs::path process = "/proc/" + std::to_string(child);
  EXPECT_EQ(readFileBytes(process / "comm"), "toponets\n");
  EXPECT_EQ(fs::read_symlink(process / "exe").filename(), "toponets");
  std::string threads;
  for (const auto& task : fs::directory_iterator(process / "task")) threads += readFileBytes(task.path() / "comm");
  EXPECT_NE(threads.find("toponets-train\n"), std::string::npos) << threads;
  EXPECT_NE(threads.find("toponets-data\n"), std::string::npos) << threads;
  ::kill(child, SIGTERM);
  EXPECT_EQ(waitFor(child), 3);
}

TEST_F(TrainCommandTest, AFileThatMayNotGrowIsASentence) {
  const auto limited =
      toponets({"train", config(), "--set", "model.hidden=[2048]", "--set", "topoloss.layers=[\"fc1\"]", "--device",
                "cpu", "--threads", "1", "--runs", runs(), "--name", "limited"},
               "ulimit -f 256; ");
  EXPECT_EQ(limited.code, 2) << limited.err;
  EXPECT_NE(limited.err.find("larger than allowed here; raise the limit (ulimit -f)"), std::string::npos)
      << limited.err;
}

TEST_F(TrainCommandTest, WithoutMemoryItEndsInASentence) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "skipped: sanitizers take terabytes of addresses";
#endif
  const std::vector<std::string> large{"--set",     "model.hidden=[250000]",
                                       "--set",     "train.batch_size=360",
                                       "--set",     "topoloss.tau=0",
                                       "--set",     "output.maps=\"none\"",
                                       "--threads", "1"};
  std::vector<std::string> arguments{config(), "--name", "large"};
  arguments.insert(arguments.end(), large.begin(), large.end());
  arguments.insert(arguments.begin(), "train");
  for (const auto& more : {std::string("--runs"), runs(), std::string("--device"), std::string("cpu")})
    arguments.push_back(more);
  const auto failed = toponets(arguments, kLittleMemory);
  EXPECT_EQ(failed.code, 2) << failed.err;
  EXPECT_NE(failed.err.find("toponets: Not enough memory"), std::string::npos) << failed.err;
  EXPECT_NE(failed.err.find("lower train.batch_size"), std::string::npos) << failed.err;
  EXPECT_EQ(failed.err.find("frame #"), std::string::npos) << failed.err;
  const auto status = RunFolder(fs::path(runs()) / "large").status();
  EXPECT_EQ(status.state, RunState::Failed);
  EXPECT_EQ(status.error.rfind("Not enough memory", 0), 0u) << status.error;

  std::vector<std::string> checked{"check", config(), "--device", "cpu"};
  checked.insert(checked.end(), large.begin(), large.end());
  EXPECT_TRUE(refuses(toponets(checked, kLittleMemory), "Not enough memory", "train.batch_size"));
}

TEST_F(TrainCommandTest, WithoutMemoryAResumedRunKeepsItsCheckpoint) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "skipped: sanitizers take terabytes of addresses";
#endif
  ASSERT_EQ(train({config(), "--name", "wide", "--quiet", "--set", "model.hidden=[250000]", "--set",
                   "train.batch_size=360", "--set", "topoloss.tau=0", "--set", "output.maps=\"none\"", "--set",
                   "train.epochs=1", "--set", "optimizer.kind=\"sgd\""})
                .code,
            0);
  const RunFolder folder{fs::path(runs()) / "wide"};
  const auto checkpoints = folder.checkpointSteps();
  const auto rows = folder.scalars().size();
  ASSERT_FALSE(checkpoints.empty());
  const std::vector<std::string> more{"train", "--resume",  "wide", "--extend", "2",   "--runs",
                                      runs(),  "--threads", "1",    "--device", "cpu", "--quiet"};
  EXPECT_TRUE(refuses(toponets(more, kLittleMemory), "Not enough memory", "lower train.batch_size"));
  EXPECT_EQ(folder.checkpointSteps(), checkpoints);
  EXPECT_EQ(folder.scalars().size(), rows);
  EXPECT_EQ(toponets(more).code, 0);
  EXPECT_EQ(folder.status().state, RunState::Finished);
}

/// Only so many files may be open at a time, and each checkpoint is a folder.
TEST_F(TrainCommandTest, ManyCheckpointsAreKeptAndResumed) {
  std::vector<std::string> many{config(), "--name",
                                "many",   "--quiet",
                                "--set",  "train.epochs=40",
                                "--set",  "output.keep_checkpoints=1000",
                                "--set",  "output.maps=\"none\""};
  ASSERT_EQ(train(many).code, 0);
  const RunFolder folder{fs::path(runs()) / "many"};
  ASSERT_EQ(folder.checkpointSteps().size(), 40u);
  const auto resumed = toponets(
      {"train", "--resume", "many", "--extend", "41", "--runs", runs(), "--threads", "1", "--device", "cpu", "--quiet"},
      "ulimit -n 32; ");
  EXPECT_EQ(resumed.code, 0) << resumed.err;
}

TEST_F(TrainCommandTest, KilledAtRandomMomentsItOpensResumesAndEndsWithTheSameBits) {
  const std::vector<std::string> longer{
      "--set", "train.epochs=60", "--set", "output.checkpoint_epochs=2", "--set", "optimizer.schedule=\"constant\""};
  auto straight = std::vector<std::string>{config(), "--name", "straight", "--quiet"};
  straight.insert(straight.end(), longer.begin(), longer.end());
  ASSERT_EQ(train(straight).code, 0);

  std::mt19937 random{std::random_device{}()};
  const std::string run = runs() + "/killed";
  const RunFolder folder{fs::path(run)};
  std::vector<std::string> arguments{"train", config(),    "--name", "killed",   "--runs",
                                     runs(),  "--threads", "1",      "--device", "cpu"};
  arguments.insert(arguments.end(), longer.begin(), longer.end());
  for (int kill = 0; kill < 3; ++kill) {
    const auto child = start(arguments);
    reaches(folder, 1);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 150000));
    ::kill(child, SIGKILL);
    waitFor(child);
    const auto state = folder.status().state;
    EXPECT_TRUE(state == RunState::Finished || state == RunState::Interrupted) << toString(state);
    EXPECT_NO_THROW(folder.scalars());
    for (const auto step : folder.mapSteps()) EXPECT_NO_THROW(folder.maps(step));
    EXPECT_EQ(toponets({"show", run, "--json"}).code, 0);
    arguments = {"train", "--resume", run, "--device", "cpu"};
  }
  const auto answer = toponets({"train", "--resume", run, "--device", "cpu", "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json().at("state"), "finished");
  EXPECT_EQ(answer.json().at("step"), 900);
  EXPECT_EQ(storedWeights(run), storedWeights(runs() + "/straight"));
}

TEST_F(TrainCommandTest, RunsAndShowTellWhatIsThere) {
  ASSERT_EQ(train({config(), "--name", "first", "--quiet"}).code, 0);
  place_.write("runs/broken/config.toml", "[model\n");
  const auto list = toponets({"runs", runs(), "--json"}).json();
  ASSERT_EQ(list.size(), 2u);
  for (const auto& row : list) {
    if (row.at("run") == "first") {
      EXPECT_EQ(row.at("state"), "finished");
      EXPECT_EQ(row.at("step"), 60);
      EXPECT_EQ(row.at("tau"), 3.0);
      EXPECT_GT(row.at("validation").at("accuracy").get<double>(), 0.1);
    } else {
      EXPECT_NE(row.at("error").get<std::string>().find("config.toml"), std::string::npos);
    }
  }
  const auto shown = toponets({"show", "first", "--runs", runs(), "--json"}).json();
  EXPECT_EQ(shown.at("summary").at("layers").at(0).at("sheet"), (std::vector<int>{8, 8}));
  EXPECT_EQ(shown.at("summary").at("checkpoints").back(), 60);
  EXPECT_EQ(shown.at("summary").at("maps").front(), 0);
  EXPECT_TRUE(refuses(toponets({"show", "frist", "--runs", runs()}), "frist", "first"));
  EXPECT_NE(toponets({"runs", runs()}).out.find("finished"), std::string::npos);
  EXPECT_TRUE(refuses(toponets({"runs", runs() + "/none"}), "none"));
}

TEST_F(TrainCommandTest, CheckAnswersBeforeAnythingIsMade) {
  const auto good = toponets({"check", config(), "--json", "--device", "cpu"});
  ASSERT_EQ(good.code, 0) << good.err;
  const auto answer = good.json();
  for (const auto& problem : answer.at("problems"))  // a busy machine may be remarked on
    EXPECT_NE(problem.at("severity"), "error") << problem.dump();
  EXPECT_EQ(good.json().at("parameters"), 64 * 64 + 64 + 64 * 8 + 8);
  EXPECT_GT(good.json().at("seconds_per_step").get<double>(), 0.0);
  EXPECT_GT(good.json().at("memory_bytes").get<double>(), 0.0);
  const auto bad = toponets({"check", config(), "--set", "topoloss.factor=[20,20]", "--json"});
  EXPECT_EQ(bad.code, 2);
  EXPECT_EQ(bad.json().at("problems").at(0).at("key"), "topoloss.factor");
  EXPECT_EQ(bad.err.rfind("toponets: ", 0), 0u) << bad.err;
  EXPECT_NE(bad.err.find(bad.json().at("problems").at(0).at("problem").get<std::string>()), std::string::npos)
      << bad.err;
  EXPECT_EQ(good.err, "");
  EXPECT_FALSE(fs::exists("runs/mlp_tau3_s5"));
}

TEST_F(TrainCommandTest, CheckTellsItsStagesAndWhatStoredMapsTake) {
  const auto words = toponets({"check", config(), "--device", "cpu", "--stages"});
  ASSERT_EQ(words.code, 0) << words.err;
  for (const char* stage : {"reading the data", "timing a batch, 2 of 4", "timing the validation", "timing the maps"})
    EXPECT_NE(words.err.find("stage: " + std::string(stage) + "\n"), std::string::npos) << words.err;
  const auto without = toponets(
      {"check", config(), "--device", "cpu", "--stages", "--set", "output.maps=none", "--set", "train.precision=bf16"});
  ASSERT_EQ(without.code, 0) << without.err;
  EXPECT_EQ(without.err.find("timing the maps"), std::string::npos) << "none are stored: " << without.err;
  EXPECT_NE(without.err.find("stage: timing a batch in fp32\n"), std::string::npos) << without.err;
  const auto maps = words.out.find("\nMaps ");
  ASSERT_NE(maps, std::string::npos) << words.out;
  const std::string line = words.out.substr(maps + 1, words.out.find('\n', maps + 1) - maps - 1);
  EXPECT_NE(line.find(" × "), std::string::npos) << line;
  EXPECT_NE(line.find(" = "), std::string::npos) << line;
  EXPECT_TRUE(line.ends_with(" % of the run")) << line;
  EXPECT_EQ(toponets({"check", config(), "--device", "cpu", "--set", "output.maps=\"none\""}).out.find("\nMaps "),
            std::string::npos);
}

TEST_F(TrainCommandTest, CheckSaysEachProblemOnceAndReadsStandardInput) {
  const auto wrong = toponets({"check", config(), "--set", "topoloss.factor=[20,20]"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("does not fit"), std::string::npos) << wrong.err;
  EXPECT_EQ(wrong.out.find("does not fit"), std::string::npos) << wrong.out;
  const auto doubtful = toponets({"check", config(), "--set", "topoloss.factor=[8,8]", "--device", "cpu"});
  EXPECT_EQ(doubtful.code, 0);
  EXPECT_EQ(doubtful.err, "");
  EXPECT_NE(doubtful.out.find("to a single value"), std::string::npos) << doubtful.out;
  const auto empty = toponets({"check", "-", "--json"});  // the tests give no standard input
  EXPECT_EQ(empty.code, 2);
  EXPECT_EQ(empty.json().at("problems").at(0).at("key"), "data.root") << empty.err;
}

TEST_F(TrainCommandTest, TopolossOfARunsWeightsTakesTheRunsFactor) {
  ASSERT_EQ(train({config("[output]\nmaps = \"none\"\n"), "--name", "first", "--set", "train.steps=3"}).code, 0);
  const std::string weights = runs() + "/first/checkpoints/step_000000003/model.safetensors";
  const auto answer = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"topoloss", "--model", "mlp", "--weights", weights, "--json"});
    return toponets(more).json().at("mean").get<double>();
  };
  EXPECT_EQ(answer({}), answer({"--factor", "2", "2"}));  // kSmallRun's
  EXPECT_NE(answer({}), answer({"--factor", "3", "3"}));
  const std::string out = (place_.path() / "out.pt").string();
  EXPECT_EQ(toponets({"convert", "first", out, "--runs", runs()}).code, 0);
  EXPECT_EQ(toponets({"convert", "first:3", out, "--runs", runs()}).code, 0);
  EXPECT_TRUE(refuses(toponets({"convert", "firts", out, "--runs", runs()}), "firts", "first"));
  EXPECT_TRUE(refuses(toponets({"convert", "nothing.pt", out, "--runs", runs()}), "nothing.pt"));
}

}  // namespace
}  // namespace studio
