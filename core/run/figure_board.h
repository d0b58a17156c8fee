// A figure of several panels as plain data: which plot or figure each panel shows and of which runs, where it stands,
// the one style of all of them, the caption, and where the values come from (configurations, seeds, versions,
// commands). Its JSON is kept inside of every exported PDF, SVG and PNG, so that such a file opens the same board
// again; it may come from a stranger. Values; any thread; no disk.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

/// A board is as wide as one column of a journal, one and a half or two; its panels stand in a grid of columns, each a
/// twelfth of that width, and of rows of 5 mm.
inline constexpr double kBoardWidths[] = {89, 120, 183};  // mm
inline constexpr int kBoardColumns = 12, kMostBoardRows = 120, kLeastPanelColumns = 2, kLeastPanelRows = 4;
inline constexpr double kBoardRowMm = 5;
inline constexpr std::size_t kMostPanels = 52, kMostBoardRuns = 1000;

/// In columns and rows of the grid; column + columns <= kBoardColumns, row + rows <= kMostBoardRows.
struct BoardPlace {
  int column = 0, row = 0, columns = 6, rows = 12;
  bool operator==(const BoardPlace&) const = default;
  bool overlaps(const BoardPlace& other) const;
};

struct BoardPanel {
  std::string kind;  ///< what it shows: a name of the table of panels (widgets/boards/panel_kinds.h)
  BoardPlace place{};
  std::string letter{};                  ///< "A"; given by nameLetters()
  std::string title{};                   ///< empty = the kind's own
  std::vector<std::string> runs{};       ///< names of the board's runs; empty = all of them
  std::int64_t step = -1;                ///< of maps; -1 = the last
  std::string layer{};                   ///< empty = all, or the last, as the kind has it
  std::string quantity{};                ///< of maps that are no contrasts; empty = cosine
  std::vector<std::string> contrasts{};  ///< empty = all
  bool operator==(const BoardPanel&) const = default;
};

/// One for all panels.
struct BoardStyle {
  double points = 7;                ///< size of the text, 5 to 12; lines and marks grow with it
  std::string mapColours = "rdbu";  ///< of signed maps: a name of widgets/sheets/colour_maps.h
  std::string letters = "upper";    ///< upper, lower, none
  bool sharedLimits = true;         ///< panels of one quantity have the same limits
  bool published = true;            ///< published values are shown, labelled, where there are some
  bool operator==(const BoardStyle&) const = default;
};

/// A run that the board shows, as it was when it was drawn: what is known of it where its folder is gone.
struct BoardRun {
  std::string name;         ///< of its folder, below the folder of runs: "digits_tau5_s0", "sweep/tau5_s0"
  std::string config;       ///< config.resolved.toml
  std::string fingerprint;  ///< of the configuration; a folder of this name with another one is another run
  std::string version;      ///< of the program that trained it; may be empty
  std::string command;      ///< what makes such a run again
  double tau = 0;
  std::int64_t seed = 0, step = 0;
  std::string trained{};  ///< of a run that did not come to its end: "epoch 35.7 of 2,000" (trainedPart())
  bool operator==(const BoardRun&) const = default;
};

struct FigureBoard {
  std::string name{};   ///< of its file: "2a", "board"
  std::string title{};  ///< "Figure 2A: smoothness, dimensionality and accuracy"
  double widthMm = 183;
  std::vector<BoardPanel> panels{};
  BoardStyle style{};
  std::string caption{};  ///< as a person wrote it; empty = made of what the panels show
  std::vector<BoardRun> runs{};
  std::string version{};                ///< of the program that drew it
  std::vector<std::string> commands{};  ///< what draws it again
  bool operator==(const FigureBoard&) const = default;
};

/// Rows that the panels reach down to; 0 without any.
int boardRows(const FigureBoard& board);
inline double boardHeightMm(const FigureBoard& board) { return boardRows(board) * kBoardRowMm; }
bool panelsOverlap(const std::vector<BoardPanel>& panels);

// Arranging. Panels never overlap: those in the way give way downwards, then all move up as far as they can. Letters
// follow the order in which one reads. Whatever numbers are given are brought into the grid; what would make a board
// longer than it can be changes nothing.

/// At the end; false where a board has no more space.
bool addPanel(FigureBoard& board, BoardPanel panel);
void removePanel(FigureBoard& board, std::size_t panel);
void movePanel(FigureBoard& board, std::size_t panel, int column, int row);
/// They take each other's place, with its size.
void exchangePanels(FigureBoard& board, std::size_t a, std::size_t b);
/// What a narrower panel leaves free is taken by those beside it: by its neighbours at the right, or, at the board's
/// right edge, by those at its left.
void resizePanel(FigureBoard& board, std::size_t panel, int columns, int rows);
/// On a narrow board panels are made wider, so that their words keep their size: half of the width at least on 120 mm,
/// all of it on 89.
void setBoardWidth(FigureBoard& board, double widthMm);
/// Indices of the panels, row by row from the left.
std::vector<std::size_t> readingOrder(const FigureBoard& board);
/// "A", "B", ... as the style has them.
void nameLetters(FigureBoard& board);

std::string formatBoard(const FigureBoard& board);
/// Throws UserError naming `source` in one sentence for what is no board, damaged, or beyond any sense: of another
/// program's newer version, too large, overlapping, outside of the grid.
FigureBoard parseBoard(std::string_view json, const std::string& source);

}  // namespace studio
