// A map smoothed for the eye. Always named where it is shown: what was measured is the map itself.
#pragma once
#include "core/run/snapshot.h"

namespace studio {

/// Gaussian of `sigma` units, cut at 3 sigma, weights made to sum to one over the defined units within the sheet: no padding, so
/// edges are not pulled to zero. Undefined units stay undefined. sigma <= 0: the map itself.
SheetMap smoothedMap(const SheetMap& map, double sigma);

}  // namespace studio
