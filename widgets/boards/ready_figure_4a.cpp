// The paper's figure 4A: what networks still can when their smallest weights are pruned.
#include "widgets/boards/ready_boards.h"
#include "widgets/frame/tr.h"

namespace studio {

ReadyBoard readyFigure4a() {
  return {"4a", tr("Figure 4A"), tr("Pruning curves"), [](const std::vector<BoardSource>&) {
            return startBoard(
                "4a", tr("Figure 4A"),
                {{.kind = "pruning", .place = {0, 0, 6, 14}}, {.kind = "pruning_relative", .place = {6, 0, 6, 14}}});
          }};
}

}  // namespace studio
