// Names that look the same are found to be so, however they are written; of mistyped ones the nearest is told.
#include "core/run/names.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/run/contrast.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

TEST(NameSpelling, LettersAndTheirMarksBecomeOneCharacter) {
  EXPECT_EQ(composed("cafe\u0301"), "caf\u00e9");
  EXPECT_EQ(composed("caf\u00e9"), "caf\u00e9");
  EXPECT_EQ(composed("Vie\u0323\u0302t"), "Vi\u1ec7t");                         // two marks
  EXPECT_EQ(composed("\u0438\u0306"), "\u0439");                                // Cyrillic
  EXPECT_EQ(composed("\u304b\u3099"), "\u304c");                                // Kana
  EXPECT_EQ(composed("\u1112\u1161\u11ab\u1100\u1173\u11af"), "\ud55c\uae00");  // Hangul
  EXPECT_EQ(composed("q\u0301"), "q\u0301");                                    // there is none
  EXPECT_EQ(composed("\u0301"), "\u0301");
  for (const char* same : {"", "plain", "\xff\xcc\x81", "\U0001f600"}) EXPECT_EQ(composed(same), same);
}

TEST(NameSpelling, NamesThatAPersonTakesForTheSameAreTold) {
  EXPECT_EQ(duplicatesSentence({"face", "scene", "face"}, "categories"), "");
  EXPECT_TRUE(holds(duplicatesSentence({"Face", "scene", "face"}, "categories"),
                    "\"Face\" and \"face\" count as two categories", "capitals"));
  EXPECT_TRUE(holds(duplicatesSentence({"big_dog", "big dog"}, "classes"), "two classes", "blanks"));
  EXPECT_TRUE(holds(duplicatesSentence({"cafe\u0301", "caf\u00e9"}, "classes"), "marked letters"));
}

TEST(NameSpelling, ContrastsFindCategoriesOfOtherSystems) {
  EXPECT_TRUE(sameCategory("Mo\u0308bel", "m\u00f6bel"));
  EXPECT_EQ(findMembers({"x", {"m\u00f6bel"}, {"a"}}, {"a", "mo\u0308bel"}).on, std::vector<std::int64_t>{1});
}

TEST(SplitNames, AreWhatStandsBetweenCommas) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(splitNames("face"), Names{"face"});
  EXPECT_EQ(splitNames(" big dog,\tscene\n"), (Names{"big dog", "scene"}));
  EXPECT_EQ(splitNames("a,,b,"), (Names{"a", "", "b", ""})) << "an empty one is for the caller to refuse";
  EXPECT_EQ(splitNames(""), Names{""});
}

TEST(ListedNames, HaveAWordBeforeTheLast) {
  EXPECT_EQ(listedNames({}, "and"), "");
  EXPECT_EQ(listedNames({"a"}, "and"), "a");
  EXPECT_EQ(listedNames({"a", "b"}, "and"), "a and b");
  EXPECT_EQ(listedNames({"a", "b", "c"}, "or"), "a, b or c");
  EXPECT_EQ(listedNames({"a", "b", "c"}, ","), "a, b, c");
}

const std::vector<std::string> kNames{"tau", "factor", "layers", "tau_start"};

TEST(NearestName, FindsSlipsOfTheFinger) {
  EXPECT_EQ(nearestName("tao", kNames), "tau");
  EXPECT_EQ(nearestName("TAU", kNames), "tau");
  EXPECT_EQ(nearestName("fatcor", kNames), "factor");  // swapped neighbours are one edit
  EXPECT_EQ(nearestName("tau_strat", kNames), "tau_start");
  EXPECT_EQ(nearestName("layer", kNames), "layers");
}

TEST(NearestName, IsSilentWhereNothingIsNear) {
  EXPECT_EQ(nearestName("momentum", kNames), "");
  EXPECT_EQ(nearestName("", kNames), "");
  EXPECT_EQ(nearestName("tau", {}), "");
  EXPECT_EQ(nearestName(std::string(100000, 'x'), kNames), "");
}

TEST(NearestName, EndsASentence) {
  EXPECT_EQ(suggestion("tao", kNames), "; did you mean `tau`?");
  EXPECT_EQ(suggestion("momentum", kNames), "");
  EXPECT_EQ(withSuggestion("`x` is unknown", "x", kNames), "`x` is unknown.");
}

}  // namespace
}  // namespace studio
