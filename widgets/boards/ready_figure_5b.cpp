// The paper's figure 5B, of language models: integration windows, a map a layer and tau.
#include "widgets/boards/ready_boards.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

FigureBoard makeFigure5b(const std::vector<BoardSource>& sources) {
  const int tall = rowsForMaps("windows_by_tau", FigureBoard().widthMm, sources);
  return startBoard("5b", tr("Figure 5B"), {{.kind = "windows_by_tau", .place = {0, 0, 12, tall}}});
}

}  // namespace

ReadyBoard readyFigure5b() {
  return {"5b", tr("Figure 5B"), tr("Integration windows of language models"), makeFigure5b};
}

}  // namespace studio
