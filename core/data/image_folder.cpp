// The data set "image_folder": ROOT/train and ROOT/val (or test), else ROOT itself, with one folder of JPEG or PNG images a class.
#include <algorithm>
#include <filesystem>

#include "core/data/dataset_kinds.h"
#include "core/data/photographs.h"
#include "core/data/tensor_dataset.h"
#include "core/run/error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

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

ImageList listImages(const fs::path& folder, const fs::path& root) {
  ImageList list{root, {}, {}};
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
  return photographsOf(std::move(list), config);
}

}  // namespace

DataSplit openImageFolder(const DataConfig& config, std::int64_t seed) {
  const fs::path root = config.root;
  if (!fs::is_directory(root)) refuseLayout(root);
  const bool split = fs::is_directory(root / "train");
  auto training = listImages(split ? root / "train" : root, root);
  if (training.files.empty()) refuseLayout(root);
  for (const char* name : {"val", "validation", "test"}) {
    if (!split || !fs::is_directory(root / name)) continue;
    auto test = listImages(root / name, root);
    if (test.files.empty()) continue;
    matchClasses(test, training.classes, root / name);
    return {makeDataset(std::move(training), config), makeDataset(std::move(test), config)};
  }
  return drawSplit(makeDataset(std::move(training), config), config.validation, seed);
}

}  // namespace studio
