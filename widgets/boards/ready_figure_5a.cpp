// The paper's figure 5A: maps layer by layer, and how ordered the layers are (smoothness, Moran's I). Where no
// selectivity is stored, as of language models, the maps are those of training.
#include <algorithm>

#include "widgets/boards/ready_boards.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

FigureBoard makeFigure5a(const std::vector<BoardSource>& sources) {
  std::vector<double> sheets = analysedSheets(sources);
  const bool selective = !sheets.empty();
  if (!selective && !sources.empty())
    for (const LayerInfo& layer : sources.front().run.layers)
      sheets.push_back(double(layer.height) / double(layer.width));
  const int tall = rowsForMaps(sources, sheets);
  return startBoard("5a", tr("Figure 5A"),
                    {{.kind = selective ? "maps_by_layer" : "stored_maps_by_tau", .place = {0, 0, 12, tall}},
                     {.kind = "layer_smoothness", .place = {0, tall, 6, 12}},
                     {.kind = "layer_morans_i", .place = {6, tall, 6, 12}}});
}

}  // namespace

ReadyBoard readyFigure5a() {
  return {"5a", tr("Figure 5A"), tr("Maps, smoothness and Moran's I by layer"), makeFigure5a};
}

}  // namespace studio
