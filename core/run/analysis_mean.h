// Means over layers, as an analysis' answer gives them. Private to core/run: whoever includes it sees nlohmann's types.
#pragma once
#include <nlohmann/json.hpp>

#include "core/run/analysis.h"

namespace studio {

/// Over the layers with a defined value; null where there is none.
nlohmann::ordered_json meanOf(const std::string& analysis, const NetworkAnalysis& found);

}  // namespace studio
