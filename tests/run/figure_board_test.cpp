// Boards as data: arranging, JSON in and out, and what strangers may put into it.
#include "core/run/figure_board.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/user_error.h"

namespace studio {
namespace {

FigureBoard sampleBoard() {
  FigureBoard board{.name = "2a", .title = "Figure 2A", .widthMm = 183};
  addPanel(board, {.kind = "dimensionality", .place = {0, 0, 6, 12}});
  addPanel(board, {.kind = "accuracy", .place = {6, 0, 6, 12}});
  BoardPanel maps{.kind = "maps_by_tau", .place = {0, 0, 12, 10}};
  maps.title = "Selectivity, \"τ\" & more";
  maps.step = 141;
  maps.layer = "fc1";
  maps.quantity = "norm";
  maps.contrasts = {"faces", "bodies"};
  maps.runs = {"tau5_s0"};
  addPanel(board, maps);
  board.style = {8, "puor", "lower", false, false};
  nameLetters(board);
  board.caption = "Two lines\nof a caption.";
  board.runs = {
      {"sweep/tau5_s0", "[model]\nname = \"mlp\"\n", "0123456789ab", "0.1.0", "toponets train c.toml", 5, 3, 564}};
  board.version = "0.1.0";
  board.commands = {"toponets-studio figure 2a sweep --output figure.pdf"};
  return board;
}

TEST(FigureBoard, comesBackFromItsJson) {
  const FigureBoard board = sampleBoard();
  EXPECT_EQ(parseBoard(formatBoard(board), "figure.pdf"), board);
}

TEST(FigureBoard, ofAsManyRunsAsThereCanBeComesBackToo) {
  FigureBoard board = sampleBoard();
  board.runs.assign(kMostBoardRuns, board.runs.front());
  std::string command = "toponets-studio figure 2a";
  for (std::size_t i = 0; i < kMostBoardRuns; ++i) command += " a_rather_long_name_of_a_run_" + std::to_string(i);
  board.commands = {command};
  EXPECT_EQ(parseBoard(formatBoard(board), "figure.pdf"), board);
}

TEST(FigureBoard, panelsAreAddedBelowAndMoveUpWhereThereIsSpace) {
  const FigureBoard board = sampleBoard();
  ASSERT_EQ(board.panels.size(), 3u);
  EXPECT_EQ(board.panels[1].place, (BoardPlace{6, 0, 6, 12}));
  EXPECT_EQ(board.panels[2].place, (BoardPlace{0, 12, 12, 10}));
  EXPECT_EQ(boardRows(board), 22);
  EXPECT_DOUBLE_EQ(boardHeightMm(board), 110);
}

TEST(FigureBoard, lettersFollowTheOrderOfReading) {
  FigureBoard board = sampleBoard();
  EXPECT_EQ(board.panels[0].letter + board.panels[1].letter + board.panels[2].letter, "abc");
  exchangePanels(board, 0, 1);
  EXPECT_EQ(board.panels[0].letter + board.panels[1].letter + board.panels[2].letter, "bac");
  board.style.letters = "none";
  nameLetters(board);
  EXPECT_EQ(board.panels[0].letter, "");
}

TEST(FigureBoard, lettersGoOnBehindZ) {
  FigureBoard board;
  for (int i = 0; i < 28; ++i) addPanel(board, {.kind = "k", .place = {(i % 6) * 2, 0, 2, 4}});
  EXPECT_EQ(board.panels[25].letter, "Z");
  EXPECT_EQ(board.panels[26].letter, "AA");
  EXPECT_EQ(board.panels[27].letter, "AB");
}

TEST(FigureBoard, aMovedPanelPushesOthersDown) {
  FigureBoard board = sampleBoard();
  movePanel(board, 2, 0, 0);
  EXPECT_EQ(board.panels[2].place, (BoardPlace{0, 0, 12, 10}));
  EXPECT_EQ(board.panels[0].place.row, 10);
  EXPECT_EQ(board.panels[1].place.row, 10);
  EXPECT_EQ(board.panels[2].letter, "a");
}

TEST(FigureBoard, whatIsResizedOrRemovedLeavesNoGap) {
  FigureBoard board = sampleBoard();
  resizePanel(board, 0, 12, 6);
  EXPECT_EQ(board.panels[0].place, (BoardPlace{0, 0, 12, 6}));
  EXPECT_EQ(board.panels[1].place.row, 6);
  EXPECT_FALSE(panelsOverlap(board.panels));
  removePanel(board, 0);
  EXPECT_EQ(board.panels[0].place.row, 0);
  EXPECT_EQ(board.panels[0].letter, "a");
}

TEST(FigureBoard, aNarrowerPanelLeavesItsSpaceToItsNeighbours) {
  FigureBoard board{.widthMm = 183};
  addPanel(board, {.kind = "a", .place = {0, 0, 6, 12}});
  addPanel(board, {.kind = "b", .place = {6, 0, 6, 12}});
  board.panels[1].place = {6, 0, 6, 12};
  resizePanel(board, 0, 4, 12);
  EXPECT_EQ(board.panels[1].place, (BoardPlace{4, 0, 8, 12}));
  resizePanel(board, 1, 5, 12);
  EXPECT_EQ(board.panels[1].place, (BoardPlace{7, 0, 5, 12})) << "at the board's edge it goes with it";
  EXPECT_EQ(board.panels[0].place, (BoardPlace{0, 0, 7, 12}));
}

TEST(FigureBoard, aNarrowBoardHasItsPanelsBelowEachOther) {
  FigureBoard board = sampleBoard();
  setBoardWidth(board, 89);
  for (const BoardPanel& panel : board.panels) EXPECT_EQ(panel.place.columns, 12);
  EXPECT_EQ(board.panels[1].place.row, 12);
  EXPECT_FALSE(panelsOverlap(board.panels));
}

/// Whatever is done, nothing overlaps or leaves the grid, and it still comes back from its JSON.
TEST(FigureBoard, staysWholeWhateverIsDoneWithIt) {
  std::mt19937 random(7);
  const auto any = [&](int least, int most) { return std::uniform_int_distribution(least, most)(random); };
  FigureBoard board;
  for (int action = 0; action < 2000; ++action) {
    const auto panel = std::size_t(any(0, std::max(0, int(board.panels.size()))));
    switch (any(0, 5)) {
      case 0:
        addPanel(board, {.kind = "k", .place = {any(-3, 14), any(-3, 90), any(-2, 20), any(-2, 30)}});
        break;
      case 1:
        if (any(0, 3) == 0) removePanel(board, panel);
        break;
      case 2:
        movePanel(board, panel, any(-5, 20), any(-5, 200));
        break;
      case 3:
        exchangePanels(board, panel, std::size_t(any(0, 9)));
        break;
      case 4:
        resizePanel(board, panel, any(-5, 20), any(-5, 200));
        break;
      default:
        setBoardWidth(board, kBoardWidths[any(0, 2)]);
    }
    ASSERT_FALSE(panelsOverlap(board.panels)) << "after action " << action;
    ASSERT_EQ(parseBoard(formatBoard(board), "x"), board) << "after action " << action;
  }
}

struct Hostile {
  const char *name, *from, *to, *says;
};

class HostileBoard : public testing::TestWithParam<Hostile> {};

TEST_P(HostileBoard, isRefusedInOneSentence) {
  std::string text = formatBoard(sampleBoard());
  const std::size_t at = text.find(GetParam().from);
  ASSERT_NE(at, std::string::npos) << GetParam().from;
  text.replace(at, std::string(GetParam().from).size(), GetParam().to);
  const std::string sentence = errorSentence([&] { parseBoard(text, "figure.pdf"); });
  EXPECT_NE(sentence.find("figure.pdf"), std::string::npos);
  EXPECT_NE(sentence.find(GetParam().says), std::string::npos) << sentence;
  EXPECT_EQ(sentence.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Boards, HostileBoard,
    testing::Values(Hostile{"CutOff", "\"panels\"", "", "no JSON"},
                    Hostile{"Another", "\"toponets_board\": 1", "\"other\": 1", "is missing"},
                    Hostile{"Newer", "\"toponets_board\": 1", "\"toponets_board\": 2", "newer version"},
                    Hostile{"Width", "\"width_mm\": 183.0", "\"width_mm\": 1e30", "width_mm is out of range"},
                    Hostile{"TextForNumber", "\"width_mm\": 183.0", "\"width_mm\": \"wide\"", "width_mm is no number"},
                    Hostile{"ListForText", "\"title\": \"Figure 2A\"", "\"title\": [1]", "title is no text"},
                    Hostile{"PointsOfNothing", "\"points\": 8.0", "\"points\": 0", "style.points is out of range"},
                    Hostile{"Letters", "\"letters\": \"lower\"", "\"letters\": \"x\"", "style.letters"},
                    Hostile{"Flag", "\"published\": false", "\"published\": 1", "neither true nor false"},
                    Hostile{"PathOfRun", "sweep/tau5_s0", "../../etc", "is no name of a run"},
                    Hostile{"WholePathOfRun", "sweep/tau5_s0", "/etc", "is no name of a run"},
                    Hostile{"Escape", "sweep/tau5_s0", "a\\u001b[2J", "is no name of a run"},
                    Hostile{"Seed", "\"seed\": 3", "\"seed\": 0.5", "no whole number"}),
    [](const auto& info) { return info.param.name; });

TEST(FigureBoard, placesOutsideOfTheGridAndOnEachOtherAreRefused) {
  FigureBoard board = sampleBoard();
  board.panels[0].place.column = 9;
  EXPECT_TRUE(holds(errorSentence([&] { parseBoard(formatBoard(board), "f"); }), "panels[0].place", "outside"));
  board.panels[0].place = board.panels[1].place;
  EXPECT_TRUE(holds(errorSentence([&] { parseBoard(formatBoard(board), "f"); }), "lie on each other"));
}

TEST(FigureBoard, hugeAndDeepTextIsRefused) {
  EXPECT_TRUE(holds(errorSentence([] { parseBoard(std::string(17 << 20, ' '), "f"); }), "too large"));
  EXPECT_FALSE(errorSentence([] { parseBoard(std::string(1 << 20, '['), "f"); }).empty());
  FigureBoard board = sampleBoard();
  board.runs.assign(kMostBoardRuns + 1, board.runs.front());
  EXPECT_TRUE(holds(errorSentence([&] { parseBoard(formatBoard(board), "f"); }), "runs is too long"));
}

}  // namespace
}  // namespace studio
