// sweep.toml: reading, the runs it comes to, baselines, what counts once, and impossible values.
#include <gtest/gtest.h>

#include "core/run/run_store.h"
#include "core/run/sweep.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

constexpr const char* kGrid = R"(baseline = true
[grid]
topoloss.tau = [0, 0.5, 10]
"train.seed" = [3, 1]
[model]
name = "mlp"
classes = 8
[data]
kind = "bars"
)";

std::vector<std::string> namesOf(const std::vector<SweepRun>& runs) {
  std::vector<std::string> names;
  for (const SweepRun& run : runs) names.push_back(run.name);
  return names;
}

TEST(Sweep, AGridIsEveryCombinationInTheOrderOfTheFile) {
  Sweep sweep = parseSweep(kGrid, "places/bars.toml");
  EXPECT_EQ(sweep.name, "bars");
  sweep.baseline = false;
  EXPECT_EQ(combinations(sweep), 6u);
  const auto runs = sweepRuns(sweep);
  EXPECT_EQ(namesOf(runs), (std::vector<std::string>{"bars_tau0_s3", "bars_tau0_s1", "bars_tau0.5_s3", "bars_tau0.5_s1",
                                                     "bars_tau10_s3", "bars_tau10_s1"}));
  EXPECT_EQ(runs[3].config.topoloss.tau, 0.5);
  EXPECT_EQ(runs[3].config.train.seed, 1);
  EXPECT_EQ(runs[3].config.data.kind, "bars");
  EXPECT_EQ(settingsText(runs[3].settings), "topoloss.tau = 0.5, train.seed = 1");
  EXPECT_EQ(valueToJson(runs[3].settings[0].second), "0.5");
}

TEST(Sweep, ABaselineIsAddedOnceForEachOtherValue) {
  Sweep sweep = parseSweep(kGrid, "bars.toml");
  EXPECT_EQ(sweepRuns(sweep).size(), 6u) << "tau 0 is among the values already";
  sweep.grid[0].values = {0.5, 10.0};
  const auto runs = sweepRuns(sweep);
  EXPECT_EQ(namesOf(runs), (std::vector<std::string>{"bars_tau0_s3", "bars_tau0_s1", "bars_tau0.5_s3", "bars_tau0.5_s1",
                                                     "bars_tau10_s3", "bars_tau10_s1"}));
}

TEST(Sweep, ABaselineTeachesNothingOnASheet) {
  RunConfig config;
  config.topoloss.tau = 5;
  config.topoloss.schedule = "linear";
  config.topoloss.tauStart = 2;
  config.topoloss.overrides.push_back({"fc1", 3.0, std::pair{2.0, 2.0}});
  config.train.seed = 7;
  const RunConfig baseline = sweepBaseline(config);
  EXPECT_EQ(baseline.topoloss.tau, 0);
  EXPECT_EQ(baseline.topoloss.schedule, "constant");
  EXPECT_EQ(baseline.topoloss.tauStart, RunConfig().topoloss.tauStart) << "what is not read makes no other baseline";
  EXPECT_FALSE(baseline.topoloss.overrides.at(0).tau.has_value());
  EXPECT_TRUE(baseline.topoloss.overrides.at(0).factor.has_value());
  EXPECT_EQ(baseline.train.seed, 7);
}

TEST(Sweep, FurtherRunsHaveListsOfTheirOwn) {
  const Sweep sweep = parseSweep(R"(name = "mixed"
[grid]
topoloss.tau = [1, 2]
[[run]]
topoloss.tau = 0
model.hidden = [64, 32]
[[run]]
model.hidden = [[16], [8, 8]]
topoloss.factor = [2, 2]
model.name = "mlp"
)",
                                 "x.toml");
  const auto runs = sweepRuns(sweep);
  ASSERT_EQ(runs.size(), 5u);
  EXPECT_EQ(runs[2].config.model.hidden, (std::vector<std::int64_t>{64, 32}));
  EXPECT_EQ(runs[3].config.model.hidden, (std::vector<std::int64_t>{16}));
  EXPECT_EQ(runs[4].config.model.hidden, (std::vector<std::int64_t>{8, 8}));
  EXPECT_EQ(runs[4].config.topoloss.factor, (std::pair{2.0, 2.0}));
  EXPECT_EQ(runs[2].name, "mixed_tau0_hidden64-32");
  EXPECT_EQ(runs[0].settings.size(), 4u) << "every run tells every setting that differs somewhere";
}

TEST(Sweep, TheSameConfigurationTwiceCountsOnce) {
  const Sweep sweep = parseSweep(R"([grid]
topoloss.tau = [1, 2, 1.0]
[[run]]
topoloss.tau = 2
[[run]]
topoloss.tau = 3
)",
                                 "x.toml");
  EXPECT_EQ(sweepRuns(sweep).size(), 3u);
}

TEST(Sweep, NamesThatWouldBeTheSameAreTold) {
  Sweep sweep;
  sweep.name = "s";
  sweep.grid = {{"data.root", {std::string("a/b"), std::string("a:b")}}};
  EXPECT_EQ(namesOf(sweepRuns(sweep)), (std::vector<std::string>{"s_a-b", "s_a-b_2"}));
}

TEST(Sweep, ABaseIsReadFromBesideTheSweepAndSettingsComeOnTop) {
  const TemporaryFolder place;
  place.write("parts/base.toml", "[train]\nepochs = 3\nbatch_size = 5\n");
  const auto file = place.write("parts/sweep.toml",
                                "base = \"base.toml\"\nname = \"n\"\n[grid]\ntrain.seed = [1]\n[train]\nepochs = 4\n");
  const auto runs = sweepRuns(loadSweep(file));
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].config.train.epochs, 4);
  EXPECT_EQ(runs[0].config.train.batchSize, 5);
}

TEST(Sweep, PlacesAreFoundFromTheSweepsFolder) {
  const TemporaryFolder place;
  place.write("parts/images/a.txt", "");
  const auto file = place.write(
      "parts/sweep.toml", "[grid]\ndata.root = [\"images\"]\ntrain.seed = [1]\n[data]\nkind = \"image_folder\"\n");
  EXPECT_EQ(sweepRuns(loadSweep(file))[0].config.data.root, (place.path() / "parts/images").string());
}

TEST(Sweep, WrittenAndReadAgainGivesTheSameRuns) {
  Sweep sweep = parseSweep(kGrid, "bars.toml");
  sweep.grid.push_back({"model.hidden", {std::vector<std::int64_t>{16}, std::vector<std::int64_t>{8, 8}}});
  sweep.grid.push_back({"topoloss.layers", {std::vector<std::string>{}, std::vector<std::string>{"fc1"}}});
  sweep.runs = {
      {{"model.hidden", {std::vector<std::int64_t>{4, 4}}}, {"train.seed", {std::int64_t{1}, std::int64_t{2}}}}};
  const auto expected = sweepRuns(sweep), found = sweepRuns(parseSweep(toToml(sweep), "other.toml"));
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].name, expected[i].name);
    EXPECT_TRUE(found[i].config == expected[i].config) << found[i].name;
  }
}

TEST(Sweep, ValuesNamedTwiceAndSettingsThatAreNotReadAreSaid) {
  const auto remarks = [](const std::string& toml) {
    const Sweep sweep = parseSweep(toml, "x.toml");
    return sweepRemarks(sweep, sweepRuns(sweep));
  };
  using Remarks = std::vector<std::string>;
  EXPECT_EQ(remarks("[grid]\ntopoloss.tau = [1, 2]\ntrain.seed = [0, 1]\n"), Remarks{});
  EXPECT_EQ(remarks("[grid]\ntopoloss.tau = [1, 2]\ntrain.seed = [0, 0, 1, 0]\n"),
            Remarks{"train.seed = 0 is named more than once; runs with equal settings are trained once."});
  EXPECT_EQ(remarks("[[run]]\ntopoloss.tau = [1, 1.0]\ntrain.seed = [3, 3]\n"),
            Remarks{"topoloss.tau = 1.0 and train.seed = 3 are named more than once; runs with equal settings are "
                    "trained once."});
  EXPECT_EQ(remarks("[grid]\ntopoloss.tau_end = [0, 0.5]\ntopoloss.schedule = [\"constant\", \"cosine_decay\"]\n"),
            Remarks{"topoloss.tau_end makes no difference in 1 of 4 runs: their other settings do not read it."});
}

TEST(Sweep, AnImpossibleValueNamesTheRunAndTheValue) {
  const auto runs = sweepRuns(parseSweep("[grid]\ntopoloss.tau = [1, -2]\ntrain.seed = [0]\n", "x.toml"));
  EXPECT_EQ(errorSentence([&] { requirePossible(runs); }),
            "Run 2 (topoloss.tau = -2.0, train.seed = 0): topoloss.tau is -2 but must be 0 or more.");
  EXPECT_NO_THROW(requirePossible({runs[0]}));
}

TEST(Sweep, WrongFilesAreRefusedInOneSentence) {
  const auto sentence = [](const std::string& toml) { return errorSentence([&] { parseSweep(toml, "my.toml"); }); };
  EXPECT_EQ(sentence("[grid]\ntopoloss.tua = [1]\n"),
            "my.toml line 2: `topoloss.tua` is not a setting; did you mean `topoloss.tau`?");
  EXPECT_EQ(sentence("[grid]\nseed = [1]\n"), "my.toml line 2: `seed` is not a setting; did you mean `train.seed`?");
  EXPECT_EQ(sentence("[grid]\ntrian.epoch = [1]\n"),
            "my.toml line 2: `trian.epoch` is not a setting; did you mean `train.epochs`?");
  EXPECT_TRUE(holds(sentence("[grid]\noptimizer.lr = [1]\n"), "; [optimizer] has kind, learning_rate, "))
      << "and not any key that is as short";
  EXPECT_EQ(sentence("[grid]\nxyzzy.plugh = [1]\n"),
            "my.toml line 2: `xyzzy.plugh` is not a setting; see `toponets train --help` for all of them.");
  EXPECT_EQ(sentence("[grid]\ntopoloss.tau = [1, \"high\"]\n"),
            "my.toml line 2: topoloss.tau must be a number, but is text.");
  EXPECT_TRUE(holds(sentence("[train]\nepochs = 3\n"), "is no sweep", "toponets train"));
  EXPECT_EQ(sentence("[grid]\ntopoloss.tau = []\n"), "my.toml line 2: topoloss.tau has no value; name one or more.");
  EXPECT_TRUE(holds(sentence("[grid]\ntopoloss.tau = [1]\n\"topoloss.tau\" = [2]\n"), "named twice"));
  EXPECT_TRUE(holds(sentence("[grid]\ntrain.seed = [1]\n[trian]\nepochs = 3\n"), "my.toml line 3", "`train`"));
  EXPECT_TRUE(holds(sentence("grid = 3\n"), "my.toml line 1"));
  EXPECT_TRUE(holds(sentence("run = [1]\n"), "[[run]]"));
  EXPECT_TRUE(holds(sentence("name = \"a/b\"\n[grid]\ntrain.seed = [1]\n"), "cannot be the name"));
}

TEST(Sweep, MoreRunsThanAnybodyMeansAreRefused) {
  Sweep sweep;
  sweep.name = "huge";
  SweepAxis seeds{"train.seed", {}}, taus{"topoloss.tau", {}};
  for (int i = 0; i < 40; ++i) seeds.values.emplace_back(std::int64_t{i}), taus.values.emplace_back(double(i));
  sweep.grid = {seeds, taus};
  EXPECT_EQ(combinations(sweep), kMostSweepRuns + 1);
  EXPECT_EQ(errorSentence([&] { sweepRuns(sweep); }),
            "The sweep huge comes to more than 1,000 runs; name fewer values.");
}

TEST(Sweep, TrainedAsLooksAtWhatChangesNumbers) {
  RunConfig wanted, stored;
  wanted.train.precision = "auto";
  stored.train.precision = "bf16";
  stored.output.keepCheckpoints = 9;
  EXPECT_TRUE(isTrainedAs(stored, wanted));
  EXPECT_FALSE(isTrainedAs(wanted, stored)) << "what was to be decided is not what was wanted";
  stored.train.seed = 1;
  EXPECT_FALSE(isTrainedAs(stored, wanted));
}

}  // namespace
}  // namespace studio
