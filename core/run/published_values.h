// Values that were published of topographic networks, as they were read off the figures (science.md 6.2 and 12): the
// one table of them, and how they look in a plot. Beside one's own runs they are a layer of a plot, always labelled as
// what they are. Values; any thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/run/plot_spec.h"
#include "core/run/run_config.h"
#include "core/run/run_table.h"

namespace studio {

/// One network of a figure; NaN = the figure does not show it.
struct PublishedRow {
  std::string family;  ///< "ResNet-18", "TDANN": rows of one are joined
  std::string detail;  ///< what distinguishes it within its family: "τ 10", "200 epochs"
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
/// A family of the table as a network of this program, whose runs compare with the published ones.
struct PublishedNetwork {
  std::string family, model;  ///< "ResNet-18", "resnet18"
  std::int64_t classes = 0;   ///< that it was trained on; 0: of language, any
};
const std::vector<PublishedNetwork>& publishedNetworks();
/// Whether a network like this one is in the table.
bool isPublishedNetwork(const ModelConfig& model);
/// How exactly a quantity could be read off: ±0.01 smoothness, ±0.5 per cent accuracy, ±0.3 dimensionality.
std::string readingError(PublishedQuantity quantity);
/// The quantity that a column holds, in the column's shown scale; nullopt where none was published.
std::optional<PublishedQuantity> publishedQuantity(const RunColumn& column);

/// A network whose sheets were stored small (the paper's figure 4B).
struct PublishedReduction {
  std::string family;            ///< "nanoGPT"
  std::string detail;            ///< "τ 10"
  std::vector<double> sparsity;  ///< shares of the sheets that are not stored, 0..1
  std::vector<double> loss;      ///< of validation, at each
  std::string name() const;      ///< "nanoGPT, τ 10"
};
const std::vector<PublishedReduction>& publishedDownsampling();

/// A model's share of right pairs, the mean over BLiMP's 67 paradigms.
struct PublishedBlimp {
  std::string family, detail;  ///< "Warstadt et al. 2020", "GPT-2"
  double share = 0;            ///< 0..1
};
/// Those of BLiMP's authors, then the rows of publishedRows() that have one.
std::vector<PublishedBlimp> publishedBlimp();

// How they look: grey, open and dashed; whoever draws them adds label and keys.

/// The rows of a family that have both, by x ascending: circles that are joined, triangles of another group's system;
/// with their details in the column "detail".
PlotSeries publishedSeries(const std::string& family, PublishedQuantity x, PublishedQuantity y);
/// The series as one of published values, whatever it was before.
void markPublished(PlotSeries& series);
/// Whether a series shows published values, so that it can be left out.
bool isPublished(const PlotSeries& series);

}  // namespace studio
