// The paper's figure 5A: maps layer by layer, and how ordered the layers are (smoothness, Moran's I). Where no
// selectivity is stored, as of language models, the maps are those of training.
#include "widgets/boards/ready_boards.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

FigureBoard makeFigure5a(const std::vector<BoardSource>& sources) {
  const std::string maps = analysedSheets(sources).empty() ? "stored_maps_by_tau" : "maps_by_layer";
  const int tall = rowsForMaps(maps, FigureBoard().widthMm, sources);
  return startBoard("5a", tr("Figure 5A"),
                    {{.kind = maps, .place = {0, 0, 12, tall}},
                     {.kind = "layer_smoothness", .place = {0, tall, 6, 12}},
                     {.kind = "layer_morans_i", .place = {6, tall, 6, 12}}});
}

}  // namespace

ReadyBoard readyFigure5a() {
  return {"5a", tr("Figure 5A"), tr("Maps, smoothness and Moran's I by layer"), makeFigure5a};
}

}  // namespace studio
