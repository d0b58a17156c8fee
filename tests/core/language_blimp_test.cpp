// BLiMP's files and scores: strict on fields, lines named by their numbers; shares and intervals by hand.
#include "core/language/blimp.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::string pairLine(const std::string& name, int id, const std::string& term = "island_effects",
                     const std::string& field = "syntax") {
  return R"({"sentence_good": "Who sees )" + std::to_string(id) + R"(?", "sentence_bad": "Who see )" +
         std::to_string(id) + R"(?", "field": ")" + field + R"(", "linguistics_term": ")" + term + R"(", "UID": ")" +
         name + R"(", "simple_LM_method": true, "pairID": ")" + std::to_string(id) + "\"}\n";
}

bool holdsPart(const std::string& sentence, const char* part) { return holds(sentence, part); }

std::string refusalOf(const TemporaryFolder& folder, const std::string& text) {
  const auto file = folder.write("broken.jsonl", text);
  return errorSentence([&] { readBlimpParadigm(file); });
}

TEST(BlimpFiles, AreReadInTheOrderOfTheirNames) {
  const TemporaryFolder folder;
  folder.write("wh_island.jsonl", pairLine("wh_island", 0) + pairLine("wh_island", 1) + "\r\n");
  folder.write("selects.jsonl", pairLine("selects", 7, "s-selection", "syntax/semantics"));
  folder.write("notes.txt", "none of them");
  const auto all = readBlimpFolder(folder.path());
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].name, "selects");
  EXPECT_EQ(all[0].phenomenon, "argument_structure");
  EXPECT_EQ(all[0].field, "syntax_semantics");
  EXPECT_EQ(all[1].phenomenon, "island_effects");
  ASSERT_EQ(all[1].pairs.size(), 2u);
  EXPECT_EQ(all[1].pairs[1].id, "1");
  EXPECT_EQ(all[1].pairs[1].good, "Who sees 1?");
  EXPECT_EQ(all[1].pairs[1].bad, "Who see 1?");
  EXPECT_EQ(readBlimpFolder(folder.path(), {"wh_island"}, 1).at(0).pairs.size(), 1u);
  EXPECT_EQ(blimpSentences(all)[5], "Who see 1?");
}

TEST(BlimpFiles, WithBrokenLinesAreRefusedByTheirNumbers) {
  const TemporaryFolder folder;
  const std::string good = pairLine("wh_island", 0);
  EXPECT_PRED2(holdsPart, refusalOf(folder, good + "\n{\"sentence_good\": \n"),
               "broken.jsonl line 3 is no JSON object");
  EXPECT_PRED2(holdsPart, refusalOf(folder, good + "[1, 2]\n"), "line 2 is no JSON object");
  EXPECT_PRED2(holdsPart, refusalOf(folder, good + R"({"UID": "wh_island"})"), "line 2 has no field");
  std::string changed = good;
  changed.replace(changed.find("\"Who see 0?\""), 12, "17");
  EXPECT_PRED2(holdsPart, refusalOf(folder, good + changed), "line 2: sentence_bad must be text");
  changed = good;
  changed.replace(changed.find("Who sees 0?"), 11, "");
  EXPECT_PRED2(holdsPart, refusalOf(folder, changed), "line 1: sentence_good must be text in quotes that is not empty");
  EXPECT_PRED2(holdsPart, refusalOf(folder, good + pairLine("another", 1)),
               "line 2: UID is another and in the lines before wh_island");
  EXPECT_PRED2(holdsPart, refusalOf(folder, good + "\"" + std::string(2 << 20, 'a')),
               "line 2 is longer than a megabyte");
  EXPECT_PRED2(holdsPart, refusalOf(folder, good + "{\"a\": \"\xff\"}"), "line 2 is no JSON object");
  EXPECT_PRED2(holdsPart, refusalOf(folder, good + std::string(1, '\0')), "zero bytes");
  EXPECT_PRED2(holdsPart, refusalOf(folder, "\n\n"), "holds no pair of sentences");
}

TEST(BlimpFiles, ThatAreNotThereAreNamed) {
  const TemporaryFolder folder;
  EXPECT_PRED2(holdsPart, errorSentence([&] { readBlimpFolder(folder.path()); }), "holds no .jsonl file");
  EXPECT_PRED2(holdsPart, errorSentence([&] { readBlimpFolder(folder.path() / "none"); }), "Cannot read the folder");
  folder.write("wh_island.jsonl", pairLine("wh_island", 0));
  EXPECT_PRED2(holdsPart, errorSentence([&] { readBlimpFolder(folder.path(), {"wh_islnd"}); }),
               "did you mean `wh_island`?");
  folder.write("copy.jsonl", pairLine("wh_island", 0));
  EXPECT_PRED2(holdsPart, errorSentence([&] { readBlimpFolder(folder.path()); }),
               "is in copy.jsonl and in wh_island.jsonl");
}

/// 9 of 10: 0.5958 to 0.9821, as every table of Wilson's interval has it.
TEST(BlimpScores, IntervalsAreWilsons) {
  const auto interval = wilsonInterval(0.9, 10);
  EXPECT_NEAR(interval.low, 0.5958, 5e-5);
  EXPECT_NEAR(interval.high, 0.9821, 5e-5);
  EXPECT_EQ(wilsonInterval(0, 20).low, 0);
  EXPECT_NEAR(wilsonInterval(0, 20).high, 0.1611, 5e-5);
  EXPECT_EQ(wilsonInterval(1, 20).high, 1);
  EXPECT_TRUE(std::isnan(wilsonInterval(0.5, 0).low));
}

TEST(BlimpScores, TiesAreWrongAndPairsWithoutProbabilityAreLeftOut) {
  const double none = std::nan(""), impossible = -std::numeric_limits<double>::infinity();
  const auto accuracy =
      scorePairs(std::vector<double>{-3, -5, -4, none, -2, -1}, std::vector<double>{-4, -4, -4, -1, none, impossible});
  EXPECT_EQ(accuracy.pairs, 4);
  EXPECT_EQ(accuracy.correct, 2);
  EXPECT_EQ(accuracy.ties, 1);
  EXPECT_EQ(accuracy.undefined, 2);
  EXPECT_DOUBLE_EQ(accuracy.value, 0.5);
  EXPECT_TRUE(std::isnan(scorePairs(std::vector<double>{none}, std::vector<double>{none}).value));
  EXPECT_THROW(scorePairs(std::vector<double>{1}, std::vector<double>{}), std::invalid_argument);
}

BlimpParadigm paradigmOf(const std::string& name, const std::string& phenomenon, int pairs) {
  BlimpParadigm paradigm;
  paradigm.name = name, paradigm.phenomenon = phenomenon;
  for (int pair = 0; pair < pairs; ++pair) paradigm.pairs.push_back({std::to_string(pair), "good", "bad"});
  return paradigm;
}

TEST(BlimpScores, MeansAreOverParadigmsWhateverTheirNumberOfPairs) {
  const std::vector<BlimpParadigm> paradigms{paradigmOf("a", "binding", 4), paradigmOf("b", "ellipsis", 1),
                                             paradigmOf("c, \"d\"", "binding", 2)};
  const std::vector<double> values{-1, -2, -1, -2, -1, -2, -2, -1, -2, -1, -1, -2, -0.25, -1};
  const auto scores = scoreBlimp(paradigms, values);
  ASSERT_EQ(scores.paradigms.size(), 3u);
  EXPECT_DOUBLE_EQ(scores.paradigms[0].accuracy.value, 0.75);
  EXPECT_DOUBLE_EQ(scores.paradigms[1].accuracy.value, 0);
  EXPECT_DOUBLE_EQ(scores.paradigms[2].accuracy.value, 1);
  ASSERT_EQ(scores.phenomena.size(), 2u);
  EXPECT_EQ(scores.phenomena[0].name, "binding");
  EXPECT_DOUBLE_EQ(scores.phenomena[0].accuracy.value, 0.875);
  EXPECT_DOUBLE_EQ(scores.mean.value, 1.75 / 3);
  EXPECT_EQ(scores.mean.pairs, 7);
  const auto interval = wilsonInterval(1.75 / 3, 9 / (0.25 + 1 + 0.5));
  EXPECT_DOUBLE_EQ(scores.mean.low, interval.low);
  EXPECT_DOUBLE_EQ(scores.mean.high, interval.high);
  const std::string csv = blimpCsv(paradigms, values);
  EXPECT_TRUE(csv.starts_with("paradigm,pair,good,bad\na,0,-1,-2\n")) << csv;
  EXPECT_TRUE(csv.ends_with("\"c, \"\"d\"\"\",1,-0.25,-1\n")) << csv;
  EXPECT_THROW(scoreBlimp(paradigms, std::vector<double>(13)), std::invalid_argument);
}

/// Of equal numbers of pairs the mean's interval is that of all pairs together.
TEST(BlimpScores, TheIntervalOfEqualParadigmsIsThatOfAllPairs) {
  std::vector<PairAccuracy> shares;
  for (const double share : {0.2, 0.6}) {
    PairAccuracy each;
    each.value = share, each.pairs = 50;
    shares.push_back(each);
  }
  const auto mean = meanAccuracy(shares);
  EXPECT_NEAR(mean.low, wilsonInterval(0.4, 100).low, 1e-12);
  EXPECT_NEAR(mean.high, wilsonInterval(0.4, 100).high, 1e-12);
}

}  // namespace
}  // namespace studio
