// What the commands say of runs that are killed, damaged, moved, locked or made by somebody else.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "app/cli/text_table.h"
#include "core/run/run_store.h"
#include "tests/support/image_files.h"
#include "tests/support/program.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

class RunFolderCommands : public ::testing::Test {
 protected:
  std::string config() { return place_.write("run.toml", kSmallRun).string(); }
  std::string run(const std::string& name = "run") const { return (place_.path() / "runs" / name).string(); }
  ProgramAnswer train(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "train");
    for (const std::string& common : {std::string("--device"), std::string("cpu"), std::string("--threads"),
                                      std::string("1"), std::string("--runs"), (place_.path() / "runs").string()})
      arguments.push_back(common);
    return toponets(arguments);
  }
  /// A run of so many epochs in a process of its own, which has come to a step.
  pid_t trainingRun(const std::string& epochs, std::int64_t step) {
    const std::string program = std::string(STUDIO_BINARY_DIR) + "/bin/toponets", file = config(),
                      runs = (place_.path() / "runs").string(), set = "train.epochs=" + epochs;
    const pid_t child = ::fork();
    if (child == 0) {
      const int nowhere = ::open("/dev/null", O_RDWR);
      const int output = ::open((place_.path() / "said").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      ::dup2(nowhere, 0), ::dup2(nowhere, 1), ::dup2(output, 2);
      ::execl(program.c_str(), program.c_str(), "train", file.c_str(), "--runs", runs.c_str(), "--name", "run",
              "--device", "cpu", "--threads", "1", "--quiet", "--set", set.c_str(), "--set", "output.maps=none",
              nullptr);
      ::_exit(127);
    }
    const RunFolder folder(run());
    for (int i = 0; i < 6000; ++i) {
      const auto row = folder.lastScalar();
      if (row && row->step >= step) return child;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ADD_FAILURE() << "the run did not come to step " << step;
    return child;
  }
  /// A folder of images of two classes, so many of each.
  void writeColours(const std::string& set, int count) {
    for (int image = 0; image < 2 * count; ++image)
      place_.write(set + (image % 2 ? "/b/" : "/a/") + std::to_string(image / 2) + ".png",
                   encodePng(gradientPixels(8, 8, 3, 7 * image).data(), 8, 8, PNG_FORMAT_RGB));
  }
  static int ended(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  TemporaryFolder place_;
};

TEST_F(RunFolderCommands, ShowTellsHowFarAKilledRunCame) {
  const pid_t child = trainingRun("100000", 60);
  ::kill(child, SIGKILL);
  EXPECT_EQ(ended(child), -SIGKILL);
  const auto shown = toponets({"show", run(), "--json"});
  ASSERT_EQ(shown.code, 0) << shown.err;
  EXPECT_EQ(shown.json().at("state"), "interrupted");
  EXPECT_GE(shown.json().at("step").get<std::int64_t>(), 60);
  const auto steps = RunFolder(run()).checkpointSteps();
  const std::string from = steps.empty() ? "step 0, as there is no checkpoint yet"
                                         : "step " + groupedText(steps.back()) + ", its last checkpoint";
  const bool same = shown.json().at("step") == (steps.empty() ? 0 : steps.back());
  EXPECT_TRUE(same || toponets({"show", run()}).out.find(from) != std::string::npos) << from;
}

TEST_F(RunFolderCommands, ASecondProcessIsRefusedAndARenameIsFollowed) {
  const pid_t child = trainingRun("100000", 20);
  EXPECT_TRUE(refuses(train({"--resume", "run"}), "The run run is being trained by process " + std::to_string(child),
                      " since ", "stop it first"));
  EXPECT_NE(toponets({"show", run()}).out.find("process " + std::to_string(child)), std::string::npos);
  fs::rename(run(), run("moved"));
  EXPECT_TRUE(refuses(train({"--resume", "moved"}), "is being trained by process " + std::to_string(child)));
  ::kill(child, SIGTERM);
  EXPECT_EQ(ended(child), 3);
  EXPECT_FALSE(fs::exists(run()));
  EXPECT_EQ(RunFolder(run("moved")).status().state, RunState::Stopped);
  EXPECT_FALSE(RunFolder(run("moved")).checkpointSteps().empty());
}

TEST_F(RunFolderCommands, AnEmptiedFolderIsNoFinishedRun) {
  const pid_t child = trainingRun("100000", 20);
  fs::rename(run(), run("away"));
  for (const char* name : {"config.resolved.toml", "config.toml", "scalars.csv", "status.json"})
    fs::remove(fs::path(run("away")) / name);
  EXPECT_EQ(ended(child), 2);
  EXPECT_NE(readFileBytes(place_.path() / "said").find("was deleted or emptied while it was trained"),
            std::string::npos)
      << readFileBytes(place_.path() / "said");
  EXPECT_FALSE(fs::exists(run()));
}

TEST_F(RunFolderCommands, PipesHangNoCommand) {
  fs::create_directories(run());
  for (const char* name : {"config.resolved.toml", "status.json", "log.txt", "scalars.csv"})
    ASSERT_EQ(::mkfifo((fs::path(run()) / name).c_str(), 0600), 0);
  const auto runs = toponets({"runs", (place_.path() / "runs").string()});
  EXPECT_EQ(runs.code, 0);
  EXPECT_NE(runs.out.find("it is a named pipe"), std::string::npos) << runs.out;
  EXPECT_TRUE(refuses(toponets({"show", run()}), "it is a named pipe"));
  EXPECT_TRUE(refuses(train({"--resume", "run"}), "it is a named pipe"));
  const std::string pipe = (fs::path(run()) / "log.txt").string();
  EXPECT_TRUE(refuses(toponets({"inspect", pipe}), "it is a named pipe"));
  EXPECT_TRUE(refuses(toponets({"check", pipe}), "it is a named pipe"));
  EXPECT_TRUE(refuses(train({pipe}), "it is a named pipe"));
  EXPECT_TRUE(refuses(toponets({"topoloss", pipe}), "it is a named pipe"));
  EXPECT_TRUE(refuses(
      toponets({"predict", "--model", "mlp", "--weights", "random:0", "--input", pipe, "--output", run() + "/y.npy"}),
      "it is a named pipe"));
  EXPECT_TRUE(refuses(toponets({"inspect", "/dev/zero"}), "it is a device"));
}

TEST_F(RunFolderCommands, TextOfAStrangerSteersNoTerminal) {
  ASSERT_EQ(train({config(), "--quiet", "--name", "run", "--set", "output.maps=none"}).code, 0);
  const RunFolder folder(run());
  auto config = folder.config();
  config.data.root = "\x1b]0;title\x07\nState  finished";
  folder.writeConfig(config, "");
  auto status = folder.status();
  status.state = RunState::Failed;
  status.error =
      "\x1b[2J\nrm x \xc2\x9b"
      "1m";
  folder.writeStatus(status);
  for (const auto& answer : {toponets({"show", run()}), toponets({"runs", (place_.path() / "runs").string()}),
                             toponets({"show", run(), "--json"})}) {
    EXPECT_EQ(answer.code, 0) << answer.err;
    for (const char* raw : {"\x1b", "\x07", "\xc2\x9b"})
      EXPECT_EQ((answer.out + answer.err).find(raw), std::string::npos) << answer.out;
    EXPECT_EQ(answer.out.find("\nrm x"), std::string::npos) << answer.out;
    EXPECT_EQ(answer.out.find("\nState  finished"), std::string::npos) << answer.out;
  }
}

TEST_F(RunFolderCommands, WithoutItsOptimizerARunIsEvaluatedButNotResumed) {
  ASSERT_EQ(train({config(), "--quiet", "--name", "run", "--set", "output.maps=none"}).code, 0);
  for (const std::int64_t step : RunFolder(run()).checkpointSteps())
    fs::remove(RunFolder(run()).checkpoint(step) / "optimizer.safetensors");
  const auto evaluated = toponets({"evaluate", run(), "--data", "bars:?image_size=8&samples=100", "--json"});
  EXPECT_EQ(evaluated.code, 0) << evaluated.err;
  EXPECT_TRUE(refuses(train({"--resume", "run", "--quiet"}), "optimizer.safetensors is missing"));
  EXPECT_NE(toponets({"show", run()}).out.find("of weights alone"), std::string::npos);
}

TEST_F(RunFolderCommands, AChangedBitOfTheWeightsIsToldByWhoeverReadsThem) {
  ASSERT_EQ(train({config(), "--quiet", "--name", "run", "--set", "output.maps=none"}).code, 0);
  const auto weights = RunFolder(run()).checkpoint(RunFolder(run()).weightSteps().back()) / "model.safetensors";
  auto bytes = readFileBytes(weights);
  bytes[bytes.size() - 9] = static_cast<char>(bytes[bytes.size() - 9] ^ 1);  // within the last numbers
  place_.write("changed", bytes);
  fs::copy_file(place_.path() / "changed", weights, fs::copy_options::overwrite_existing);
  const std::string file = weights.string(), out = (place_.path() / "out.pt").string(),
                    data = "bars:?image_size=8&samples=100";
  EXPECT_TRUE(refuses(toponets({"evaluate", run(), "--data", data}), "does not hold the bytes that were written"));
  EXPECT_TRUE(refuses(toponets({"analyse", "dimensionality", run(), "--no-controls", "--quiet"}),
                      "does not hold the bytes that were written"));
  EXPECT_TRUE(refuses(toponets({"convert", file, out}), "does not hold the bytes that were written"));
  EXPECT_TRUE(refuses(toponets({"inspect", file, "--check"}), "does not hold the bytes that were written"));
  EXPECT_TRUE(
      refuses(toponets({"evaluate", "--model", "mlp", "--weights", file, "--set", "model.hidden=[64]", "--data", data}),
              "does not hold the bytes that were written"));
  EXPECT_FALSE(fs::exists(out));
}

TEST_F(RunFolderCommands, LostRowsAndCheckpointsAreTold) {
  ASSERT_EQ(train({config(), "--quiet", "--name", "run", "--set", "output.maps=none"}).code, 0);
  fs::rename(run("run"), run("a b's"));  // by other means than the program's
  const RunFolder folder(run("a b's"));
  fs::remove(folder.path() / "scalars.csv");
  const auto shown = toponets({"show", folder.path().string(), "--json"});
  EXPECT_NE(shown.out.find("The rows of scalars.csv are lost, though the run came to step 60"), std::string::npos)
      << shown.out;
  EXPECT_EQ(train({"--resume", "a b's", "--extend", "5", "--quiet"}).code, 0);
  EXPECT_NE(readFileBytes(folder.path() / "log.txt").find("its curves have a gap"), std::string::npos);
  fs::remove_all(folder.path() / "checkpoints");
  EXPECT_NE(toponets({"show", folder.path().string()}).out.find("The checkpoint of step 75 is lost"),
            std::string::npos);
  std::ofstream(folder.path() / "status.json") << "{";
  EXPECT_EQ(toponets({"show", folder.path().string(), "--json"}).json().at("state"), "interrupted");
  EXPECT_EQ(toponets({"show", folder.path().string(), "--json"}).json().at("step"), 75);
}

TEST_F(RunFolderCommands, ProgramsWithoutStandardFilesWriteNothingIntoARun) {
  const auto closed = "exec <&- >&- 2>&-; ";
  const auto trained = [&](const std::string& name) {
    const std::string line = closed + quoted(std::string(STUDIO_BINARY_DIR) + "/bin/toponets") + " train " +
                             quoted(config()) + " --runs " + quoted((place_.path() / "runs").string()) + " --name " +
                             name + " --device cpu --threads 1 --set output.maps=none";
    return std::system(line.c_str());
  };
  for (const char* name : {"one", "two"}) {
    EXPECT_EQ(trained(name), 0);
    EXPECT_NE(readFileBytes(fs::path(run(name)) / "train.lock").find("\"pid\""), std::string::npos);
    EXPECT_EQ(RunFolder(run(name)).layers().size(), 2u);
  }
}

TEST_F(RunFolderCommands, EvaluatedOnItsOwnDataItSaysThatTheyChanged) {
  writeColours("set", 8);
  const std::string images =
      place_
          .write("images.toml",
                 "[model]\nname = \"mlp\"\nhidden = [16]\nclasses = 2\n[data]\nkind = \"image_folder\"\nroot = \"" +
                     (place_.path() / "set").string() + "\"\nimage_size = 8\n[train]\nepochs = 1\nbatch_size = 4\n")
          .string();
  ASSERT_EQ(train({images, "--quiet", "--name", "run", "--set", "output.maps=none"}).code, 0);
  EXPECT_FALSE(toponets({"evaluate", run(), "--json"}).json().contains("remarks"));
  fs::remove(place_.path() / "set" / "a" / "1.png");
  const auto found = toponets({"evaluate", run(), "--json"});
  EXPECT_EQ(found.code, 0) << found.err;
  EXPECT_NE(found.err.find("have changed since the run was trained"), std::string::npos) << found.err;
  EXPECT_EQ(found.json().at("remarks").size(), 1u);
  for (const char* when : {"computed", "read from the results"})
    EXPECT_NE(toponets({"analyse", "dimensionality", run(), "--no-controls"})
                  .err.find("have changed since the run was trained"),
              std::string::npos)
        << when;
  const auto written = toponets({"activations", run(), "--output", (place_.path() / "out").string(), "--json"});
  EXPECT_NE(written.err.find("have changed since the run was trained"), std::string::npos) << written.err;
  EXPECT_EQ(written.json().at("remarks").size(), 1u);
}

TEST_F(RunFolderCommands, DataThatHaveMovedAreLinkedOrNamedAnew) {
  writeColours("set", 8);
  const fs::path set = place_.path() / "set", moved = place_.path() / "moved";
  const std::string images =
      place_
          .write("images.toml",
                 "[model]\nname = \"mlp\"\nhidden = [16]\nclasses = 2\n[data]\nkind = \"image_folder\"\nroot = \"" +
                     set.string() + "\"\nimage_size = 8\n[train]\nepochs = 1\nbatch_size = 4\n")
          .string();
  ASSERT_EQ(train({images, "--quiet", "--name", "run", "--set", "output.maps=none"}).code, 0);
  fs::rename(set, moved);
  const auto before = readFileBytes(fs::path(run()) / "status.json");
  EXPECT_TRUE(refuses(toponets({"evaluate", run(), "--quiet"}), "not in " + set.string(), "a link to them",
                      "--data KIND:PATH"));
  EXPECT_TRUE(refuses(train({"--resume", "run", "--extend", "2", "--quiet"}), "not in " + set.string(),
                      "--resume RUN --set data.root=PLACE"));
  EXPECT_EQ(readFileBytes(fs::path(run()) / "status.json"), before);
  fs::create_directory_symlink(moved, set);
  const auto linked = toponets({"evaluate", run(), "--json", "--quiet"});
  EXPECT_EQ(linked.code, 0) << linked.err;
  EXPECT_FALSE(linked.json().contains("remarks")) << "the images are the same: " << linked.out;
  fs::remove(set);
  EXPECT_TRUE(refuses(train({"--resume", "run", "--extend", "2", "--set", "train.seed=3"}), "keeps its settings",
                      "--set data.root=PLACE"));
  const auto named = train({"--resume", "run", "--extend", "2", "--set", "data.root=" + moved.string(), "--quiet"});
  ASSERT_EQ(named.code, 0) << named.err;
  EXPECT_EQ(RunFolder(run()).config().data.root, moved.string());
  EXPECT_EQ(RunFolder(run()).status().dataChanged, "");
  EXPECT_EQ(train({"--resume", "run", "--extend", "3", "--quiet"}).code, 0);
}

TEST_F(RunFolderCommands, AWorkingFolderThatIsGoneIsASentence) {
  const std::string gone = quoted((place_.path() / "gone").string()),
                    inside = "mkdir " + gone + " && cd " + gone + " && rmdir " + gone + " && ";
  for (const auto& arguments : std::vector<std::vector<std::string>>{{"info"}, {"train", config()}, {"--version"}})
    EXPECT_TRUE(
        refuses(toponets(arguments, inside), "toponets: the folder in which it was started no longer exists", "cd"));
}

TEST_F(RunFolderCommands, ResultsThatCannotBeStoredAreAnsweredAndStoredBesideWhereThatIsWished) {
  ASSERT_EQ(train({config(), "--quiet", "--name", "run", "--set", "output.maps=none"}).code, 0);
  place_.write("runs/run/results", "a file in the way, as no permission stops root");
  const auto answer = toponets({"analyse", "dimensionality", run(), "--no-controls", "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_TRUE(answer.json().contains("layers"));
  EXPECT_NE(answer.json().at("not_stored").get<std::string>().find("The results are not stored"), std::string::npos);
  EXPECT_NE(answer.err.find("warning: The results are not stored"), std::string::npos) << answer.err;
  const std::string beside = (place_.path() / "beside").string();
  const auto stored = toponets({"analyse", "dimensionality", run(), "--no-controls", "--store", beside, "--json"});
  ASSERT_EQ(stored.code, 0) << stored.err;
  EXPECT_FALSE(stored.json().contains("not_stored"));
  EXPECT_EQ(stored.json().at("layers"), answer.json().at("layers"));
  EXPECT_TRUE(fs::exists(fs::path(beside) / "dimensionality@60.json"));
}

}  // namespace
}  // namespace studio
