// Results of analyses on disk: what is written is read again, by what decided it and by nothing else; damaged files count as none.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/run/analysis_json.h"
#include "core/run/analysis_store.h"
#include "core/run/npy.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

/// One layer of 2 x 3 units with everything an analysis can find.
NetworkAnalysis everything() {
  NetworkAnalysis found;
  found.network = "run:5";
  found.step = 5;
  found.stimuli = "localizer:floc";
  found.stimuliCount = 4;
  found.skipped = {"adult-2.jpg: truncated"};
  found.categories = {"adult", "house"};
  found.contrasts = {{"faces", {"adult"}, {"house"}}, {"places", {"house"}, {}}};
  found.settings.threshold = 1.5;
  LayerAnalysis& layer = found.layers.emplace_back();
  layer.layer = "layer1.0.conv1";
  layer.height = 2;
  layer.width = 3;
  layer.units = 6;
  layer.undefinedUnits = 1;
  layer.smoothness = SmoothnessFound{0.5, kUndefined, 0.25, {{1, 1.4}, {0.75, 0.25}, {7, 4}}};
  layer.dimensionality = DimensionalityFound{2.5, 4, 6};
  layer.contrasts.push_back({"faces", SelectivityFound{2, 2, 3.5, -1, 4, 2}, MoransFound{0.25, -0.2, 0.01}, PatchesFound{0.5, {{{3, 4, 5}, 3.5, 1, 1}}}});
  layer.contrasts.push_back({"places", SelectivityFound{2, 2, 1, -3.5, 0, 0}, MoransFound{}, PatchesFound{0, {}}});
  layer.similarity = {{"faces", "places", -1, kUndefined, -0.9}};
  layer.orientation = OrientationFound{{0, 90}, 1, 2, {{0.5, 1.5, -1}}, 0.75};
  for (const char* quantity : {"faces.t", "faces.welch_t", "faces.d_prime", "places.t", "preferred_degrees", "circular_variance"})
    found.maps.push_back({layer.layer, quantity, 2, 3, 5, {0, 1, 2, 3, 4, std::nanf("")}});
  found.strongest = {{layer.layer, 2, {0, 1, 1, 2, 2, 3, 3, 0, 0, 2, 1, 3}}};
  found.stimulusNames = {"a", "b", "c", "d"};
  return found;
}

class AnalysisOnDisk : public ::testing::TestWithParam<std::string> {};

TEST_P(AnalysisOnDisk, IsReadAsItWasWritten) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  const auto before = everything();
  store.write({GetParam(), "5", "abc"}, before);
  NetworkAnalysis after;
  ASSERT_TRUE(store.read({GetParam(), "5", "abc"}, after));
  EXPECT_EQ(formatAnalysis(GetParam(), after), formatAnalysis(GetParam(), before));
  EXPECT_EQ(after.network, "run:5");
  EXPECT_EQ(after.skipped, before.skipped);
  EXPECT_EQ(after.settings.threshold, GetParam() == "patches" ? 1.5 : AnalysisSettings{}.threshold);
}

INSTANTIATE_TEST_SUITE_P(All, AnalysisOnDisk, ::testing::ValuesIn(analysisNames()), [](const auto& info) {
  std::string name = info.param;
  std::erase(name, '-');
  return name;
});

TEST(AnalysisStore, MapsAndStrongestStimuliComeBack) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  store.write({"selectivity", "5", "abc"}, everything());
  EXPECT_EQ(readNpy(folder.path() / "results/selectivity@5/layer1.0.conv1.faces.t.npy").shape, (std::vector<std::int64_t>{2, 3}));
  NetworkAnalysis found;
  ASSERT_TRUE(store.read({"selectivity", "5", "abc"}, found));
  ASSERT_NE(found.map("layer1.0.conv1", "faces.t"), nullptr);
  EXPECT_EQ(found.map("layer1.0.conv1", "faces.t")->values[4], 4);
  EXPECT_TRUE(std::isnan(found.map("layer1.0.conv1", "faces.t")->values[5]));
  EXPECT_EQ(found.map("layer1.0.conv1", "preferred_degrees"), nullptr);   // of another analysis
  ASSERT_EQ(found.strongest.size(), 1u);
  EXPECT_EQ(found.strongest[0].indices, everything().strongest[0].indices);
  EXPECT_EQ(found.stimulusNames, everything().stimulusNames);
}

TEST(AnalysisStore, OtherInputsAreAnotherResultAndNothingIsLost) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  auto first = everything(), second = everything();
  second.layers[0].contrasts[0].selectivity->largest = 99;
  store.write({"selectivity", "5", "one"}, first);
  NetworkAnalysis found;
  EXPECT_FALSE(store.read({"selectivity", "5", "two"}, found));
  EXPECT_TRUE(found.layers.empty());
  store.write({"selectivity", "5", "two"}, second);
  NetworkAnalysis one, two;
  ASSERT_TRUE(store.read({"selectivity", "5", "one"}, one));
  ASSERT_TRUE(store.read({"selectivity", "5", "two"}, two));
  EXPECT_EQ(one.layers[0].contrasts[0].selectivity->largest, 3.5);
  EXPECT_EQ(two.layers[0].contrasts[0].selectivity->largest, 99);
  EXPECT_FALSE(one.maps.empty());
  EXPECT_EQ(readAnalyses(RunFolder(folder.path())).layers[0].contrasts[0].selectivity->largest, 99);   // the newest has the plain name
}

TEST(AnalysisStore, ResultsOfOtherStimuliDoNotStandBesideEachOther) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  auto faces = everything(), digits = everything();
  digits.stimuli = "idx:digits";
  digits.layers[0].smoothness->maxMinusMin = 0.9;
  store.write({"smoothness", "5", "one"}, faces);
  store.write({"dimensionality", "5", "two"}, faces);
  std::filesystem::last_write_time(folder.path() / "results/dimensionality@5.json", std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
  store.write({"smoothness", "5", "three"}, digits);   // the first has another name now
  const RunFolder run(folder.path());
  const auto newest = readAnalyses(run);
  EXPECT_EQ(newest.stimuli, "idx:digits");
  EXPECT_EQ(newest.layers[0].smoothness->maxMinusMin, 0.9);
  EXPECT_FALSE(newest.layers[0].dimensionality);       // it was of the faces
  const auto decided = readAnalyses(run, {{}, {}, "dimensionality"});
  EXPECT_EQ(decided.stimuli, faces.stimuli);
  EXPECT_EQ(decided.layers[0].smoothness->maxMinusMin, 0.5);
  EXPECT_TRUE(readAnalyses(run, {{}, "localizer:others", {}}).layers.empty());
}

TEST(AnalysisStore, AResultSetAsideKeepsItsTimeAndOfTwoAtOneTimeThePlainNameIsTheNewest) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  const auto long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
  auto second = everything();
  second.stimuli = "idx:digits";
  store.write({"smoothness", "5", "one"}, everything());
  std::filesystem::last_write_time(folder.path() / "results/smoothness@5.json", long_ago);
  store.write({"smoothness", "5", "two"}, second);
  EXPECT_EQ(std::filesystem::last_write_time(folder.path() / "results/smoothness@5.one.json"), long_ago);
  for (const char* name : {"results/smoothness@5.json", "results/smoothness@5.one.json"}) std::filesystem::last_write_time(folder.path() / name, long_ago);
  EXPECT_EQ(readAnalyses(RunFolder(folder.path())).stimuli, "idx:digits");
}

TEST(AnalysisStore, WhatWasAskedForLastIsTheNewest) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  auto most = everything();
  most.layers[0].dimensionality->effective = 9.5;   // of another pooling
  store.write({"dimensionality", "5", "mean"}, everything());
  store.write({"dimensionality", "5", "max"}, most);
  const auto before = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
  for (const char* name : {"results/dimensionality@5.json", "results/dimensionality@5.mean.json"}) std::filesystem::last_write_time(folder.path() / name, before);
  EXPECT_EQ(readAnalyses(RunFolder(folder.path())).layers[0].dimensionality->effective, 9.5);
  NetworkAnalysis found;
  ASSERT_TRUE(store.read({"dimensionality", "5", "mean"}, found));
  EXPECT_EQ(readAnalyses(RunFolder(folder.path())).layers[0].dimensionality->effective, 2.5);
}

TEST(AnalysisStore, TellsWhatHasResultsNewestFirst) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  EXPECT_TRUE(storedStimuli(RunFolder(folder.path())).empty());
  auto faces = everything(), own = everything();
  own.stimuli = kOwnStimuli;
  store.write({"smoothness", "5", "one"}, faces);
  store.write({"patches", "5", "two"}, faces);
  for (const char* name : {"results/smoothness@5.json", "results/patches@5.json"})
    std::filesystem::last_write_time(folder.path() / name, std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
  store.write({"morans-i", "5", "three"}, own);
  store.write({"morans-i", "2", "four"}, faces);   // an earlier step
  EXPECT_EQ(storedStimuli(RunFolder(folder.path())), (std::vector<std::string>{kOwnStimuli, faces.stimuli}));
}

TEST(AnalysisStore, ADamagedResultCountsAsNone) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  store.write({"patches", "5", "abc"}, everything());
  const auto file = folder.path() / "results/patches@5.json";
  for (const char* damage : {"", "{", "{\"inputs\": \"abc\"}", "{\"inputs\": \"abc\", \"settings\": {}, \"layers\": {}}"}) {
    std::ofstream(file) << damage;
    NetworkAnalysis found;
    EXPECT_FALSE(store.read({"patches", "5", "abc"}, found)) << damage;
    EXPECT_TRUE(found.layers.empty());
  }
}

TEST(AnalysisStore, AUnitBesideItsSheetIsRefused) {
  auto found = everything();
  found.layers[0].contrasts[0].patches->patches[0].units = {3, 6};
  NetworkAnalysis read;
  EXPECT_TRUE(holds(sentenceOf([&] { parseAnalysis("patches", formatAnalysis("patches", found), "patches@5.json", read); }), "patches@5.json", "computed anew"));
}

TEST(AnalysisJson, HasTheNamesOfTheContract) {
  const auto found = everything();
  const auto json = [&](const char* analysis) { return nlohmann::json::parse(formatAnalysis(analysis, found)); };
  const auto smoothness = json("smoothness");
  EXPECT_EQ(smoothness["layers"]["layer1.0.conv1"]["max_minus_min"], 0.5);
  EXPECT_TRUE(smoothness["layers"]["layer1.0.conv1"]["llcnn"].is_null());          // undefined is no number
  EXPECT_EQ(smoothness["layers"]["layer1.0.conv1"]["curve"]["pairs"][0], 7);
  EXPECT_EQ(smoothness["mean"]["max_minus_min"], 0.5);
  EXPECT_EQ(json("dimensionality")["layers"]["layer1.0.conv1"]["effective_dimensionality"], 2.5);
  EXPECT_EQ(json("morans-i")["layers"]["layer1.0.conv1"]["contrasts"]["faces"]["expected"], -0.2);
  const auto patches = json("patches")["layers"]["layer1.0.conv1"]["contrasts"]["faces"];
  EXPECT_EQ(patches["count"], 1);
  EXPECT_EQ(patches["patches"][0]["units"], 3);
  EXPECT_EQ(patches["patches"][0]["centroid"], (std::vector<double>{1, 1}));
  EXPECT_EQ(json("similarity")["layers"]["layer1.0.conv1"]["pairs"][0]["pearson"], -1);
  const auto orientation = json("orientation")["layers"]["layer1.0.conv1"];
  EXPECT_EQ(orientation["pinwheels"]["negative"], 2);
  EXPECT_EQ(orientation["preferred_degrees"][1][1], 4);                            // rows of the sheet
  EXPECT_TRUE(orientation["circular_variance"][1][2].is_null());
  EXPECT_EQ(smoothness["settings"]["data"], "localizer:floc");
  EXPECT_FALSE(smoothness["settings"].contains("threshold"));                      // smoothness does not read it
}

TEST(AnalysisJson, OnlyWhatAnAnalysisReadsDecidesIt) {
  AnalysisSettings settings, other;
  other.threshold = 5;
  EXPECT_EQ(decidingSettings("smoothness", settings), decidingSettings("smoothness", other));
  EXPECT_NE(decidingSettings("patches", settings), decidingSettings("patches", other));
}

}  // namespace
}  // namespace studio
