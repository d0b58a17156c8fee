// Analyses as JSON: the answer of `toponets analyse WHAT` and the files of a run's results folder (cli.md):
// {"settings": every choice made, "layers": {LAYER: {...}}, "mean": {...}}. Undefined numbers are null. Any thread.
//
// A table's columns are members of its layer's object; those of a table with a name stand in a member of that name
// ("pinwheels.places" in two), as one object where the table is single, else as a list of objects. What belongs to a
// contrast stands in
// {"contrasts": {NAME: ...}}. Columns named "members" or ending in "unit" hold units of the layer's sheet.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/run/analysis.h"

namespace studio {

/// The part of `found` that belongs to one analysis. Maps are in it where its result prints them.
std::string formatAnalysis(const std::string& analysis, const NetworkAnalysis& found);
/// Adds what the text holds to `found` (layers by name). Throws UserError naming `sourceName` for a damaged one.
void parseAnalysis(const std::string& analysis, std::string_view json, const std::string& sourceName,
                   NetworkAnalysis& found);

/// The choices that an analysis reads, its defaults where nothing was chosen, and what follows from them.
std::vector<std::pair<std::string, ConfigValue>> choicesMade(const AnalysisKind& kind,
                                                             const AnalysisSettings& settings);
/// The settings that one analysis depends on, and no others, as one line of JSON: two runs of it with the same line and
/// the same input find the same.
std::string decidingSettings(const AnalysisKind& kind, const AnalysisSettings& settings);

}  // namespace studio
