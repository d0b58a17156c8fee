// Contrasts: the command line's form, members among categories, presets and contrasts.toml.
#include "core/run/contrast.h"

#include <gtest/gtest.h>

#include <set>

#include "core/run/contrast_statistic.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

using Names = std::vector<std::string>;
using Indices = std::vector<std::int64_t>;

const Names kFloc{"adult",      "body", "car",    "child",     "corridor", "house",
                  "instrument", "limb", "number", "scrambled", "word"};
const Names kSynthetic{"face", "body", "scene", "object", "scrambled"};

TEST(Contrast, IsReadFromText) {
  EXPECT_EQ(parseContrast("faces=adult,child/body,limb"), (Contrast{"faces", {"adult", "child"}, {"body", "limb"}}));
  EXPECT_EQ(parseContrast(" faces = adult , child "), (Contrast{"faces", {"adult", "child"}, {}}));
  EXPECT_EQ(parseContrast("x=a=b/c"), (Contrast{"x", {"a=b"}, {"c"}}));
}

TEST(Contrast, BadTextIsRefusedWithTheForm) {
  for (const char* text : {"", "faces", "=a/b", "faces=", "faces=a,/b", "faces=a/", "faces=/b", "faces=a/b/c", "a/b=c",
                           "../x=a", ".x=a", "a\x1b[2J=b", "\xff\xfe=b"}) {
    const auto sentence = errorSentence([&] { parseContrast(text); });
    EXPECT_TRUE(holds(sentence, "NAME=a,b/c,d")) << text;
    EXPECT_EQ(sentence.find('\x1b'), std::string::npos);
  }
  EXPECT_TRUE(holds(errorSentence([] { parseContrast(std::string(65, 'n') + "=a"); }), "64 bytes"));
}

TEST(Contrast, MembersAreFoundInAnyCaseAndSpelling) {
  const Names categories{"Animals-Big", "animals_small", "OBJECTS BIG", "Objects-Small"};
  const auto members =
      findMembers({"animacy", {"Animals-Small", "Animals-Big"}, {"objects-big", "objects-small"}}, categories);
  EXPECT_EQ(members.on, (Indices{0, 1}));
  EXPECT_EQ(members.off, (Indices{2, 3}));
  EXPECT_EQ(findMembers({"x", {"a"}, {"A"}}, {"A", "a"}).on, (Indices{1}));       // the very name comes first
  EXPECT_EQ(findMembers({"x", {"b", "B"}, {"a"}}, {"a", "b"}).on, (Indices{1}));  // each once
}

TEST(Contrast, TheRestLeavesOutScrambledUnlessItIsNamed) {
  const auto faces = findMembers({"faces", {"adult", "child"}, {}}, kFloc);
  EXPECT_EQ(faces.on, (Indices{0, 3}));
  EXPECT_EQ(faces.off, (Indices{1, 2, 4, 5, 6, 7, 8, 10}));
  EXPECT_EQ(findMembers({"intact", {"adult"}, {"scrambled"}}, kFloc).off, (Indices{9}));
  EXPECT_EQ(findMembers({"noise", {"scrambled"}, {}}, {"a", "scrambled", "Scrambled_2"}).off, (Indices{0}));
}

TEST(Contrast, WhatIsMissingOrOnBothSidesIsNamed) {
  EXPECT_TRUE(holds(errorSentence([] {
                      findMembers({"faces", {"adlut"}, {}}, kFloc);
                    }),
                    "faces", "\"adlut\"", "did you mean `adult`?", "corridor"));
  EXPECT_TRUE(holds(errorSentence([] {
                      findMembers({"faces", {"adult"}, {"zebra"}}, kFloc);
                    }),
                    "\"zebra\"", "instrument", "word."));
  EXPECT_TRUE(holds(errorSentence([] {
                      findMembers({"faces", {"adult", "body"}, {"Body"}}, kFloc);
                    }),
                    "\"body\" on both sides"));
  EXPECT_TRUE(holds(errorSentence([] {
                      findMembers({"faces", {}, {"body"}}, kFloc);
                    }),
                    "no category on its first side"));
  EXPECT_TRUE(holds(errorSentence([] {
                      findMembers({"faces", {"face"}, {}}, {"face", "scrambled"});
                    }),
                    "no category to be compared with", "scrambled"));
  EXPECT_TRUE(holds(errorSentence([] { findMembers({"faces", {"face"}, {}}, {}); }), "they have none"));
  Names many;
  for (int i = 0; i < 1000; ++i) many.push_back("n0" + std::to_string(i));
  EXPECT_LT(errorSentence([&] { findMembers({"faces", {"face"}, {}}, many); }).size(), 300U);
}

TEST(Contrast, OneImageOnASideIsAProblem) {
  const Contrast faces{"faces", {"adult", "child"}, {}};
  EXPECT_EQ(contrastProblem(faces, 2, 2), "");
  EXPECT_TRUE(
      holds(contrastProblem(faces, 1, 20), "faces", "undefined", "one image of adult, child", "20 images of the rest"));
  EXPECT_TRUE(holds(contrastProblem({"faces", {"adult"}, {"body"}}, 5, 0), "5 images of adult", "no image of body"));
}

TEST(ContrastPresets, TheFiveOfFlocTakeTenCategoriesInPairs) {
  const auto contrasts = parseContrasts("floc", kFloc);
  ASSERT_EQ(contrasts.size(), 5U);
  std::set<std::int64_t> seen;
  for (const auto& contrast : contrasts) {
    const auto members = findMembers(contrast, kFloc);
    EXPECT_EQ(members.on.size(), 2U) << contrast.name;
    EXPECT_EQ(members.off.size(), 8U) << contrast.name;  // 1152 images of science.md 4.2
    seen.insert(members.on.begin(), members.on.end());
  }
  EXPECT_EQ(seen.size(), 10U);
  EXPECT_FALSE(seen.contains(9));
  EXPECT_TRUE(holds(errorSentence([] { findMembers(parseContrasts("floc", kSynthetic)[0], kSynthetic); }), "\"adult\"",
                    "face, body, scene, object"));
}

TEST(ContrastPresets, SizeIsSmallAgainstBigAndAnimacyAnimalsAgainstObjects) {
  const Names categories{"animals_big", "Animals Small", "OBJECTS-BIG", "objects-small"};
  const auto contrasts = parseContrasts("auto", categories);
  ASSERT_EQ(contrasts.size(), 2U);
  for (const auto& contrast : contrasts) {
    const auto members = findMembers(contrast, categories);
    EXPECT_EQ(members.on, contrast.name == "size" ? (Indices{1, 3}) : (Indices{0, 1})) << contrast.name;
    EXPECT_EQ(members.off, contrast.name == "size" ? (Indices{0, 2}) : (Indices{2, 3})) << contrast.name;
  }
}

TEST(ContrastPresets, AutoTakesWhatFitsElseEach) {
  EXPECT_EQ(parseContrasts("auto", kFloc), parseContrasts("floc", {}));
  EXPECT_EQ(parseContrasts("auto", kSynthetic), parseContrasts("synthetic", {}));
  for (const auto& contrast : parseContrasts("synthetic", kSynthetic))
    EXPECT_EQ(findMembers(contrast, kSynthetic).off.size(), 3U) << contrast.name;
  auto more = kFloc;
  more.emplace_back("plant");  // a category of the user's own would get no map
  EXPECT_EQ(parseContrasts("auto", more).size(), more.size());
  EXPECT_EQ(parseContrasts("auto", {"adult", "child"}),
            (std::vector<Contrast>{{"adult", {"adult"}, {}}, {"child", {"child"}, {}}}));
}

TEST(ContrastPresets, EachGivesNamesThatCanBeFilesAndAlwaysTwoSides) {
  const Names hostile{"../../etc", "a/b", "a_b", ".x", "\x1b[31m", std::string(300, 'y'), "", "scrambled"};
  const auto contrasts = parseContrasts("each", hostile);
  ASSERT_EQ(contrasts.size(), hostile.size());
  std::set<std::string> names;
  for (const auto& contrast : contrasts) {
    EXPECT_EQ(contrastNameProblem(contrast.name), "") << contrast.name;
    EXPECT_EQ(findMembers(contrast, hostile).on.size(), 1U);
    names.insert(contrast.name);
  }
  EXPECT_EQ(names.size(), hostile.size());
  const Names two{"intact", "scrambled"};
  for (const auto& contrast : parseContrasts("each", two))
    EXPECT_EQ(findMembers(contrast, two).off.size(), 1U) << contrast.name;
  EXPECT_TRUE(holds(errorSentence([] { parseContrasts("each", {"face"}); }), "one, face"));
  EXPECT_TRUE(holds(errorSentence([] { parseContrasts("auto", {}); }), "none"));
}

TEST(ContrastPresets, AnotherNameIsRefused) {
  EXPECT_TRUE(holds(errorSentence([] { parseContrasts("flok", kFloc); }), "flok", "did you mean `floc`?"));
  EXPECT_TRUE(holds(errorSentence([] { parseContrasts("", kFloc); }), "size-animacy", "NAME.toml"));
}

TEST(ContrastsToml, IsReadInItsOrder) {
  TemporaryFolder folder;
  const auto file = folder.write("contrasts.toml",
                                 "[[contrast]]\nname = \"faces\"\non = [\"adult\", \"child\"]\noff = "
                                 "[\"body\"]\n[[contrast]]\nname = \"places\"\non = [\"house\"]\n");
  const std::vector<Contrast> expected{{"faces", {"adult", "child"}, {"body"}}, {"places", {"house"}, {}}};
  EXPECT_EQ(loadContrasts(file), expected);
  EXPECT_EQ(parseContrasts(file.string(), kFloc), expected);
}

TEST(ContrastsToml, WhatIsWrongIsNamedWithItsLine) {
  TemporaryFolder folder;
  const auto refuse = [&](const std::string& text) {
    return errorSentence([&] { loadContrasts(folder.write("c.toml", text)); });
  };
  const std::string faces = "[[contrast]]\nname = \"faces\"\non = [\"adult\"]\n";
  EXPECT_TRUE(holds(refuse(""), "c.toml holds no contrast", "[[contrast]]"));
  EXPECT_TRUE(holds(refuse("[[contrst]]\n"), "line 1", "contrst", "did you mean `contrast`?"));
  EXPECT_TRUE(holds(refuse("contrast = 3\n"), "list of tables"));
  EXPECT_TRUE(holds(refuse("contrast = [3]\n"), "list of tables"));
  EXPECT_TRUE(holds(refuse(faces + "of = [\"body\"]\n"), "line 4", "`of`", "did you mean"));
  EXPECT_TRUE(
      holds(refuse(faces + "[[contrast]]\nname = \"Faces\"\non = [\"child\"]\n"), "line 4", "called faces already"));
  EXPECT_TRUE(holds(refuse(faces + "off = [\"Adult\"]\n"), "\"adult\" on both sides"));
  EXPECT_TRUE(holds(refuse("[[contrast]]\non = [\"a\"]\n"), "no name"));
  EXPECT_TRUE(holds(refuse("[[contrast]]\nname = \"a\"\n"), "names no categories"));
  EXPECT_TRUE(holds(refuse("[[contrast]]\nname = \"../a\"\non = [\"a\"]\n"), "line 2", "begins with a dot"));
  EXPECT_TRUE(holds(refuse("[[contrast]]\nname = 3\non = [\"a\"]\n"), "name must be text"));
  for (const char* on : {"\"adult\"", "[]", "[1]", "[\"\"]"})
    EXPECT_TRUE(
        holds(refuse("[[contrast]]\nname = \"a\"\non = " + std::string(on) + "\n"), "line 3", "list of one or more"))
        << on;
  EXPECT_TRUE(holds(refuse("[[contrast\n"), "c.toml"));
  EXPECT_TRUE(
      holds(errorSentence([] { loadContrasts("/nonexistent/contrasts.toml"); }), "/nonexistent/contrasts.toml"));
}

TEST(ContrastStatistics, AreFoundByNameAndByTheMapsThatShowThem) {
  EXPECT_EQ(statisticNames(), (std::vector<std::string>{"t", "welch_t", "d_prime"}));
  for (const ContrastStatistic& each : contrastStatistics()) {
    EXPECT_EQ(findStatistic(each.name), &each);
    EXPECT_EQ(statisticOfMap("faces.v2." + each.name), &each);
  }
  EXPECT_EQ(findStatistic("median"), nullptr);
  EXPECT_EQ(statisticOfMap("t"), nullptr) << "a class of that name";
  EXPECT_EQ(statisticOfMap("faces.median"), nullptr);
}

/// Only one of them is Welch's.
TEST(ContrastStatistics, HaveTitlesAndNotesOfTheirOwn) {
  EXPECT_EQ(findStatistic("t")->note.find("Welch"), std::string::npos);
  EXPECT_NE(findStatistic("welch_t")->note.find("Welch"), std::string::npos);
  EXPECT_NE(findStatistic("welch_t")->title.find("Welch"), std::string::npos);
}

}  // namespace
}  // namespace studio
