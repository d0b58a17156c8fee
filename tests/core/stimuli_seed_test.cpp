// What networks are measured with is drawn of one seed, whatever seed they were trained with; what older programs drew
// of the run's seed stays theirs.
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/analysis/analyse.h"
#include "core/data/data_reference.h"
#include "core/network/stimuli.h"
#include "core/run/run_files.h"
#include "core/run/text_file.h"
#include "core/train/probe.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

using Json = nlohmann::json;

RunConfig seededConfig(std::int64_t seed) {
  RunConfig config = smallConfig();
  config.data.imageSize = 16;  // the smallest that the synthetic pictures can be drawn in
  config.train.seed = seed;
  config.train.epochs = 1;
  return config;
}

torch::Tensor imageSeen(const std::string& data, std::int64_t seed) {
  StimuliRequest request;
  request.data = data;
  return openStimuli(request, seededConfig(seed)).data->get(3).image;
}

TEST(SeedOfStimuli, NetworksOfOtherSeedsSeeTheSamePictures) {
  for (const std::string data : {"synthetic_localizer:?samples=10", "bars:?samples=10"}) {
    const auto seen = imageSeen(data, 5);
    EXPECT_TRUE(torch::equal(seen, imageSeen(data, 6))) << data;
    EXPECT_TRUE(torch::equal(seen, imageSeen(data + "&seed=0", 6))) << data;
    EXPECT_FALSE(torch::equal(seen, imageSeen(data + "&seed=5", 5))) << data;
    EXPECT_TRUE(torch::equal(imageSeen(data + "&seed=5", 5), imageSeen(data + "&seed=5", 6))) << data;
  }
  EXPECT_FALSE(torch::equal(imageSeen("", 5), imageSeen("", 6))) << "the data of a run are its seed's";
}

TEST(SeedOfStimuli, IsRefusedWhereItCanMeanNothing) {
  EXPECT_TRUE(holds(errorSentence([] { imageSeen("bars:?seed=-1", 5); }), "seed is \"-1\"", "whole number"));
  EXPECT_TRUE(holds(errorSentence([] { imageSeen("bars:?seed=many", 5); }), "bars:?seed=many", "whole number"));
  EXPECT_TRUE(holds(errorSentence([] { imageSeen("bars:?seeds=3", 5); }), "did you mean", "seed"));
  const TemporaryFolder place;
  const auto file = place.path() / "x.npy";
  writeNpy(file, NpyArray::from(std::vector<float>(16, 0.5f), {4, 1, 2, 2}));
  EXPECT_TRUE(holds(errorSentence([&] { imageSeen("arrays:" + file.string() + "?seed=3", 5); }), "seed",
                    "read from a place", "leave it out"));
}

TEST(SeedOfStimuli, ARunAndAFileOfItsWeightsAreMeasuredWithTheSame) {
  const TemporaryFolder place;
  const RunFolder run = trainedRun(place, "run", seededConfig(5));
  AnalysisRequest ofRun, ofFile;
  ofRun.analyses = ofFile.analyses = {"smoothness"};
  ofRun.stimuli.data = ofFile.stimuli.data = "bars:?samples=48&image_size=16&mean=0.5&std=0.5";
  ofRun.source.run = run.path().string();
  ofFile.source.model = "mlp";
  ofFile.source.weights = (run.checkpoint(run.weightSteps().back()) / "model.safetensors").string();
  Computing computing;
  computing.device = "cpu";
  computing.threads = 1;
  const auto layers = [&](const AnalysisRequest& request) {
    return Json::parse(formatAnalysis("smoothness", analyse(request, computing)))["layers"]["fc1"];
  };
  EXPECT_EQ(layers(ofRun), layers(ofFile));
}

TEST(SeedOfStimuli, AResultFromBeforeIsKnownAsOfItsRunsSeedAndAsNothingElse) {
  const TemporaryFolder place;
  const RunFolder run = trainedRun(place, "run", seededConfig(5));
  const std::string plain = "bars:?samples=48", former = "bars:?samples=48&seed=5";
  AnalysisRequest request;
  request.analyses = {"smoothness"};
  request.source.run = run.path().string();
  request.stimuli.data = former;
  const auto step = run.weightSteps().back();
  Fingerprint before;  // as it was made of a request without a seed
  before.add("analyses 1").addPlace(run.checkpoint(step) / "model.safetensors").add(plain).add(toToml(run.config()));
  EXPECT_EQ(findAnalysisCache(request)->inputs, before.text());
  Computing computing;
  computing.device = "cpu";
  computing.threads = 1;
  analyse(request, computing);
  const auto file = run.path() / ("results/smoothness@" + std::to_string(step) + ".json");
  auto json = Json::parse(readFile(file));
  json["settings"]["data"] = plain;
  std::ofstream(file) << json.dump();

  EXPECT_EQ(planAnalyses(request).stored, request.analyses);
  EXPECT_EQ(storedAnalysis(request).stimuli, former);
  EXPECT_EQ(listStimuliChoices(run.path()).front().data, former);
  request.stimuli.data = plain;
  EXPECT_EQ(planAnalyses(request).fromStimuli, request.analyses) << "other pictures";
  EXPECT_TRUE(storedAnalysis(request).empty());
  EXPECT_EQ(analyse(request, computing).stimuli, plain);
  EXPECT_EQ(storedStimuli(run), (std::vector<std::string>{plain, former})) << "both are there";
  request.stimuli.data = plain + "&seed=0";
  EXPECT_EQ(planAnalyses(request).stored, request.analyses) << "the same in other words";
}

TEST(SeedOfStimuli, ProbesOfNewRunsAreOfOneSeed) {
  RunConfig config = seededConfig(5);
  const DataSplit data = openRunData(config);
  const auto model = buildNetwork(config, makeInputShape(*data.training));
  const auto faces = [&](const std::string& probe, std::int64_t seed) {
    config.probe.data = probe;
    config.train.seed = seed;
    const auto found = openProbe(config, data.validation, {})->measure(*model, model->layers(), 0, false);
    return found.maps.at(0).values;
  };
  const std::string pictures = "synthetic_localizer:?samples=40";
  EXPECT_TRUE(torch::equal(faces(pictures, 5), faces(pictures, 6)));
  EXPECT_FALSE(torch::equal(faces(pictures, 5), faces(pictures + "&seed=5", 5)));
}

/// A run of one epoch that goes on to a second one; `former`: as a program stored it that knew no seed of a probe.
RunFolder probedAndResumed(const TemporaryFolder& place, const std::string& name, const std::string& probe,
                           bool former) {
  RunConfig config = seededConfig(5);
  config.probe.data = probe;
  const RunFolder run = trainedRun(place, name, config);
  const auto file = run.path() / "config.resolved.toml";
  std::string text = readFile(file);
  const auto at = text.find("&seed=");
  EXPECT_NE(at, std::string::npos) << "a run says the seed of its probe";
  if (former) std::ofstream(file) << text.erase(at, std::string("&seed=5").size());
  TrainRequest request = requestFor(config, run, true);
  request.extendToEpochs = 2;
  runHere(request);
  return run;
}

TEST(SeedOfStimuli, AResumedRunKeepsItsProbe) {
  const TemporaryFolder place;
  const std::string pictures = "synthetic_localizer:?samples=40";
  const auto former = probedAndResumed(place, "former", pictures + "&seed=5", true),
             said = probedAndResumed(place, "said", pictures + "&seed=5", false),
             fresh = probedAndResumed(place, "fresh", pictures, false);
  const auto last = "maps/" + stepName(former.mapSteps().back()) + ".npz";
  EXPECT_EQ(readFileBytes(former.path() / last), readFileBytes(said.path() / last));
  EXPECT_NE(readFileBytes(former.path() / last), readFileBytes(fresh.path() / last));
  EXPECT_TRUE(sameBits(newestState(former), newestState(fresh))) << "no probe changes the training";
}

}  // namespace
}  // namespace studio
