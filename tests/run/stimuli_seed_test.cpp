// The seed of drawn stimuli as text, and what runs and results from before there was such a choice mean.
#include "core/run/stimuli_seed.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/run/analysis_store.h"
#include "core/run/sweep.h"
#include "core/run/text_file.h"
#include "tests/support/temporary_folder.h"

namespace studio {
namespace {

constexpr const char* kPictures = "synthetic_localizer:?samples=50";

RunConfig configOfSeed(std::int64_t seed, const std::string& probe = kPictures) {
  RunConfig config;
  config.train.seed = seed;
  config.probe.data = probe;
  return config;
}

/// A run of a program that knew no seed but train.seed.
RunFolder formerRun(const std::filesystem::path& runs, const std::string& name, std::int64_t seed) {
  const RunFolder run = RunStore(runs).create(name);
  run.writeConfig(configOfSeed(seed), toToml(configOfSeed(seed)));
  std::string text = readFile(run.path() / "config.resolved.toml");
  const auto at = text.find("&seed=0");
  EXPECT_NE(at, std::string::npos) << "a new run says the seed of its probe";
  std::ofstream(run.path() / "config.resolved.toml") << text.erase(at, std::string("&seed=0").size());
  return run;
}

TEST(StimuliSeed, OfTwoWaysToWriteTheSameStimuliOneIsTheirName) {
  EXPECT_EQ(plainStimuli("synthetic_localizer:"), "synthetic_localizer:");
  EXPECT_EQ(plainStimuli("synthetic_localizer:?seed=0"), "synthetic_localizer:");
  EXPECT_EQ(plainStimuli("bars:?seed=3&samples=20"), "bars:?samples=20&seed=3");
  EXPECT_EQ(plainStimuli("bars:?samples=20&seed=3"), "bars:?samples=20&seed=3");
  EXPECT_EQ(plainStimuli("bars:?seed=1&seed=0&samples=20"), "bars:?samples=20");
  EXPECT_EQ(plainStimuli("idx:some/place?limit=3"), "idx:some/place?limit=3");
  EXPECT_EQ(plainStimuli("bars:?seed=many"), "bars:?seed=many") << "refused where it is opened";
  EXPECT_EQ(plainStimuli(""), "");
}

TEST(StimuliSeed, OnTheDiskItIsAlwaysSaidAndWhereItIsNotItWasTheRuns) {
  EXPECT_EQ(storedStimuliText(kPictures), "synthetic_localizer:?samples=50&seed=0");
  EXPECT_EQ(storedStimuliText("bars:"), "bars:?seed=0");
  EXPECT_EQ(storedStimuliText("bars:?seed=4"), "bars:?seed=4");
  EXPECT_EQ(storedStimuliText("gratings:"), "gratings:") << "the same of every seed";
  EXPECT_EQ(storedStimuliText("localizer:floc"), "localizer:floc");
  EXPECT_EQ(readStimuliText("bars:", 4), "bars:?seed=4");
  EXPECT_EQ(readStimuliText("bars:", 0), "bars:");
  EXPECT_EQ(readStimuliText("bars:?seed=0", 4), "bars:");
  EXPECT_EQ(readStimuliText("bars:?seed=2", 4), "bars:?seed=2");
  EXPECT_EQ(readStimuliText("validation", 4), "validation");
}

TEST(StimuliSeed, ARunFromBeforeHasAProbeOfItsOwnSeed) {
  const TemporaryFolder place;
  const RunFolder former = formerRun(place.path(), "former", 7), made = RunStore(place.path()).create("made");
  made.writeConfig(configOfSeed(7), "");
  EXPECT_EQ(former.config().probe.data, "synthetic_localizer:?samples=50&seed=7");
  EXPECT_EQ(made.config().probe.data, kPictures);
  former.writeConfig(former.config(), "");  // as a resumed run is written
  EXPECT_EQ(former.config().probe.data, "synthetic_localizer:?samples=50&seed=7");
}

TEST(StimuliSeed, RunsOfSeveralSeedsStayOneGroup) {
  const TemporaryFolder place;
  const auto key = [&](const std::string& name, std::int64_t seed) {
    return settingsKey(formerRun(place.path(), name, seed).config());
  };
  const std::string first = key("a", 1);
  EXPECT_EQ(first, key("b", 2));
  EXPECT_EQ(first, settingsKey(configOfSeed(3))) << "a new one among them";
  EXPECT_NE(first, settingsKey(configOfSeed(3, "synthetic_localizer:?samples=50&seed=9")));
  EXPECT_TRUE(isTrainedAs(formerRun(place.path(), "c", 5).config(), configOfSeed(5))) << "a sweep takes it as it is";
}

TEST(StimuliSeed, AResultFromBeforeIsOfItsRunsSeed) {
  const TemporaryFolder place;
  const RunFolder run = formerRun(place.path(), "run", 7);
  const AnalysisStore store{run};
  NetworkAnalysis found;
  found.step = 5;
  found.stimuli = kPictures;
  found.layers = {{"fc1", 2, 3, 6, 0}};
  found.resultFor("smoothness").table("").add({{"layer", "fc1"}, {"max_minus_min", 0.5}});
  store.write({"smoothness", "5", "former"}, found);
  const auto file = run.path() / "results/smoothness@5.json";
  auto json = nlohmann::json::parse(readFile(file));
  EXPECT_EQ(json["settings"]["data"], "synthetic_localizer:?samples=50&seed=0") << "a new one says it";
  EXPECT_EQ(storedStimuli(run), std::vector<std::string>{kPictures});
  json["settings"]["data"] = kPictures;  // as a program without this choice wrote it
  std::ofstream(file) << json.dump();
  const std::string former = "synthetic_localizer:?samples=50&seed=7";
  EXPECT_EQ(storedStimuli(run), std::vector<std::string>{former});
  EXPECT_TRUE(readAnalyses(run, {{}, kPictures, {}}).empty()) << "these are other pictures";
  EXPECT_EQ(readAnalyses(run, {{}, former, {}}).stimuli, former);
  NetworkAnalysis read;
  ASSERT_TRUE(store.read({"smoothness", "5", "former"}, read));
  EXPECT_EQ(read.stimuli, former);
}

}  // namespace
}  // namespace studio
