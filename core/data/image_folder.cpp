// The data set "image_folder": ROOT/train and ROOT/val (or test), else ROOT itself, with one folder of JPEG or PNG images a class.
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "core/data/dataset_kinds.h"
#include "core/data/image_cache.h"
#include "core/data/image_file.h"
#include "core/data/sized_dataset.h"
#include "core/data/tensor_dataset.h"
#include "core/run/error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

struct ImageList {
  std::vector<std::string> classes;                       ///< sorted
  std::vector<std::pair<fs::path, std::int64_t>> files;   ///< by class, then by name
};

/// ImageNet's mean and standard deviation, of torchvision's models.
const std::vector<double> kMean{0.485, 0.456, 0.406}, kStd{0.229, 0.224, 0.225};

/// The photographs as they are stored; a SizedDataset brings them to one size.
class Photographs : public Dataset {
 public:
  /// `shape` is the first one's. Where `oneSize` is set, get() refuses others.
  Photographs(ImageList list, std::vector<std::int64_t> shape, bool oneSize)
      : list_(std::move(list)), shape_(std::move(shape)), oneSize_(oneSize), kept_(size()) {}
  std::int64_t size() const override { return static_cast<std::int64_t>(list_.files.size()); }
  Example get(std::int64_t index) const override;
  Example stored(std::int64_t index) const override {
    return {kept_.get(index, [&] { return decode(index); }), label(index)};
  }
  std::int64_t label(std::int64_t index) const override { return list_.files[static_cast<std::size_t>(index)].second; }
  std::vector<std::int64_t> imageShape() const override { return shape_; }
  std::vector<std::string> classNames() const override { return list_.classes; }
  std::vector<double> defaultMean() const override { return kMean; }
  std::vector<double> defaultStd() const override { return kStd; }

 private:
  const fs::path& fileOf(std::int64_t index) const { return list_.files[static_cast<std::size_t>(index)].first; }
  torch::Tensor decode(std::int64_t index) const;

  ImageList list_;
  std::vector<std::int64_t> shape_;
  bool oneSize_;
  ImageCache kept_;
};

Example Photographs::get(std::int64_t index) const {
  const auto image = decode(index);
  if (oneSize_ && image.sizes() != torch::IntArrayRef(shape_))
    throw UserError(fileOf(index).string() + " is " + std::to_string(image.size(2)) + " x " + std::to_string(image.size(1)) + " pixels, the first image is " +
                    std::to_string(shape_[2]) + " x " + std::to_string(shape_[1]) + "; set data.image_size to bring all to one size.");
  return {image, label(index)};
}

torch::Tensor Photographs::decode(std::int64_t index) const {
  const auto image = decodeImage(fileOf(index));
  if (std::max(image.size(1), image.size(2)) / std::min(image.size(1), image.size(2)) > 256)
    throw UserError(fileOf(index).string() + " is too long and thin for an image; take it out of the folder.");
  return image;
}

/// Folders in sorted order, without hidden ones and those archive programs leave behind.
std::vector<fs::path> subfolders(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (entry.is_directory() && !name.starts_with(".") && !name.starts_with("__")) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<fs::path> imagesBelow(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied))
    if (isImageName(entry.path()) && entry.is_regular_file()) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

[[noreturn]] void refuseLayout(const fs::path& root) {
  std::string seen;
  if (fs::is_directory(root))
    for (const auto& entry : fs::directory_iterator(root)) {
      if (std::count(seen.begin(), seen.end(), ',') == 2) { seen += ", ..."; break; }
      seen.append(seen.empty() ? "" : ", ").append(entry.path().filename().string());
    }
  throw UserError("No class folders with images in " + root.string() + ". Expected " + (root / "train/CLASS/*.jpg").string() + " or " + (root / "CLASS/*.jpg").string() + ". Found: " +
                  (!fs::exists(root) ? "no such folder" : seen.empty() ? "an empty folder" : seen) + ".");
}

ImageList listImages(const fs::path& folder) {
  ImageList list;
  for (const auto& classFolder : subfolders(folder)) {
    const auto images = imagesBelow(classFolder);
    if (images.empty()) continue;   // leaves no number behind: labels are those of the classes that have images
    for (const auto& image : images) list.files.emplace_back(image, static_cast<std::int64_t>(list.classes.size()));
    list.classes.push_back(classFolder.filename().string());
  }
  return list;
}

/// The labels of a test folder are those of the training classes.
void matchClasses(ImageList& test, const std::vector<std::string>& classes, const fs::path& folder) {
  for (auto& [file, label] : test.files) {
    const auto& name = test.classes[static_cast<std::size_t>(label)];
    const auto found = std::find(classes.begin(), classes.end(), name);
    if (found == classes.end())
      throw UserError((folder / name).string() + " is a class that the training images do not have; rename the folder or take it out.");
    label = found - classes.begin();
  }
  test.classes = classes;
}

std::shared_ptr<const Dataset> makeDataset(ImageList list, const DataConfig& config) {
  if (config.limit > 0 && config.limit < static_cast<std::int64_t>(list.files.size())) list.files.resize(static_cast<std::size_t>(config.limit));
  const bool oneSize = config.imageSize == 0;
  const auto first = oneSize ? imageSizeOf(list.files.front().first) : ImageSize{config.imageSize, config.imageSize};
  auto photographs = std::make_shared<Photographs>(std::move(list), std::vector<std::int64_t>{3, first.height, first.width}, oneSize);
  return std::make_shared<SizedDataset>(std::move(photographs), config.imageSize, config.cropRatio);
}

}  // namespace

DataSplit openImageFolder(const DataConfig& config, std::int64_t seed) {
  const fs::path root = config.root;
  if (!fs::is_directory(root)) refuseLayout(root);
  const bool split = fs::is_directory(root / "train");
  auto training = listImages(split ? root / "train" : root);
  if (training.files.empty()) refuseLayout(root);
  for (const char* name : {"val", "validation", "test"}) {
    if (!split || !fs::is_directory(root / name)) continue;
    auto test = listImages(root / name);
    if (test.files.empty()) continue;
    matchClasses(test, training.classes, root / name);
    return {makeDataset(std::move(training), config), makeDataset(std::move(test), config)};
  }
  return drawSplit(makeDataset(std::move(training), config), config.validation, seed);
}

}  // namespace studio
