// Pictures of weights: a layer before the first step, and one unit of a stored run. No torch here.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/run/network_request.h"
#include "core/run/run_config.h"
#include "core/run/run_store.h"

namespace studio {

/// Throws UserError: no such layer, or a factor that does not fit its sheet.
BlurPreview blurPreview(const RunConfig& config, const std::string& layer);

/// The weights into one unit of a stored run at its checkpoint nearest before `step`; nullopt when there is none.
std::optional<UnitWeights> unitWeights(const RunFolder& folder, std::int64_t step, const std::string& layer,
                                       std::int64_t unit);

}  // namespace studio
