// Sets in memory, subsets, the drawn validation part, and images at one size. Of those that are kept one thread claims
// an empty place and writes it; others that want the same image meanwhile decode it for themselves.
#include "core/data/memory_datasets.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/data/counter_random.h"
#include "core/data/image_crop.h"
#include "core/run/error.h"

namespace studio {

TensorDataset::TensorDataset(torch::Tensor images, std::vector<std::int64_t> labels,
                             std::vector<std::string> classNames, bool scales)
    : images_(images.contiguous()), labels_(std::move(labels)), classNames_(std::move(classNames)), scales_(scales) {
  TORCH_CHECK(images_.dim() == 4 && images_.size(0) == static_cast<std::int64_t>(labels_.size()), "one label an image");
}

Example TensorDataset::get(std::int64_t index) const { return {images_[index], label(index)}; }

SubsetDataset::SubsetDataset(std::shared_ptr<const Dataset> whole, std::vector<std::int64_t> indices)
    : whole_(std::move(whole)), indices_(std::move(indices)) {
  const auto* parts = whole_->parts();
  if (!parts) return;
  parts_.emplace().sequences = parts->sequences;
  for (const auto index : indices_) parts_->parts.push_back(parts->parts.at(std::size_t(index)));
}

std::shared_ptr<const Dataset> firstImages(std::shared_ptr<const Dataset> data, std::int64_t limit) {
  if (limit <= 0 || limit >= data->size()) return data;
  std::vector<std::int64_t> indices(static_cast<std::size_t>(limit));
  std::iota(indices.begin(), indices.end(), std::int64_t{0});
  return std::make_shared<SubsetDataset>(std::move(data), std::move(indices));
}

void requireShare(double share) {
  if (!(share >= 0 && share <= 0.9))
    throw UserError("data.validation is " + std::to_string(share) +
                    ", but a share of the training set from 0 to 0.9 is needed.");
}

DataSplit drawSplit(const std::shared_ptr<const Dataset>& data, double share, std::int64_t seed) {
  requireShare(share);
  const auto count = data->size();
  auto held = static_cast<std::int64_t>(std::llround(share * static_cast<double>(count)));
  if (share > 0 && count > 1) held = std::clamp<std::int64_t>(held, 1, count - 1);
  auto order = shuffledOrder(count, seed, 0, kSplitPurpose);
  std::vector<std::int64_t> validation(order.begin(), order.begin() + held),
      training(order.begin() + held, order.end());
  std::sort(validation.begin(), validation.end());
  std::sort(training.begin(), training.end());
  return {std::make_shared<SubsetDataset>(data, std::move(training)),
          std::make_shared<SubsetDataset>(data, std::move(validation))};
}

ImageCache::ImageCache(std::int64_t count, std::int64_t budget)
    : largest_(2 * budget / std::max<std::int64_t>(count, 1)),
      left_(budget),
      images_(static_cast<std::size_t>(count)),
      states_(static_cast<std::size_t>(count)) {}

bool ImageCache::reserve(std::int64_t bytes) const {
  if (bytes > largest_) return false;
  if (left_.fetch_sub(bytes) >= bytes) return true;
  left_.fetch_add(bytes);
  return false;
}

torch::Tensor ImageCache::get(std::int64_t index, const std::function<torch::Tensor()>& decode) const {
  const auto place = static_cast<std::size_t>(index);
  auto& state = states_[place];
  if (state.load(std::memory_order_acquire) == kReady) return images_[place];
  auto image = decode();
  std::uint8_t expected = kEmpty;
  if (!state.compare_exchange_strong(expected, kBeingWritten)) return image;
  const bool kept = reserve(static_cast<std::int64_t>(image.nbytes()));
  if (kept) images_[place] = image;
  state.store(kept ? kReady : kEmpty, std::memory_order_release);
  return image;
}

SizedDataset::SizedDataset(std::shared_ptr<const Dataset> whole, std::int64_t size, double cropRatio)
    : whole_(std::move(whole)), size_(size), cropRatio_(cropRatio), cache_(whole_->size()) {}

Example SizedDataset::get(std::int64_t index) const {
  return {cache_.get(index, [&] { return resizedImage(whole_->get(index).image, size_, cropRatio_); }), label(index)};
}

Example SizedDataset::sized(std::int64_t index, std::int64_t side) const {
  const double ratio = size_ > 0 ? cropRatio_ : 1;
  return {resizedImage(whole_->stored(index).image, side, ratio), label(index)};
}

std::vector<std::int64_t> SizedDataset::imageShape() const {
  auto shape = whole_->imageShape();
  if (size_ > 0) shape[1] = shape[2] = size_;
  return shape;
}

std::shared_ptr<const Dataset> atSize(std::shared_ptr<const Dataset> data, const DataConfig& config) {
  const auto shape = data->imageShape();  // [channels, height, width]
  const bool fits = shape[1] == config.imageSize && shape[2] == config.imageSize && config.cropRatio == 1;
  if (config.imageSize == 0 || fits) return data;
  return std::make_shared<SizedDataset>(std::move(data), config.imageSize, config.cropRatio);
}

}  // namespace studio
