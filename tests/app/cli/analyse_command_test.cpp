// `toponets analyse`: on a run with its controls, on random weights, on arrays made elsewhere; through the real
// program.
#include <gtest/gtest.h>

#include <cmath>

#include "core/run/npy.h"
#include "tests/support/program.h"

namespace studio {
namespace {

/// A run of a few steps on generated bars, made once.
const TemporaryFolder& runs() {
  static const TemporaryFolder folder;
  static const bool made = [] {
    const auto config = folder.write(
        "bars.toml",
        "[model]\nname = \"mlp\"\nhidden = [64]\nclasses = 8\n[data]\nkind = \"bars\"\nimage_size = 16\nsamples = 200\n"
        "[topoloss]\nfactor = [2, 2]\n[train]\nsteps = 12\nbatch_size = 20\n");
    for (const char* tau : {"3", "0"}) {
      const auto answer =
          toponets({"train", config.string(), "--quiet", "--device", "cpu", "--runs", folder.path().string(), "--name",
                    std::string("tau") + tau, "--set", std::string("topoloss.tau=") + tau});
      EXPECT_EQ(answer.code, 0) << answer.err;
    }
    return true;
  }();
  static_cast<void>(made);
  return folder;
}

std::vector<std::string> analyse(const std::string& what, std::vector<std::string> more) {
  std::vector<std::string> arguments{"analyse", what, "--json", "--quiet", "--device", "cpu"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

std::string run(const std::string& name) { return (runs().path() / name).string(); }

TEST(AnalyseCommand, ARunIsAnsweredWithItsControls) {
  const auto answer = toponets(analyse("smoothness", {run("tau3"), "--data", "bars:?samples=80"}));
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto json = answer.json();
  EXPECT_TRUE(json["layers"]["fc1"]["max_minus_min"].is_number());
  EXPECT_EQ(json["layers"]["fc1"]["curve"]["distance"].size(), json["layers"]["fc1"]["curve"]["pairs"].size());
  EXPECT_EQ(json["mean"]["max_minus_min"], json["layers"]["fc1"]["max_minus_min"]);
  EXPECT_EQ(json["settings"]["stimuli"], 80);
  EXPECT_TRUE(json["controls"]["untrained"]["mean"]["max_minus_min"].is_number());
  EXPECT_TRUE(json["controls"]["baseline"]["network"].get<std::string>().starts_with("tau0:"));
  EXPECT_FALSE(toponets(analyse("smoothness", {run("tau3"), "--data", "bars:?samples=80", "--no-controls"}))
                   .json()
                   .contains("controls"));
  EXPECT_TRUE(std::filesystem::exists(runs().path() / "tau3/results/smoothness@12.json"));
}

TEST(AnalyseCommand, AWrongNameIsAnsweredWithAllThereAre) {
  EXPECT_TRUE(refuses(toponets({"analyse", "smothness", run("tau3")}), "no analysis `smothness`",
                      "did you mean `smoothness`?", "selectivity, smoothness, dimensionality"));
  EXPECT_TRUE(refuses(toponets({"analyse", "xyz", run("tau3")}), "no analysis `xyz`", "there are selectivity"));
}

TEST(AnalyseCommand, AnOptionOfOtherAnalysesIsRefused) {
  const auto with = [](const std::string& what, std::vector<std::string> options) {
    options.insert(options.begin(), {run("tau3"), "--data", "bars:?samples=80", "--no-controls"});
    return toponets(analyse(what, options));
  };
  EXPECT_TRUE(refuses(with("dimensionality", {"--window", "5"}), "--window belongs to similarity",
                      "dimensionality does not read it"));
  EXPECT_TRUE(refuses(with("dimensionality", {"--amounts", "0.3"}), "--amounts belongs to prune"));
  EXPECT_TRUE(refuses(with("smoothness", {"--contrasts", "each"}), "--contrast and --contrasts", "smoothness"));
  EXPECT_TRUE(refuses(toponets({"analyse", "smoothness", "--map", "m.npy"}), "--map belongs to morans-i"));
  EXPECT_TRUE(refuses(toponets({"analyse", "morans-i", "--map", "m.npy", "--data", "bars:"}), "--map is a map"));
}

TEST(AnalyseCommand, LevelsAreSortedAndEachCountsOnce) {
  const auto pruned = [](const std::string& amounts, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {run("tau3"), "--data", "bars:?samples=80", "--no-controls", "--amounts", amounts});
    return toponets(analyse("prune", more));
  };
  const auto amountsIn = [](const auto& answer) {
    std::vector<double> amounts;
    for (const auto& row : answer["rows"]) amounts.push_back(row["amount"]);
    return amounts;
  };
  const auto mixed = pruned("0.5,0.1,0.5");
  ASSERT_EQ(mixed.code, 0) << mixed.err;
  EXPECT_EQ(amountsIn(mixed.json()), (std::vector<double>{0.1, 0.5}));
  EXPECT_EQ(mixed.json()["settings"]["amounts"], (std::vector<double>{0.1, 0.5}));
  const auto repeated = pruned("0.5,0.1,0.5", {"--repeated"});
  ASSERT_EQ(repeated.code, 0) << repeated.err;
  EXPECT_EQ(amountsIn(repeated.json()), (std::vector<double>{0.5, 0.1, 0.5})) << "each prunes what is left";
  EXPECT_TRUE(refuses(pruned(""), "--amounts", "a number is missing"));
}

TEST(AnalyseCommand, AWrongValueInDataNamesTheData) {
  EXPECT_TRUE(refuses(toponets({"analyse", "smoothness", run("tau3"), "--data", "bars:?samples=many"}),
                      "The data \"bars:?samples=many\": data.samples must be a whole number, but is text."));
}

TEST(AnalyseCommand, TheValidationImagesOfARunServeByDefault) {
  const auto json = toponets(analyse("dimensionality", {run("tau3"), "--no-controls"})).json();
  EXPECT_EQ(json["settings"]["data"], "validation");
  EXPECT_EQ(json["layers"]["fc1"]["stimuli"], 20);
  EXPECT_EQ(json["layers"]["fc1"]["units"], 64);
}

TEST(AnalyseCommand, MapsOfSelectivityAreWrittenAsTheContractSays) {
  const TemporaryFolder out;
  const auto answer = toponets(analyse(
      "selectivity", {run("tau3"), "--no-controls", "--data", "synthetic_localizer:?samples=50", "--contrast",
                      "faces=face/body,object", "--contrast", "scenes=scene", "--map-output", out.path().string()}));
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto contrasts = answer.json()["layers"]["fc1"]["contrasts"];
  EXPECT_EQ(contrasts.size(), 2u);
  for (const char* file : {"fc1.faces.t.npy", "fc1.faces.welch_t.npy", "fc1.faces.d_prime.npy", "fc1.scenes.t.npy"})
    EXPECT_EQ(readNpy(out.path() / file).shape, (std::vector<std::int64_t>{8, 8})) << file;
  EXPECT_TRUE(
      refuses(toponets(analyse("selectivity", {run("tau3"), "--no-controls", "--data",
                                               "synthetic_localizer:?samples=50", "--contrast", "faces=adult"})),
              "adult"));
}

TEST(AnalyseCommand, RandomWeightsAreMadeToFitTheStimuli) {
  const auto json = toponets(analyse("orientation", {"--model", "mlp", "--weights", "random:1", "--set",
                                                     "model.hidden=[36]", "--data", "gratings:?image_size=16"}))
                        .json();
  const auto layer = json["layers"]["fc1"];
  EXPECT_EQ(layer["sheet"], (std::vector<int>{6, 6}));
  EXPECT_EQ(layer["preferred_degrees"].size(), 6u);
  EXPECT_EQ(layer["circular_variance"][0].size(), 6u);
  EXPECT_TRUE(layer["pinwheels"]["positive"].is_number());
}

TEST(AnalyseCommand, ArraysMadeElsewhere) {
  const TemporaryFolder folder;
  std::vector<double> values;
  std::string labels;
  for (int stimulus = 0; stimulus < 12; ++stimulus) {
    for (int unit = 0; unit < 16; ++unit)
      values.push_back(std::sin(0.7 * stimulus * (unit + 1)) + (stimulus % 2) * unit);
    labels += stimulus % 2 ? "house\n" : "face\n";
  }
  writeNpy(folder.path() / "r.npy", NpyArray::from(values, {12, 16}));
  folder.write("labels.txt", labels);
  const std::vector<std::string> arrays{"--responses", (folder.path() / "r.npy").string(),
                                        "--labels",    (folder.path() / "labels.txt").string(),
                                        "--sheet",     "2x8"};
  const auto patches = toponets(analyse("patches", arrays)).json();
  EXPECT_EQ(patches["layers"]["responses"]["sheet"], (std::vector<int>{2, 8}));
  EXPECT_TRUE(patches["layers"]["responses"]["contrasts"]["house"]["count"].is_number());
  const auto pairs = toponets(analyse("similarity", arrays)).json()["layers"]["responses"]["pairs"];
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_NEAR(pairs[0]["pearson"].get<double>(), -1, 1e-6);  // each is the other's opposite
  EXPECT_TRUE(pairs[0]["ssim"].is_null());                   // a window of 7 does not fit 2 rows: undefined, no number
}

TEST(AnalyseCommand, MeasuresOfMapsOfNothingSaySo) {
  const TemporaryFolder folder;
  std::vector<double> values;
  std::string labels;
  for (int stimulus = 0; stimulus < 8; ++stimulus) {
    for (int unit = 0; unit < 16; ++unit) values.push_back((stimulus % 4) * (1 + unit) + (stimulus < 4 ? 0 : 0.001));
    labels += stimulus < 4 ? "face\n" : "house\n";
  }
  writeNpy(folder.path() / "r.npy", NpyArray::from(values, {8, 16}));
  folder.write("labels.txt", labels);
  const auto answer =
      toponets({"analyse", "morans-i", "--json", "--device", "cpu", "--responses", (folder.path() / "r.npy").string(),
                "--labels", (folder.path() / "labels.txt").string()});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.err.find("warning: No unit is selective: the largest |t| is 0.0"), std::string::npos) << answer.err;
  EXPECT_EQ(answer.json()["settings"]["notes"].size(), 1U);
  EXPECT_TRUE(answer.json()["layers"]["responses"]["contrasts"].contains("house")) << "the numbers are there";
}

TEST(AnalyseCommand, OptionsThatDoNotGoTogetherAreRefused) {
  EXPECT_TRUE(refuses(toponets(analyse("smothness", {run("tau3")})), "smothness"));
  EXPECT_TRUE(refuses(toponets(analyse("smoothness", {run("tau3"), "--map", "m.npy"})), "--map"));
  EXPECT_TRUE(refuses(toponets(analyse("smoothness", {run("tau3"), "--labels", "l.txt"})), "--responses"));
  EXPECT_TRUE(refuses(toponets(analyse("smoothness", {"--responses", "/no/such.npy"})), "/no/such.npy"));
  EXPECT_TRUE(refuses(toponets(analyse("smoothness", {run("tau3"), "--edges", "3,2,1"})), "rise"));
  EXPECT_TRUE(refuses(toponets(analyse("similarity", {run("tau3"), "--window", "4"})), "odd"));
  EXPECT_TRUE(refuses(toponets(analyse("orientation", {run("tau3"), "--data", "synthetic_localizer:?samples=20"})),
                      "gratings"));
  EXPECT_TRUE(refuses(toponets(analyse("smoothness", {})), "No network"));
}

TEST(AnalyseCommand, APruningCurveStandsBesideItsControls) {
  const auto answer = toponets(analyse("prune", {"--data", "bars:?samples=80", "--amounts", "0,0.5,0.9", run("tau3")}));
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto json = answer.json();
  ASSERT_EQ(json["rows"].size(), 3u);
  EXPECT_EQ(json["rows"][1]["amount"], 0.5);
  EXPECT_EQ(json["rows"][1]["nonzero"], json["weights"].get<int>() / 2);
  EXPECT_TRUE(json["rows"][1]["accuracy"].is_number());
  EXPECT_EQ(json["settings"]["amounts"], (std::vector<double>{0, 0.5, 0.9}));
  EXPECT_EQ(json["settings"]["scope"], "layer");
  EXPECT_EQ(json["settings"]["repeated"], false);
  EXPECT_FALSE(json.contains("layers"));
  EXPECT_EQ(json["controls"]["untrained"]["rows"].size(), 3u);
  EXPECT_TRUE(json["controls"]["baseline"]["mean"]["retained"].is_number());
  EXPECT_TRUE(std::filesystem::exists(runs().path() / "tau3/results/prune@12.json"));
  const auto text = toponets({"analyse", "prune", run("tau3"), "--data", "bars:?samples=80", "--amounts", "0,0.5,0.9",
                              "--quiet", "--device", "cpu"})
                        .out;
  for (const char* word : {"amount", "accuracy, %", "untrained", "baseline", "nonzero", "retained, %", "network"})
    EXPECT_NE(text.find(word), std::string::npos) << word << "\n" << text;
}

TEST(AnalyseCommand, ADownsampledNetworkIsSavedAndEvaluated) {
  const TemporaryFolder out;
  const auto file = (out.path() / "small.safetensors").string();
  const auto answer = toponets(analyse("downsample", {run("tau3"), "--data", "bars:?samples=80", "--sparsities",
                                                      "0.2,0.5", "--save", file, "--at", "0.2", "--no-controls"}));
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto json = answer.json();
  EXPECT_EQ(json["saved"]["at"], 0.2);
  EXPECT_EQ(json["rows"][0]["sheet"], (std::vector<int>{7, 7}));
  const auto evaluated = toponets({"evaluate", "--model", "mlp", "--weights", file, "--data",
                                   "bars:?samples=80&image_size=16", "--json", "--quiet", "--device", "cpu"});
  ASSERT_EQ(evaluated.code, 0) << evaluated.err;
  EXPECT_EQ(evaluated.json()["accuracy"], json["rows"][0]["accuracy"]);
}

TEST(AnalyseCommand, WhatCannotBePrunedOrSavedIsRefused) {
  const std::string data = "bars:?samples=40";
  EXPECT_TRUE(
      refuses(toponets(analyse("prune", {run("tau3"), "--data", data, "--amounts", "0,1"})), "--amounts has 1"));
  EXPECT_TRUE(refuses(toponets(analyse("prune", {run("tau3"), "--data", data, "--at", "0.5"})), "--save"));
  EXPECT_TRUE(
      refuses(toponets(analyse("smoothness", {run("tau3"), "--save", "w.safetensors"})), "prune and downsample"));
  EXPECT_TRUE(refuses(toponets(analyse("prune", {run("tau3"), "--data", data, "--save", "w.pt"})), ".safetensors"));
  EXPECT_TRUE(refuses(toponets(analyse("prune", {"--responses", "r.npy"})), "evaluates a network"));
  EXPECT_TRUE(refuses(toponets(analyse("prune", {run("tau3"), "--data", "gratings:"})), "classes"));
}

}  // namespace
}  // namespace studio
