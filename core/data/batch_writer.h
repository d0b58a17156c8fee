// Fills a batch: each image, or a random crop of it, at the batch's size, shifted and mirrored where asked for; rows of
// tokens are copied. No thread of its own.
#pragma once
#include <string>
#include <vector>

#include "core/data/batcher.h"
#include "core/data/counter_random.h"
#include "core/data/pixel_writer.h"

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
  static Augment augmentOf(const std::string& name);
  Example imageFor(std::int64_t index, std::int64_t height, std::int64_t width, CounterRandom& random) const;
  PixelMove moveFor(CounterRandom& random) const;
  void writeTokens(Batch& batch, std::int64_t row, std::int64_t index) const;

  const Dataset& data_;
  Batcher::Options options_;
  Augment augment_;
  std::vector<std::int64_t> shape_;  ///< [channels, height, width]; language: [tokens]
  PixelWriter pixels_;
};

}  // namespace studio
