#include "widgets/boards/ready_boards.h"

#include <algorithm>
#include <cmath>

#include "widgets/frame/tr.h"

namespace studio {

// The rows, in the order of lists: the function of this name stands in the figure's own file and makes its row.
// clang-format off
#define STUDIO_READY_BOARDS(row) \
  row(readyFigure2a)             \
  row(readyFigure3)              \
  row(readyFigure4a)             \
  row(readyFigure4b)             \
  row(readyFigure5a)
// clang-format on

#define STUDIO_DECLARE_READY_BOARD(make) ReadyBoard make();
STUDIO_READY_BOARDS(STUDIO_DECLARE_READY_BOARD)

/// Made anew each time: its texts are those of the language in use.
std::vector<ReadyBoard> readyBoards() {
#define STUDIO_MAKE_READY_BOARD(make) make(),
  return {STUDIO_READY_BOARDS(STUDIO_MAKE_READY_BOARD)};
}

std::vector<double> analysedSheets(const std::vector<BoardSource>& sources) {
  std::vector<double> most;
  for (const BoardSource& source : sources) {
    std::vector<double> sheets;
    if (const NetworkAnalysis* found = source.analysis("selectivity"))
      for (const AnalysedLayer& layer : found->layers) sheets.push_back(double(layer.height) / double(layer.width));
    if (sheets.size() > most.size()) most = std::move(sheets);
  }
  return most;
}

int rowsForMaps(const std::vector<BoardSource>& sources, const std::vector<double>& sheets) {
  constexpr double kMapsWide = 150, kWidestMap = 24, kBeside = 15, kBetween = 1.2;  // mm
  std::size_t contrasts = 1;
  for (const BoardSource& source : sources)
    if (const NetworkAnalysis* found = source.analysis("selectivity"))
      contrasts = std::clamp<std::size_t>(found->contrasts.size(), contrasts, 12);
  const double width = std::min(kMapsWide / double(contrasts), kWidestMap);
  double mm = kBeside;
  for (const double sheet : sheets) mm += width * sheet + kBetween;
  return std::clamp(int(std::ceil(mm / kBoardRowMm)), 6, 44);
}

FigureBoard startBoard(const std::string& name, const QString& title, std::vector<BoardPanel> panels) {
  FigureBoard board{.name = name, .title = title.toStdString(), .panels = std::move(panels)};
  nameLetters(board);
  return board;
}

}  // namespace studio
