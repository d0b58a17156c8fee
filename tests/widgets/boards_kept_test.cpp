// What the next start and other workspaces ask of a board: the same again from what was kept of it, its runs found
// where they are by now, panels by the names that plots have.
#include <gtest/gtest.h>

#include "tests/widgets/boards_fixture.h"

namespace studio {
namespace {

/// Figure 2A of four runs, drawn.
struct MadeBoard {
  MadeBoard() {
    document.choose(runs.chosen());
    document.useReadyBoard("2a");
    EXPECT_TRUE(comes([this] { return !document.isEmpty() && !document.isBusy(); }));
  }
  BoardRuns runs;
  std::shared_ptr<const Engine> engine = std::make_shared<FakeEngine>(sampleEngine());
  BoardDocument document{engine};
};

/// A scalar of Compare and the curve that shows it have different names.
TEST(KeptBoard, knowsPanelsByWhatPlotsAreCalled) {
  const MadeBoard open;
  ASSERT_NE(open.document.kindFor("curve.validation_loss"), nullptr);
  EXPECT_EQ(open.document.kindFor("curve.validation_loss")->name, "curve.task_loss");
  EXPECT_EQ(open.document.kindFor("curve.tau")->name, "curve.tau");
  EXPECT_EQ(open.document.kindFor("distance")->name, "distance");
  for (const char* unknown : {"", "curve.task_loss_difference", "nonsense"})
    EXPECT_EQ(open.document.kindFor(unknown), nullptr) << unknown;
}

TEST(KeptBoard, isTheSameAgainFromWhatWasKept) {
  MadeBoard open;
  open.document.change([](FigureBoard& board) { board.caption = "Own words, τ"; });
  const QByteArray kept = open.document.kept();
  BoardDocument other(open.engine);
  EXPECT_TRUE(other.kept().isEmpty()) << "nothing was made yet";
  other.restore(kept, {});
  EXPECT_TRUE(other.kept().isEmpty()) << "nor while it is being read";
  ASSERT_TRUE(comes([&] { return other.board().panels.size() == 2 && !other.isBusy(); }));
  EXPECT_EQ(other.board(), open.document.board());
  EXPECT_EQ(other.chosen(), open.document.chosen());
  EXPECT_EQ(other.kept(), kept);
  EXPECT_FALSE(other.canUndo());
}

/// Its folder of runs was moved as a whole.
TEST(KeptBoard, runsThatAreElsewhereNowAreFoundThere) {
  MadeBoard open;
  const QByteArray kept = open.document.kept();
  TemporaryFolder moved;
  std::filesystem::rename(open.runs.folder.path(), moved.path() / "runs");
  std::filesystem::create_directory(open.runs.folder.path());
  BoardDocument other(open.engine);
  other.restore(kept, {moved.path() / "runs"});
  ASSERT_TRUE(comes([&] { return other.chosen().size() == 4 && !other.isBusy(); }));
  EXPECT_EQ(other.chosen()[0].run.path.parent_path(), moved.path() / "runs");
  EXPECT_TRUE(other.filled()->gone.empty());
}

/// A panel of another run is no reason to forget what is known of one that is gone.
TEST(KeptBoard, runsThatAreAddedLeaveThoseThatAreGone) {
  MadeBoard open;
  const QByteArray kept = open.document.kept();
  std::filesystem::remove_all(open.runs.folder.path() / "tau5_s1");
  BoardDocument other(open.engine);
  other.restore(kept, {});
  ASSERT_TRUE(comes([&] { return other.chosen().size() == 3 && !other.isBusy(); }));
  EXPECT_EQ(other.filled()->gone, std::vector<std::string>{"tau5_s1"});
  const RunFolder more = writeBoardRun(open.runs.folder.path(), 20, 0);
  other.addRuns({{{"tau20_s0", more.path()}, -1}});
  ASSERT_TRUE(comes([&] { return other.sources().size() == 4 && !other.isBusy(); }));
  EXPECT_EQ(other.filled()->gone, std::vector<std::string>{"tau5_s1"});
  EXPECT_EQ(boardProblems(*other.filled()).front(),
            "The run tau5_s1 is not here any more; what is known of it stands under Provenance.");
}

}  // namespace
}  // namespace studio
