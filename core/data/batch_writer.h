// Fills a batch: takes each image, or a random crop of it, to the batch's size, scales, normalises and mirrors it into its
// place. No thread of its own.
#pragma once
#include <string>
#include <vector>

#include "core/data/batcher.h"
#include "core/data/counter_random.h"

namespace studio {

class BatchWriter {
 public:
  /// Throws UserError when mean or std do not fit the images' channels, or for an unknown augmentation.
  BatchWriter(const Dataset& data, const Batcher::Options& options);
  /// Place for so many images of an epoch, on the CPU; pinned where the options' device is an accelerator.
  Batch place(std::int64_t count, std::int64_t epoch) const;
  /// Writes an image of the set into a row of the batch. Several threads may call it, for different rows.
  void write(Batch& batch, std::int64_t row, std::int64_t index, std::int64_t epoch) const;
  /// All of these images, one after the other.
  Batch make(const std::vector<std::int64_t>& indices, std::int64_t epoch) const;

 private:
  enum class Augment { None, CropFlip, RandomResizedCrop };
  struct Move { std::int64_t rows = 0, columns = 0; bool flip = false; };   ///< of the image under its frame, px
  static Augment augmentOf(const std::string& name);
  Example imageFor(std::int64_t index, std::int64_t height, std::int64_t width, CounterRandom& random) const;
  Move moveFor(CounterRandom& random) const;
  void writePlanes(const torch::Tensor& image, const torch::Tensor& place, const Move& move) const;

  const Dataset& data_;
  Batcher::Options options_;
  Augment augment_;
  std::vector<std::int64_t> shape_;       ///< [channels, height, width]
  std::vector<float> scale_, offset_;     ///< value * scale + offset, a channel; of values 0..255 where the set is scaled
};

}  // namespace studio
