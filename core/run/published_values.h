// Values that were published of topographic networks, as they were read off the figures (science.md 12): beside one's
// own runs they are a layer of a plot, always labelled as what they are. Values; any thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/run/run_table.h"

namespace studio {

/// What can be read off the figures.
enum class PublishedQuantity { Smoothness, Accuracy, Dimensionality, Blimp };

/// One network of a figure; NaN = the figure does not show it.
struct PublishedRow {
  std::string family;  ///< "ResNet-18": rows of one are joined
  std::string name;    ///< "τ 10", "baseline", "LLCNN-G"
  double smoothness = kUndefined;
  double accuracy = kUndefined;  ///< top-1 of ImageNet, per cent
  double dimensionality = kUndefined;
  double blimp = kUndefined;  ///< share of pairs, 0..1
  bool ours = true;           ///< TopoNets and their baselines; false: another group's system, a point of its own

  double value(PublishedQuantity quantity) const;
};
const std::vector<PublishedRow>& publishedRows();
/// Families with a row that has both, in the order of the table.
std::vector<std::string> publishedFamilies(PublishedQuantity x, PublishedQuantity y);
/// How exactly a quantity could be read off: ±0.01 smoothness, ±0.5 per cent accuracy, ±0.3 dimensionality.
std::string readingError(PublishedQuantity quantity);
/// The quantity that a column holds, in the column's shown scale; nullopt where none was published.
std::optional<PublishedQuantity> publishedQuantity(const RunColumn& column);

}  // namespace studio
