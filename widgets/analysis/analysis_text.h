// What an analysis found, in one short line for the list of analyses: "0.85, mean of 16 layers".
#pragma once
#include <QString>

#include "core/run/analysis_request.h"

namespace studio {

/// Whether the network has results of the analysis of this name, in any layer.
bool hasResult(const NetworkAnalysis& found, const std::string& analysis);
/// Empty where there is no result.
QString resultText(const NetworkAnalysis& found, const AnalysisKind& analysis);
/// The stimuli were shown, and they are of no two categories. A result that only needs no contrasts says nothing of
/// that.
bool cannotContrast(const NetworkAnalysis& found);
/// What the stimuli lack for an analysis, or empty: categories (known once a network has been shown them), or gratings
/// that turn.
QString lackText(const NetworkAnalysis* found, const std::string& stimuli, const AnalysisKind& analysis);

/// The end of their place, for a narrow list: "…/cifar10/test"; what has no place is called as it is.
QString stimuliTitle(const std::string& data);

}  // namespace studio
