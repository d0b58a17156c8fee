// A run keeps its colour: over sessions, when others come and go, when it is renamed, and when auto is decided.
#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "widgets/runs/run_colours.h"

namespace studio {
namespace {

RunSummary listedRun(const char* name, const char* settings) {
  RunSummary run;
  run.name = name;
  run.settingsKey = settings;
  return run;
}

struct Colours {
  TemporaryFolder folder;
  RunColours colours;
  Colours() { colours.open(folder.path()); }
  void startAgain() {
    colours = RunColours();
    colours.open(folder.path());
  }
};

TEST(RunColours, seedsShareOneAndOthersTakeTheFirstFree) {
  Colours of;
  of.colours.take({listedRun("other", "b"), listedRun("s1", "a"), listedRun("s0", "a")});  // newest first
  EXPECT_EQ(of.colours.find("s0"), 0);
  EXPECT_EQ(of.colours.find("s1"), 0);
  EXPECT_EQ(of.colours.find("other"), 1);
  EXPECT_EQ(of.colours.find("nothing"), std::nullopt);
}

TEST(RunColours, areTheSameInTheNextSessionWhateverHasGone) {
  Colours of;
  of.colours.take({listedRun("c", "c"), listedRun("b", "b"), listedRun("a", "a")});
  of.startAgain();
  of.colours.take({listedRun("d", "d"), listedRun("c", "c"), listedRun("b", "b")});
  EXPECT_EQ(of.colours.find("b"), 1);
  EXPECT_EQ(of.colours.find("c"), 2);
  EXPECT_EQ(of.colours.find("d"), 3);
  EXPECT_EQ(keptRunColour(of.folder.path() / "c"), 2);
  of.startAgain();
  of.colours.take({listedRun("a", "a"), listedRun("c", "c")});
  EXPECT_EQ(of.colours.find("a"), 0) << "it has come back from the trash";
}

TEST(RunColours, stayWithARunThatIsRenamed) {
  Colours of;
  of.colours.take({listedRun("b", "b"), listedRun("a", "a")});
  of.colours.take({listedRun("a better name", "b"), listedRun("a", "a")});
  EXPECT_EQ(of.colours.find("a better name"), 1);
  of.startAgain();
  EXPECT_EQ(of.colours.find("a better name"), 1);
}

TEST(RunColours, stayWhenWhatTheDeviceDecidesIsDecided) {
  Colours of;
  of.colours.take({listedRun("s0", "auto")});
  of.colours.take({listedRun("s0", "fp32")});
  EXPECT_EQ(of.colours.find("s0"), 0);
  of.colours.take({listedRun("s1", "auto"), listedRun("s0", "fp32")});
  of.colours.take({listedRun("s1", "fp32"), listedRun("s0", "fp32")});
  EXPECT_EQ(of.colours.find("s1"), 0) << "seeds share it again";
}

TEST(RunColours, ofRunsThatHaveGoneAreGivenAwayWhereNoOtherIsLeft) {
  Colours of;
  std::vector<RunSummary> runs;
  for (char name = 'n'; name >= 'a'; --name)
    runs.push_back(listedRun(std::string(1, name).c_str(), std::string(1, name).c_str()));
  of.colours.take(runs);
  EXPECT_EQ(of.colours.find("n"), 13);
  runs.pop_back();  // a
  runs.insert(runs.begin(), listedRun("new", "new"));
  of.colours.take(runs);
  EXPECT_EQ(of.colours.find("new"), 0);
}

TEST(RunColours, ofOtherPlacesAreNeverThoseOfTheFolderAndAreKept) {
  Colours of;
  of.colours.take({listedRun("b", "b"), listedRun("a", "a")});
  EXPECT_EQ(of.colours.give("b", "/elsewhere/b"), 1) << "the same settings";
  const int other = of.colours.give("c", "/elsewhere/c"), file = of.colours.give("", "/elsewhere/weights.pt");
  EXPECT_EQ(other, 2);
  EXPECT_EQ(file, 3);
  of.colours.take({listedRun("new", "new"), listedRun("b", "b"), listedRun("a", "a")});
  EXPECT_EQ(of.colours.find("new"), 4);
  of.startAgain();
  of.colours.take({listedRun("b", "b"), listedRun("a", "a")});
  EXPECT_EQ(of.colours.give("c", "/elsewhere/c"), other);
  EXPECT_EQ(of.colours.give("", "/elsewhere/weights.pt"), file);
}

TEST(RunColours, withoutAWindowAreThoseOfTheListAndNothingIsWritten) {
  Colours of;
  of.colours.take({listedRun("b", "b"), listedRun("a", "a")});
  EXPECT_EQ(listedColours({{of.folder.path() / "b", "b"}, {"/elsewhere/c", "c"}}), (std::vector<int>{1, 2}));
  of.startAgain();
  of.colours.take({listedRun("d", "d"), listedRun("b", "b"), listedRun("a", "a")});
  EXPECT_EQ(of.colours.find("d"), 2) << "what was asked for has taken none away";
}

}  // namespace
}  // namespace studio
