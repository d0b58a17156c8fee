// Analyses as JSON: the answer of `toponets analyse WHAT` and the files of a run's results folder (cli.md):
// {"settings": every choice made, "layers": {LAYER: {...}}, "mean": {...}}. Undefined numbers are null. Any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/run/analysis.h"

namespace studio {

/// smoothness, morans-i, dimensionality, selectivity, patches, similarity, orientation: what has a form in JSON.
const std::vector<std::string>& analysisNames();

/// The part of `found` that belongs to one analysis. Maps are not in it, but for those of orientation.
std::string formatAnalysis(const std::string& analysis, const NetworkAnalysis& found);
/// Adds what the text holds to `found` (layers by name). Throws UserError naming `sourceName` for a damaged one.
void parseAnalysis(const std::string& analysis, std::string_view json, const std::string& sourceName, NetworkAnalysis& found);
/// The settings that one analysis depends on, and no others, as one line of JSON: two runs of it with the same line and the same input
/// find the same.
std::string decidingSettings(const std::string& analysis, const AnalysisSettings& settings);

}  // namespace studio
