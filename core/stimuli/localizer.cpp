// The data set "localizer": images of categories for finding selective units. All images are one part; files that
// belong to no category are left out and named.
#include <set>

#include "core/data/dataset_kinds.h"
#include "core/data/photographs.h"
#include "core/data/tensor_dataset.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/stimuli/fitted_dataset.h"
#include "core/stimuli/localizer_categories.h"

namespace studio {
namespace {

class Localizer : public SubsetDataset {
 public:
  Localizer(const std::shared_ptr<const Dataset>& data, std::vector<std::int64_t> all, std::vector<std::string> strays)
      : SubsetDataset(data, std::move(all)), strays_(std::move(strays)) {}
  std::vector<std::string> skipped() const override {
    auto all = SubsetDataset::skipped();
    all.insert(all.end(), strays_.begin(), strays_.end());
    return all;
  }

 private:
  std::vector<std::string> strays_;
};

void requireTwoCategories(const Dataset& data, const DataConfig& config) {
  std::set<std::int64_t> seen;
  for (std::int64_t index = 0; index < data.size(); ++index) seen.insert(data.label(index));
  if (seen.size() >= 2) return;
  throw UserError(printable(config.root) + " has images of one category only, " +
                  data.classNames().at(static_cast<std::size_t>(*seen.begin())) +
                  (config.limit > 0 ? "; raise data.limit, which takes the first images."
                                    : "; a localizer needs two or more to compare."));
}

DataSplit openLocalizer(const DataConfig& config, std::int64_t seed) {
  requireShare(config.validation);
  auto list = listLocalizer(config.root);
  if (config.limit > 0 && config.limit < static_cast<std::int64_t>(list.files.size()))
    list.files.resize(static_cast<std::size_t>(config.limit));
  auto data =
      photographsOf({list.root, std::move(list.categories), std::move(list.files), std::move(list.remarks)}, config);
  requireTwoCategories(*data, config);
  if (!list.strays.empty()) data = std::make_shared<Localizer>(data, everyIndex(*data), std::move(list.strays));
  return drawSplit(data, 0, seed);  // a localizer is looked at, not learned: no share of it is set apart
}

}  // namespace

DatasetEntry localizerDataset() {
  return {.kind = "localizer",
          .title = "Localizer, a folder of images by category (fLoc)",
          .open = openLocalizer,
          .settings = settingsOfPictures({"data.root", "data.crop_ratio"}),
          .anySize = true,
          .files = true};
}

}  // namespace studio
