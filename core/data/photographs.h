// The set that decodes images which lie as files in folders (image_tree.h finds them).
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
  std::vector<std::string> remarks;                                   ///< what was not read and why, a sentence each
};

/// The files as a set at data.image_size and data.crop_ratio, decoded when asked for; ImageNet's mean and standard
/// deviation. Where the size is 0 the first readable file's is the set's, and get() refuses files of other sizes. The
/// list is not empty.
std::shared_ptr<const Dataset> photographsOf(ImageList list, const DataConfig& config);

}  // namespace studio
