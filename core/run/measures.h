// What tables of runs know of the numbers of analyses beside their values: which of them training measures too, and of
// which values were published. The analysis' row says it (ShownColumn). Rows are described before any thread asks; any
// thread may ask.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/run/analysis.h"

namespace studio {

struct DescribedMeasure {
  std::string result;  ///< "smoothness//max_minus_min": analysis, table and column
  std::string scalar;  ///< as ShownColumn::scalar
  std::optional<PublishedQuantity> published;
};

/// Takes in the columns of the row that say more than their title; those of the same row again take the place of the
/// former ones.
void describeMeasures(const AnalysisKind& kind);
/// The one of this result; nullopt where there is nothing to know of it.
std::optional<DescribedMeasure> measureOfResult(std::string_view result);
/// The one that this scalar measures too; nullopt = it is of training alone.
std::optional<DescribedMeasure> measureOfScalar(std::string_view scalar);

}  // namespace studio
