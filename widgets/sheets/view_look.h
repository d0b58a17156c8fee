// From what is chosen (ViewState) to how maps are coloured.
#pragma once
#include "widgets/runs/run_data.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {

/// Limits: the locked ones, else the largest |value| over all maps of the quantity that the snapshot shows.
inline Limits limitsInForce(const ViewState& view, const Snapshot* snapshot) {
  if (view.limitsLocked) return {view.limitLow, view.limitHigh};
  return snapshot ? limitsOf(*snapshot, view.quantity) : Limits{};
}

inline MapLook lookFor(const ViewState& view, const Snapshot* snapshot, const Theme& theme) {
  return {&colourMapFor(view.colours, view.quantity, theme), limitsInForce(view, snapshot), view.threshold, &theme};
}

}  // namespace studio
