// Analyses of arrays that were measured elsewhere: responses with labels, a map; and values of which nothing can be
// said.
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/analysis/analyse.h"
#include "core/analysis/analyses.h"
#include "core/data/npy_tensor.h"
#include "core/run/analysis.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

using Json = nlohmann::json;

/// Responses with an exact answer: unit u responds u to category "a" and 0 to "b", with a wobble of one.
struct Arrays {
  explicit Arrays(torch::Tensor responses = {}) {
    if (!responses.defined()) {
      responses = torch::zeros({8, 6}, torch::kDouble);
      for (int stimulus = 0; stimulus < 8; ++stimulus)
        for (int unit = 0; unit < 6; ++unit)
          responses[stimulus][unit] =
              (stimulus < 4 ? unit : 0) + (stimulus % 2 ? 1.0 : -1.0) * (1 + 0.1 * unit * (stimulus % 3));
    }
    writeNpy(folder.path() / "r.npy", makeNpyArray(responses));
    folder.write("labels.txt", "a\na\na\na\nb\nb\nb\nb\n");
    request.arrays.responses = folder.path() / "r.npy";
    request.arrays.labels = folder.path() / "labels.txt";
  }
  NetworkAnalysis of(const std::string& analysis) {
    request.analyses = {analysis};
    return analyse(request, {"cpu", 1});
  }
  TemporaryFolder folder;
  AnalysisRequest request;
};

double dimensionalityIn(Arrays& arrays) {
  return arrays.of("dimensionality").number("dimensionality", "responses", "effective_dimensionality");
}
std::vector<double> pairsIn(const NetworkAnalysis& found) {
  return found.result("smoothness")->list("curve", {{"layer", "responses"}}, "pairs");
}

TEST(AnalyseArrays, TheirLayerIsCalledResponsesAndItsSheetFollowsTheRule) {
  Arrays arrays;
  const auto found = arrays.of("selectivity");
  ASSERT_EQ(found.layers.size(), 1u);
  EXPECT_EQ(found.layers[0].layer, "responses");
  EXPECT_EQ(found.layers[0].height, 2);
  EXPECT_EQ(found.contrasts.size(), 2u);  // each of the two against the other
  ASSERT_TRUE(found.map("responses", "a.t"));
  EXPECT_GT(found.map("responses", "a.t")->values[5], 3);
  EXPECT_NEAR(found.map("responses", "a.t")->values[3], -found.map("responses", "b.t")->values[3], 1e-6);
  EXPECT_EQ(found.result("selectivity")->number("", {{"layer", "responses"}, {"contrast", "a"}}, "peak_unit"), 5);
}

TEST(AnalyseArrays, ASheetOfAnotherSizeIsRefused) {
  Arrays arrays;
  arrays.request.arrays.sheet = {1, 6};
  EXPECT_EQ(arrays.of("smoothness").layers[0].width, 6);
  arrays.request.arrays.sheet = {2, 4};
  EXPECT_TRUE(holds(errorSentence([&] { arrays.of("smoothness"); }), "2x4", "6 units", "--sheet"));
}

TEST(AnalyseArrays, LabelsOfAnotherLengthAreRefused) {
  Arrays arrays;
  arrays.folder.write("labels.txt", "a\nb\n");
  EXPECT_TRUE(holds(errorSentence([&] { arrays.of("selectivity"); }), "labels.txt", "2 lines", "8 stimuli"));
}

TEST(AnalyseArrays, AMissingCategoryIsNamed) {
  Arrays arrays;
  arrays.request.settings.chosen = {{"faces", {"adlt"}, {"b"}}};
  EXPECT_TRUE(holds(errorSentence([&] { arrays.of("selectivity"); }), "adlt"));
}

TEST(AnalyseArrays, OneStimulusOnASideIsRefused) {
  Arrays arrays;
  arrays.folder.write("labels.txt", "a\nb\nb\nb\nb\nb\nb\nb\n");
  EXPECT_TRUE(holds(errorSentence([&] { arrays.of("selectivity"); }), "a"));
}

TEST(AnalyseArrays, OneStimulusIsNoAnalysis) {
  Arrays arrays(torch::ones({1, 6}));
  EXPECT_TRUE(holds(errorSentence([&] { arrays.of("smoothness"); }), "two stimuli"));
}

TEST(AnalyseArrays, ConstantUnitsAreCountedAndUndefined) {
  Arrays arrays(torch::ones({8, 6}));
  const auto smoothness = arrays.of("smoothness");
  EXPECT_EQ(smoothness.layers[0].undefinedUnits, 6);
  EXPECT_TRUE(std::isnan(smoothness.number("smoothness", "responses", "max_minus_min")));
  EXPECT_TRUE(std::isnan(dimensionalityIn(arrays)));
  EXPECT_EQ(arrays.of("selectivity").map("responses", "a.t")->values[0], 0);  // science.md 4.1: 0 where nothing varies
}

TEST(AnalyseArrays, AUnitWithNanIsLeftOutAndTheRestIsAsWithoutIt) {
  torch::manual_seed(3);
  const auto whole = torch::randn({8, 6}, torch::kDouble);
  auto broken = whole.clone();
  broken.select(1, 2).fill_(std::nan(""));
  Arrays withNan(broken);
  EXPECT_EQ(withNan.of("smoothness").layers[0].undefinedUnits, 1);
  const auto found = withNan.of("selectivity");
  EXPECT_TRUE(std::isnan(found.map("responses", "a.t")->values[2]));
  Arrays plain(whole);
  EXPECT_EQ(found.map("responses", "a.t")->values[3], plain.of("selectivity").map("responses", "a.t")->values[3]);
  Arrays without(torch::cat({whole.narrow(1, 0, 2), whole.narrow(1, 3, 3)}, 1));
  EXPECT_NEAR(dimensionalityIn(withNan), dimensionalityIn(without), 1e-9);
}

TEST(AnalyseArrays, AnglesComeFromTheLines) {
  Arrays arrays;
  EXPECT_TRUE(holds(errorSentence([&] { arrays.of("orientation"); }), "gratings", "labels.txt"));
  arrays.folder.write("labels.txt", "0deg\n0deg\n045.0deg_05sf_000phase_bw\n45deg\n90deg\n90deg\n135deg\n135deg\n");
  EXPECT_EQ(arrays.of("orientation").result("orientation")->list("", {{"layer", "responses"}}, "angles"),
            (std::vector<double>{0, 45, 90, 135}));
}

TEST(AnalyseArrays, EachResultIsToldInOneShortLine) {
  Arrays arrays;
  const auto line = [&](const std::string& name) {
    const auto found = arrays.of(name);
    return findAnalysis(name).kind.summary(found, *found.result(name));
  };
  EXPECT_EQ(line("selectivity"), "2 contrasts, 1 layer");
  EXPECT_TRUE(line("smoothness").ends_with(", mean of 1 layer")) << line("smoothness");
  EXPECT_TRUE(line("dimensionality").ends_with(", from 8 responses")) << line("dimensionality");
  EXPECT_TRUE(line("similarity").starts_with("a and b \u2212")) << line("similarity");
  EXPECT_TRUE(line("patches").ends_with(" in 1 layer")) << line("patches");
  EXPECT_TRUE(line("morans-i").ends_with(", mean of 2 maps")) << line("morans-i");
  arrays.folder.write("labels.txt", "0deg\n0deg\n45deg\n45deg\n90deg\n90deg\n135deg\n135deg\n");
  EXPECT_TRUE(line("orientation").ends_with(" in 1 layer")) << line("orientation");
}

TEST(AnalyseArrays, MarksLineEndsAndBlanksAreNoPartOfALabel) {
  Arrays arrays;
  const auto plain = formatAnalysis("selectivity", arrays.of("selectivity"));
  for (const char* same : {"\xef\xbb\xbf"
                           "a\na\na\na\nb\nb\nb\nb\n",
                           "a\r\na\r\na\r\na\r\nb\r\nb\r\nb\r\nb", "a\ra\ra \ra\t\rb\r b\rb\rb\r\r"}) {
    arrays.folder.write("labels.txt", same);
    EXPECT_EQ(formatAnalysis("selectivity", arrays.of("selectivity")), plain) << same;
  }
  arrays.folder.write("labels.txt", std::string("\xff\xfe"
                                                "a\0",
                                                4));
  EXPECT_TRUE(holds(errorSentence([&] { arrays.of("selectivity"); }), "labels.txt", "UTF-16"));
}

TEST(AnalyseArrays, LabelsThatLookTheSameAreOneOrTold) {
  Arrays arrays;
  arrays.folder.write("labels.txt", "A\na\nA\na\nb\nb\nb\nb\n");
  const auto found = arrays.of("selectivity");
  ASSERT_EQ(found.remarks.size(), 1u);
  EXPECT_TRUE(holds(found.remarks[0], "labels.txt", "\"A\" and \"a\" count as two categories")) << found.remarks[0];
  arrays.folder.write("labels.txt", "\u00e9\ne\u0301\n\u00e9\ne\u0301\nb\nb\nb\nb\n");  // of two systems
  EXPECT_TRUE(arrays.of("selectivity").remarks.empty());
  EXPECT_EQ(arrays.of("selectivity").contrasts.size(), 2u);
}

TEST(AnalyseArrays, ANpzServesAsWell) {
  Arrays arrays;
  const auto plain = formatAnalysis("selectivity", arrays.of("selectivity"));
  const auto responses = readNpy(arrays.folder.path() / "r.npy");
  writeNpz(arrays.folder.path() / "r.npz",
           {{"other", NpyArray::from(std::vector<double>{1}, {1})}, {"responses", responses}});
  arrays.request.arrays.responses = arrays.folder.path() / "r.npz";
  auto json = Json::parse(formatAnalysis("selectivity", arrays.of("selectivity"))), before = Json::parse(plain);
  EXPECT_EQ(json["layers"], before["layers"]);
  writeNpz(arrays.folder.path() / "r.npz", {{"V1", responses}, {"V4", responses}});
  EXPECT_TRUE(holds(errorSentence([&] { arrays.of("selectivity"); }), "V1, V4", "r.npz:V1"));
  arrays.request.arrays.responses = arrays.folder.path() / "r.npz:V4";
  EXPECT_EQ(Json::parse(formatAnalysis("selectivity", arrays.of("selectivity")))["layers"], before["layers"]);
}

TEST(AnalyseArrays, WhatIsNotFiniteOrConstantIsWarnedOfAndNeverANumber) {
  auto broken = torch::randn({8, 6}, torch::kDouble);
  broken[3][2] = std::nan("");
  broken.select(1, 4).fill_(7);
  const auto some = Arrays(broken).of("smoothness").warnings;
  ASSERT_EQ(some.size(), 2u);
  EXPECT_TRUE(holds(some[0], "1 of 6 units", "NaN at stimulus 3, unit 2", "left out")) << some[0];
  EXPECT_TRUE(holds(some[1], "1 of 6 units", "the same to every stimulus")) << some[1];
  Arrays none(torch::full({8, 6}, std::nan(""), torch::kDouble));
  for (const char* what : {"smoothness", "dimensionality", "selectivity", "patches", "similarity", "morans-i"}) {
    const auto found = none.of(what);
    ASSERT_EQ(found.warnings.size(), 1u) << what;
    EXPECT_TRUE(holds(found.warnings[0], "all 6 units", "cannot be analysed")) << found.warnings[0];
    const Json json = Json::parse(formatAnalysis(what, found));
    EXPECT_EQ(json["settings"]["warnings"].size(), 1u) << what;
    for (const auto& [key, value] : json["mean"].items()) {
      if (value.is_object()) continue;
      EXPECT_FALSE(value.is_number_float()) << what << ' ' << key << ' ' << value;
    }
  }
  EXPECT_TRUE(Json::parse(formatAnalysis("patches",
                                         none.of("patches")))["layers"]["responses"]["contrasts"]["a"]["area_fraction"]
                  .is_null());
  EXPECT_TRUE(Json::parse(formatAnalysis("dimensionality",
                                         none.of("dimensionality")))["layers"]["responses"]["effective_dimensionality"]
                  .is_null());
}

/// 1 x 4 units lie 1, 2 and 3 apart: with edges to 3 the one pair at exactly 3 is left out, as published code leaves it
/// out.
TEST(AnalyseArrays, PairsAtExactlyTheLastEdgeAreLeftOut) {
  torch::manual_seed(4);
  Arrays arrays(torch::randn({8, 4}, torch::kDouble));
  arrays.request.arrays.sheet = {1, 4};
  arrays.request.settings.values["edges"] = std::vector<double>{0, 1.5, 2.5, 3};
  EXPECT_EQ(pairsIn(arrays.of("smoothness")), (std::vector<double>{3, 2}));
  EXPECT_EQ(Json::parse(formatAnalysis("smoothness", arrays.of("smoothness")))["settings"]["last_edge"], "left out");
  arrays.request.settings.values["edges"] = std::vector<double>{0, 1.5, 2.5, 3.001};
  EXPECT_EQ(pairsIn(arrays.of("smoothness")), (std::vector<double>{3, 2, 1}));
  arrays.request.settings.values.clear();  // the default holds every pair
  const auto whole = arrays.of("smoothness");
  std::int64_t pairs = 0;
  for (const auto count : pairsIn(whole)) pairs += std::int64_t(count);
  EXPECT_EQ(pairs, 6);
  EXPECT_FALSE(Json::parse(formatAnalysis("smoothness", whole))["settings"].contains("last_edge"));
}

TEST(AnalyseMap, MoransIOfAFile) {
  const TemporaryFolder folder;
  auto map = torch::arange(64, torch::kDouble).mul(0.2).sin().view({8, 8});
  writeNpy(folder.path() / "m.npy", makeNpyArray(map));
  const auto found = analyseMap("morans-i", folder.path() / "m.npy", {});
  const Json json = Json::parse(formatAnalysis("morans-i", found));
  EXPECT_NEAR(json["layers"]["map"]["expected"].get<double>(), -1.0 / 63, 1e-12);
  EXPECT_TRUE(json["layers"]["map"]["p"].is_number());
  writeNpy(folder.path() / "v.npy", makeNpyArray(torch::ones({4})));
  EXPECT_TRUE(holds(errorSentence([&] { analyseMap("morans-i", folder.path() / "v.npy", {}); }), "v.npy", "map"));
  EXPECT_TRUE(holds(errorSentence([&] { analyseMap("smoothness", folder.path() / "m.npy", {}); }), "smoothness",
                    "is not made of one map", "m.npy"));
}

/// As `toponets analyse morans-i --map` has answered since version 0.1.0: its settings stated, no mean of one map.
TEST(AnalyseMap, StatesItsSettingsAndNoMean) {
  const TemporaryFolder folder;
  writeNpy(folder.path() / "m.npy", makeNpyArray(torch::arange(16, torch::kDouble).view({4, 4})));
  AnalysisSettings settings;
  settings.values["permutations"] = std::int64_t{9};
  const Json json = Json::parse(formatAnalysis("morans-i", analyseMap("morans-i", folder.path() / "m.npy", settings)));
  EXPECT_EQ(json["settings"]["statistic"], "t");
  EXPECT_EQ(json["settings"]["permutations"], 9);
  EXPECT_EQ(json["settings"]["seed"], 0);
  EXPECT_EQ(json["settings"]["contrasts_wanted"], "auto");
  EXPECT_EQ(json["mean"].dump(), "{\"contrasts\":{}}");
}

TEST(AnalyseMap, NonFiniteValuesGiveAWarning) {
  const TemporaryFolder folder;
  auto map = torch::arange(64, torch::kDouble).mul(0.2).sin().view({8, 8});
  map[1][2] = std::nan("");
  writeNpz(folder.path() / "m.npz", {{"map", makeNpyArray(map)}});
  const auto found = analyseMap("morans-i", folder.path() / "m.npz", {});
  ASSERT_EQ(found.warnings.size(), 1u);
  EXPECT_TRUE(holds(found.warnings[0], "m.npz", "NaN at row 1, column 2"));
  EXPECT_TRUE(std::isfinite(found.result("morans-i")->number("", {{"layer", "map"}}, "i")));
}

}  // namespace
}  // namespace studio
