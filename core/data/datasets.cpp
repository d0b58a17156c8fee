// The one table of data sets, and opening one by its kind.
#include <ATen/ops/_upsample_bilinear2d_aa.h>

#include <algorithm>
#include <cmath>
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
  throw UserError(error.path1().string() + " cannot be read (" + error.code().message() + "); check the folder and its permissions.");
}

}  // namespace

const std::vector<DatasetEntry>& datasets() {
  static const std::vector<DatasetEntry> table{
      {"idx", "IDX files (MNIST)", openIdx, {"data.root", "data.image_size", "data.mean", "data.std"}},
      {"image_folder", "Folder of JPEG or PNG images", openImageFolder, {"data.root", "data.image_size", "data.mean", "data.std"}},
      {"arrays", "NumPy arrays (.npz)", openArrays, {"data.root"}},
      {"bars", "Oriented bars, generated", openBars, {"data.image_size", "data.samples", "data.mean", "data.std"}},
  };
  return table;
}

DataSplit openData(const DataConfig& config, std::int64_t seed) {
  if (config.imageSize < 0 || config.imageSize > kLargestImageSize)
    throw UserError("data.image_size is " + std::to_string(config.imageSize) + "; 0 (as stored) to " + std::to_string(kLargestImageSize) + " pixels are possible.");
  if (config.limit < 0) throw UserError("data.limit is " + std::to_string(config.limit) + "; 0 (all images) or more is needed.");
  std::vector<std::string> names;
  for (const auto& entry : datasets()) {
    if (config.kind == entry.kind) return openEntry(entry, config, seed);
    names.emplace_back(entry.kind);
  }
  const auto meant = suggestion(config.kind, names);
  throw UserError("data.kind: there is no data set of the kind \"" + config.kind + "\"" + (meant.empty() ? "; idx, image_folder, arrays and bars are possible." : meant));
}

torch::Tensor resizedImages(const torch::Tensor& images, std::int64_t size) {
  const auto height = images.size(2), width = images.size(3);
  if (size == 0 || (height == size && width == size)) return images;
  // As torchvision's Resize and CenterCrop: the longer side is truncated, the margin is rounded.
  const auto shorter = std::min(height, width);
  const auto newHeight = std::max(size, size * height / shorter), newWidth = std::max(size, size * width / shorter);
  TORCH_CHECK(newHeight * newWidth <= std::int64_t{1} << 28, "the image is too long and thin");
  const auto resized = at::_upsample_bilinear2d_aa(images, {newHeight, newWidth}, false);
  const auto top = std::lrint(static_cast<double>(newHeight - size) / 2), left = std::lrint(static_cast<double>(newWidth - size) / 2);
  return resized.narrow(2, top, size).narrow(3, left, size).contiguous();
}

}  // namespace studio
