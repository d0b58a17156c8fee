// Writes one image into its place in a batch: shifted under its frame, mirrored, scaled and normalised, all in one
// pass.
#pragma once
#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace studio {

/// How an image lies under its frame, px: the frame begins this far down and to the right in the mirrored image.
struct PixelMove {
  std::int64_t rows = 0, columns = 0;
  bool flip = false;
};

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

}  // namespace studio
