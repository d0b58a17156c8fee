// Where the panels of a board stand (figure_board.h).
#include "core/run/figure_board.h"

#include <algorithm>
#include <numeric>

namespace studio {
namespace {

bool isReadBefore(const BoardPlace& a, const BoardPlace& b) {
  return a.row != b.row ? a.row < b.row : a.column < b.column;
}

void bringIntoGrid(BoardPlace& place) {
  place.columns = std::clamp(place.columns, kLeastPanelColumns, kBoardColumns);
  place.rows = std::clamp(place.rows, kLeastPanelRows, kMostBoardRows);
  place.column = std::clamp(place.column, 0, kBoardColumns - place.columns);
  place.row = std::clamp(place.row, 0, kMostBoardRows - place.rows);
}

/// Up as far as nothing stands there. What was put down before stands fast.
void moveUp(BoardPlace& place, const std::vector<BoardPlace>& standing) {
  const auto isFree = [&](const BoardPlace& there) {
    return std::none_of(standing.begin(), standing.end(), [&](const BoardPlace& each) { return each.overlaps(there); });
  };
  while (!isFree(place)) ++place.row;
  for (BoardPlace above = place; place.row > 0; place = above) {
    --above.row;
    if (!isFree(above)) break;
  }
}

/// In the order of reading, `first` before all others where it has been put.
void settle(FigureBoard& board, std::size_t first) {
  std::vector<std::size_t> order = readingOrder(board);
  const auto place = [&](std::size_t panel) -> BoardPlace& { return board.panels[panel].place; };
  if (first < board.panels.size()) {  // others in its way stand below it, whatever they were before
    const BoardPlace put = place(first);
    for (const std::size_t panel : order)
      if (panel != first && place(panel).overlaps(put)) place(panel).row = put.row + put.rows;
    order = readingOrder(board);
  }
  std::vector<BoardPlace> standing;
  for (const std::size_t panel : order) {
    moveUp(place(panel), standing);
    standing.push_back(place(panel));
  }
  nameLetters(board);
}

/// A board that would grow beyond all paper stays as it is.
template <typename Change>
bool arrange(FigureBoard& board, Change change) {
  std::vector<BoardPanel> before = board.panels;
  change();
  if (boardRows(board) <= kMostBoardRows) return true;
  board.panels = std::move(before);
  return false;
}

/// A neighbour takes the free columns only where nothing else stands in them.
void widenBeside(FigureBoard& board, std::size_t panel, std::size_t beside, const BoardPlace& widened) {
  for (std::size_t i = 0; i < board.panels.size(); ++i)
    if (i != panel && i != beside && board.panels[i].place.overlaps(widened)) return;
  if (!board.panels[panel].place.overlaps(widened)) board.panels[beside].place = widened;
}

/// After a panel has become narrower by `free` columns.
void fillBeside(FigureBoard& board, std::size_t panel, int free) {
  BoardPlace& own = board.panels[panel].place;
  const int edge = own.column + own.columns + free, left = own.column;
  const bool atEdge = edge == kBoardColumns;
  const auto isBeside = [&](const BoardPlace& other) {
    const bool sameRows = other.row < own.row + own.rows && own.row < other.row + other.rows;
    return sameRows && (atEdge ? other.column + other.columns == left : other.column == edge);
  };
  std::vector<std::size_t> beside;
  for (std::size_t i = 0; i < board.panels.size(); ++i)
    if (i != panel && isBeside(board.panels[i].place)) beside.push_back(i);
  if (beside.empty()) return;
  if (atEdge) own.column += free;
  for (const std::size_t i : beside) {
    BoardPlace widened = board.panels[i].place;
    widened.columns += free;
    if (!atEdge) widened.column -= free;
    widenBeside(board, panel, i, widened);
  }
}

}  // namespace

bool BoardPlace::overlaps(const BoardPlace& other) const {
  return column < other.column + other.columns && other.column < column + columns && row < other.row + other.rows &&
         other.row < row + rows;
}

int boardRows(const FigureBoard& board) {
  int rows = 0;
  for (const BoardPanel& panel : board.panels) rows = std::max(rows, panel.place.row + panel.place.rows);
  return rows;
}

bool panelsOverlap(const std::vector<BoardPanel>& panels) {
  for (std::size_t a = 0; a < panels.size(); ++a)
    for (std::size_t b = 0; b < a; ++b)
      if (panels[a].place.overlaps(panels[b].place)) return true;
  return false;
}

std::vector<std::size_t> readingOrder(const FigureBoard& board) {
  std::vector<std::size_t> order(board.panels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return isReadBefore(board.panels[a].place, board.panels[b].place);
  });
  return order;
}

void nameLetters(FigureBoard& board) {
  int number = 0;
  for (const std::size_t panel : readingOrder(board)) {
    std::string& letter = board.panels[panel].letter;
    letter.clear();
    if (board.style.letters == "none") continue;
    const char first = board.style.letters == "lower" ? 'a' : 'A';
    if (number >= 26) letter += char(first + number / 26 - 1);
    letter += char(first + number++ % 26);
  }
}

bool addPanel(FigureBoard& board, BoardPanel panel) {
  if (board.panels.size() >= kMostPanels) return false;
  return arrange(board, [&] {
    bringIntoGrid(panel.place);
    panel.place.row = boardRows(board);
    board.panels.push_back(std::move(panel));
    settle(board, board.panels.size());
  });
}

void removePanel(FigureBoard& board, std::size_t panel) {
  if (panel >= board.panels.size()) return;
  board.panels.erase(board.panels.begin() + std::ptrdiff_t(panel));
  settle(board, board.panels.size());
}

void movePanel(FigureBoard& board, std::size_t panel, int column, int row) {
  if (panel >= board.panels.size()) return;
  arrange(board, [&] {
    BoardPlace& place = board.panels[panel].place;
    place.column = column;
    place.row = row;
    bringIntoGrid(place);
    settle(board, panel);
  });
}

void exchangePanels(FigureBoard& board, std::size_t a, std::size_t b) {
  if (a >= board.panels.size() || b >= board.panels.size()) return;
  std::swap(board.panels[a].place, board.panels[b].place);
  nameLetters(board);
}

void resizePanel(FigureBoard& board, std::size_t panel, int columns, int rows) {
  if (panel >= board.panels.size()) return;
  arrange(board, [&] {
    BoardPlace& place = board.panels[panel].place;
    const int before = place.columns;
    place.columns = std::min(columns, kBoardColumns - place.column);
    place.rows = std::min(rows, kMostBoardRows - place.row);
    bringIntoGrid(place);
    if (place.columns < before) fillBeside(board, panel, before - place.columns);
    settle(board, panel);
  });
}

void setBoardWidth(FigureBoard& board, double widthMm) {
  const int least = widthMm < 100 ? kBoardColumns : widthMm < 150 ? kBoardColumns / 2 : kLeastPanelColumns;
  board.widthMm = widthMm;
  arrange(board, [&] {
    int row = 0;
    for (const std::size_t panel : readingOrder(board)) {  // apart, in their order; then they move up again
      BoardPlace& place = board.panels[panel].place;
      place.columns = std::max(place.columns, least);
      bringIntoGrid(place);
      place.row = row;
      row += place.rows;
    }
    settle(board, board.panels.size());
  });
}

}  // namespace studio
