// The one table of what a panel of a board can show: plots of analyses and curves of training, whose networks are
// groups of seeds; what only several runs together show (accuracy against smoothness, pruning curves, maps over tau);
// and every figure of the studio. A kind makes plain content of the runs, on a worker thread; BoardFigure draws it.
#pragma once
#include <QString>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/run/figure_board.h"
#include "widgets/boards/board_sources.h"
#include "widgets/boards/map_grid.h"
#include "widgets/frame/view.h"

namespace studio {

struct PanelRequest {
  const BoardPanel& panel;
  const BoardStyle& style;
  std::vector<const BoardSource*> runs;  ///< those that the panel is of
  const std::vector<AnalysisKind>& analyses;
};

/// At most one of plot, maps and figure.
struct PanelContent {
  std::optional<PlotSpec> plot{};
  std::shared_ptr<MapGrid> maps{};
  std::shared_ptr<const Figure> figure{};
  QString title{};    ///< above it, where a person has given none
  QString caption{};  ///< what it shows, as a sentence of the board's caption
  /// Why there is nothing, or less than there could be: one sentence with the way out, for the window and stderr.
  QString missing{};
  QString blank{};  ///< on paper where there is nothing; empty = "not measured"

  bool empty() const { return !plot && !maps && !figure; }
};

/// Under which heading a list of them puts it.
enum class PanelGroup { Runs, Analyses, Training, Figures };

/// What decides how high a grid of maps is: how many stand beside each other, heights by widths of the sheets below
/// each other, and the letters of the longest of the rows' names.
struct MapGridShape {
  std::size_t columns = 1;
  std::vector<double> sheets{};
  std::size_t letters = 0;
};

struct PanelKind {
  std::string name;  ///< in boards; never changed once released
  QString title{};
  PanelGroup group = PanelGroup::Analyses;
  std::function<PanelContent(const PanelRequest&)> make{};
  int columns = 6, rows = 13;  ///< of its usual place on a wide board
  bool ofLayer = false, ofContrasts = false,
       ofMaps = false;              ///< what can be chosen: a layer, contrasts, step and quantity
  bool ofOneRun = false;            ///< it shows one run, the most topographic of the chosen ones
  std::vector<std::string> uses{};  ///< analyses whose results it shows
  /// Of a grid of maps, which ready figures make as high as its maps are; nullptr = it is none.
  MapGridShape (*shape)(const std::vector<BoardSource>& sources) = nullptr;
};

/// In the caption: "Not measured: 8 of 14 runs". Nothing where all are shown.
void sayUnmeasured(PanelContent& content, std::size_t lacking, std::size_t of);
/// Those without results of an analysis, and what the others were shown.
void sayResults(PanelContent& content, const std::vector<const BoardSource*>& runs, const std::string& analysis);
/// ", 400 stimuli of floc/images": what the runs were shown when they were analysed; empty where that differs between
/// them or is not known.
QString stimuliText(const std::vector<const BoardSource*>& runs, const std::string& analysis);

/// With the plots of these analyses.
std::vector<PanelKind> panelKinds(const std::vector<AnalysisKind>& analyses);
/// nullptr where there is none of this name.
const PanelKind* findPanelKind(const std::vector<PanelKind>& kinds, const std::string& name);

/// Whose results the panels of a board show.
std::set<std::string> usedAnalyses(const FigureBoard& board, const std::vector<PanelKind>& kinds);

}  // namespace studio
