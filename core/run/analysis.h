// What analyses of sheets found, as plain data: written by the engine, shown by screens, stored in a run's results folder.
// One NetworkAnalysis is one network (a checkpoint, first weights, a file of weights, or arrays made elsewhere) that was shown one set
// of stimuli. NaN = undefined everywhere. Values; no threads of its own.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/run/contrast.h"
#include "core/run/snapshot.h"

namespace studio {

inline constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// Every choice an analysis makes (science.md 0, 2-5). Negative sizes: the default of the sheet's size.
struct AnalysisSettings {
  std::string layers = "topo";            ///< topo, all, or names separated by commas
  std::string contrasts = "auto";         ///< auto, each, floc, size-animacy, synthetic, or a contrasts.toml
  std::vector<Contrast> chosen;           ///< named one by one; where there are any, `contrasts` is not read
  std::vector<double> edges;              ///< of the distance bins; empty = 20 bins over the sheet's diagonal
  std::string pooling = "mean";           ///< dimensionality: mean or max over space, flatten
  std::string statistic = "t";            ///< of patches, similarity and Moran's I: t, welch_t, d_prime
  double threshold = 2;                   ///< patches: smallest smoothed value
  double sigma = -1;                      ///< patches: smoothing, in units; < 0: 0.034 of the longer side
  std::int64_t smallestPatch = -1;        ///< units; < 0: 3, or 2 % of the sheet where that is more
  std::int64_t permutations = 999;        ///< of Moran's I
  std::int64_t window = 7;                ///< of SSIM, units
  std::string preferred = "vector";       ///< orientation: vector or argmax
  std::uint64_t seed = 0;                 ///< of the permutations
  bool operator==(const AnalysisSettings&) const = default;
};

/// Mean correlation of pairs of units by their distance on the sheet (science.md 2.2).
struct CorrelationCurve { std::vector<double> distance, correlation; std::vector<std::int64_t> pairs; };
struct SmoothnessFound { double maxMinusMin = kUndefined, llcnn = kUndefined, tdann = kUndefined; CorrelationCurve curve; };
struct DimensionalityFound { double effective = kUndefined; std::int64_t stimuli = 0, features = 0; };
struct MoransFound { double i = kUndefined, expected = kUndefined, p = kUndefined; };
struct PatchFound { std::vector<std::int64_t> units; double peak = kUndefined, row = kUndefined, column = kUndefined; };
struct PatchesFound { double areaFraction = 0; std::vector<PatchFound> patches; };   ///< largest first
/// A contrast's maps are NetworkAnalysis::maps; here is what is told beside them.
struct SelectivityFound {
  std::int64_t on = 0, off = 0;           ///< stimuli on each side
  double largest = kUndefined, smallest = kUndefined;   ///< t
  std::int64_t peakUnit = -1;
  std::int64_t significant = 0;           ///< units with Welch p below 0.05 after Benjamini-Hochberg, over all layers and units
};
struct ContrastFound {
  std::string contrast;
  std::optional<SelectivityFound> selectivity;
  std::optional<MoransFound> morans;
  std::optional<PatchesFound> patches;
};
struct SimilarityFound { std::string a, b; double pearson = kUndefined, ssim = kUndefined, spearman = kUndefined; };
struct PinwheelFound { double row = 0, column = 0; int sign = 1; };
struct OrientationFound { std::vector<double> degrees; std::int64_t positive = 0, negative = 0; std::vector<PinwheelFound> pinwheels; double circularVariance = kUndefined; };   ///< mean over units

struct LayerAnalysis {
  std::string layer;
  std::int64_t height = 0, width = 0, units = 0;
  std::int64_t undefinedUnits = 0;        ///< of constant or non-finite responses
  std::optional<SmoothnessFound> smoothness;
  std::optional<DimensionalityFound> dimensionality;
  std::vector<ContrastFound> contrasts;   ///< in the order of the contrasts
  std::vector<SimilarityFound> similarity;
  std::optional<OrientationFound> orientation;

  const ContrastFound* find(const std::string& contrast) const {
    for (const auto& found : contrasts)
      if (found.contrast == contrast) return &found;
    return nullptr;
  }
};

/// Which stimuli drive each unit most: the k strongest, first the strongest. Indices into the stimuli.
struct StrongestStimuli { std::string layer; std::int64_t each = 0; std::vector<std::int32_t> indices; };   // [units * each]

struct NetworkAnalysis {
  std::string network;                    ///< "digits:1410", "resnet18 (file.pt)", "responses"
  std::int64_t step = -1;                 ///< of a run's checkpoint; -1 = none
  std::string stimuli;                    ///< DATA
  std::int64_t stimuliCount = 0;
  std::vector<std::string> skipped;       ///< stimuli that could not be read: name and reason
  std::vector<std::string> remarks;       ///< on files that are not read and the like, a sentence each
  std::vector<std::string> warnings;      ///< what limits the result (values that are not finite, constant units), one sentence each
  std::vector<std::string> categories;
  std::vector<Contrast> contrasts;
  AnalysisSettings settings;
  std::vector<LayerAnalysis> layers;      ///< in the model's order
  /// Quantities "CONTRAST.t", "CONTRAST.welch_t", "CONTRAST.d_prime", "preferred_degrees", "circular_variance".
  std::vector<SheetMap> maps;
  std::vector<StrongestStimuli> strongest;
  std::vector<std::string> stimulusNames; ///< where `strongest` was asked for
  std::string notStored;                  ///< why it was not kept, one sentence, or empty; of this computation only

  const LayerAnalysis* find(const std::string& layer) const {
    for (const auto& found : layers)
      if (found.layer == layer) return &found;
    return nullptr;
  }
  const SheetMap* map(const std::string& layer, const std::string& quantity) const {
    for (const auto& found : maps)
      if (found.layer == layer && found.quantity == quantity) return &found;
    return nullptr;
  }
};

/// Means over the layers that have a defined value; NaN where none has.
double meanSmoothness(const NetworkAnalysis& analysis);       ///< max minus min
double meanDimensionality(const NetworkAnalysis& analysis);

/// A stimulus as a picture: RGB bytes, row-major.
struct StimulusPicture { std::string name, category; int width = 0, height = 0; std::vector<std::uint8_t> rgb; };

}  // namespace studio
