// Selectivity of every unit for every class on a fixed batch of images, measured as the network trains.
#pragma once
#include <string>
#include <vector>

#include "core/data/batcher.h"
#include "core/models/model.h"
#include "core/train/map_tensor.h"

namespace studio {

class SelectivityProbe {
 public:
  /// The first images of each class in the set's order, 512 in all; at most 20 classes get a map.
  SelectivityProbe(const Dataset& data, const Batcher::Options& options);

  /// t of each class against the rest (science.md 4.1) for each layer with a sheet; evaluation mode, then back to training mode.
  std::vector<MapTensor> measure(Model& model, const std::vector<LayerInfo>& layers, std::int64_t step, bool bfloat16) const;
  const std::vector<std::string>& classes() const { return classes_; }
  std::int64_t images() const { return labels_.defined() ? labels_.size(0) : 0; }

 private:
  std::vector<Batch> batches_;        ///< kept on the device
  torch::Tensor labels_;              ///< int64 [images]
  std::vector<std::string> classes_;  ///< names of the classes with a map
  torch::Device device_;
};

}  // namespace studio
