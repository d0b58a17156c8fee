// Which category each image of a localizer folder is of, from names alone. No torch; reads the names of files, not the
// files.
#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace studio {

struct LocalizerFiles {
  std::filesystem::path root;
  std::vector<std::string> categories;                                ///< sorted, as text that may be shown
  std::vector<std::pair<std::filesystem::path, std::int64_t>> files;  ///< by category, then by number or name
  std::vector<std::string> strays;   ///< images in no category's folder: name and reason
  std::vector<std::string> remarks;  ///< files that are not read, links: a sentence each
};

/// Names as fLoc's, `adult-1.jpg`: what stands before the last '-' is the category, whatever folders the files lie in.
/// That is how they are read where all names are so and each category lies in one folder, or where all categories are
/// fLoc's own. Otherwise each folder in the root (or in the one folder that it holds) is a category. Throws UserError
/// for a folder that is neither.
LocalizerFiles listLocalizer(const std::filesystem::path& root);

}  // namespace studio
