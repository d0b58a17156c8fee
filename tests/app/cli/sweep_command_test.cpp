// `toponets sweep` as a user runs it: its answer, a run that fails, Ctrl-C, a process killed and gone on with, two
// processes on one queue.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <set>
#include <thread>

#include "core/engine.h"
#include "core/run/run_store.h"
#include "core/run/sweep_queue.h"
#include "tests/support/program.h"

namespace studio {
namespace {

class SweepCommandTest : public ::testing::Test {
 protected:
  std::string sweep(const std::string& lines, const std::string& more = "") {
    return place_.write("s.toml", lines + kSmallRun + more).string();
  }
  std::filesystem::path runs() const { return place_.path() / "runs"; }
  std::vector<std::string> words(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "sweep");
    for (const std::string& common : {std::string("--device"), std::string("cpu"), std::string("--threads"),
                                      std::string("2"), std::string("--runs"), runs().string()})
      arguments.push_back(common);
    return arguments;
  }
  ProgramAnswer run(const std::vector<std::string>& arguments) const { return toponets(words(arguments)); }

  /// In a process of its own.
  static pid_t startSweep(const std::vector<std::string>& arguments) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    for (const int each : {SIGINT, SIGTERM, SIGHUP}) ::signal(each, SIG_DFL);
    const std::string program = std::string(STUDIO_BINARY_DIR) + "/bin/toponets";
    std::vector<char*> pointers{const_cast<char*>(program.c_str())};
    for (const auto& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
    pointers.push_back(nullptr);
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (int i = 0; i < 3; ++i) ::dup2(nowhere, i);
    ::execv(program.c_str(), pointers.data());
    ::_exit(127);
  }
  static int codeOf(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  /// Until the run has trained so far; its process, or 0 after a minute.
  pid_t processAt(const std::string& name, std::int64_t step) const {
    for (int i = 0; i < 6000; ++i, std::this_thread::sleep_for(std::chrono::milliseconds(10))) {
      try {
        const RunStatus status = RunFolder(runs() / name).status();
        if (status.step >= step && isLive(status.state)) return pid_t(status.pid);
      } catch (const std::exception&) {  // not written yet
      }
    }
    return 0;
  }
  std::string weights(const std::string& name) const {
    const RunFolder folder(runs() / name);
    const auto steps = folder.checkpointSteps();
    return steps.empty() ? "" : readFileBytes(folder.checkpoint(steps.back()) / "model.safetensors");
  }
  static std::map<std::string, std::string> states(const ProgramAnswer& answer) {
    std::map<std::string, std::string> found;
    const auto json = answer.json();
    if (json.is_object())
      for (const auto& each : json.at("runs")) found[each.at("name")] = each.at("state");
    return found;
  }
  using States = std::map<std::string, std::string>;
  TemporaryFolder place_;
};

constexpr const char* kTwo = "[grid]\ntopoloss.tau = [0, 2.5]\n";
/// Long enough to be caught at work.
constexpr const char* kLong = "[output]\nmaps = \"none\"\ncheckpoint_epochs = 100\ncheckpoint_minutes = 0\n";

TEST_F(SweepCommandTest, AnswersWithItsRuns) {
  const auto answer = run({sweep(kTwo), "--json", "--jobs", "2"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto json = answer.json();
  EXPECT_EQ(json.at("sweep"), (runs() / "s.sweep").string());
  ASSERT_EQ(json.at("runs").size(), 2u);
  const auto& second = json.at("runs")[1];
  EXPECT_EQ(second.at("run"), (runs() / "s_tau2.5").string());
  EXPECT_EQ(second.at("state"), "finished");
  EXPECT_EQ(second.at("settings"), (nlohmann::json{{"topoloss.tau", 2.5}}));
  EXPECT_EQ(second.at("step"), 60);
  EXPECT_NE(answer.err.find("s_tau0 begins, 1 thread"), std::string::npos) << answer.err;
  EXPECT_NE(answer.err.find("s_tau2.5 is finished, accuracy"), std::string::npos) << answer.err;
  EXPECT_EQ(RunFolder(runs() / "s_tau2.5").config().topoloss.tau, 2.5);

  const auto again = run({sweep(kTwo), "--json", "--quiet"});
  EXPECT_EQ(again.code, 0);
  EXPECT_EQ(states(again), (States{{"s_tau0", "finished"}, {"s_tau2.5", "finished"}}));
  EXPECT_EQ(again.err, "") << "nothing is trained again";
}

TEST_F(SweepCommandTest, TheSameBitsAsARunAlone) {
  ASSERT_EQ(run({sweep(kTwo), "--quiet", "--jobs", "2"}).code, 0);
  const auto config = place_.write("alone.toml", std::string(kSmallRun)).string();
  ASSERT_EQ(toponets({"train", config, "--set", "topoloss.tau=2.5", "--runs", runs().string(), "--name", "alone",
                      "--device", "cpu", "--threads", "1", "--quiet"})
                .code,
            0);
  EXPECT_EQ(weights("s_tau2.5"), weights("alone"));
  EXPECT_NE(weights("s_tau0"), weights("alone"));
}

TEST_F(SweepCommandTest, TakesAFinishedRunWithTheSameSettings) {
  const auto config = place_.write("mine.toml", std::string(kSmallRun)).string();
  ASSERT_EQ(toponets({"train", config, "--set", "topoloss.tau=2.5", "--set", "train.precision=auto", "--runs",
                      runs().string(), "--name", "mine", "--device", "cpu", "--quiet"})
                .code,
            0);
  const auto file = sweep("[grid]\ntopoloss.tau = [2.5]\ntrain.precision = [\"auto\"]\n");
  const auto answer = run({file, "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json().at("runs")[0].at("run"), (runs() / "mine").string());
  EXPECT_EQ(answer.json().at("runs")[0].at("taken"), true);
  EXPECT_FALSE(std::filesystem::exists(runs() / "s_tau2.5_auto"));
}

TEST_F(SweepCommandTest, ListsItsRunsAndTrainsNone) {
  const auto answer = run({sweep(kTwo), "--list", "--json"});
  EXPECT_EQ(answer.code, 0);
  EXPECT_EQ(answer.json().at("runs").size(), 2u);
  EXPECT_FALSE(std::filesystem::exists(runs()));
}

TEST_F(SweepCommandTest, AnImpossibleValueIsSaidBeforeAnythingStarts) {
  EXPECT_TRUE(
      refuses(run({sweep("[grid]\ntopoloss.tau = [1, -1]\n")}), "Run 2 (topoloss.tau = -1.0)", "topoloss.tau is -1"));
  EXPECT_TRUE(
      refuses(run({sweep("[grid]\ntopoloss.factor = [2, 90]\n")}), "Run 2 (topoloss.factor = [90.0, 90.0])", "sheet"));
  const std::string losses = "[losses] has all_tnn, ";
  EXPECT_TRUE(
      refuses(run({sweep("[grid]\nlosses.foo.weight = [1]\n")}), "`losses.foo.weight` is not a setting", losses));
  EXPECT_TRUE(refuses(run({sweep("[grid]\nlosses.tdan.weight = [1]\n")}), "did you mean `losses.tdann.weight`?"));
  EXPECT_TRUE(refuses(run({sweep("[grid]\ntrain.seed = [1]\n", "[losses.foo]\nweight = 1\n")}),
                      "`foo` is not a setting of [losses]; it has all_tnn, "));
  EXPECT_TRUE(refuses(run({sweep("[grid]\nmodel.name = [\"mpl\"]\n")}), "Run 1", "mpl"));
  EXPECT_TRUE(refuses(run({(place_.path() / "none.toml").string()}), "none.toml"));
  EXPECT_FALSE(std::filesystem::exists(runs()));
}

TEST_F(SweepCommandTest, AFailedRunStopsNoOtherAndCanBeTriedAgain) {
  const auto file = sweep(kTwo);
  place_.write("runs/s_tau0/config.resolved.toml", "");  // nothing: the next run takes another name
  const SweepQueue queue = SweepQueue::make(runs(), "s");
  queue.add(sweepRuns(loadSweep(file)), "");
  place_.write("runs/s.sweep/0001/settings.toml", "[model]\nnom = \"mlp\"\n");  // as of another version of the program
  const auto answer = run({queue.folder().string(), "--json"});
  EXPECT_EQ(answer.code, 2);
  EXPECT_EQ(states(answer), (States{{"s_tau0", "failed"}, {"s_tau2.5", "finished"}}));
  EXPECT_NE(answer.err.find("s_tau0 failed: "), std::string::npos) << answer.err;
  const auto at = answer.err.find("`nom` is not a setting");
  ASSERT_NE(at, std::string::npos) << answer.err;
  EXPECT_EQ(answer.err.find("`nom` is not a setting", at + 1), std::string::npos) << "twice:\n" << answer.err;
  EXPECT_NE(answer.err.find("toponets: 1 run has failed, as said above; `toponets sweep "), std::string::npos)
      << answer.err;
  place_.write("runs/s.sweep/0001/settings.toml", toToml(sweepRuns(loadSweep(file))[0].config));
  const auto later = run({queue.folder().string(), "--json"});
  EXPECT_EQ(states(later).at("s_tau0"), "failed") << "not by itself";
  EXPECT_NE(later.err.find("toponets: s_tau0: "), std::string::npos)
      << "it is said where it was not before: " << later.err;
  const auto retried = run({queue.folder().string(), "--json", "--retry"});
  EXPECT_EQ(retried.code, 0) << retried.err;
  EXPECT_EQ(states(retried).at("s_tau0"), "finished");
}

TEST_F(SweepCommandTest, AQueueThatWasNotWrittenToItsEndIsNamedAndGoesOnByItsToml) {
  place_.write("runs/s.sweep/0001/settings.toml", "[model]\n");
  const auto folder = (runs() / "s.sweep").string();
  EXPECT_TRUE(refuses(run({folder}), "s.sweep holds no queue.json", "give the sweep's TOML file again"));
  place_.write("runs/s.sweep/queue.json", R"({"version":1,"paused":false,"jobs":1,"message":"","order":[]})");
  EXPECT_TRUE(refuses(run({folder, "--list"}), "holds no run in its order", "--runs " + runs().string()));
  const auto answer = run({sweep(kTwo), "--json", "--quiet"});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(states(answer), (States{{"s_tau0", "finished"}, {"s_tau2.5", "finished"}}));
}

TEST_F(SweepCommandTest, CtrlCSavesAllAndTheQueueGoesOn) {
  const auto file = sweep("[grid]\ntopoloss.tau = [0, 2.5, 4]\ntrain.epochs = [400]\n", kLong);
  const pid_t child = startSweep(words({file, "--jobs", "2", "--quiet"}));
  ASSERT_GT(processAt("s_tau0_epochs400", 5), 0);
  ASSERT_GT(processAt("s_tau2.5_epochs400", 5), 0);
  ::kill(child, SIGINT);
  EXPECT_EQ(codeOf(child), 3);
  for (const char* name : {"s_tau0_epochs400", "s_tau2.5_epochs400"}) {
    const RunFolder folder(runs() / name);
    EXPECT_EQ(folder.status().state, RunState::Stopped) << name;
    EXPECT_FALSE(folder.checkpointSteps().empty()) << name;
  }
  EXPECT_EQ(
      states(run({(runs() / "s.sweep").string(), "--list", "--json"})),
      (States{{"s_tau0_epochs400", "stopped"}, {"s_tau2.5_epochs400", "stopped"}, {"s_tau4_epochs400", "queued"}}));
}

TEST_F(SweepCommandTest, ARunDeletedAtWorkIsOneSentenceAndTheOthersGoOn) {
  const auto file =
      sweep("[[run]]\ntopoloss.tau = 0\ntrain.epochs = 100000\n[[run]]\ntopoloss.tau = 2.5\ntrain.epochs = 4\n", kLong);
  const std::string deleted = "s_tau0_epochs100000", other = "s_tau2.5";
  const pid_t child = startSweep(words({file, "--jobs", "1", "--quiet"}));
  ASSERT_GT(processAt(deleted, 5), 0);
  std::error_code busy;
  for (int i = 0; i < 1000 && std::filesystem::exists(runs() / deleted); ++i)
    std::filesystem::remove_all(runs() / deleted, busy);  // what is being written meanwhile may stop it
  EXPECT_EQ(codeOf(child), 2);
  const auto answer = run({(runs() / "s.sweep").string(), "--list", "--json"});
  EXPECT_EQ(states(answer), (States{{deleted, "failed"}, {other, "finished"}}));
  EXPECT_NE(answer.err.find(deleted + " was deleted or emptied while it was trained"), std::string::npos) << answer.err;
}

TEST_F(SweepCommandTest, KilledInTheMiddleItGoesOnToTheSameBits) {
  const auto file = sweep("[grid]\ntopoloss.tau = [2.5]\ntrain.epochs = [40]\n");
  const auto config = place_.write("alone.toml", std::string(kSmallRun)).string();
  ASSERT_EQ(
      toponets({"train", config, "--set", "topoloss.tau=2.5", "--set", "train.epochs=40", "--runs",
                (place_.path() / "other").string(), "--name", "alone", "--device", "cpu", "--threads", "2", "--quiet"})
          .code,
      0);
  const pid_t child = startSweep(words({file, "--quiet"}));
  const pid_t training = processAt("s_tau2.5_epochs40", 50);
  ASSERT_GT(training, 0);
  ::kill(child, SIGKILL);
  ::kill(training, SIGKILL);
  EXPECT_EQ(codeOf(child), -SIGKILL);
  EXPECT_EQ(states(run({(runs() / "s.sweep").string(), "--list", "--json"})).at("s_tau2.5_epochs40"), "interrupted");
  const auto answer = run({file, "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(states(answer).at("s_tau2.5_epochs40"), "finished");
  const RunFolder alone(place_.path() / "other/alone");
  EXPECT_EQ(weights("s_tau2.5_epochs40"),
            readFileBytes(alone.checkpoint(alone.checkpointSteps().back()) / "model.safetensors"));
}

TEST_F(SweepCommandTest, TwoProcessesShareAQueueAndTrainEachRunOnce) {
  const auto file = sweep("[grid]\ntopoloss.tau = [0, 1, 2, 3]\ntrain.epochs = [10]\n");
  const pid_t a = startSweep(words({file, "--quiet"})), b = startSweep(words({file, "--quiet"}));
  EXPECT_EQ(codeOf(a), 0);
  EXPECT_EQ(codeOf(b), 0);
  const auto answer = run({(runs() / "s.sweep").string(), "--list", "--json"});
  ASSERT_EQ(answer.json().at("runs").size(), 4u);
  for (const auto& [name, state] : states(answer)) EXPECT_EQ(state, "finished") << name;
  std::set<std::string> folders;
  for (const auto& entry : std::filesystem::directory_iterator(runs()))
    folders.insert(entry.path().filename().string());
  EXPECT_EQ(folders, (std::set<std::string>{"s.sweep", "s_tau0_epochs10", "s_tau1_epochs10", "s_tau2_epochs10",
                                            "s_tau3_epochs10"}));
}

TEST(SweepPresets, ArePossible) {
  const auto engine = makeEngine();  // brings the settings of all losses
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(STUDIO_SOURCE_DIR "/resources/presets/sweeps")) {
    const Sweep sweep = loadSweep(entry.path());
    EXPECT_NO_THROW(requirePossible(sweepRuns(sweep))) << entry.path();
    names.insert(sweep.name);
  }
  EXPECT_EQ(names, (std::set<std::string>{"bars_sweep", "cifar10_losses", "shakespeare"}));
}

}  // namespace
}  // namespace studio
