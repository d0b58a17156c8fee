// Folders are listed in two passes: the real ones first, then the links, so that a link never takes images away from
// the folder they lie in.
#include "core/data/image_tree.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <string_view>

#include "core/data/memory_datasets.h"
#include "core/data/image_file.h"
#include "core/run/error.h"
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
std::string fileExtension(const fs::path& file) {
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
        remarks_.push_back("The link " + shown(entry.path()) + " leads nowhere; repair it or take it out.");
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
    auto* place = &findFolder(tree, link.parent_path());
    place->folders.push_back(walk(link));
    sort(*place);
  }

  /// A class must not vanish because its folder is a link to another one's.
  static void addEmpty(ImageTree& tree, const fs::path& link) {
    tree.folders.push_back({link, {}, {}, {}});
    sort(tree);
  }

  /// The folder of the tree with this path; it was walked before.
  static ImageTree& findFolder(ImageTree& tree, const fs::path& path) {
    for (auto& folder : tree.folders) {
      const auto [end, other] = std::mismatch(folder.path.begin(), folder.path.end(), path.begin(), path.end());
      if (end == folder.path.end()) return other == path.end() ? folder : findFolder(folder, path);
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
  for (const auto& file : files) ++counts[fileExtension(file)];
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> parts;
  for (const auto& [ending, count] : sorted)
    parts.push_back((ending.empty() ? "without an ending" : ending) + " " + std::to_string(count));
  return listSome(parts, 8);
}

std::string relativeName(const fs::path& file, const fs::path& root) {
  return file.lexically_relative(root).generic_string();
}

std::string countText(std::size_t count) { return std::to_string(count) + (count == 1 ? " file" : " files"); }

// The images as a set.

/// ImageNet's mean and standard deviation, of torchvision's models.
const std::vector<double> kMean{0.485, 0.456, 0.406}, kStd{0.229, 0.224, 0.225};

/// The photographs as they are stored; a SizedDataset brings them to one size.
class Photographs : public Dataset {
 public:
  /// `shape` is that of file `first`. Where `oneSize` is set, get() refuses others.
  Photographs(ImageList list, std::vector<std::int64_t> shape, std::size_t first, bool oneSize)
      : list_(std::move(list)), shape_(std::move(shape)), first_(first), oneSize_(oneSize), kept_(size()) {}
  std::int64_t size() const override { return static_cast<std::int64_t>(list_.files.size()); }
  Example get(std::int64_t index) const override;
  Example stored(std::int64_t index) const override {
    return {kept_.get(index, [&] { return decode(index); }), label(index)};
  }
  void requireReadable(std::int64_t index) const override {
    if (!appearsComplete(pathAt(index))) decode(index);
  }
  std::vector<std::string> remarks() const override { return list_.remarks; }
  std::int64_t label(std::int64_t index) const override { return list_.files[static_cast<std::size_t>(index)].second; }
  std::vector<std::int64_t> imageShape() const override { return shape_; }
  std::vector<std::string> classNames() const override { return list_.classes; }
  std::string stimulusName(std::int64_t index) const override {
    return visible(pathAt(index).lexically_relative(list_.root).generic_string());
  }
  std::vector<double> defaultMean() const override { return kMean; }
  std::vector<double> defaultStd() const override { return kStd; }

 private:
  const fs::path& pathAt(std::int64_t index) const { return list_.files[static_cast<std::size_t>(index)].first; }
  torch::Tensor decode(std::int64_t index) const;

  ImageList list_;
  std::vector<std::int64_t> shape_;
  std::size_t first_;
  bool oneSize_;
  ImageCache kept_;
};

Example Photographs::get(std::int64_t index) const {
  const auto image = decode(index);
  if (oneSize_ && image.sizes() != torch::IntArrayRef(shape_))
    throw UserError(pathAt(index).string() + " is " + std::to_string(image.size(2)) + " x " +
                    std::to_string(image.size(1)) + " pixels, " + list_.files[first_].first.filename().string() +
                    " is " + std::to_string(shape_[2]) + " x " + std::to_string(shape_[1]) +
                    "; set data.image_size to bring all to one size.");
  return {image, label(index)};
}

torch::Tensor Photographs::decode(std::int64_t index) const {
  const auto image = decodeImage(pathAt(index));
  if (std::max(image.size(1), image.size(2)) / std::min(image.size(1), image.size(2)) > 256)
    throw UnreadableImage(pathAt(index), "it is too long and thin");
  return image;
}

/// The first file whose header can be read, and the size it states; where there is none the first file's own error is
/// thrown.
std::pair<std::size_t, ImageSize> firstSize(const ImageList& list) {
  for (std::size_t index = 0; index < list.files.size(); ++index) try {
      return {index, readImageSize(list.files[index].first)};
    } catch (const UnreadableImage&) {
      continue;
    }
  return {0, readImageSize(list.files.front().first)};
}

}  // namespace

bool isNoData(const fs::path& path) {
  const auto name = lowered(path.filename().string());
  return name.starts_with(".") || std::find(kNoData.begin(), kNoData.end(), name) != kNoData.end();
}

ImageTree listImages(const fs::path& folder, std::vector<std::string>& remarks) { return Lister(remarks).list(folder); }

std::vector<fs::path> imagesBelow(const ImageTree& tree) { return sortedBelow(tree, &ImageTree::images); }
std::vector<fs::path> othersBelow(const ImageTree& tree) { return sortedBelow(tree, &ImageTree::others); }

std::string listSome(const std::vector<std::string>& names, std::size_t most) {
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
         listSome(names) + " (" + endingsText(others) + ")" +
         (holdsPictures(others) ? "; convert pictures to PNG or JPEG to have them read." : ".");
}

bool holdsPictures(const std::vector<fs::path>& others) {
  return std::any_of(others.begin(), others.end(), [](const fs::path& file) {
    return std::find(kPictures.begin(), kPictures.end(), fileExtension(file)) != kPictures.end();
  });
}

std::shared_ptr<const Dataset> openPhotographs(ImageList list, const DataConfig& config) {
  const bool oneSize = config.imageSize == 0;
  const auto [first, size] =
      oneSize ? firstSize(list) : std::pair{std::size_t{0}, ImageSize{config.imageSize, config.imageSize}};
  auto photographs = std::make_shared<Photographs>(
      std::move(list), std::vector<std::int64_t>{3, size.height, size.width}, first, oneSize);
  return std::make_shared<SizedDataset>(std::move(photographs), config.imageSize, config.cropRatio);
}

}  // namespace studio
