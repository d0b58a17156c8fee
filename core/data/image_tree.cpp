// Two passes: the real folders first, then the links, so that a link never takes images away from the folder they lie
// in.
#include "core/data/image_tree.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <string_view>

#include "core/data/image_file.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 14> kNoData{"@eadir",
                                                   "#recycle",
                                                   "#snapshot",
                                                   "@recycle",
                                                   "@recently-snapshot",
                                                   "$recycle.bin",
                                                   "recycler",
                                                   "__macosx",
                                                   "__pycache__",
                                                   "lost+found",
                                                   "thumbs.db",
                                                   "ehthumbs.db",
                                                   "desktop.ini",
                                                   "system volume information"};
constexpr std::array<std::string_view, 24> kPictures{"gif", "tif", "tiff", "heic", "heif", "avif", "jp2", "j2k",
                                                     "jxl", "ppm", "pgm",  "pbm",  "pnm",  "tga",  "exr", "hdr",
                                                     "psd", "svg", "ico",  "dng",  "cr2",  "nef",  "arw", "npy"};

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// "gif" of a/b.GIF
std::string endingOf(const fs::path& file) {
  const auto ending = lowered(file.extension().string());
  return ending.size() < 2 ? std::string() : ending.substr(1);
}

class Lister {
 public:
  explicit Lister(std::vector<std::string>& remarks) : remarks_(remarks) {}

  ImageTree list(const fs::path& folder) {
    root_ = folder;
    ImageTree tree = walk(folder);
    while (!links_.empty()) {  // a linked folder may hold further links
      auto links = std::move(links_);
      links_.clear();
      std::sort(links.begin(), links.end());
      for (const auto& link : links) follow(tree, link);
    }
    return tree;
  }

 private:
  ImageTree walk(const fs::path& folder) {
    seen_.insert(fs::canonical(folder));
    ImageTree tree;
    tree.path = folder;
    std::vector<fs::path> inner;
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (isNoData(entry.path())) continue;
      std::error_code dangling;
      if (entry.is_directory(dangling))
        (entry.is_symlink() ? links_ : inner).push_back(entry.path());
      else if (entry.is_regular_file(dangling))
        (isImageName(entry.path()) ? tree.images : tree.others).push_back(entry.path());
      else if (entry.is_symlink())
        remarks_.push_back("The link " + shown(entry.path()) + " leads nowhere; mend it or take it out.");
      else
        tree.others.push_back(entry.path());  // a pipe or a device
    }
    for (const auto& each : inner)
      if (seen_.count(fs::canonical(each)) == 0) tree.folders.push_back(walk(each));
    sort(tree);
    return tree;
  }

  void follow(ImageTree& tree, const fs::path& link) {
    const auto real = fs::canonical(link);
    if (seen_.count(real) != 0) {
      remarks_.push_back("The link " + shown(link) + " leads to " + printable(real.string()) +
                         ", which is read already; its images count once.");
      if (link.parent_path() == root_) addEmpty(tree, link);
      return;
    }
    const auto inside = fs::canonical(root_).lexically_relative(real);
    if (!inside.empty() && *inside.begin() != "..") {
      remarks_.push_back("The link " + shown(link) + " leads to " + printable(real.string()) +
                         ", which holds this folder itself; it is not followed.");
      if (link.parent_path() == root_) addEmpty(tree, link);
      return;
    }
    auto* place = &folderOf(tree, link.parent_path());
    place->folders.push_back(walk(link));
    sort(*place);
  }

  /// A class must not vanish because its folder is a link to another one's.
  static void addEmpty(ImageTree& tree, const fs::path& link) {
    tree.folders.push_back({link, {}, {}, {}});
    sort(tree);
  }

  /// The folder of the tree with this path; it was walked before.
  static ImageTree& folderOf(ImageTree& tree, const fs::path& path) {
    for (auto& folder : tree.folders) {
      const auto [end, other] = std::mismatch(folder.path.begin(), folder.path.end(), path.begin(), path.end());
      if (end == folder.path.end()) return other == path.end() ? folder : folderOf(folder, path);
    }
    return tree;
  }

  static void sort(ImageTree& tree) {
    std::sort(tree.images.begin(), tree.images.end());
    std::sort(tree.others.begin(), tree.others.end());
    std::sort(tree.folders.begin(), tree.folders.end(),
              [](const ImageTree& a, const ImageTree& b) { return a.path < b.path; });
  }

  std::string shown(const fs::path& path) const { return printable(path.lexically_relative(root_).generic_string()); }

  std::vector<std::string>& remarks_;
  fs::path root_;
  std::set<fs::path> seen_;      ///< real folders
  std::vector<fs::path> links_;  ///< to folders, not yet followed
};

void gather(const ImageTree& tree, std::vector<fs::path> ImageTree::*files, std::vector<fs::path>& all) {
  all.insert(all.end(), (tree.*files).begin(), (tree.*files).end());
  for (const auto& folder : tree.folders) gather(folder, files, all);
}

std::vector<fs::path> sortedBelow(const ImageTree& tree, std::vector<fs::path> ImageTree::*files) {
  std::vector<fs::path> all;
  gather(tree, files, all);
  std::sort(all.begin(), all.end());
  return all;
}

/// "gif 10, heic 2", the most frequent first
std::string endingsText(const std::vector<fs::path>& files) {
  std::map<std::string, std::size_t> counts;
  for (const auto& file : files) ++counts[endingOf(file)];
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> parts;
  for (const auto& [ending, count] : sorted)
    parts.push_back((ending.empty() ? "without an ending" : ending) + " " + std::to_string(count));
  return someOf(parts, 8);
}

std::string relativeName(const fs::path& file, const fs::path& root) {
  return file.lexically_relative(root).generic_string();
}

std::string countText(std::size_t count) { return std::to_string(count) + (count == 1 ? " file" : " files"); }

}  // namespace

bool isNoData(const fs::path& path) {
  const auto name = lowered(path.filename().string());
  return name.starts_with(".") || std::find(kNoData.begin(), kNoData.end(), name) != kNoData.end();
}

ImageTree listImages(const fs::path& folder, std::vector<std::string>& remarks) { return Lister(remarks).list(folder); }

std::vector<fs::path> imagesBelow(const ImageTree& tree) { return sortedBelow(tree, &ImageTree::images); }
std::vector<fs::path> othersBelow(const ImageTree& tree) { return sortedBelow(tree, &ImageTree::others); }

std::string someOf(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  for (std::size_t index = 0; index < std::min(names.size(), most); ++index)
    text += (index == 0 ? "" : ", ") + printable(names[index]);
  return names.size() > most ? text + ", ..." : text;
}

std::string filesText(const std::vector<fs::path>& files, const fs::path& root) {
  if (files.empty()) return "no files";
  return countText(files.size()) + " (" + endingsText(files) + "), e.g. " +
         printable(relativeName(files.front(), root));
}

std::string leftOutSentence(const std::vector<fs::path>& others, const fs::path& root) {
  if (others.empty()) return {};
  std::vector<std::string> names;
  for (std::size_t index = 0; index < std::min<std::size_t>(others.size(), 4); ++index)
    names.push_back(relativeName(others[index], root));
  if (others.size() > 3) names.back() = "...";
  const bool one = others.size() == 1;
  return countText(others.size()) +
         (one ? " that is no JPEG, PNG, WebP or BMP is left out: "
              : " that are no JPEG, PNG, WebP or BMP are left out: ") +
         someOf(names) + " (" + endingsText(others) + ")" +
         (holdsPictures(others) ? "; convert pictures to PNG or JPEG to have them read." : ".");
}

bool holdsPictures(const std::vector<fs::path>& others) {
  return std::any_of(others.begin(), others.end(), [](const fs::path& file) {
    return std::find(kPictures.begin(), kPictures.end(), endingOf(file)) != kPictures.end();
  });
}

}  // namespace studio
