// The paper's figure 2B, of language models: effective dimensionality, perplexity and, where it was measured, BLiMP
// against smoothness, over tau, with the published values.
#include <algorithm>

#include "widgets/boards/ready_boards.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

FigureBoard makeFigure2b(const std::vector<BoardSource>& sources) {
  const bool blimp = std::any_of(sources.begin(), sources.end(),
                                 [](const BoardSource& source) { return source.analysis("blimp") != nullptr; });
  const int wide = blimp ? 4 : 6;
  std::vector<BoardPanel> panels{{.kind = "dimensionality", .place = {0, 0, wide, 14}},
                                 {.kind = "accuracy_smoothness", .place = {wide, 0, wide, 14}}};
  if (blimp) panels.push_back({.kind = "blimp_smoothness", .place = {2 * wide, 0, wide, 14}});
  return startBoard("2b", tr("Figure 2B"), std::move(panels));
}

}  // namespace

ReadyBoard readyFigure2b() {
  return {"2b", tr("Figure 2B"), tr("Dimensionality, perplexity and BLiMP against smoothness"), makeFigure2b};
}

}  // namespace studio
