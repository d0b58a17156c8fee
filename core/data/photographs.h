// Images that lie as files in folders: finding them, and the set that decodes them.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/data/dataset.h"

namespace studio {

struct ImageList {
  std::filesystem::path root;  ///< names of images are relative to it
  std::vector<std::string> classes;
  std::vector<std::pair<std::filesystem::path, std::int64_t>> files;  ///< and the class of each
};

/// Folders in sorted order, without hidden ones and those archive programs leave behind.
std::vector<std::filesystem::path> subfolders(const std::filesystem::path& folder);
/// JPEG and PNG files by their names, in sorted order, without hidden ones.
std::vector<std::filesystem::path> imagesIn(const std::filesystem::path& folder);
/// The same in the folder and all below it.
std::vector<std::filesystem::path> imagesBelow(const std::filesystem::path& folder);

/// The files as a set at data.image_size and data.crop_ratio, decoded when asked for; ImageNet's mean and standard deviation.
/// Where the size is 0 the first readable file's is the set's, and get() refuses files of other sizes. The list is not empty.
std::shared_ptr<const Dataset> photographsOf(ImageList list, const DataConfig& config);

}  // namespace studio
