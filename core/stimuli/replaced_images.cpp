// A damaged file is tried again whenever it is asked for: that costs little, and what is shown is then a function of
// the files alone.
#include "core/stimuli/replaced_images.h"

#include <exception>
#include <set>
#include <utility>

#include "core/data/image_file.h"
#include "core/data/tensor_dataset.h"
#include "core/run/printable_text.h"
#include "core/stimuli/fitted_dataset.h"

namespace studio {
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
          tell(index, tried, error.reason());
          return example;
        } catch (const UnreadableImage&) {  // told when it is asked for itself
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

  void tell(std::int64_t index, std::int64_t shown, const std::string& reason) const {
    {
      const std::lock_guard lock(mutex_);
      if (!told_.insert(index).second) return;
    }
    replaced_->add(stimulusName(index) + " cannot be read (" + printable(reason) + "), so " + stimulusName(shown) +
                   ", the next image of its class, is shown in its place; repair the file.");
  }

  std::shared_ptr<ReplacedImages> replaced_;
  mutable std::mutex mutex_;
  mutable std::set<std::int64_t> told_;  ///< under the mutex
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
