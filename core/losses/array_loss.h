// A loss of the table of one array, without a network: of a weight [o, i] or [o, i, kh, kw], or of responses [stimuli,
// units]. No torch here.
#pragma once
#include <filesystem>

#include "core/run/network_request.h"

namespace studio {

/// Unscaled, with the settings that the question names on top of the row's own; float64 arrays are computed in double.
/// The gradient is written in the array's type and shape where a file is named. Throws UserError, also for a row that
/// has no value (an operation, an update, none).
ArrayLoss lossOfArray(const std::filesystem::path& array, const TopoLossRequest& question,
                      const std::filesystem::path& gradient, int threads);

}  // namespace studio
