// Fills a batch: scales, normalises and, where asked for, crops and flips each image into its place. No thread of its own.
#pragma once
#include <vector>

#include "core/data/batcher.h"

namespace studio {

class BatchWriter {
 public:
  /// Throws UserError when mean or std do not fit the images' channels, or for an unknown augmentation.
  BatchWriter(const Dataset& data, const Batcher::Options& options);
  /// On the CPU, pinned where the options' device is an accelerator. Several threads may call it.
  Batch make(const std::vector<std::int64_t>& indices, std::int64_t epoch) const;

 private:
  struct Move { std::int64_t rows = 0, columns = 0; bool flip = false; };   ///< of the image under its frame, px
  Move moveOf(std::int64_t epoch, std::int64_t index) const;
  void write(const torch::Tensor& image, const torch::Tensor& place, const Move& move) const;

  const Dataset& data_;
  Batcher::Options options_;
  std::vector<std::int64_t> shape_;       ///< [channels, height, width]
  std::vector<float> scale_, offset_;     ///< value * scale + offset, a channel; of values 0..255 where the set is scaled
  bool crops_ = false;
};

}  // namespace studio
