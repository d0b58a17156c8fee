// Sets in memory, subsets, and the drawn validation part.
#include "core/data/tensor_dataset.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/data/counter_random.h"
#include "core/run/error.h"

namespace studio {

TensorDataset::TensorDataset(torch::Tensor images, std::vector<std::int64_t> labels,
                             std::vector<std::string> classNames, bool scales)
    : images_(images.contiguous()), labels_(std::move(labels)), classNames_(std::move(classNames)), scales_(scales) {
  TORCH_CHECK(images_.dim() == 4 && images_.size(0) == static_cast<std::int64_t>(labels_.size()), "one label an image");
}

Example TensorDataset::get(std::int64_t index) const { return {images_[index], label(index)}; }

SubsetDataset::SubsetDataset(std::shared_ptr<const Dataset> whole, std::vector<std::int64_t> indices)
    : whole_(std::move(whole)), indices_(std::move(indices)) {}

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

}  // namespace studio
