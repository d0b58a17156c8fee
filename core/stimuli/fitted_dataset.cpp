// See fitted_dataset.h: channels, readable files, then replacements.
#include "core/stimuli/fitted_dataset.h"

#include <ATen/Parallel.h>
#include <omp.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <numeric>
#include <set>
#include <thread>
#include <utility>

#include "core/data/image_file.h"
#include "core/data/memory_datasets.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

/// [1 or 3, height, width] -> [channels, height, width] of the same type.
torch::Tensor withChannels(const torch::Tensor& image, std::int64_t channels) {
  if (image.size(0) == channels) return image;
  if (image.size(0) == 1) return image.expand({channels, -1, -1}).contiguous();
  const torch::NoGradGuard noGrad;
  const auto values = image.to(torch::kFloat32);
  const auto luminance =
      (0.299 * values[0] + 0.587 * values[1] + 0.114 * values[2]).unsqueeze(0);  // [1, height, width]
  return image.scalar_type() == torch::kUInt8 ? luminance.round().to(torch::kUInt8) : luminance;
}

class ChannelsDataset : public SubsetDataset {
 public:
  ChannelsDataset(std::shared_ptr<const Dataset> data, std::vector<std::int64_t> all, std::int64_t channels)
      : SubsetDataset(std::move(data), std::move(all)), channels_(channels) {}
  Example get(std::int64_t index) const override { return fitted(SubsetDataset::get(index)); }
  Example stored(std::int64_t index) const override { return fitted(SubsetDataset::stored(index)); }
  Example sized(std::int64_t index, std::int64_t side) const override {
    return fitted(SubsetDataset::sized(index, side));
  }
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
  std::vector<std::string> skipped() const override { return skipped_; }  // the whole set's are among them

 private:
  std::vector<std::string> skipped_;
};

/// Reads all images on several threads; the last member's threads end first.
class Reading {
 public:
  Reading(const Dataset& data, ImageCheck check)
      : data_(data), check_(check), reasons_(static_cast<std::size_t>(data.size())) {
    const auto most = std::clamp<std::int64_t>(std::int64_t(std::thread::hardware_concurrency()), 1, 8);
    for (std::int64_t i = 0; i < std::min(most, data.size()); ++i)
      threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }

  /// The reason each image cannot be read; empty texts for those that can.
  std::vector<std::string> reasons(const ImagesDone& progress) {
    std::unique_lock lock(mutex_);
    while (done_ < data_.size() && !fault_) {
      changed_.wait_for(lock, std::chrono::milliseconds(100));
      const auto done = done_;
      lock.unlock();
      if (progress) progress(done, data_.size());
      lock.lock();
    }
    if (fault_) std::rethrow_exception(fault_);
    return reasons_;
  }

 private:
  void work(const std::stop_token& stop) {
    at::get_num_threads();  // lets torch set this thread's count once, before it is lowered
    omp_set_num_threads(1);
    for (std::int64_t index; !stop.stop_requested() && (index = next_.fetch_add(1)) < data_.size();) read(index);
  }

  void read(std::int64_t index) {
    std::string reason;
    std::exception_ptr fault;
    try {
      if (check_ == ImageCheck::Whole)
        data_.get(index);
      else
        data_.requireReadable(index);
    } catch (const UnreadableImage& error) {
      reason = data_.stimulusName(index) + ": " + printable(error.reason());
    } catch (...) {  // passed on by reasons()
      fault = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    reasons_[static_cast<std::size_t>(index)] = std::move(reason);
    if (fault && !fault_) fault_ = fault;
    ++done_;
    if (fault_ || done_ == data_.size()) changed_.notify_all();
  }

  const Dataset& data_;
  const ImageCheck check_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> reasons_;  // these three under the mutex
  std::int64_t done_ = 0;
  std::exception_ptr fault_;
  std::atomic<std::int64_t> next_{0};
  std::vector<std::jthread> threads_;
};

}  // namespace

std::vector<std::int64_t> everyIndex(const Dataset& data) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(data.size()));
  std::iota(all.begin(), all.end(), std::int64_t{0});
  return all;
}

std::shared_ptr<const Dataset> showAs(std::shared_ptr<const Dataset> data, std::int64_t channels) {
  const auto here = data->imageShape().at(0);
  if (here == channels) return data;
  const auto possible = [](std::int64_t count) { return count == 1 || count == 3; };
  if (!possible(here) || !possible(channels))
    throw UserError("Images of " + std::to_string(here) + " channels cannot be shown to a network that takes " +
                    std::to_string(channels) + "; only grey and colour are understood.");
  auto all = everyIndex(*data);
  return std::make_shared<ChannelsDataset>(std::move(data), std::move(all), channels);
}

std::shared_ptr<const Dataset> readable(std::shared_ptr<const Dataset> data, const ImagesDone& progress,
                                        ImageCheck check, const std::string& images) {
  const auto reasons = Reading(*data, check).reasons(progress);
  auto skipped = data->skipped();
  std::vector<std::int64_t> kept;
  for (std::size_t index = 0; index < reasons.size(); ++index) {
    if (reasons[index].empty())
      kept.push_back(std::int64_t(index));
    else
      skipped.push_back(reasons[index]);
  }
  if (std::int64_t(kept.size()) == data->size()) return data;
  if (kept.empty())
    throw UserError("None of the " + std::to_string(data->size()) + " " + images + " can be read; the first is " +
                    reasons.front() + ". Repair them or name another folder.");
  return std::make_shared<ReadableDataset>(std::move(data), std::move(kept), std::move(skipped));
}

std::shared_ptr<const Dataset> without(std::shared_ptr<const Dataset> data, const std::vector<std::string>& skipped) {
  if (skipped.empty()) return data;
  auto sorted = skipped;
  std::sort(sorted.begin(), sorted.end());
  auto left = data->skipped();
  std::vector<std::int64_t> kept;
  for (std::int64_t index = 0; index < data->size(); ++index) {
    const auto start = data->stimulusName(index) + ": ";  // what a reason stands behind
    const auto found = std::lower_bound(sorted.begin(), sorted.end(), start);
    if (found != sorted.end() && found->starts_with(start))
      left.push_back(*found);
    else
      kept.push_back(index);
  }
  if (std::int64_t(kept.size()) == data->size()) return data;
  return std::make_shared<ReadableDataset>(std::move(data), std::move(kept), std::move(left));
}

void requireEveryClass(const Dataset& whole, const Dataset& left, const std::string& images) {
  const auto names = whole.classNames();
  std::vector<std::int64_t> had(names.size(), 0), has(names.size(), 0);
  const auto count = [](const Dataset& data, std::vector<std::int64_t>& each) {
    for (std::int64_t index = 0; index < data.size(); ++index)
      if (const auto label = data.label(index); label >= 0 && label < std::int64_t(each.size()))
        ++each[std::size_t(label)];
  };
  count(whole, had);
  count(left, has);
  for (std::size_t label = 0; label < names.size(); ++label) {
    if (had[label] == 0 || has[label] > 0) continue;
    const auto skipped = left.skipped();
    const auto first = std::find_if(skipped.begin(), skipped.end(),
                                    [&](const auto& each) { return each.starts_with(names[label] + "/"); });
    throw UserError("None of the " + std::to_string(had[label]) + " " + images + " of the class " + names[label] +
                    " can be read" + (first == skipped.end() ? std::string() : " (" + *first + ")") +
                    "; repair them, or take the class's folder out.");
  }
}

// A damaged file is tried again whenever it is asked for: that costs little, and what is shown is then a function of
// the files alone.

namespace {

class ReplacingDataset : public SubsetDataset {
 public:
  ReplacingDataset(std::shared_ptr<const Dataset> data, std::vector<std::int64_t> all,
                   std::shared_ptr<ReplacedImages> replaced)
      : SubsetDataset(std::move(data), std::move(all)), replaced_(std::move(replaced)) {}
  Example get(std::int64_t index) const override {
    return nextReadable(index, [this](std::int64_t tried) { return SubsetDataset::get(tried); });
  }
  Example stored(std::int64_t index) const override {
    return nextReadable(index, [this](std::int64_t tried) { return SubsetDataset::stored(tried); });
  }
  Example sized(std::int64_t index, std::int64_t side) const override {
    return nextReadable(index, [this, side](std::int64_t tried) { return SubsetDataset::sized(tried, side); });
  }

 private:
  template <class Read>
  Example nextReadable(std::int64_t index, const Read& read) const {
    try {
      return read(index);
    } catch (const UnreadableImage& error) {
      for (auto tried = nextOfClass(index); tried != index; tried = nextOfClass(tried)) try {
          auto example = read(tried);
          report(index, tried, error.reason());
          return example;
        } catch (const UnreadableImage&) {  // reported when it is asked for itself
          continue;
        }
      throw;
    }
  }

  /// In the order of the set, its beginning behind its end.
  std::int64_t nextOfClass(std::int64_t index) const {
    auto next = index;
    do next = (next + 1) % size();
    while (label(next) != label(index));
    return next;
  }

  void report(std::int64_t index, std::int64_t shown, const std::string& reason) const {
    {
      const std::lock_guard lock(mutex_);
      if (!reported_.insert(index).second) return;
    }
    replaced_->add(stimulusName(index) + " cannot be read (" + printable(reason) + "), so " + stimulusName(shown) +
                   ", the next image of its class, is shown in its place; repair the file.");
  }

  std::shared_ptr<ReplacedImages> replaced_;
  mutable std::mutex mutex_;
  mutable std::set<std::int64_t> reported_;  ///< under the mutex
};

}  // namespace

void ReplacedImages::add(std::string sentence) {
  const std::lock_guard lock(mutex_);
  new_.push_back(std::move(sentence));
}

std::vector<std::string> ReplacedImages::takeNew() {
  const std::lock_guard lock(mutex_);
  return std::exchange(new_, {});
}

std::shared_ptr<const Dataset> withReplacements(std::shared_ptr<const Dataset> data,
                                                std::shared_ptr<ReplacedImages> replaced) {
  auto all = everyIndex(*data);
  return std::make_shared<ReplacingDataset>(std::move(data), std::move(all), std::move(replaced));
}

}  // namespace studio
