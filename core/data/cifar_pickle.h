// Files of CIFAR's Python version (pickles of a dictionary with an array of NumPy), as cifar.cpp asks for them. Defined
// in core/weights, where pickles are read: nothing in them is ever imported or called.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace studio {

struct PickledImages {
  std::string bytes;                 ///< the whole file
  std::size_t first = 0;             ///< where the pixels of the first image begin; the others follow
  std::vector<std::int64_t> labels;  ///< one an image, unchecked
};

/// `key` names the list of labels; an image has `pixels` bytes. Throws UserError naming the file.
PickledImages readPickledImages(const std::filesystem::path& file, const std::string& key, std::int64_t pixels);
/// A list of texts. Throws UserError naming the file.
std::vector<std::string> readPickledNames(const std::filesystem::path& file, const std::string& key);

}  // namespace studio
