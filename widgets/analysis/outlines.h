// The patches of a map for its outlines, where the analysis of patches has not been run: found while one looks, by the
// same rule (science.md 4.5; tests/app/gui/outlines_test holds it against the engine). Values; any thread.
#pragma once
#include <QString>

#include "core/run/analysis_request.h"
#include "core/run/snapshot.h"
#include "widgets/analysis/readings.h"

namespace studio {

/// How outlines are drawn: units belong where the map, smoothed by a Gaussian of `sigma` units, is above `threshold`;
/// parts of fewer than `smallest` units are none.
struct OutlineRule {
  double threshold = 2, sigma = 0;
  std::int64_t smallest = 3;
};

/// As the settings say, or as is usual for a sheet of this size.
OutlineRule outlineRule(const AnalysisSettings& settings, std::int64_t height, std::int64_t width);
Patches findOutlined(const SheetMap& map, const OutlineRule& rule);
/// "smoothed t > 2, σ 0.54 units, from 6 units on".
QString outlineText(const OutlineRule& rule, const std::string& statistic);

}  // namespace studio
