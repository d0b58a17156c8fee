#include "widgets/boards/ready_boards.h"

#include <algorithm>
#include <cmath>

#include "core/run/published_values.h"
#include "widgets/boards/panel_kinds.h"
#include "widgets/frame/tr.h"

namespace studio {

// The rows, in the order of lists: the function of this name stands in the figure's own file and makes its row.
// clang-format off
#define STUDIO_READY_BOARDS(row) \
  row(readyFigure2a)             \
  row(readyFigure2b)             \
  row(readyFigure3)              \
  row(readyFigure4a)             \
  row(readyFigure4b)             \
  row(readyFigure5a)             \
  row(readyFigure5b)
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
    if (const NetworkAnalysis* found = source.analysis(kMapsAnalysis))
      for (const AnalysedLayer& layer : found->layers) sheets.push_back(double(layer.height) / double(layer.width));
    if (sheets.size() > most.size()) most = std::move(sheets);
  }
  return most;
}

namespace {

constexpr double kWidestMap = 24, kBetween = 1.2, kBar = 16, kBeside = 18;  // mm; beside: headings, note, what is free
constexpr double kLetter = 1.35, kWordsAir = 1.6, kLeastRowWords = 26,
                 kRowWordsShare = 0.3;  // mm, as map_grid has them

/// 0 where the kind is no grid of maps.
int gridRows(const PanelKind* kind, double widthMm, const std::vector<BoardSource>& sources) {
  if (!kind || !kind->shape) return 0;
  const MapGridShape shape = kind->shape(sources);
  const auto count = double(shape.columns);
  const double words =
      std::min(kWordsAir + kLetter * double(shape.letters), std::max(kLeastRowWords, kRowWordsShare * widthMm));
  const double across = (widthMm - words - kBar - kBetween * (count + 1)) / count;
  double mm = kBeside;
  for (const double sheet : shape.sheets) mm += std::clamp(across, 1.0, kWidestMap) * sheet + kBetween;
  return std::clamp(int(std::ceil(mm / kBoardRowMm)), 6, 44);
}

/// What decides a panel's content.
BoardPanel withoutPlace(BoardPanel panel) {
  panel.place = {};
  panel.letter.clear();
  panel.title.clear();
  return panel;
}

}  // namespace

int rowsForMaps(const std::string& kind, double widthMm, const std::vector<BoardSource>& sources) {
  const auto kinds = panelKinds({});
  return gridRows(findPanelKind(kinds, kind), widthMm, sources);
}

void setPaperWidth(FigureBoard& board, double widthMm, const std::vector<BoardSource>& sources) {
  const auto kinds = panelKinds({});
  setBoardWidth(board, widthMm);
  for (std::size_t i = 0; i < board.panels.size(); ++i)
    if (const int rows = gridRows(findPanelKind(kinds, board.panels[i].kind), widthMm, sources); rows > 0)
      resizePanel(board, i, board.panels[i].place.columns, rows);
}

bool isAsMade(const FigureBoard& board, const std::vector<BoardSource>& sources) {
  for (const ReadyBoard& ready : readyBoards()) {
    if (ready.name != board.name) continue;
    const FigureBoard made = ready.make(sources);
    return std::is_permutation(
        made.panels.begin(), made.panels.end(), board.panels.begin(), board.panels.end(),
        [](const BoardPanel& a, const BoardPanel& b) { return withoutPlace(a) == withoutPlace(b); });
  }
  return false;
}

bool arePublishedComparable(const std::vector<BoardSource>& sources) {
  return std::any_of(sources.begin(), sources.end(),
                     [](const BoardSource& source) { return isPublishedNetwork(source.run.config.model); });
}

FigureBoard startBoard(const std::string& name, const QString& title, std::vector<BoardPanel> panels) {
  FigureBoard board{.name = name, .title = title.toStdString(), .panels = std::move(panels)};
  nameLetters(board);
  return board;
}

}  // namespace studio
