// What lies in a folder of images and in all folders below it, and the set that decodes these images. Images by their
// names, other files, and what is no data at all (hidden files, thumbnails and recycle bins of other programs) are
// named apart. Symbolic links to folders are followed, each real folder once.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/data/dataset.h"

namespace studio {

struct ImageTree {
  std::filesystem::path path;
  std::vector<std::filesystem::path> images, others;  ///< sorted; others: files of formats that are not read
  std::vector<ImageTree> folders;                     ///< sorted by name
};

/// Hidden entries, and those that file servers, archive programs and desktops leave behind: "@eaDir", "__MACOSX",
/// "Thumbs.db" ...
bool isNoData(const std::filesystem::path& path);
/// The folder with all below it. `remarks` is notified of links that lead to a folder that is read already (once each,
/// a sentence). Throws std::filesystem::filesystem_error for a folder that cannot be listed: none is left out in
/// silence.
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
std::string listSome(const std::vector<std::string>& names, std::size_t most = 5);

/// What a set of photographs is made of.
struct ImageList {
  std::filesystem::path root;  ///< names of images are relative to it
  std::vector<std::string> classes;
  std::vector<std::pair<std::filesystem::path, std::int64_t>> files;  ///< and the class of each
  std::vector<std::string> remarks;                                   ///< what was not read and why, a sentence each
};

/// The files as a set at data.image_size and data.crop_ratio, decoded when asked for; ImageNet's mean and standard
/// deviation. Where the size is 0 the first readable file's is the set's, and get() refuses files of other sizes. The
/// list is not empty.
std::shared_ptr<const Dataset> openPhotographs(ImageList list, const DataConfig& config);

}  // namespace studio
