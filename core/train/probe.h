// What is measured of every sheet while the network learns: selectivity for the contrasts of a set of stimuli,
// smoothness and dimensionality of the responses to them (science.md 2-4).
#pragma once
#include <string>
#include <vector>

#include "core/analysis/stimulus_groups.h"
#include "core/data/batcher.h"
#include "core/models/model.h"
#include "core/network/map_tensor.h"
#include "core/run/snapshot.h"

namespace studio {

struct ProbeFound {
  std::int64_t step = -1;
  std::vector<MapTensor> maps;  ///< t of each contrast, a quantity by the contrast's name
  std::vector<LayerScore> scores;
};

/// The scores into a snapshot.
void addScores(Snapshot& snapshot, const ProbeFound& found);

class Probe {
 public:
  /// The first stimuli of each category in the set's order, as many of each as of the others. Contrasts as the
  /// configuration wishes them, at most 20; none where there are no categories. Throws UserError for contrasts that the
  /// stimuli do not have.
  Probe(std::shared_ptr<const Dataset> stimuli, Batcher::Options options, const ProbeConfig& config);

  /// Of each layer with a sheet; in evaluation mode, then back to training mode. Scores wait for the device.
  ProbeFound measure(Model& model, const std::vector<LayerInfo>& layers, std::int64_t step, bool bfloat16) const;
  std::vector<std::string> contrasts() const;
  std::int64_t contrastsLeftOut() const { return leftOut_; }  ///< beyond the first 20
  std::int64_t stimuli() const { return count_; }

 private:
  std::vector<Batch> batches_;  ///< kept on the device
  StimulusGroups groups_;
  torch::Tensor on_, off_;  ///< bool [contrasts, stimuli], on the device
  torch::Device device_;
  std::int64_t count_ = 0, leftOut_ = 0;
};

}  // namespace studio
