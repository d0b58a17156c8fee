// What results say where their maps hold noise: no unit is selective, none prefers an angle, all are alike.
#include "core/analysis/map_notes.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <nlohmann/json.hpp>

#include "core/analysis/analyse.h"
#include "core/analysis/analyses.h"
#include "core/data/npy_tensor.h"
#include "core/run/group_analysis.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

/// Four stimuli of each category; those of the second are answered as those of the first, but for `shift`.
class NoisyResponses {
 public:
  explicit NoisyResponses(double shift, const std::string& labels = "a\na\na\na\nb\nb\nb\nb\n") {
    auto responses = torch::zeros({8, 64}, torch::kDouble);
    for (int stimulus = 0; stimulus < 8; ++stimulus)
      for (int unit = 0; unit < 64; ++unit)
        responses[stimulus][unit] = (stimulus % 4) * (1 + 0.1 * unit) + (stimulus < 4 ? 0 : shift * (unit % 3));
    writeNpy(folder_.path() / "r.npy", makeNpyArray(responses));
    folder_.write("labels.txt", labels);
    request.arrays.responses = folder_.path() / "r.npy";
    request.arrays.labels = folder_.path() / "labels.txt";
  }
  NetworkAnalysis of(const std::string& analysis) {
    request.analyses = {analysis};
    return analyse(request, {"cpu", 1});
  }
  std::vector<std::string> notesOf(const std::string& analysis) { return of(analysis).result(analysis)->notes; }
  AnalysisRequest request;

 private:
  TemporaryFolder folder_;
};

TEST(MapNotes, WhereNoUnitIsSelectiveEveryMeasureOfTheMapsSaysSo) {
  NoisyResponses faint(0.01), clear(10);
  for (const AnalysisEntry& entry : analyses()) {
    if (!entry.kind.contrasts) continue;
    const auto notes = faint.notesOf(entry.kind.name);
    ASSERT_EQ(notes.size(), 1u) << entry.kind.name;
    EXPECT_TRUE(notes[0].starts_with("No unit is selective: the largest |t| is 0.0")) << notes[0];
    EXPECT_TRUE(holds(notes[0], ", below 2. What is made of such maps")) << notes[0];
    EXPECT_TRUE(clear.notesOf(entry.kind.name).empty()) << entry.kind.name;
  }
}

TEST(MapNotes, AreAPartOfTheAnswerAndAreReadAgain) {
  NoisyResponses faint(0.01), clear(10);
  const auto found = faint.of("morans-i");
  const std::string text = formatAnalysis("morans-i", found);
  EXPECT_EQ(nlohmann::json::parse(text)["settings"]["notes"][0], found.result("morans-i")->notes[0]);
  NetworkAnalysis read;
  parseAnalysis("morans-i", text, "morans-i@5.json", read);
  EXPECT_EQ(read.result("morans-i")->notes, found.result("morans-i")->notes);
  EXPECT_FALSE(read.settings.values.contains("notes")) << "no choice";
  EXPECT_EQ(formatAnalysis("morans-i", read), text);
  const auto other = clear.of("morans-i");
  EXPECT_EQ(formatAnalysis("morans-i", other).find("notes"), std::string::npos) << "as it was where all is well";
  EXPECT_EQ(meanAnalysis({&other, &found}).result("morans-i")->notes, found.result("morans-i")->notes)
      << "of one seed among several";
}

TEST(MapNotes, PatchesGoByTheirOwnThreshold) {
  NoisyResponses faint(0.01);
  faint.request.settings.values["threshold"] = 1e-4;
  EXPECT_TRUE(faint.notesOf("patches").empty());
  EXPECT_EQ(faint.notesOf("morans-i").size(), 1u);
}

TEST(MapNotes, PinwheelsOfUnitsThatPreferNoAngleAreNoise) {
  const std::string angles = "0deg\n0deg\n0deg\n0deg\n90deg\n90deg\n90deg\n90deg\n";
  NoisyResponses faint(0.01, angles), clear(10, angles);
  const auto notes = faint.notesOf("orientation");
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_TRUE(notes[0].starts_with("No unit prefers an angle to the others: the largest |t| is 0.0")) << notes[0];
  EXPECT_TRUE(clear.notesOf("orientation").empty());
  const double largest = clear.of("orientation").number("orientation", "responses", "largest_t");
  EXPECT_GT(largest, 2);
}

TEST(MapNotes, OfSeveralLayersTheyCountThoseThatHoldNoise) {
  EXPECT_TRUE(angleSentences({3, kUndefined}).empty());
  ASSERT_EQ(angleSentences({0.5, 3, kUndefined, 1.25}).size(), 1u);
  EXPECT_TRUE(angleSentences({0.5, 3, kUndefined, 1.25})[0].starts_with(
      "In 2 of 3 layers no unit prefers an angle to the others: the largest |t| is 1.2, below 2. "))
      << angleSentences({0.5, 3, kUndefined, 1.25})[0];
}

TEST(MapNotes, AMapOfOneValueIsToldToo) {
  const TemporaryFolder folder;
  const auto flat = folder.path() / "flat.npy", map = folder.path() / "map.npy";
  writeNpy(flat, makeNpyArray(torch::full({4, 4}, 0.5, torch::kFloat32)));
  writeNpy(map, makeNpyArray(torch::arange(16, torch::kFloat32).view({4, 4})));
  const auto notes = analyseMap("morans-i", flat, {}).result("morans-i")->notes;
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_TRUE(notes[0].starts_with("All units have practically the same value.")) << notes[0];
  EXPECT_TRUE(analyseMap("morans-i", map, {}).result("morans-i")->notes.empty());
}

}  // namespace
}  // namespace studio
