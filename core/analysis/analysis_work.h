// What the analyses of one network share while its layers go by one after the other: the responses of the layer under way, and
// statistics that several of them need, computed once. One thread.
#pragma once
#include <torch/types.h>

#include <optional>
#include <string>
#include <vector>

#include "core/analysis/stimulus_groups.h"
#include "core/run/analysis.h"
#include "topo/selectivity.h"

namespace studio {

struct LayerResponses {
  std::string layer;
  std::int64_t height = 0, width = 0;
  torch::Tensor units;     ///< float [stimuli, units]
  torch::Tensor pooled;    ///< float [stimuli, features] for the dimensionality; undefined: the units
};

class AnalysisWork {
 public:
  /// Both must outlive this.
  AnalysisWork(const StimulusGroups& groups, NetworkAnalysis& found) : groups_(groups), found_(found) {}

  const StimulusGroups& groups() const { return groups_; }
  const AnalysisSettings& settings() const { return found_.settings; }
  NetworkAnalysis& found() { return found_; }

  /// The next layer; what was computed of the one before is forgotten.
  void begin(const LayerResponses& layer);
  const LayerResponses& layer() const { return *layer_; }
  /// Of a contrast, by its index.
  const UnitStatistics& statistics(std::size_t contrast);
  /// The statistic that the settings name (t, welch_t, d_prime), double [height, width].
  torch::Tensor map(std::size_t contrast);
  /// Adds a map of this layer: double or float [units].
  void addMap(const std::string& quantity, const torch::Tensor& values);

  /// Welch p of all units, kept over the layers for the false discovery rate: [contrast][layer] double [units].
  std::vector<std::vector<torch::Tensor>> p;

 private:
  const StimulusGroups& groups_;
  NetworkAnalysis& found_;
  const LayerResponses* layer_ = nullptr;
  std::vector<std::optional<UnitStatistics>> statistics_;
};

/// The part of an analysis' answer for a contrast of the layer, made where it is missing.
ContrastFound& contrastIn(LayerAnalysis& layer, const std::string& contrast);

}  // namespace studio
