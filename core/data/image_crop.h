// Parts of images brought to one size, as torchvision does it (antialiased bilinear): Resize with CenterCrop, and
// RandomResizedCrop with random numbers of our own.
#pragma once
#include <torch/types.h>

#include <cstdint>

#include "core/data/counter_random.h"

namespace studio {

/// Shorter side to `size` / `cropRatio` pixels, then the centre square of `size`; size 0 = as they are.
/// uint8 or float32 [n, channels, height, width] -> [n, channels, size, size]. Throws UserError for a result that is
/// too large.
torch::Tensor resizedImages(const torch::Tensor& images, std::int64_t size, double cropRatio = 1);
/// The same for one: [channels, height, width] -> [channels, size, size], in memory by planes.
torch::Tensor resizedImage(const torch::Tensor& image, std::int64_t size, double cropRatio = 1);

/// A part of an image, px.
struct CropBox {
  std::int64_t top = 0, left = 0, height = 1, width = 1;
};

/// 8 % to all of the area in a shape of 3:4 to 4:3, anywhere; the largest such box in the middle where ten tries do not
/// fit.
CropBox randomBox(std::int64_t height, std::int64_t width, CounterRandom& random);

/// [channels, h, w] -> [channels, height, width]
torch::Tensor resizedCrop(const torch::Tensor& image, const CropBox& box, std::int64_t height, std::int64_t width);

}  // namespace studio
