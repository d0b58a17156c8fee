// A run that is shown its own data again: opened once, and compared with what it was trained with.
#include "core/analysis/analyse.h"
#include "tests/core/colours_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

AnalysisRequest ownData(const RunFolder& folder) {
  AnalysisRequest request;
  request.analyses = {"dimensionality"};
  request.settings.layers = "all";
  request.source.run = folder.path().string();
  return request;
}

TEST(OwnData, ThatHaveChangedAreToldWithTheResultsAndWithThoseThatAreRead) {
  const TemporaryFolder place;
  const auto request = ownData(runOnColours(place));
  EXPECT_TRUE(analyse(request, {"cpu", 1}).warnings.empty());
  fs::remove(place.path() / "abc/a/1.png");
  const auto found = analyse(request, {"cpu", 1});
  ASSERT_EQ(found.warnings.size(), 1u);
  EXPECT_TRUE(holds(found.warnings[0], "have changed since the run was trained", "may hold what it was trained on"));
  const auto stored = storedAnalysis(request);  // as a window reads them
  EXPECT_EQ(stored.layers.size(), found.layers.size());
  EXPECT_EQ(stored.warnings, found.warnings);
  auto untrained = request;
  untrained.firstWeights = true;
  EXPECT_TRUE(analyse(untrained, {"cpu", 1}).warnings.empty()) << "first weights have seen none of them";
  auto others = request;
  others.stimuli.data = sizedFolder(place.path() / "abc");
  EXPECT_TRUE(analyse(others, {"cpu", 1}).warnings.empty()) << "data that were named are what they are";
}

TEST(OwnData, ThatAreGoneAreASentenceWithTheWayOut) {
  const TemporaryFolder place;
  const RunFolder folder = runOnColours(place);
  fs::rename(place.path() / "abc", place.path() / "moved");
  const auto gone = [&](const std::string& sentence) {
    return holds(sentence, "not in " + (place.path() / "abc").string(), "a link to them");
  };
  EXPECT_TRUE(gone(errorSentence([&] { evaluated(folder, ""); })));
  EXPECT_TRUE(gone(errorSentence([&] { analyse(ownData(folder), {"cpu", 1}); })));
  auto again = requestFor({}, folder, true);
  again.extendToEpochs = 2;
  EXPECT_TRUE(gone(errorSentence([&] { runHere(again); })));
  again.dataRoot = (place.path() / "moved").string();
  runHere(again);
  EXPECT_EQ(folder.status().state, RunState::Finished);
  EXPECT_EQ(folder.config().data.root, again.dataRoot);
}

}  // namespace
}  // namespace studio
