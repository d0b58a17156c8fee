#include "core/stimuli/fitted_dataset.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "core/data/tensor_dataset.h"
#include "core/run/error.h"

namespace studio {
namespace {

/// [1 or 3, height, width] -> [channels, height, width] of the same type.
torch::Tensor withChannels(const torch::Tensor& image, std::int64_t channels) {
  if (image.size(0) == channels) return image;
  if (image.size(0) == 1) return image.expand({channels, -1, -1}).contiguous();
  const torch::NoGradGuard noGrad;
  const auto values = image.to(torch::kFloat32);
  const auto luminance = (0.299 * values[0] + 0.587 * values[1] + 0.114 * values[2]).unsqueeze(0);   // [1, height, width]
  return image.scalar_type() == torch::kUInt8 ? luminance.round().to(torch::kUInt8) : luminance;
}

class ChannelsDataset : public SubsetDataset {
 public:
  ChannelsDataset(std::shared_ptr<const Dataset> data, std::vector<std::int64_t> all, std::int64_t channels) : SubsetDataset(std::move(data), std::move(all)), channels_(channels) {}
  Example get(std::int64_t index) const override { return fitted(SubsetDataset::get(index)); }
  Example stored(std::int64_t index) const override { return fitted(SubsetDataset::stored(index)); }
  Example sized(std::int64_t index, std::int64_t side) const override { return fitted(SubsetDataset::sized(index, side)); }
  std::vector<std::int64_t> imageShape() const override {
    const auto shape = SubsetDataset::imageShape();
    return {channels_, shape[1], shape[2]};
  }
  std::vector<double> defaultMean() const override { return perChannel(SubsetDataset::defaultMean()); }
  std::vector<double> defaultStd() const override { return perChannel(SubsetDataset::defaultStd()); }

 private:
  Example fitted(Example example) const {
    example.image = withChannels(example.image, channels_);
    return example;
  }
  /// One number serves any channels; three become their mean.
  std::vector<double> perChannel(std::vector<double> values) const {
    if (values.size() <= 1 || std::int64_t(values.size()) == channels_) return values;
    double sum = 0;
    for (const double value : values) sum += value;
    return {sum / double(values.size())};
  }
  std::int64_t channels_;
};

class ReadableDataset : public SubsetDataset {
 public:
  ReadableDataset(std::shared_ptr<const Dataset> data, std::vector<std::int64_t> kept, std::vector<std::string> skipped)
      : SubsetDataset(std::move(data), std::move(kept)), skipped_(std::move(skipped)) {}
  std::vector<std::string> skipped() const override { return skipped_; }

 private:
  std::vector<std::string> skipped_;
};

/// The reason each image cannot be read; empty texts for those that can.
std::vector<std::string> reasonsOf(const Dataset& data) {
  std::vector<std::string> reasons(static_cast<std::size_t>(data.size()));
  std::atomic<std::int64_t> next{0};
  const auto work = [&] {
    for (std::int64_t index; (index = next.fetch_add(1)) < data.size();) {
      try {
        data.get(index);
      } catch (const std::exception& error) {   // on a thread nothing may escape
        reasons[static_cast<std::size_t>(index)] = error.what();
      }
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < std::clamp(std::thread::hardware_concurrency(), 1u, 8u); ++i) threads.emplace_back(work);
  work();
  return reasons;
}

std::vector<std::int64_t> counted(std::int64_t size) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(size));
  for (std::int64_t i = 0; i < size; ++i) all[static_cast<std::size_t>(i)] = i;
  return all;
}

}  // namespace

std::shared_ptr<const Dataset> showAs(std::shared_ptr<const Dataset> data, std::int64_t channels) {
  const auto here = data->imageShape().at(0);
  if (here == channels) return data;
  const auto possible = [](std::int64_t count) { return count == 1 || count == 3; };
  if (!possible(here) || !possible(channels))
    throw UserError("Images of " + std::to_string(here) + " channels cannot be shown to a network that takes " + std::to_string(channels) + "; only grey and colour are understood.");
  auto all = counted(data->size());
  return std::make_shared<ChannelsDataset>(std::move(data), std::move(all), channels);
}

std::shared_ptr<const Dataset> readable(std::shared_ptr<const Dataset> data) {
  const auto reasons = reasonsOf(*data);
  auto skipped = data->skipped();
  std::vector<std::int64_t> kept;
  for (std::size_t index = 0; index < reasons.size(); ++index) {
    if (reasons[index].empty()) kept.push_back(std::int64_t(index));
    else skipped.push_back(reasons[index]);
  }
  if (std::int64_t(kept.size()) == data->size()) return data;
  if (kept.empty()) throw UserError(skipped.front());
  return std::make_shared<ReadableDataset>(std::move(data), std::move(kept), std::move(skipped));
}

}  // namespace studio
