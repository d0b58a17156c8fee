// The data set "image_folder": ROOT/train and ROOT/val (or test), else ROOT itself, with one folder of images a class.
// No class, file or folder is left out in silence: what is not read is named in the set's remarks, a class without
// images is refused.
#include <algorithm>
#include <filesystem>

#include "core/data/dataset.h"
#include "core/data/image_file.h"
#include "core/data/image_tree.h"
#include "core/data/memory_datasets.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuseLayout(const fs::path& root) {
  std::string seen;
  if (fs::is_directory(root))
    for (const auto& entry : fs::directory_iterator(root)) {
      if (std::count(seen.begin(), seen.end(), ',') == 2) {
        seen += ", ...";
        break;
      }
      seen.append(seen.empty() ? "" : ", ").append(printable(entry.path().filename().string()));
    }
  throw UserError("No class folders with images in " + root.string() + ". Expected " +
                  (root / "train/CLASS/*.jpg").string() + " or " + (root / "CLASS/*.jpg").string() + ". Found: " +
                  (!fs::exists(root) ? "no such folder"
                   : seen.empty()    ? "an empty folder"
                                     : seen) +
                  ".");
}

[[noreturn]] void refuseClass(const ImageTree& folder) {
  const auto others = othersBelow(folder);
  const auto found =
      others.empty() ? std::string(fs::is_symlink(folder.path) ? "it is a link to what is read already" : "it is empty")
                     : "it holds " + filesText(others, folder.path);
  throw UserError("The class folder " + folder.path.string() + " has no image that can be read: " + found +
                  "; put JPEG, PNG, WebP or BMP images into it, or take the folder out.");
}

/// Folders named 0, 1, 10, 2: their labels are not the numbers.
void remarkOnNumbers(ImageList& list) {
  const auto isNumber = [](const std::string& name) {
    return !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
  };
  if (!std::all_of(list.classes.begin(), list.classes.end(), isNumber)) return;
  const auto below = [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  };
  const auto moved = std::is_sorted_until(list.classes.begin(), list.classes.end(), below);
  if (moved == list.classes.end()) return;
  list.remarks.push_back("The class folders are numbers and come in the order of text, as torchvision has it: " +
                         listSome(list.classes, 12) + "; so label " + std::to_string(moved - list.classes.begin()) +
                         " is the class " + *moved + ". They are matched by name wherever this network is evaluated.");
}

/// Images beside the class folders, and files of formats that are not read.
void remarkOnLeftOut(ImageList& list, const ImageTree& tree) {
  if (!tree.images.empty())
    list.remarks.push_back(filesText(tree.images, list.root) +
                           ", beside the class folders left out; put images into the folder of their class.");
  if (auto sentence = leftOutSentence(othersBelow(tree), list.root); !sentence.empty())
    list.remarks.push_back(std::move(sentence));
}

/// `mayBeEmpty`: a test part need not have images of every class; its empty folders are remarked on.
ImageList listClasses(const fs::path& folder, const fs::path& root, bool mayBeEmpty = false) {
  ImageList list{root, {}, {}, {}};
  const auto tree = listImages(folder, list.remarks);
  for (const auto& classFolder : tree.folders) {
    const auto name = classFolder.path.filename().string();
    const auto images = imagesBelow(classFolder);
    if (images.empty()) {
      if (!mayBeEmpty || !othersBelow(classFolder).empty()) refuseClass(classFolder);
      list.remarks.push_back("The folder " + printable(classFolder.path.string()) + " is empty.");
    }
    for (const auto& image : images) list.files.emplace_back(image, static_cast<std::int64_t>(list.classes.size()));
    list.classes.push_back(name);
  }
  remarkOnNumbers(list);
  if (auto sentence = duplicatesSentence(list.classes, "classes"); !sentence.empty())
    list.remarks.push_back(std::move(sentence));
  remarkOnLeftOut(list, tree);
  return list;
}

/// The labels of a test folder are those of the training classes.
void matchClasses(ImageList& test, const std::vector<std::string>& classes, const fs::path& folder) {
  for (auto& [file, label] : test.files) {
    const auto& name = test.classes[static_cast<std::size_t>(label)];
    auto found = std::find(classes.begin(), classes.end(), name);
    if (found == classes.end())  // the same to the eye, from another system
      found = std::find_if(classes.begin(), classes.end(),
                           [&](const auto& each) { return composed(each) == composed(name); });
    if (found == classes.end())
      throw UserError((folder / name).string() +
                      " is a class that the training images do not have; rename the folder or take it out.");
    label = found - classes.begin();
  }
  test.classes = classes;
}

/// The folder of a part, however its name is written ("Train"); empty where there is none.
std::string partIn(const fs::path& root, const std::string& part) {
  if (fs::is_directory(root / part)) return part;
  for (const auto& entry : fs::directory_iterator(root)) {
    auto name = entry.path().filename().string(), lower = name;
    for (char& letter : lower) letter = letter >= 'A' && letter <= 'Z' ? char(letter - 'A' + 'a') : letter;
    if (lower == part && entry.is_directory()) return name;
  }
  return {};
}

/// Folders and images beside train and the test part that are used, which nobody reads.
void remarkOnUnread(ImageList& training, const fs::path& root, const std::string& train, const std::string& test) {
  std::vector<std::string> unread;
  std::vector<fs::path> images;
  for (const auto& entry : fs::directory_iterator(root)) {
    const auto name = entry.path().filename().string();
    if (isNoData(entry.path()) || name == train || name == test) continue;
    if (entry.is_directory())
      unread.push_back(name);
    else if (isImageName(entry.path()))
      images.push_back(entry.path());
  }
  std::sort(unread.begin(), unread.end());
  std::sort(images.begin(), images.end());
  if (!images.empty())
    training.remarks.push_back(filesText(images, root) + ", beside the folder " + train +
                               " left out; put images into the folder of their class.");
  if (!unread.empty())
    training.remarks.push_back("Beside " + train + (test.empty() ? "" : " and " + test) +
                               " there are folders that are not read: " + listSome(unread) + ".");
}

std::shared_ptr<const Dataset> makeDataset(ImageList list, const DataConfig& config) {
  if (config.limit > 0 && config.limit < static_cast<std::int64_t>(list.files.size()))
    list.files.resize(static_cast<std::size_t>(config.limit));
  for (auto& name : list.classes) name = printable(name);
  return openPhotographs(std::move(list), config);
}

DataSplit openImageFolder(const DataConfig& config, std::int64_t seed) {
  const fs::path root = config.root;
  if (!fs::is_directory(root)) refuseLayout(root);
  const auto train = partIn(root, "train");
  auto training = listClasses(train.empty() ? root : root / train, root);
  if (training.files.empty()) refuseLayout(root);
  for (const char* part : {"val", "validation", "test"}) {
    const auto name = train.empty() ? std::string() : partIn(root, part);
    if (name.empty()) continue;
    auto test = listClasses(root / name, root, true);
    if (test.files.empty()) continue;
    matchClasses(test, training.classes, root / name);
    remarkOnUnread(training, root, train, name);
    remarkOnUnread(test, root, train, name);  // said where the test part alone is looked at, too
    return {makeDataset(std::move(training), config), makeDataset(std::move(test), config)};
  }
  if (!train.empty()) remarkOnUnread(training, root, train, {});
  if (!train.empty() && config.validation == 0)
    training.remarks.push_back(printable(root.string()) +
                               " has no folder val or test with images, so all of its images are those of " + train +
                               ".");
  return drawSplit(makeDataset(std::move(training), config), config.validation, seed);
}

}  // namespace

DatasetEntry imageFolderDataset() {
  return {.kind = "image_folder",
          .title = "Folder of images (JPEG, PNG, WebP, BMP)",
          .open = openImageFolder,
          .settings = settingsOfPictures({"data.root", "data.crop_ratio"}),
          .anySize = true,
          .files = true};
}

}  // namespace studio
