// The one table of data sets, and opening one by its kind.
#include <algorithm>
#include <filesystem>

#include "core/data/batcher.h"
#include "core/data/dataset.h"
#include "core/data/image_crop.h"
#include "core/run/error.h"
#include "core/run/names.h"

namespace studio {

// The rows, in the order of lists: the function of this name stands in the set's own file (core/data, core/stimuli) and
// makes its row.
// clang-format off
#define STUDIO_DATASETS(row)     \
  row(idxDataset)                \
  row(imageFolderDataset)        \
  row(cifar10Dataset)            \
  row(cifar100Dataset)           \
  row(arraysDataset)             \
  row(barsDataset)               \
  row(localizerDataset)          \
  row(syntheticLocalizerDataset) \
  row(gratingsDataset)           \
  row(tokensDataset)             \
  row(textDataset)               \
  row(sentencesDataset)
// clang-format on

#define STUDIO_DECLARE_DATASET(make) DatasetEntry make();
STUDIO_DATASETS(STUDIO_DECLARE_DATASET)

namespace {

DataSplit openEntry(const DatasetEntry& entry, const DataConfig& config, std::int64_t seed) try {
  return entry.open(config, seed);
} catch (const std::filesystem::filesystem_error& error) {
  throw UserError(error.path1().string() + " cannot be read (" + error.code().message() +
                  "); check the folder and its permissions.");
}

const std::deque<DatasetEntry>& datasetTable() {
#define STUDIO_ADD_DATASET(make) addRowWithFields(rows, make());
  static const std::deque<DatasetEntry> table = [] {
    std::deque<DatasetEntry> rows;
    STUDIO_DATASETS(STUDIO_ADD_DATASET)
    return rows;
  }();
  return table;
}

/// The settings of its rows are there before a configuration is read.
[[maybe_unused]] const bool kDatasetsAdded = (datasetTable(), true);

}  // namespace

const std::deque<DatasetEntry>& datasets() { return datasetTable(); }

std::vector<std::string> settingsOfPictures(std::vector<std::string> keys) {
  for (const char* key :
       {"image_size", "mean", "std", "augment", "flip_test", "train_size", "train_size_end", "grow_from", "grow_to"})
    keys.push_back("data." + std::string(key));
  return keys;
}

const DatasetEntry* findDataset(const std::string& kind) {
  for (const auto& entry : datasets())
    if (kind == entry.kind) return &entry;
  return nullptr;
}

bool readsPlace(const DatasetEntry& entry) {
  return std::find(entry.settings.begin(), entry.settings.end(), "data.root") != entry.settings.end();
}

DataSplit openData(const DataConfig& config, std::int64_t seed) {
  if (config.imageSize < 0 || config.imageSize > kLargestImageSize)
    throw UserError("data.image_size is " + std::to_string(config.imageSize) + "; 0 (as stored) to " +
                    std::to_string(kLargestImageSize) + " pixels are possible.");
  if (!(config.cropRatio >= kLeastCropRatio && config.cropRatio <= 1))
    throw UserError("data.crop_ratio is " + std::to_string(config.cropRatio) +
                    "; a share of the shorter side from 0.25 to 1 is needed.");
  if (config.limit < 0)
    throw UserError("data.limit is " + std::to_string(config.limit) + "; 0 (all) or more is needed.");
  if (const auto* entry = findDataset(config.kind)) return openEntry(*entry, config, seed);
  std::vector<std::string> names;
  std::string all;
  for (const auto& entry : datasets()) {
    names.emplace_back(entry.kind);
    all += (all.empty() ? "" : ", ") + names.back();
  }
  const auto meant = suggestion(config.kind, names);
  throw UserError("data.kind: there is no data set of the kind \"" + config.kind + "\"" +
                  (meant.empty() ? "; " + all + " are possible." : meant));
}

void Dataset::readRow(std::int64_t index, std::int64_t* tokens, std::int64_t* next) const {
  const auto example = get(index);  // its tensors are dense
  const auto copyTo = [](const torch::Tensor& from, std::int64_t* to) {
    std::copy_n(from.const_data_ptr<std::int64_t>(), from.numel(), to);
  };
  copyTo(example.image, tokens);
  if (example.next.defined())
    copyTo(example.next, next);
  else
    std::fill_n(next, example.image.numel(), kNoToken);
}

Example Dataset::sized(std::int64_t index, std::int64_t side) const {
  auto example = get(index);
  example.image = resizedImage(example.image, side);
  return example;
}

}  // namespace studio
