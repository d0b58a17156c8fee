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

/// How many maps stand beside each other, the sheets below each other, and the longest of the rows' words.
struct MapsShape {
  std::size_t columns = 1;
  std::vector<double> sheets;
  std::size_t letters = 0;
};

std::vector<const BoardSource*> pointersTo(const std::vector<BoardSource>& sources) {
  std::vector<const BoardSource*> all;
  for (const BoardSource& source : sources) all.push_back(&source);
  return all;
}

std::size_t contrastsOf(const std::vector<BoardSource>& sources) {
  std::size_t contrasts = 1;
  for (const BoardSource& source : sources)
    if (const NetworkAnalysis* found = source.analysis(kMapsAnalysis))
      contrasts = std::clamp<std::size_t>(found->contrasts.size(), contrasts, 12);
  return contrasts;
}

/// Those with TopoLoss, which are drawn, where there are any.
MapsShape storedShape(const std::vector<BoardSource>& sources) {
  MapsShape shape{std::clamp<std::size_t>(groupRuns(pointersTo(sources)).size(), 1, 12), {}, 0};
  if (sources.empty()) return shape;
  const auto& layers = sources.front().run.layers;
  const bool anyLoss = std::any_of(layers.begin(), layers.end(), [](const LayerInfo& layer) { return layer.topo; });
  for (const LayerInfo& layer : layers) {
    if (anyLoss && !layer.topo) continue;
    shape.sheets.push_back(double(layer.height) / double(layer.width));
    shape.letters = std::max(shape.letters, layer.name.size());
  }
  return shape;
}

MapsShape shapeOf(const std::string& kind, const std::vector<BoardSource>& sources) {
  if (kind == "stored_maps_by_tau") return storedShape(sources);
  MapsShape shape{contrastsOf(sources), analysedSheets(sources), 0};
  if (kind == "maps_by_tau") {
    const auto groups = groupRuns(pointersTo(sources));
    for (const BoardGroup& group : groups) shape.letters = std::max(shape.letters, group.label.size());
    const double last = shape.sheets.empty() ? 1 : shape.sheets.back();
    shape.sheets.assign(std::max<std::size_t>(1, groups.size()), last);
    return shape;
  }
  for (const BoardSource& source : sources)
    if (const NetworkAnalysis* found = source.analysis(kMapsAnalysis))
      for (const AnalysedLayer& layer : found->layers) shape.letters = std::max(shape.letters, layer.layer.size());
  return shape;
}

/// What decides a panel's content.
BoardPanel contentOf(BoardPanel panel) {
  panel.place = {};
  panel.letter.clear();
  panel.title.clear();
  return panel;
}

}  // namespace

int rowsForMaps(const std::string& kind, double widthMm, const std::vector<BoardSource>& sources) {
  if (kind != "maps_by_tau" && kind != "maps_by_layer" && kind != "stored_maps_by_tau") return 0;
  const MapsShape shape = shapeOf(kind, sources);
  const auto count = double(shape.columns);
  const double words =
      std::min(kWordsAir + kLetter * double(shape.letters), std::max(kLeastRowWords, kRowWordsShare * widthMm));
  const double across = (widthMm - words - kBar - kBetween * (count + 1)) / count;
  double mm = kBeside;
  for (const double sheet : shape.sheets) mm += std::clamp(across, 1.0, kWidestMap) * sheet + kBetween;
  return std::clamp(int(std::ceil(mm / kBoardRowMm)), 6, 44);
}

void setPaperWidth(FigureBoard& board, double widthMm, const std::vector<BoardSource>& sources) {
  setBoardWidth(board, widthMm);
  for (std::size_t i = 0; i < board.panels.size(); ++i)
    if (const int rows = rowsForMaps(board.panels[i].kind, widthMm, sources); rows > 0)
      resizePanel(board, i, board.panels[i].place.columns, rows);
}

bool isAsMade(const FigureBoard& board, const std::vector<BoardSource>& sources) {
  for (const ReadyBoard& ready : readyBoards()) {
    if (ready.name != board.name) continue;
    const FigureBoard made = ready.make(sources);
    return std::is_permutation(made.panels.begin(), made.panels.end(), board.panels.begin(), board.panels.end(),
                               [](const BoardPanel& a, const BoardPanel& b) { return contentOf(a) == contentOf(b); });
  }
  return false;
}

bool arePublishedComparable(const std::vector<BoardSource>& sources) {
  constexpr std::int64_t kClasses = 1000;  // of ImageNet
  return std::any_of(sources.begin(), sources.end(), [](const BoardSource& source) {
    const ModelConfig& model = source.run.config.model;
    const bool isLanguage = model.name.find("gpt") != std::string::npos;
    const bool isPublished = model.name.starts_with("resnet") || model.name.starts_with("vit");
    return isLanguage || (isPublished && model.classes == kClasses);
  });
}

FigureBoard startBoard(const std::string& name, const QString& title, std::vector<BoardPanel> panels) {
  FigureBoard board{.name = name, .title = title.toStdString(), .panels = std::move(panels)};
  nameLetters(board);
  return board;
}

}  // namespace studio
