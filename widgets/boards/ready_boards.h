// The one table of ready boards: the figures of the paper that compare many runs, made of whatever runs are chosen. A
// figure is one file with its row, and the name of the function that makes it in ready_boards.cpp. Values.
#pragma once
#include <QString>
#include <string>
#include <vector>

#include "core/run/figure_board.h"
#include "widgets/boards/board_sources.h"

namespace studio {

struct ReadyBoard {
  std::string name;  ///< as `toponets-studio figure NAME` takes it: "2a"
  QString title;     ///< "Figure 2A"
  QString about;     ///< what it shows, a line
  FigureBoard (*make)(const std::vector<BoardSource>& sources);
};
std::vector<ReadyBoard> readyBoards();

// What its rows share.

/// Rows of the page that a panel of maps of this kind takes on a board of this width, so that its maps leave no blank;
/// 0 for other kinds.
int rowsForMaps(const std::string& kind, double widthMm, const std::vector<BoardSource>& sources);
/// setBoardWidth(), and panels of maps as high as their maps then are.
void setPaperWidth(FigureBoard& board, double widthMm, const std::vector<BoardSource>& sources);
/// Whether the board still has the panels that its ready figure makes, wherever they stand and whatever their titles;
/// false where it is no ready figure.
bool isAsMade(const FigureBoard& board, const std::vector<BoardSource>& sources);
/// Whether published values may stand beside these runs without being asked for: one of them is a published network.
bool arePublishedComparable(const std::vector<BoardSource>& sources);
/// Heights by widths of the sheets that selectivity has been analysed of, in the run that has most; empty without any.
std::vector<double> analysedSheets(const std::vector<BoardSource>& sources);
/// Letters given, title set.
FigureBoard startBoard(const std::string& name, const QString& title, std::vector<BoardPanel> panels);

}  // namespace studio
