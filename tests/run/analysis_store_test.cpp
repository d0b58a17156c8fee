// Results of analyses on disk: what is written is read again, by what decided it and by nothing else; damaged files
// count as none.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/run/analysis.h"
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
  found.layers = {{"layer1.0.conv1", 2, 3, 6, 1}};
  const Cell layer("layer", "layer1.0.conv1"), faces("contrast", "faces"), places("contrast", "places");
  const auto whole = [](std::int64_t value) { return value; };
  Result& smoothness = found.resultFor("smoothness");
  smoothness.settings = {{"edges", std::vector<double>{}}};
  smoothness.table("").add({layer, {"max_minus_min", 0.5}, {"llcnn", kUndefined}, {"tdann", 0.25}});
  smoothness.table("curve").add({layer,
                                 {"distance", std::vector<double>{1, 1.4}},
                                 {"correlation", std::vector<double>{0.75, 0.25}},
                                 {"pairs", std::vector<std::int64_t>{7, 4}}});
  addMeans(smoothness, {{"", "max_minus_min", "max_minus_min"}}, {});
  Result& dimensionality = found.resultFor("dimensionality");
  dimensionality.settings = {{"pooling", std::string("mean")}};
  dimensionality.table("").add(
      {layer, {"effective_dimensionality", 2.5}, {"stimuli", whole(4)}, {"units", whole(6)}, {"features", whole(6)}});
  Result& selectivity = found.resultFor("selectivity");
  selectivity.ofContrasts = true;
  selectivity.table("").add({layer,
                             faces,
                             {"on", whole(2)},
                             {"off", whole(2)},
                             {"max_t", 3.5},
                             {"min_t", -1.0},
                             {"peak_unit", whole(4)},
                             {"significant_units", whole(2)}});
  selectivity.table("").add({layer,
                             places,
                             {"on", whole(2)},
                             {"off", whole(2)},
                             {"max_t", 1.0},
                             {"min_t", -3.5},
                             {"peak_unit", whole(0)},
                             {"significant_units", whole(0)}});
  for (const char* quantity : {"faces.t", "faces.welch_t", "faces.d_prime", "places.t"})
    selectivity.maps.push_back({"layer1.0.conv1", quantity, 2, 3, 5, {0, 1, 2, 3, 4, std::nanf("")}});
  selectivity.arrays = {{"layer1.0.conv1", "strongest",
                         NpyArray::from(std::vector<std::int64_t>{0, 1, 1, 2, 2, 3, 3, 0, 0, 2, 1, 3}, {6, 2})}};
  selectivity.lines = {{"stimuli", {"a", "b", "c", "d"}}};
  Result& morans = found.resultFor("morans-i");
  morans.ofContrasts = true;
  morans.table("").add({layer, faces, {"i", 0.25}, {"expected", -0.2}, {"p", 0.01}});
  morans.table("").add({layer, places, {"i", kUndefined}, {"expected", kUndefined}, {"p", kUndefined}});
  Result& patches = found.resultFor("patches");
  patches.ofContrasts = true;
  patches.settings = {{"statistic", std::string("t")}, {"threshold", 1.5}, {"smallest_patch", std::int64_t{-1}}};
  patches.table("").add({layer, faces, {"count", whole(1)}, {"area_fraction", 0.5}});
  patches.table("").add({layer, places, {"count", whole(0)}, {"area_fraction", 0.0}});
  patches.table("patches", false)
      .add({layer,
            faces,
            {"units", whole(3)},
            {"peak", 3.5},
            {"centroid", std::vector<double>{1, 1}},
            {"members", std::vector<std::int64_t>{3, 4, 5}}});
  addMeans(patches, {{"", "count", "count"}, {"", "area_fraction", "area_fraction"}}, {"faces", "places"});
  Result& similarity = found.resultFor("similarity");
  similarity.ofContrasts = true;
  similarity.table("pairs", false)
      .add({layer, {"a", "faces"}, {"b", "places"}, {"pearson", -1.0}, {"ssim", kUndefined}, {"spearman", -0.9}});
  addMeans(similarity, {{"pairs", "pearson", "pearson"}}, {"faces", "places"});
  Result& orientation = found.resultFor("orientation");
  orientation.printsMaps = true;
  orientation.table("").add({layer, {"angles", std::vector<double>{0, 90}}, {"mean_circular_variance", 0.75}});
  orientation.table("pinwheels").add({layer, {"positive", whole(1)}, {"negative", whole(2)}});
  orientation.table("pinwheels.places", false).add({layer, {"row", 0.5}, {"column", 1.5}, {"sign", whole(-1)}});
  for (const char* quantity : {"preferred_degrees", "circular_variance"})
    orientation.maps.push_back({"layer1.0.conv1", quantity, 2, 3, 5, {0, 1, 2, 3, 4, std::nanf("")}});
  return found;
}

std::vector<std::string> analysisNames() {
  std::vector<std::string> names;
  for (const Result& result : everything().results) names.push_back(result.analysis);
  return names;
}

/// A result of `analysis` with another number.
NetworkAnalysis with(const std::string& analysis, const std::string& column, double value) {
  NetworkAnalysis found = everything();
  Result& result = found.resultFor(analysis);
  Table changed;
  std::vector<Cell> row{{"layer", "layer1.0.conv1"}, {column, value}};
  if (result.find("")->column("contrast")) row.insert(row.begin() + 1, Cell("contrast", "faces"));
  changed.add(row);
  result.tables = {changed};
  return found;
}

double largestT(const NetworkAnalysis& found) {
  return found.result("selectivity")->number("", {{"layer", "layer1.0.conv1"}, {"contrast", "faces"}}, "max_t");
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
  EXPECT_EQ(after.settings.number("threshold", 2), GetParam() == "patches" ? 1.5 : 2);
}

INSTANTIATE_TEST_SUITE_P(All, AnalysisOnDisk, ::testing::ValuesIn(analysisNames()), [](const auto& info) {
  std::string name = info.param;
  std::erase(name, '-');
  return name;
});

TEST(NetworkAnalysis, AResultStaysWhereItIsWhileOthersAreAdded) {
  NetworkAnalysis found;
  Result* first = &found.resultFor("smoothness");
  for (int more = 0; more < 100; ++more) found.resultFor("made-up " + std::to_string(more));
  EXPECT_EQ(first, &found.resultFor("smoothness"));
  EXPECT_EQ(first, found.result("smoothness"));
}

TEST(AnalysisStore, MapsAndStrongestStimuliComeBack) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  store.write({"selectivity", "5", "abc"}, everything());
  EXPECT_EQ(readNpy(folder.path() / "results/selectivity@5/layer1.0.conv1.faces.t.npy").shape,
            (std::vector<std::int64_t>{2, 3}));
  NetworkAnalysis found;
  ASSERT_TRUE(store.read({"selectivity", "5", "abc"}, found));
  ASSERT_NE(found.map("layer1.0.conv1", "faces.t"), nullptr);
  EXPECT_EQ(found.map("layer1.0.conv1", "faces.t")->values[4], 4);
  EXPECT_TRUE(std::isnan(found.map("layer1.0.conv1", "faces.t")->values[5]));
  EXPECT_EQ(found.map("layer1.0.conv1", "preferred_degrees"), nullptr);  // of another analysis
  const Result &read = *found.result("selectivity"), written = *everything().result("selectivity");
  ASSERT_EQ(read.arrays.size(), 1u);
  EXPECT_EQ(read.arrays[0].name, "strongest");
  EXPECT_EQ(read.arrays[0].values.bytes, written.arrays[0].values.bytes);
  ASSERT_EQ(read.lines.size(), 1u);
  EXPECT_EQ(read.lines[0].lines, written.lines[0].lines);
}

/// Numbers of each unit, as integration windows have them: real ones, but no map.
TEST(AnalysisStore, RowsOfRealNumbersAreNoMapsAndComeBackAndGoWithTheMaps) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  auto before = everything();
  Result& windows = before.resultFor("windows");
  windows.table("").add({{"layer", "layer1.0.conv1"}, {"c", 0.5}});
  windows.maps = {{"layer1.0.conv1", "c", 2, 3, 5, {0, 1, 2, 3, 4, 5}}};
  windows.arrays = {{"layer1.0.conv1", "window", NpyArray::from(std::vector<double>(24, 0.25), {6, 4})}};
  store.write({"windows", "5", "abc"}, before);
  NetworkAnalysis found;
  ASSERT_TRUE(store.read({"windows", "5", "abc"}, found));
  const Result& read = *found.result("windows");
  ASSERT_EQ(read.arrays.size(), 1u);
  EXPECT_EQ(read.arrays[0].values.shape, (std::vector<std::int64_t>{6, 4}));
  EXPECT_EQ(read.arrays[0].values.asDoubles()[23], 0.25);
  ASSERT_EQ(read.maps.size(), 1u);
  EXPECT_EQ(read.maps[0].quantity, "c");
  const auto names = writeMaps(before, folder.path() / "maps");
  EXPECT_EQ(std::count(names.begin(), names.end(), "layer1.0.conv1.window.npy"), 1);
  EXPECT_EQ(std::count(names.begin(), names.end(), "layer1.0.conv1.strongest.npy"), 0) << "numbers of stimuli";
  EXPECT_EQ(readNpy(folder.path() / "maps/layer1.0.conv1.window.npy").shape, (std::vector<std::int64_t>{6, 4}));
}

TEST(AnalysisStore, OtherInputsAreAnotherResultAndNothingIsLost) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  auto first = everything(), second = with("selectivity", "max_t", 99);
  store.write({"selectivity", "5", "one"}, first);
  NetworkAnalysis found;
  EXPECT_FALSE(store.read({"selectivity", "5", "two"}, found));
  EXPECT_TRUE(found.layers.empty());
  store.write({"selectivity", "5", "two"}, second);
  NetworkAnalysis one, two;
  ASSERT_TRUE(store.read({"selectivity", "5", "one"}, one));
  ASSERT_TRUE(store.read({"selectivity", "5", "two"}, two));
  EXPECT_EQ(largestT(one), 3.5);
  EXPECT_EQ(largestT(two), 99);
  EXPECT_FALSE(one.result("selectivity")->maps.empty());
  EXPECT_EQ(largestT(readAnalyses(RunFolder(folder.path()))), 99);  // the newest has the plain name
}

TEST(AnalysisStore, ResultsOfOtherStimuliDoNotStandBesideEachOther) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  auto faces = everything(), digits = with("smoothness", "max_minus_min", 0.9);
  digits.stimuli = "idx:digits";
  store.write({"smoothness", "5", "one"}, faces);
  store.write({"dimensionality", "5", "two"}, faces);
  std::filesystem::last_write_time(folder.path() / "results/dimensionality@5.json",
                                   std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
  store.write({"smoothness", "5", "three"}, digits);  // the first has another name now
  const RunFolder run(folder.path());
  const auto newest = readAnalyses(run);
  EXPECT_EQ(newest.stimuli, "idx:digits");
  EXPECT_EQ(newest.number("smoothness", "layer1.0.conv1", "max_minus_min"), 0.9);
  EXPECT_FALSE(newest.result("dimensionality"));  // it was of the faces
  const auto decided = readAnalyses(run, {{}, {}, "dimensionality"});
  EXPECT_EQ(decided.stimuli, faces.stimuli);
  EXPECT_EQ(decided.number("smoothness", "layer1.0.conv1", "max_minus_min"), 0.5);
  EXPECT_TRUE(readAnalyses(run, {{}, "localizer:others", {}}).layers.empty());
}

/// What it was measured with is its text; it stands beside results of the stimuli that were chosen then.
TEST(AnalysisStore, AResultOfSentencesNamesTheirPlaceAndStandsBesideTheOthers) {
  const TemporaryFolder folder;
  const RunFolder run = RunStore(folder.path()).create("run");
  const AnalysisStore store(run);
  NetworkAnalysis found = everything();
  store.write({"smoothness", "5", "a"}, found);
  Result& windows = found.resultFor("windows");
  windows.sentences = 20;
  windows.place = "text:/books/alice.txt";
  windows.table("").add({{"layer", "layer1.0.conv1"}, {"c", 0.5}});
  const auto json = nlohmann::json::parse(formatAnalysis("windows", found));
  EXPECT_EQ(json["settings"]["data"], "text:/books/alice.txt");
  store.write({"windows", "5", "b"}, found);
  EXPECT_EQ(storedStimuli(run), std::vector<std::string>{"localizer:floc"});
  const NetworkAnalysis both = readAnalyses(run, {"5", "localizer:floc", {}});
  ASSERT_NE(both.result("smoothness"), nullptr);
  ASSERT_NE(both.result("windows"), nullptr);
  EXPECT_EQ(both.result("windows")->place, "text:/books/alice.txt");
  EXPECT_EQ(both.result("windows")->settings.size(), 0u) << "the place is no choice of its own";
  EXPECT_EQ(both.stimuli, "localizer:floc");
  std::vector<std::string> problems;
  for (const MeasuredNumbers& each : readNumbers(run, {}, problems)) {
    EXPECT_EQ(each.stimuli, each.analysis == "windows" ? "text:/books/alice.txt" : "localizer:floc");
    EXPECT_EQ(each.how.find("alice"), std::string::npos) << "as results say that were stored without their place";
  }
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
  for (const char* name : {"results/smoothness@5.json", "results/smoothness@5.one.json"})
    std::filesystem::last_write_time(folder.path() / name, long_ago);
  EXPECT_EQ(readAnalyses(RunFolder(folder.path())).stimuli, "idx:digits");
}

TEST(AnalysisStore, WhatWasAskedForLastIsTheNewest) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  const auto most = with("dimensionality", "effective_dimensionality", 9.5);  // of another pooling
  store.write({"dimensionality", "5", "mean"}, everything());
  store.write({"dimensionality", "5", "max"}, most);
  const auto before = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
  for (const char* name : {"results/dimensionality@5.json", "results/dimensionality@5.mean.json"})
    std::filesystem::last_write_time(folder.path() / name, before);
  EXPECT_EQ(
      readAnalyses(RunFolder(folder.path())).number("dimensionality", "layer1.0.conv1", "effective_dimensionality"),
      9.5);
  NetworkAnalysis found;
  ASSERT_TRUE(store.read({"dimensionality", "5", "mean"}, found));
  EXPECT_EQ(
      readAnalyses(RunFolder(folder.path())).number("dimensionality", "layer1.0.conv1", "effective_dimensionality"),
      2.5);
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
    std::filesystem::last_write_time(folder.path() / name,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
  store.write({"morans-i", "5", "three"}, own);
  store.write({"morans-i", "2", "four"}, faces);  // an earlier step
  EXPECT_EQ(storedStimuli(RunFolder(folder.path())), (std::vector<std::string>{kOwnStimuli, faces.stimuli}));
}

TEST(AnalysisStore, ADamagedResultCountsAsNone) {
  const TemporaryFolder folder;
  const AnalysisStore store{RunFolder(folder.path())};
  store.write({"patches", "5", "abc"}, everything());
  const auto file = folder.path() / "results/patches@5.json";
  for (const char* damage :
       {"", "{", "{\"inputs\": \"abc\"}", "{\"inputs\": \"abc\", \"settings\": {}, \"layers\": {}}"}) {
    std::ofstream(file) << damage;
    NetworkAnalysis found;
    EXPECT_FALSE(store.read({"patches", "5", "abc"}, found)) << damage;
    EXPECT_TRUE(found.layers.empty());
  }
}

TEST(AnalysisStore, AUnitBesideItsSheetIsRefused) {
  auto found = everything();
  Table outside("patches", false);
  outside.add({{"layer", "layer1.0.conv1"}, {"contrast", "faces"}, {"members", std::vector<std::int64_t>{3, 6}}});
  found.resultFor("patches").tables.back() = outside;
  NetworkAnalysis read;
  EXPECT_TRUE(
      holds(errorSentence([&] { parseAnalysis("patches", formatAnalysis("patches", found), "patches@5.json", read); }),
            "patches@5.json", "computed again"));
}

TEST(AnalysisJson, HasTheNamesOfTheContract) {
  const auto found = everything();
  const auto json = [&](const char* analysis) { return nlohmann::json::parse(formatAnalysis(analysis, found)); };
  const auto smoothness = json("smoothness");
  EXPECT_EQ(smoothness["layers"]["layer1.0.conv1"]["max_minus_min"], 0.5);
  EXPECT_TRUE(smoothness["layers"]["layer1.0.conv1"]["llcnn"].is_null());  // undefined is no number
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
  EXPECT_EQ(orientation["preferred_degrees"][1][1], 4);  // rows of the sheet
  EXPECT_TRUE(orientation["circular_variance"][1][2].is_null());
  EXPECT_EQ(smoothness["settings"]["data"], "localizer:floc");
  EXPECT_FALSE(smoothness["settings"].contains("threshold"));  // smoothness does not read it
}

TEST(AnalysisJson, OnlyWhatAnAnalysisReadsDecidesIt) {
  const AnalysisKind patches{.name = "patches",
                             .title = "Patches",
                             .contrasts = true,
                             .choices = {{{.key = "threshold", .kind = FieldKind::Number}, "", 2.0}}},
      smoothness{.name = "smoothness", .title = "Smoothness"};
  AnalysisSettings settings, other;
  other.values["threshold"] = 5.0;
  EXPECT_EQ(decidingSettings(smoothness, settings), decidingSettings(smoothness, other));
  EXPECT_NE(decidingSettings(patches, settings), decidingSettings(patches, other));
  other.values["threshold"] = 2.0;
  EXPECT_EQ(decidingSettings(patches, settings), decidingSettings(patches, other))
      << "the default is as good as chosen";
  EXPECT_EQ(decidingSettings(patches, settings),
            R"({"layers":"topo","contrasts_wanted":"auto","contrasts_named":{},"threshold":2.0})")
      << "results of earlier versions are found by it";
}

/// As version 0.1.0 wrote them before results were tables (tests/data/results/README.md), byte for byte.
TEST(AnalysisStore, ResultsOfEarlierVersionsAreRead) {
  namespace fs = std::filesystem;
  const TemporaryFolder folder;
  const fs::path kept = fs::path(STUDIO_SOURCE_DIR) / "tests/data/results", results = folder.path() / "results";
  fs::create_directory(results);
  for (const char* analysis :
       {"smoothness", "morans-i", "dimensionality", "selectivity", "patches", "similarity", "orientation"}) {
    fs::copy_file(kept / (std::string(analysis) + ".json"), results / (std::string(analysis) + "@12.json"));
    if (fs::exists(kept / analysis)) fs::copy(kept / analysis, results / (std::string(analysis) + "@12"));
    std::ifstream file(kept / (std::string(analysis) + ".json"));
    auto before = nlohmann::json::parse(file);
    const std::string inputs = before["inputs"];
    before.erase("inputs");
    NetworkAnalysis found;
    ASSERT_TRUE(AnalysisStore{RunFolder(folder.path())}.read({analysis, "12", inputs}, found)) << analysis;
    EXPECT_EQ(nlohmann::json::parse(formatAnalysis(analysis, found)), before) << analysis;
  }
  const auto all = readAnalyses(RunFolder(folder.path()), {"12", "synthetic_localizer:?samples=50", {}});
  EXPECT_EQ(all.results.size(), 6u) << "orientation is of other stimuli";
  EXPECT_EQ(all.result("selectivity")->maps.size(), 6u);
  EXPECT_EQ(all.result("selectivity")->lines.at(0).lines.size(), 50u);
  EXPECT_EQ(all.result("selectivity")->arrays.at(0).values.shape, (std::vector<std::int64_t>{16, 8}));
}

TEST(Stimuli, AreCalledByTheEndOfALongPlace) {
  EXPECT_EQ(stimuliName("gratings:"), "gratings:");
  EXPECT_EQ(stimuliName("idx:data/mnist?limit=10"), "idx:data/mnist?limit=10");
  EXPECT_EQ(stimuliName("localizer:/home/me/floc/images?image_size=32"), "…/floc/images");
  EXPECT_EQ(stimuliName("localizer:/home/me/floc/images/"), "…/floc/images");
  EXPECT_EQ(stimuliName(""), "");
}

}  // namespace
}  // namespace studio
