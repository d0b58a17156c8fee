#include "core/data/sized_dataset.h"

#include "core/data/image_crop.h"

namespace studio {

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
