// The choices behind an analysis as JSON. Private to core/run: whoever includes it sees nlohmann's types.
#pragma once
#include <nlohmann/json.hpp>

#include "core/run/analysis.h"

namespace studio {

/// What was analysed with what: network, step, stimuli, contrasts, and choicesTo().
nlohmann::ordered_json settingsTo(const std::string& analysis, const NetworkAnalysis& found);
void settingsFrom(const nlohmann::ordered_json& json, NetworkAnalysis& found);
/// The settings that this analysis reads.
nlohmann::ordered_json choicesTo(const std::string& analysis, const AnalysisSettings& settings);

}  // namespace studio
