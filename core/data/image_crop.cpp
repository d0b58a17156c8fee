// Sizes and places are rounded where torchvision rounds and truncated where it truncates.
#include "core/data/image_crop.h"

#include <ATen/ops/_upsample_bilinear2d_aa.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "core/run/error.h"

namespace studio {
namespace {

constexpr std::int64_t kMostPixels = std::int64_t{1} << 28;
constexpr double kLeastArea = 0.08, kNarrowest = 3.0 / 4,
                 kWidest = 4.0 / 3;  // defaults of torchvision's RandomResizedCrop
constexpr int kTries = 10;

/// As Python's round(): halves go to the even number.
std::int64_t rounded(double value) { return std::lrint(value); }

std::int64_t margin(std::int64_t outer, std::int64_t inner) { return rounded(static_cast<double>(outer - inner) / 2); }

/// In the middle, as much as a shape of 3:4 to 4:3 allows.
CropBox middleBox(std::int64_t height, std::int64_t width) {
  const double shape = static_cast<double>(width) / static_cast<double>(height);
  CropBox box{0, 0, height, width};
  if (shape < kNarrowest) box.height = rounded(static_cast<double>(width) / kNarrowest);
  if (shape > kWidest) box.width = rounded(static_cast<double>(height) * kWidest);
  box.top = (height - box.height) / 2;
  box.left = (width - box.width) / 2;
  return box;
}

/// [channels, height, width] -> [1, channels, height, width]; torch sees whether pixels or planes lie together from the
/// first dimension's stride, which unsqueeze(0) would set as for planes.
torch::Tensor asBatch(const torch::Tensor& image) {
  return image.permute({1, 2, 0}).unsqueeze(0).permute({0, 3, 1, 2});
}

constexpr double kStep = 32;  // px, of sizes that grow

}  // namespace

torch::Tensor resizedImages(const torch::Tensor& images, std::int64_t size, double cropRatio) {
  const auto height = images.size(2), width = images.size(3);
  if (size == 0 || (height == size && width == size && cropRatio == 1)) return images;
  // Of the crop ratio as timm (truncated); a hair above it, for 252 / 0.9 is 280 and not 279.
  const auto side = std::max(size, static_cast<std::int64_t>(static_cast<double>(size) / cropRatio + 1e-6));
  const auto shorter = std::min(height, width);
  const auto newHeight = std::max(side, side * height / shorter), newWidth = std::max(side, side * width / shorter);
  if (newHeight > kMostPixels / newWidth)
    throw UserError("An image of " + std::to_string(width) + " x " + std::to_string(height) + " pixels would become " +
                    std::to_string(newWidth) + " x " + std::to_string(newHeight) +
                    "; lower data.image_size, raise data.crop_ratio or take the image out.");
  const auto resized = at::_upsample_bilinear2d_aa(images, {newHeight, newWidth}, false);
  return resized.narrow(2, margin(newHeight, size), size).narrow(3, margin(newWidth, size), size).contiguous();
}

torch::Tensor resizedImage(const torch::Tensor& image, std::int64_t size, double cropRatio) {
  return resizedImages(asBatch(image), size, cropRatio).squeeze(0).contiguous();
}

CropBox randomBox(std::int64_t height, std::int64_t width, CounterRandom& random) {
  const double area = static_cast<double>(height) * static_cast<double>(width),
               logs[] = {std::log(kNarrowest), std::log(kWidest)};
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const double target = area * (kLeastArea + (1 - kLeastArea) * random.uniform());
    const double shape = std::exp(logs[0] + (logs[1] - logs[0]) * random.uniform());
    CropBox box{0, 0, rounded(std::sqrt(target / shape)), rounded(std::sqrt(target * shape))};
    if (box.height < 1 || box.width < 1 || box.height > height || box.width > width) continue;
    box.top = random.below(height - box.height + 1);
    box.left = random.below(width - box.width + 1);
    return box;
  }
  return middleBox(height, width);
}

torch::Tensor resizedCrop(const torch::Tensor& image, const CropBox& box, std::int64_t height, std::int64_t width) {
  const auto part = image.narrow(1, box.top, box.height).narrow(2, box.left, box.width);
  return at::_upsample_bilinear2d_aa(asBatch(part), {height, width}, false).squeeze(0);
}

std::int64_t trainingSize(const DataConfig& config, std::int64_t epoch) {
  if (config.trainSizeEnd == 0) return config.trainSize;
  const auto first = config.trainSize > 0 ? config.trainSize : config.imageSize, last = config.trainSizeEnd;
  if (epoch <= config.growFrom) return first;
  if (epoch >= config.growTo) return last;
  const double share =
      static_cast<double>(epoch - config.growFrom) / static_cast<double>(config.growTo - config.growFrom);
  const double size = static_cast<double>(first) + share * static_cast<double>(last - first);
  const auto multiple =
      static_cast<std::int64_t>(std::nearbyint(size / kStep) * kStep);  // halves go to the even multiple
  return std::clamp(multiple, std::min(first, last), std::max(first, last));
}

std::int64_t largestEpoch(const DataConfig& config, std::int64_t epochs) {
  std::int64_t largest = 0;
  for (std::int64_t epoch = 1; config.trainSizeEnd > 0 && epoch < epochs; ++epoch)
    if (trainingSize(config, epoch) > trainingSize(config, largest)) largest = epoch;
  return largest;
}

double meanArea(const DataConfig& config, std::int64_t epochs) {
  if (config.trainSizeEnd == 0 || epochs < 1) return 1;
  const auto area = [&](std::int64_t epoch) { return std::pow(static_cast<double>(trainingSize(config, epoch)), 2); };
  double sum = 0;
  for (std::int64_t epoch = 0; epoch < epochs; ++epoch) sum += area(epoch);
  return sum / (static_cast<double>(epochs) * area(largestEpoch(config, epochs)));
}

}  // namespace studio
