// Parts of images brought to one size, as torchvision does it (antialiased bilinear): Resize with CenterCrop, and
// RandomResizedCrop with random numbers of our own; and which size that is in each epoch.
#pragma once
#include <torch/types.h>

#include <cstdint>

#include "core/data/counter_random.h"
#include "core/run/run_config.h"

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

// Training images that grow over the run: a function of the epoch alone, so a resumed run goes on as it would have.
// FFCV's progressive resizing (science.md 1.9): one size, then multiples of 32 on a straight line, then another.

/// Sides of the training images in an epoch counted from 0, px; 0: the data set's own.
std::int64_t trainingSize(const DataConfig& config, std::int64_t epoch);
/// The first of the epochs whose images are the largest.
std::int64_t largestEpoch(const DataConfig& config, std::int64_t epochs);
/// Mean over the epochs of an image's area, as a share of the largest.
double meanArea(const DataConfig& config, std::int64_t epochs);

}  // namespace studio
