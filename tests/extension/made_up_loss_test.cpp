// A loss is one file and one row: everything that a user meets of the one in made_up_loss.cpp, which no other file of
// the studio knows.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/cli/command_line.h"
#include "core/losses/losses.h"
#include "core/run/error.h"
#include "core/run/npy.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

constexpr const char* kWeight = "losses.made_up.weight";
constexpr const char* kTowards = "losses.made_up.towards";

RunConfig withMadeUpLoss(double weight) {
  RunConfig config = smallConfig();
  config.train.epochs = 1;
  findField(kWeight)->set(config, weight);
  return config;
}

bool isIdle(const RunConfig& config, const std::string& key) {
  const auto idle = makeEngine()->idleSettings(config);
  return std::find(idle.begin(), idle.end(), key) != idle.end();
}

TEST(LossExtension, ItsRowStandsInTheTableBehindTopoLoss) {
  const auto rows = losses();
  ASSERT_GE(rows.size(), 2u);
  EXPECT_EQ(rows[0]->name, "none");
  EXPECT_EQ(rows[1]->name, "topoloss");
  EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [](const LossRow* row) { return row->title == "Made-up loss"; }));
}

TEST(LossExtension, ItsSettingsAreFieldsBetweenTopoLossAndTheOptimizer) {
  std::vector<std::string> keys;
  for (const ConfigField& field : configFields()) keys.push_back(field.key);
  const auto place = [&](const std::string& key) { return std::find(keys.begin(), keys.end(), key) - keys.begin(); };
  EXPECT_LT(place("topoloss.tau"), place(kWeight));
  EXPECT_LT(place(kWeight), place(kTowards));
  EXPECT_LT(place(kTowards), place("optimizer.kind"));
  EXPECT_TRUE(isIdle(RunConfig{}, kTowards)) << "it makes no difference while the loss is off";
  EXPECT_FALSE(isIdle(withMadeUpLoss(1), kTowards));
  EXPECT_FALSE(isIdle(RunConfig{}, kWeight));
}

TEST(LossExtension, TomlComesBackTheSame) {
  EXPECT_EQ(toToml(RunConfig{}).find("losses"), std::string::npos) << "a run that does not use it does not speak of it";
  const RunConfig config = parseConfig("[topoloss]\ntau = 2\n[losses.made_up]\nweight = 3\ntowards = 0.5\n");
  EXPECT_EQ(lossWeight(config, "made_up"), 3);
  const std::string toml = toToml(config);
  EXPECT_NE(toml.find("\n[losses.made_up]\nweight = 3.0\ntowards = 0.5\n"), std::string::npos) << toml;
  EXPECT_TRUE(parseConfig(toml) == config);
  EXPECT_FALSE(config == parseConfig("[topoloss]\ntau = 2\n"));
  EXPECT_TRUE(parseConfig("[losses.made_up]\nweight = 0\n") == RunConfig{});
}

TEST(LossExtension, MistakesAreSentencesWithAWayOut) {
  const auto stated = [](const std::string& toml) { return errorSentence([&] { parseConfig(toml, "c.toml"); }); };
  EXPECT_EQ(stated("[losses.made_upp]\nweight = 1\n"),
            "c.toml line 1: `made_upp` is not a setting of [losses]; did you mean `made_up`?");
  EXPECT_EQ(stated("[losses.made_up]\nwieght = 1\n"),
            "c.toml line 2: `wieght` is not a setting of [losses.made_up]; did you mean `weight`?");
  EXPECT_EQ(stated("[losses]\nmade_up = 1\n"),
            "c.toml line 2: `losses.made_up` must be a section; write [losses.made_up] and its settings below.");
  EXPECT_NE(stated("[losses.made_up]\nweight = \"much\"\n").find("losses.made_up.weight must be a number"),
            std::string::npos);
  RunConfig config;
  applySetting(config, "losses.made_up.weight=2");
  EXPECT_EQ(lossWeight(config, "made_up"), 2);
  applySetting(config, "losses.made_up.towards=7");
  const auto problems = settingProblems(config);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].key, kTowards);
  EXPECT_EQ(problems[0].sentence, "losses.made_up.towards is 7 but must be 1 or less.");
}

TEST(LossExtension, WithoutWeightItChangesNoBitAndWritesNoColumn) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.train.epochs = 1;
  const auto plain = trainedRun(place, "plain", config);
  auto off = withMadeUpLoss(0);
  findField(kTowards)->set(off, 0.5);
  const auto idle = trainedRun(place, "idle", off);
  EXPECT_TRUE(sameBits(newestState(idle), newestState(plain)));
  EXPECT_EQ(storedHeader(idle), storedHeader(plain));
  EXPECT_EQ(storedHeader(plain).find("made_up"), std::string::npos);
  EXPECT_EQ(readFileBytes(plain.path() / "config.resolved.toml").find("losses"), std::string::npos);
}

TEST(LossExtension, ItsGradientTrainsAndItsColumnIsStoredAndReadBack) {
  const TemporaryFolder place;
  const auto plain = trainedRun(place, "plain", withMadeUpLoss(0)),
             drawn = trainedRun(place, "drawn", withMadeUpLoss(5000));
  EXPECT_FALSE(sameBits(newestState(drawn), newestState(plain)));
  EXPECT_TRUE(storedHeader(drawn).ends_with(",weight_norm,made_up_loss")) << storedHeader(drawn);
  EXPECT_TRUE(drawn.config() == withMadeUpLoss(5000));
  const auto rows = drawn.scalars();
  ASSERT_GT(rows.size(), 2u);
  EXPECT_LT(rows.back().value("made_up_loss"), 0.9 * rows.front().value("made_up_loss"));
  for (const auto& row : rows)
    EXPECT_NEAR(row.totalLoss, row.taskLoss + 3 * row.topoLoss + 5000 * row.further.value("made_up_loss"), 1e-3)
        << row.step;
  const auto columns = columnsIn(rows);
  EXPECT_EQ(columns.back().title, "Made-up loss");
  EXPECT_EQ(columns.back().kind, ScalarKind::Loss);
}

TEST(LossExtension, AStoppedRunGoesOnWithTheSameBitsAndColumns) {
  const TemporaryFolder place;
  auto config = withMadeUpLoss(5);
  config.train.epochs = 40;
  const auto whole = trainedRun(place, "whole", config);
  const RunFolder halved = expectAsWhole(place, config, 40, whole);
  EXPECT_EQ(halved.scalars().back().value("made_up_loss"), whole.scalars().back().value("made_up_loss"));
}

TEST(LossExtension, TheCommandLineTakesItAndShowsIt) {
  const TemporaryFolder place;
  place.write("c.toml", toToml(withMadeUpLoss(0)));
  std::ostringstream out, err;
  const std::string runs = (place.path() / "runs").string(), file = (place.path() / "c.toml").string();
  ASSERT_EQ(runCommandLine({"train", file, "--set", "losses.made_up.weight=4", "--runs", runs, "--name", "r",
                            "--device", "cpu", "--quiet", "--json"},
                           out, err),
            0)
      << err.str();
  EXPECT_EQ(lossWeight(RunStore(runs).find("r").config(), "made_up"), 4);
  std::ostringstream shown, text;
  ASSERT_EQ(runCommandLine({"show", "r", "--runs", runs, "--json"}, shown, err), 0) << err.str();
  const auto summary = nlohmann::json::parse(shown.str()).at("summary");
  EXPECT_EQ(summary.at("further_scalars").at("made_up_loss"),
            RunStore(runs).find("r").scalars().back().value("made_up_loss"));
  ASSERT_EQ(runCommandLine({"show", "r", "--runs", runs}, text, err), 0) << err.str();
  EXPECT_NE(text.str().find("Made-up loss"), std::string::npos) << text.str();
}

/// What a command prints; the sentence that refuses it where it fails.
std::string printed(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  return runCommandLine(arguments, out, err) == 0 ? out.str() : err.str();
}

TEST(LossExtension, TheListOfLossesNamesIt) {
  const auto rows = nlohmann::json::parse(printed({"losses", "--json"}));
  EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [](const auto& row) {
    return row == nlohmann::json{{"name", "made_up"}, {"title", "Made-up loss"}, {"on", "weights"}};
  })) << rows;
  EXPECT_TRUE(holds(printed({"losses"}), "made_up", "Made-up loss"));
}

TEST(LossExtension, ItsValueOfAnArrayIsAskedForByItsName) {
  const TemporaryFolder place;
  const std::string array = (place.path() / "w.npy").string(), slope = (place.path() / "g.npy").string();
  writeNpy(array, NpyArray::from(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8}, {4, 2}));
  const std::vector<std::string> asked{"topoloss", array, "--loss", "made_up"};
  const auto with = [&asked](std::vector<std::string> more) {
    more.insert(more.begin(), asked.begin(), asked.end());
    return printed(more);
  };
  const auto answer = nlohmann::json::parse(with({"--json", "--set", "losses.made_up.towards=1", "--gradient", slope}));
  EXPECT_EQ(answer, (nlohmann::json{{"sheet", {2, 2}}, {"depth", 2}, {"loss", 140.0 / 16}}));
  EXPECT_EQ(readNpy(slope).asDoubles(), (std::vector<double>{0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875}));
  EXPECT_TRUE(holds(with({}), "2 x 2", "12.75"));
  EXPECT_TRUE(holds(with({"--factor", "2"}), "--factor", "belong to topoloss", "made_up"));
  EXPECT_TRUE(holds(with({"--set", "topoloss.mode=nearest"}), "losses.made_up.KEY"));
  EXPECT_TRUE(holds(with({"--set", "losses.made_up.towards=7"}), "must be 1 or less"));
  EXPECT_TRUE(holds(printed({"topoloss", array, "--loss", "none"}), "topoloss, all_tnn, ", "made_up."));
}

TEST(LossExtension, TheLogOfARunBeginsWithIt) {
  const TemporaryFolder place;
  const auto log = trainedRun(place, "run", withMadeUpLoss(4)).log();
  EXPECT_TRUE(holds(log,
                    "); TopoLoss with τ = 3 and factor 2 × 2 on 1 of 2 sheets: fc1 (8 × 8); Made-up loss with "
                    "weight 4."))
      << log;
}

}  // namespace
}  // namespace studio
