#include "widgets/runs/display_memory.h"

namespace studio {

ViewState DisplayMemory::change(const ViewState& before, ViewState now, const std::filesystem::path& run) {
  const std::size_t scale = quantityKind(now.quantity);
  auto& manual = manual_[run][scale];
  if (quantityKind(before.quantity) != scale) {  // what was set for values of another kind is nothing to these
    if (now.threshold == 0) now.threshold = hidden_[scale];
    if (!now.limitsLocked && manual) now.limitsLocked = true, now.limitLow = manual->low, now.limitHigh = manual->high;
  }
  hidden_[scale] = now.threshold;
  manual = now.limitsLocked ? std::optional(Manual{now.limitLow, now.limitHigh}) : std::nullopt;
  return now;
}

ViewState DisplayMemory::open(ViewState next, const ViewState& before) const {
  next.colours = before.colours;
  next.percentile = before.percentile;
  next.layerAlone = before.layerAlone;
  next.threshold = hidden_[quantityKind(next.quantity)];
  return next;
}

}  // namespace studio
