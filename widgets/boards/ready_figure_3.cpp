// The paper's figure 3: maps of contrasts over tau, and, where the network has several sheets, layer by layer.
#include <algorithm>

#include "widgets/boards/ready_boards.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

FigureBoard makeFigure3(const std::vector<BoardSource>& sources) {
  std::vector<const BoardSource*> all;
  for (const BoardSource& source : sources) all.push_back(&source);
  const std::vector<double> sheets = analysedSheets(sources);
  const double last = sheets.empty() ? 1 : sheets.back();
  const int tall = rowsForMaps(sources, std::vector<double>(std::max<std::size_t>(1, groupRuns(all).size()), last));
  std::vector<BoardPanel> panels{{.kind = "maps_by_tau", .place = {0, 0, 12, tall}}};
  if (sheets.size() > 1)
    panels.push_back({.kind = "maps_by_layer", .place = {0, tall, 12, rowsForMaps(sources, sheets)}});
  return startBoard("3", tr("Figure 3"), std::move(panels));
}

}  // namespace

ReadyBoard readyFigure3() { return {"3", tr("Figure 3"), tr("Selectivity maps over τ and by layer"), makeFigure3}; }

}  // namespace studio
