// The paper's figure 4B: what networks still can when their sheets are stored small.
#include "widgets/boards/ready_boards.h"
#include "widgets/frame/tr.h"

namespace studio {

ReadyBoard readyFigure4b() {
  return {"4b", tr("Figure 4B"), tr("Downsampled sheets"), [](const std::vector<BoardSource>&) {
            return startBoard("4b", tr("Figure 4B"),
                              {{.kind = "downsampling", .place = {0, 0, 6, 14}},
                               {.kind = "downsampling_relative", .place = {6, 0, 6, 14}}});
          }};
}

}  // namespace studio
