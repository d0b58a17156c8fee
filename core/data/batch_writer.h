// Fills a batch: each image, or a random crop of it, at the batch's size, shifted and mirrored where asked for, scaled
// and normalised; rows of tokens are copied. No thread of its own.
#pragma once
#include <torch/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/batcher.h"
#include "core/data/counter_random.h"

namespace studio {

/// How an image lies under its frame, px: the frame begins this far down and to the right in the mirrored image.
struct PixelMove {
  std::int64_t rows = 0, columns = 0;
  bool flip = false;
};

/// Writes one image into its place in a batch: shifted under its frame, mirrored, scaled and normalised, all in one
/// pass.
class PixelWriter {
 public:
  /// value * scale + offset of each channel.
  PixelWriter(std::vector<float> scale, std::vector<float> offset)
      : scale_(std::move(scale)), offset_(std::move(offset)) {}
  /// image uint8 or float32 [channels, height, width] of any strides; place float32 of the same shape, by planes or by
  /// pixels. What of the frame lies outside of the image becomes `offset`: black before normalising, as torchvision
  /// pads.
  void write(const torch::Tensor& image, const torch::Tensor& place, const PixelMove& move) const;

 private:
  template <typename Value>
  void writeAs(const torch::Tensor& image, const torch::Tensor& place, const PixelMove& move) const;

  std::vector<float> scale_, offset_;
};

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
  static Augment parseAugment(const std::string& name);
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
