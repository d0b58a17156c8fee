// The paper's figure 3: maps of contrasts over tau, and, where the network has several sheets, layer by layer.
#include "widgets/boards/ready_boards.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

FigureBoard makeFigure3(const std::vector<BoardSource>& sources) {
  const int tall = rowsForMaps("maps_by_tau", FigureBoard().widthMm, sources);
  std::vector<BoardPanel> panels{{.kind = "maps_by_tau", .place = {0, 0, 12, tall}}};
  if (analysedSheets(sources).size() > 1)
    panels.push_back({.kind = "maps_by_layer",
                      .place = {0, tall, 12, rowsForMaps("maps_by_layer", FigureBoard().widthMm, sources)}});
  return startBoard("3", tr("Figure 3"), std::move(panels));
}

}  // namespace

ReadyBoard readyFigure3() { return {"3", tr("Figure 3"), tr("Selectivity maps over τ and by layer"), makeFigure3}; }

}  // namespace studio
