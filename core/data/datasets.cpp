// The one table of data sets, and opening one by its kind.
#include <filesystem>

#include "core/data/dataset.h"
#include "core/data/dataset_kinds.h"
#include "core/run/error.h"
#include "core/run/nearest_name.h"

namespace studio {

namespace {

DataSplit openEntry(const DatasetEntry& entry, const DataConfig& config, std::int64_t seed) try {
  return entry.open(config, seed);
} catch (const std::filesystem::filesystem_error& error) {
  throw UserError(error.path1().string() + " cannot be read (" + error.code().message() +
                  "); check the folder and its permissions.");
}

/// Keys of a kind's own, and those that all sets of pictures read.
std::vector<std::string> ofPictures(std::vector<std::string> keys) {
  for (const char* key :
       {"image_size", "mean", "std", "augment", "flip_test", "train_size", "train_size_end", "grow_from", "grow_to"})
    keys.push_back("data." + std::string(key));
  return keys;
}

}  // namespace

const std::vector<DatasetEntry>& datasets() {
  static const std::vector<DatasetEntry> table{
      {"idx", "IDX files (MNIST)", openIdx, ofPictures({"data.root", "data.crop_ratio"})},
      {"image_folder", "Folder of images (JPEG, PNG, WebP, BMP)", openImageFolder,
       ofPictures({"data.root", "data.crop_ratio"}), false, true, true},
      {"cifar10", "CIFAR-10", openCifar10, ofPictures({"data.root", "data.crop_ratio"})},
      {"cifar100", "CIFAR-100", openCifar100, ofPictures({"data.root", "data.crop_ratio"})},
      {"arrays", "NumPy arrays (.npz)", openArrays, {"data.root", "data.augment", "data.flip_test"}},
      {"bars", "Oriented bars, generated", openBars, ofPictures({"data.samples"}), false, true},
      {"localizer", "Localizer, a folder of images by category (fLoc)", openLocalizer,
       ofPictures({"data.root", "data.crop_ratio"}), false, true, true},
      {"synthetic_localizer", "Synthetic localizer, generated: faces, bodies, scenes, objects, scrambled",
       openSyntheticLocalizer, ofPictures({"data.samples", "data.grey"}), false, true},
      {"gratings", "Sine gratings, generated", openGratings, ofPictures({}), false, true},
      {"tokens", "Tokens (nanoGPT's .bin files)", openTokens, {"data.root", "data.context", "data.token_bytes"}, true},
      {"text", "Text, each byte a token", openText, {"data.root", "data.context"}, true},
  };
  return table;
}

const DatasetEntry* findDataset(const std::string& kind) {
  for (const auto& entry : datasets())
    if (kind == entry.kind) return &entry;
  return nullptr;
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

Example Dataset::sized(std::int64_t index, std::int64_t side) const {
  auto example = get(index);
  example.image = resizedImage(example.image, side);
  return example;
}

}  // namespace studio
