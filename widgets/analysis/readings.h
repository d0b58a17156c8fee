// What the views of single analyses read out of their tables (core/run/result.h; the columns are those of cli.md). What
// is not there is empty or NaN. Values; any thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/run/analysis.h"

namespace studio {

/// A connected region of selective units (science.md 4.5).
struct Patch {
  std::vector<std::int64_t> units;
  double peak = kUndefined, row = kUndefined, column = kUndefined;  ///< row, column: of its middle
};
struct Patches {
  double areaFraction = kUndefined;  ///< of the sheet, 0..1
  std::vector<Patch> list;           ///< largest first
};
std::optional<Patches> patchesIn(const NetworkAnalysis& found, const std::string& layer, const std::string& contrast);
/// Of the map of a contrast.
double moransIn(const NetworkAnalysis& found, const std::string& layer, const std::string& contrast);

/// How alike the maps of two contrasts are (science.md 4.6).
struct SimilarPair {
  std::string a, b;
  double pearson = kUndefined, ssim = kUndefined, spearman = kUndefined;
};
std::vector<SimilarPair> similarPairs(const NetworkAnalysis& found, const std::string& layer);

/// Where preferred angles turn once around a unit (science.md 5).
struct Pinwheel {
  double row = 0, column = 0;
  int sign = 1;
};
struct Pinwheels {
  std::int64_t positive = 0, negative = 0;
  std::vector<Pinwheel> places;
  double circularVariance = kUndefined;  ///< mean over units
};
std::optional<Pinwheels> pinwheelsIn(const NetworkAnalysis& found, const std::string& layer);

/// Indices of the stimuli that drive a unit most, first the strongest.
std::vector<std::int32_t> strongestStimuli(const NetworkAnalysis& found, const std::string& layer, std::int64_t unit);
bool hasStrongestStimuli(const NetworkAnalysis& found, const std::string& layer);

}  // namespace studio
