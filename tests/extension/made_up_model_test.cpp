// A model and a data set, each one file and one row, through everything a user meets: listed, described, trained with
// TopoLoss, stored and resumed, their weights recognised under two people's names, shown stimuli, analysed.
#include <gtest/gtest.h>
#include <torch/types.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "app/cli/command_line.h"
#include "core/engine.h"
#include "core/network/network.h"
#include "core/run/run_store.h"
#include "core/weights/recognise.h"
#include "core/weights/state_dict.h"
#include "tests/support/temporary_folder.h"

namespace studio {
namespace {

struct Called {
  int code = -1;
  std::string out, err;
  nlohmann::json json() const { return nlohmann::json::parse(out, nullptr, false); }
};

/// As a user would call `toponets`, with the rows of this program.
Called called(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--json", "--device", "cpu", "--threads", "1"});
  std::ostringstream out, err;
  Called said;
  said.code = runCommandLine(arguments, out, err);
  said.out = out.str();
  said.err = err.str();
  return said;
}

const std::string kConfig =
    "[model]\nname = \"made_up\"\nclasses = 2\nhidden = [36]\n"
    "[data]\nkind = \"checkers\"\nimage_size = 12\nsamples = 120\n"
    "[topoloss]\ntau = 2\nfactor = [2, 2]\n"
    "[optimizer]\nkind = \"adam\"\n"
    "[train]\nepochs = 2\nbatch_size = 12\nseed = 3\n"
    "[output]\nscalars_every = 3\n";

struct MadeUpRun : ::testing::Test {
  Called train(const std::string& name, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"train", file_.string(), "--runs", runs_, "--name", name};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return called(arguments);
  }
  /// Weights of the newest checkpoint.
  StateDict storedWeights(const std::string& name) const {
    const auto folder = RunStore(runs_).find(name).held();
    auto all = readWeights(folder.checkpoint(folder.checkpointSteps().back()) / "model.safetensors");
    for (auto& entry : all) entry.second = entry.second.clone();
    return all;
  }
  static void expectSame(const StateDict& a, const StateDict& b) {
    ASSERT_EQ(a.size(), b.size());
    ASSERT_FALSE(a.empty());
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_TRUE(torch::equal(a[i].second, b[i].second)) << a[i].first;
  }

  TemporaryFolder place_;
  std::filesystem::path file_ = place_.write("made_up.toml", kConfig);
  std::string runs_ = (place_.path() / "runs").string();
};

TEST_F(MadeUpRun, IsListedWithItsParametersAndLayers) {
  const auto models = called({"models"}).json();
  ASSERT_EQ(models.back()["name"], "made_up");
  EXPECT_EQ(models.back()["title"], "Made-up network");
  EXPECT_EQ(models.back()["parameters"], 144 * 36 + 36 + 36 * 2 + 2);
  const auto layers = called({"layers", "made_up", "--set", "model.hidden=[64]"}).json();
  ASSERT_EQ(layers.size(), 2U);
  EXPECT_EQ(layers[0]["name"], "inner");
  EXPECT_EQ(layers[0]["units"], 64);
  EXPECT_EQ(layers[0]["topo"], true);
  const auto typed = train("no", {"--set", "model.name=made_upp"});
  EXPECT_EQ(typed.code, 2);
  EXPECT_NE(typed.err.find("made_up"), std::string::npos) << typed.err;
  const auto kind = train("no", {"--set", "data.kind=chekers"});
  EXPECT_EQ(kind.code, 2);
  EXPECT_NE(kind.err.find("checkers"), std::string::npos) << kind.err;
}

TEST_F(MadeUpRun, LearnsWithTopoLossAndGoesOnWhereItStopped) {
  const auto trained = train("whole");
  ASSERT_EQ(trained.code, 0) << trained.err;
  EXPECT_EQ(trained.json()["step"], 18);
  EXPECT_GT(trained.json()["topo_loss"], 0);
  auto half = train("half", {"--set", "train.epochs=1"});
  ASSERT_EQ(half.code, 0) << half.err;
  half = called({"train", "--resume", runs_ + "/half", "--extend", "2"});
  ASSERT_EQ(half.code, 0) << half.err;
  EXPECT_EQ(half.json()["step"], 18);
  const auto shown = called({"show", runs_ + "/whole"}).json();
  EXPECT_EQ(shown["model"], "made_up");
}

/// A row's own settings: in the configuration, on the command line, in TOML, kept by the run, and out of others' way.
TEST_F(MadeUpRun, TheRowsHaveSettingsOfTheirOwn) {
  const auto usual = train("usual").json();
  const auto other = train("other", {"--set", "model.made_up.dropout=0.5"});
  ASSERT_EQ(other.code, 0) << other.err;
  EXPECT_NE(other.json()["task_loss"], usual["task_loss"]);
  const auto dark = train("dark", {"--set", "data.checkers.darkest=10"});
  ASSERT_EQ(dark.code, 0) << dark.err;
  EXPECT_NE(dark.json()["task_loss"], usual["task_loss"]);
  const RunConfig kept = RunStore(runs_).find("other").config();
  EXPECT_EQ(std::get<double>(kept.model.further.at("model.made_up.dropout")), 0.5);
  EXPECT_NE(toToml(kept).find("[model.made_up]\ndropout = 0.5"), std::string::npos) << toToml(kept);
  EXPECT_EQ(toToml(RunStore(runs_).find("usual").config()).find("made_up.dropout"), std::string::npos);
  const auto beyond = train("no", {"--set", "model.made_up.dropout=2"});
  EXPECT_EQ(beyond.code, 2);
  EXPECT_NE(beyond.err.find("model.made_up.dropout"), std::string::npos) << beyond.err;
  const auto idle = makeEngine()->idleSettings(parseConfig("[model]\nname = \"mlp\"\n[data]\nkind = \"bars\"\n"));
  for (const char* key : {"model.made_up.dropout", "data.checkers.darkest"})
    EXPECT_NE(std::find(idle.begin(), idle.end(), key), idle.end()) << key << " makes no difference to other rows";
}

TEST_F(MadeUpRun, ItsWeightsAreRecognisedShownAndAnalysed) {
  ASSERT_EQ(train("first").code, 0);
  const auto whole = (place_.path() / "whole.pt").string(), other = (place_.path() / "other.safetensors").string();
  ASSERT_EQ(called({"convert", runs_ + "/first", whole, "--model", "made_up"}).code, 0);
  auto inspected = called({"inspect", whole}).json();
  EXPECT_EQ(inspected["model"], "made_up");
  EXPECT_EQ(inspected["settings"],
            (std::vector<std::string>{"model.classes=2", "model.hidden=[36]", "model.made_up.dropout=0.25"}));
  StateDict renamed;
  for (const auto& [name, tensor] : readWeights(whole))
    renamed.emplace_back("net." + std::string(name.starts_with("inner") ? "lower" : "upper") + name.substr(5), tensor);
  renamed.emplace_back("queue", torch::zeros({3}));
  writeWeights(other, renamed);
  inspected = called({"inspect", other}).json();
  EXPECT_EQ(inspected["model"], "made_up");
  EXPECT_EQ(inspected["recognised"],
            "made-up network of 36 units, 2 classes in somebody's names under the prefix `net.`");
  const std::vector<std::string> source{"--model", "made_up", "--weights", other, "--data", "checkers:?samples=20"};
  const auto with = [&](std::vector<std::string> command, const std::vector<std::string>& more) {
    command.insert(command.end(), source.begin(), source.end());
    command.insert(command.end(), more.begin(), more.end());
    return called(command);
  };
  const auto responses = with({"activations"}, {"--layers", "all", "--output", (place_.path() / "r").string()});
  ASSERT_EQ(responses.code, 0) << responses.err;
  EXPECT_EQ(responses.json()["layers"]["inner"], (std::vector<int>{20, 36}));
  const auto analysed = with({"analyse", "smoothness"}, {});
  ASSERT_EQ(analysed.code, 0) << analysed.err;
  EXPECT_EQ(analysed.json()["layers"].size(), 1U);
  renamed.erase(renamed.begin());
  writeWeights(other, renamed);
  EXPECT_FALSE(recognise(openWeights(other)).model);
}

/// Each of its steps draws from the process' generator: whoever seeds or draws from it meanwhile would change them.
TEST_F(MadeUpRun, PreviewsListsAndAnalysesBesideARunChangeNoBitOfIt) {
  ASSERT_EQ(train("alone", {"--set", "train.epochs=12"}).code, 0);
  std::atomic<bool> ended = false;
  std::atomic<int> rounds = 0;
  std::jthread beside([&] {
    const auto config = loadConfig(file_);
    do {
      previewNetwork(config, {1, 12, 12});
      called({"layers", "made_up"});
      called(
          {"analyse", "smoothness", "--model", "made_up", "--weights", "random:5", "--data", "checkers:?samples=10"});
      called({"convert", runs_ + "/alone", (place_.path() / "beside.pt").string(), "--model", "made_up"});
      called({"inspect", (place_.path() / "beside.pt").string()});
      ++rounds;
    } while (!ended);
  });
  while (rounds == 0) std::this_thread::yield();
  const auto watched = train("watched", {"--set", "train.epochs=12"});
  ended = true;
  beside.join();
  ASSERT_EQ(watched.code, 0) << watched.err;
  EXPECT_GT(rounds, 0);
  expectSame(storedWeights("watched"), storedWeights("alone"));
}

}  // namespace
}  // namespace studio
