// The paper's figure 2A: effective dimensionality and accuracy against smoothness, over tau, with the published values.
#include "widgets/boards/ready_boards.h"
#include "widgets/frame/tr.h"

namespace studio {

ReadyBoard readyFigure2a() {
  return {"2a", tr("Figure 2A"), tr("Dimensionality and accuracy against smoothness"),
          [](const std::vector<BoardSource>&) {
            return startBoard("2a", tr("Figure 2A"),
                              {{.kind = "dimensionality", .place = {0, 0, 6, 14}},
                               {.kind = "accuracy_smoothness", .place = {6, 0, 6, 14}}});
          }};
}

}  // namespace studio
