// An analysis with a curve, one file and one row, through everything a user of the command line meets: named in the
// help, computed, printed, stored and read back, its line in lists, its setting, its plot and the plot's table.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "app/cli/command_line.h"
#include "core/analysis/analyse.h"
#include "core/analysis/analyses.h"
#include "core/run/analysis_store.h"
#include "core/run/npy.h"
#include "core/run/run_store.h"
#include "tests/support/temporary_folder.h"

namespace studio {

namespace {

struct Said {
  int code = -1;
  std::string out, err;
  nlohmann::json json() const { return nlohmann::json::parse(out, nullptr, false); }
};

/// As a user would call `toponets`, with the row of this program.
Said said(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  Said result;
  result.code = runCommandLine(arguments, out, err);
  result.out = out.str();
  result.err = err.str();
  return result;
}

class MadeUpAnalysis : public testing::Test {
 protected:
  static constexpr const char* kConfig =
      "[model]\nname = \"mlp\"\nhidden = [36]\nclasses = 8\n[data]\nkind = \"bars\"\nimage_size = 12\nsamples = 80\n"
      "[topoloss]\nfactor = [2, 2]\n[train]\nsteps = 4\nbatch_size = 20\n";
  Said analyse(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"analyse", "spread",  run().string(), "--data", "bars:?samples=40",
                                       "--json",  "--quiet", "--device",     "cpu",    "--no-controls"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return said(arguments);
  }
  std::filesystem::path run() {
    const std::filesystem::path path = place_.path() / "runs" / "made_up";
    if (!std::filesystem::exists(path)) {
      const Said trained = said({"train", place_.write("run.toml", kConfig).string(), "--quiet", "--device", "cpu",
                                 "--runs", path.parent_path().string(), "--name", "made_up"});
      EXPECT_EQ(trained.code, 0) << trained.err;
    }
    return path;
  }
  TemporaryFolder place_;
};

TEST_F(MadeUpAnalysis, isNamedInTheHelpWithItsOption) {
  const Said help = said({"analyse", "--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_NE(help.out.find("spread"), std::string::npos) << help.out;
  EXPECT_NE(help.out.find("--power"), std::string::npos);
  EXPECT_NE(help.out.find("to which the spread is raised"), std::string::npos);
  EXPECT_EQ(analyse({"--power", "9"}).code, 2) << "out of its range";
}

TEST_F(MadeUpAnalysis, isPrintedStoredAndReadBack) {
  const auto json = analyse({"--power", "2"}).json();
  ASSERT_TRUE(json["layers"]["fc1"]["mean_spread"].is_number()) << json;
  EXPECT_EQ(json["layers"]["fc1"]["curve"]["rank"].size(), 36u);
  EXPECT_EQ(json["settings"]["power"], 2.0);
  EXPECT_EQ(json["mean"]["mean_spread"], json["layers"]["fc1"]["mean_spread"]);
  EXPECT_TRUE(std::filesystem::exists(run() / "results/spread@4.json"));
  const NetworkAnalysis stored = readAnalyses(RunFolder(run()), {"4", {}, "spread"});
  ASSERT_NE(stored.result("spread"), nullptr);
  EXPECT_EQ(stored.number("spread", "fc1", "mean_spread"), json["layers"]["fc1"]["mean_spread"]);
  EXPECT_EQ(analyse({"--power", "2"}).json(), json) << "read, not computed again";
  EXPECT_NE(analyse().json()["mean"], json["mean"]) << "another power is another result";
}

/// A setting of every kind is an option that takes values of its kind and no others.
TEST_F(MadeUpAnalysis, itsSettingsOfEveryKindAreOptions) {
  const auto json = analyse({"--spread-of", "range", "--relative", "--holding", "fc", "--ranks", "1,3"}).json();
  EXPECT_EQ(json["settings"]["spread_of"], "range");
  EXPECT_EQ(json["settings"]["relative"], true);
  EXPECT_EQ(json["settings"]["holding"], "fc");
  EXPECT_EQ(json["settings"]["ranks"], (std::vector<int>{1, 3}));
  EXPECT_TRUE(json["settings"]["ranks"][0].is_number_integer());
  const auto ranks = json["layers"]["fc1"]["ranks"];
  ASSERT_EQ(ranks.size(), 2u) << json;
  EXPECT_EQ(ranks[0]["spread"], 1.0) << "relative to the widest";
  const NetworkAnalysis stored = readAnalyses(RunFolder(run()), {"4", {}, "spread"});
  EXPECT_EQ(stored.settings.values.at("ranks"), ConfigValue(std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ(stored.settings.values.at("shares"), ConfigValue(std::vector<double>{0.5}));
  EXPECT_TRUE(analyse({"--holding", "nowhere"}).json()["layers"]["fc1"]["mean_spread"].is_null());
  EXPECT_EQ(analyse({"--spread-of", "median"}).code, 2) << "none of the choices";
  EXPECT_EQ(analyse({"--ranks", "1.5"}).code, 2) << "no whole number";
  const Said outside = analyse({"--ranks", "1,2000"});
  EXPECT_EQ(outside.code, 2);
  EXPECT_NE(outside.err.find("--ranks has 2000; give numbers from 1 to 1000."), std::string::npos) << outside.err;
}

TEST_F(MadeUpAnalysis, isMadeOfOneMap) {
  EXPECT_NE(said({"analyse", "--help"}).out.find("morans-i, spread: of this map"), std::string::npos);
  const auto file = place_.path() / "map.npy";
  writeNpy(file, NpyArray::from(std::vector<float>{1, 2, 3, 6}, {2, 2}));
  const Said answer = said({"analyse", "spread", "--map", file.string(), "--spread-of", "range", "--json", "--quiet"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json()["settings"]["analysis"], "spread");
  EXPECT_EQ(answer.json()["layers"]["map"]["mean_spread"], 5.0) << answer.out;
  const Said read = said({"analyse", "spread", "--map", file.string(), "--spread-of", "range", "--quiet"});
  EXPECT_NE(read.out.find("Mean spread"), std::string::npos) << read.out;
  const Said other = said({"analyse", "silence", "--map", file.string(), "--quiet"});
  EXPECT_EQ(other.code, 2);
  EXPECT_NE(other.err.find("--map belongs to morans-i, spread"), std::string::npos) << other.err;
}

TEST_F(MadeUpAnalysis, savesTheNetworksThatItMakes) {
  EXPECT_NE(said({"analyse", "--help"}).out.find("prune, downsample, spread: also write"), std::string::npos);
  const auto file = place_.path() / "weaker.safetensors";
  const Said answer = analyse({"--shares", "0.25,0.5", "--save", file.string(), "--at", "0.25"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json()["saved"]["at"], 0.25);
  EXPECT_EQ(answer.json()["saved"]["description"], "weights of 1 layer times 0.25");
  EXPECT_TRUE(std::filesystem::exists(file));
  const Said other = said({"analyse", "silence", run().string(), "--save", file.string(), "--quiet"});
  EXPECT_EQ(other.code, 2);
  EXPECT_NE(other.err.find("prune, downsample and spread; silence makes no network"), std::string::npos) << other.err;
}

TEST_F(MadeUpAnalysis, hasItsLineAndItsFieldInTheFormAndItsPlot) {
  analyse();
  const NetworkAnalysis found = readAnalyses(RunFolder(run()), {"4", {}, "spread"});
  const std::vector<AnalysisKind> kinds = analysisKinds();
  EXPECT_EQ(findAnalysis("spread").kind.title, "Spread of units");
  EXPECT_NE(findAnalysis("spread").kind.summary(found, *found.result("spread")).find(", mean of 1 layer"),
            std::string::npos);
  ASSERT_NE(findChoice(kinds, "power"), nullptr);
  EXPECT_EQ(findChoice(kinds, "power")->label, "Power");
  const FoundPlot plot = findPlot(kinds, "spread_by_rank");
  ASSERT_NE(plot.plot, nullptr);
  const PlotSpec spec = plot.plot->make({{"trained", "τ 1", {}, false, &found}}, "fc1");
  ASSERT_EQ(spec.series.size(), 1u);
  EXPECT_EQ(spec.series[0].y, found.result("spread")->list("curve", {{"layer", "fc1"}}, "spread"));
  EXPECT_EQ(plotCsv(spec).substr(0, 40), "network,layer,rank,spread\ntrained,fc1,1,");
}

}  // namespace
}  // namespace studio
