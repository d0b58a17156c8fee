// What views read out of results: the tables of single analyses (core/run/result.h; the columns are those of cli.md),
// whether there is anything of an analysis, and what was found in one short line. What is not there is empty or NaN.
// Values; any thread.
#pragma once
#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "core/run/analysis.h"
#include "core/run/analysis_request.h"
#include "widgets/analysis/analysis_choices.h"

namespace studio {

/// A connected region of selective units (science.md 4.5).
struct ShownPatch {
  std::vector<std::int64_t> units;
  double peak = kUndefined, row = kUndefined, column = kUndefined;  ///< row, column: of its middle
};
struct Patches {
  double areaFraction = kUndefined;  ///< of the sheet, 0..1
  std::vector<ShownPatch> list;      ///< largest first
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
struct ShownPinwheel {
  double row = 0, column = 0;
  int sign = 1;
};
struct ShownPinwheels {
  std::int64_t positive = 0, negative = 0;
  std::vector<ShownPinwheel> places;
  double circularVariance = kUndefined;  ///< mean over units
};
std::optional<ShownPinwheels> pinwheelsIn(const NetworkAnalysis& found, const std::string& layer);

/// Indices of the stimuli that drive a unit most, first the strongest.
std::vector<std::int32_t> strongestStimuli(const NetworkAnalysis& found, const std::string& layer, std::int64_t unit);
bool hasStrongestStimuli(const NetworkAnalysis& found, const std::string& layer);

// What an analysis found, in one short line for the list of analyses: "0.85, mean of 16 layers".

/// Whether the network has results of the analysis of this name, in any layer or of the whole network.
bool hasResult(const NetworkAnalysis& found, const std::string& analysis);
/// Empty where there is no result.
QString resultText(const NetworkAnalysis& found, const AnalysisKind& analysis);
/// The stimuli were shown, and they are of no two categories. A result that only needs no contrasts says nothing of
/// that.
bool cannotContrast(const NetworkAnalysis& found);
/// What the stimuli lack for an analysis, or empty: categories (known once a network has been shown them), angles, or
/// the network's classes.
QString missingText(const NetworkAnalysis* found, const StimuliUse& stimuli, const AnalysisKind& analysis);

/// Which stimuli were shown, and at which step: "Synthetic localizer, step 965"; a file of weights has no step. `known`
/// gives their titles.
QString shownStimuliText(const NetworkAnalysis& found, const std::vector<StimuliChoice>& known);

/// The end of their place, for a narrow list: "…/cifar10/test"; what has no place is called as it is.
QString stimuliTitle(const std::string& data);

}  // namespace studio
