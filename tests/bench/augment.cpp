// Augmented batches on one thread: shifts and mirror images of small pictures, random crops of photographs; ours writes
// each image into its place at once, the peer is the fastest composition of LibTorch operations we know. Both draw the
// same numbers.
#include <torch/types.h>

#include <functional>
#include <numeric>

#include "core/data/batch_writer.h"
#include "core/data/image_crop.h"
#include "core/data/memory_datasets.h"
#include "bench_row.h"

namespace studio::bench {
namespace {

constexpr std::int64_t kSmall = 512, kSide = 32, kPadding = 4;  // CIFAR's images and its usual shift
constexpr std::int64_t kPhotographs = 32, kPhotoHeight = 375, kPhotoWidth = 500, kCrop = 192;

torch::Tensor noise(std::int64_t count, std::int64_t height, std::int64_t width) {
  torch::manual_seed(0);
  return torch::randint(0, 256, {count, 3, height, width}, torch::kUInt8);
}

class Pictures : public TensorDataset {
 public:
  explicit Pictures(const torch::Tensor& images)
      : TensorDataset(images, std::vector<std::int64_t>(std::size_t(images.size(0)), 0), {"x"}) {
    for (std::int64_t index = 0; index < images.size(0); ++index)
      byPixels_.push_back(images[index].permute({1, 2, 0}).contiguous().permute({2, 0, 1}));
  }
  /// In memory as decodeImage() gives them.
  Example stored(std::int64_t index) const override { return {byPixels_[std::size_t(index)], 0}; }

 private:
  std::vector<torch::Tensor> byPixels_;
};

Batcher::Options optionsFor(const char* augment) {
  Batcher::Options options;
  options.channelsLast = true;  // as training does
  options.augment = augment;
  if (options.augment == "random_resized_crop") options.sizeAt = [](std::int64_t) { return kCrop; };
  options.mean = {0.485, 0.456, 0.406};
  options.std = {0.229, 0.224, 0.225};
  return options;
}

std::vector<std::int64_t> inOrder(std::int64_t count) {
  std::vector<std::int64_t> indices(static_cast<std::size_t>(count));
  std::iota(indices.begin(), indices.end(), 0);
  return indices;
}

torch::Tensor normalised(const torch::Tensor& images) {
  const auto mean = torch::tensor({0.485, 0.456, 0.406}).view({1, 3, 1, 1}),
             std = torch::tensor({0.229, 0.224, 0.225}).view({1, 3, 1, 1});
  return images.to(torch::kFloat32)
      .mul_(1 / (255 * std))
      .sub_(mean / std)
      .contiguous(torch::MemoryFormat::ChannelsLast);
}

/// All images at once: an index into the padded pictures for each pixel, and one gather.
torch::Tensor gathered(const torch::Tensor& images) {
  const auto padded = torch::constant_pad_nd(images, {kPadding, kPadding, kPadding, kPadding});  // [n, 3, 40, 40]
  const auto count = images.size(0), width = kSide + 2 * kPadding;
  auto rows = torch::empty({count, 1}, torch::kInt64), columns = torch::empty({count, 1}, torch::kInt64),
       flips = torch::empty({count, 1}, torch::kBool);
  for (std::int64_t index = 0; index < count; ++index) {
    CounterRandom random(0, 0, index, kAugmentPurpose);
    rows.data_ptr<std::int64_t>()[index] = random.below(2 * kPadding + 1);
    columns.data_ptr<std::int64_t>()[index] = random.below(2 * kPadding + 1);
    flips.data_ptr<bool>()[index] = random.below(2) == 1;
  }
  const auto side = torch::arange(kSide);
  const auto across = torch::where(flips, kSide - 1 + 2 * kPadding - columns - side,
                                   side + columns);                                // [n, 32]; mirrored, then shifted
  const auto places = ((rows + side) * width).unsqueeze(2) + across.unsqueeze(1);  // [n, 32, 32]
  const auto taken = padded.flatten(2).gather(2, places.flatten(1).unsqueeze(1).expand({count, 3, kSide * kSide}));
  return normalised(taken.view({count, 3, kSide, kSide}));
}

/// One image after the other: slice, antialiased resize, flip; then all as one.
torch::Tensor cropped(const Dataset& data) {
  std::vector<torch::Tensor> crops;
  for (std::int64_t index = 0; index < data.size(); ++index) {
    CounterRandom random(0, 0, index, kAugmentPurpose);
    auto crop = resizedCrop(data.get(index).image, randomBox(kPhotoHeight, kPhotoWidth, random), kCrop, kCrop);
    crops.push_back(random.below(2) == 1 ? crop.flip({2}) : crop);
  }
  return normalised(torch::stack(crops));
}

Result measured(const std::string& name, const Row& row, const Options& options, const Dataset& data,
                const char* augment, const std::function<torch::Tensor()>& peer) {
  const BatchWriter writer(data, optionsFor(augment));
  const auto indices = inOrder(data.size());
  auto result = makeResult(name, row.peer,
                           timeAlternately(
                               options.repeats, [&] { return timed([&] { writer.make(indices, 0); }); },
                               [&] { return timed([&] { peer(); }); }));
  result.error = (writer.make(indices, 0).images - peer()).abs().max().item<double>();
  result.errorBound = 1e-5;
  result.errorMeaning = "largest difference of a pixel, in standard deviations";
  return result;
}

}  // namespace

std::vector<Result> measureAugment(const Row& row, const Options& options) {
  const auto images = noise(kSmall, kSide, kSide);
  const Pictures small(images), photographs(noise(kPhotographs, kPhotoHeight, kPhotoWidth));
  return {measured(row.name, row, options, small, "crop_flip", [&] { return gathered(images); }),
          measured(std::string(row.name) + "_photographs", row, options, photographs, "random_resized_crop",
                   [&] { return cropped(photographs); })};
}

}  // namespace studio::bench
