// What lies in a folder of images and in all folders below it: images by their names, other files, and what is no data
// at all (hidden files, thumbnails and recycle bins of other programs). Symbolic links to folders are followed, each
// real folder once.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace studio {

struct ImageTree {
  std::filesystem::path path;
  std::vector<std::filesystem::path> images, others;  ///< sorted; others: files of formats that are not read
  std::vector<ImageTree> folders;                     ///< sorted by name
};

/// Hidden entries, and those that file servers, archive programs and desktops leave behind: "@eaDir", "__MACOSX",
/// "Thumbs.db" ...
bool isNoData(const std::filesystem::path& path);
/// The folder with all below it. `remarks` hears of links that lead to a folder that is read already (once each, a
/// sentence). Throws std::filesystem::filesystem_error for a folder that cannot be listed: none is left out in silence.
ImageTree listImages(const std::filesystem::path& folder, std::vector<std::string>& remarks);
/// Images, or other files, of the tree and all its folders, sorted by their paths.
std::vector<std::filesystem::path> imagesBelow(const ImageTree& tree);
std::vector<std::filesystem::path> othersBelow(const ImageTree& tree);

/// "12 files (gif 10, heic 2), e.g. a/1.gif"; names are relative to `root`.
std::string filesText(const std::vector<std::filesystem::path>& files, const std::filesystem::path& root);
/// The sentence on files whose format is not read; empty where there are none.
std::string leftOutSentence(const std::vector<std::filesystem::path>& others, const std::filesystem::path& root);
/// Whether any of the files is a picture by its name, in a format that is not read.
bool holdsPictures(const std::vector<std::filesystem::path>& others);
/// "a, b, c, ..." of at most `most`, each as text that may be shown.
std::string someOf(const std::vector<std::string>& names, std::size_t most = 5);

}  // namespace studio
