// The data set "localizer": images of categories for finding selective units. Which category each image is of is read
// from names alone. All images are one part; files that belong to no category are left out and named.
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/image_file.h"
#include "core/data/image_tree.h"
#include "core/data/memory_datasets.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"
#include "core/stimuli/fitted_dataset.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using Files = std::vector<fs::path>;
using Groups = std::map<std::string, Files>;  // category -> files

struct LocalizerFiles {
  std::filesystem::path root;
  std::vector<std::string> categories;                                ///< sorted, as text that may be shown
  std::vector<std::pair<std::filesystem::path, std::int64_t>> files;  ///< by category, then by number or name
  std::vector<std::string> uncategorised;  ///< images in no category's folder: name and reason
  std::vector<std::string> remarks;        ///< files that are not read, links: a sentence each
};

constexpr std::array kFloc{"adult", "child",    "body", "limb",   "car",      "instrument",
                           "house", "corridor", "word", "number", "scrambled"};  // science.md 4.2

/// "adult" of adult-1.jpg; empty where the name is not so.
std::string categoryIn(const fs::path& file) {
  const auto stem = file.stem().string();
  const auto dash = stem.rfind('-');
  if (dash == std::string::npos || dash == 0 || dash + 1 == stem.size()) return {};
  const bool numbered = std::all_of(stem.begin() + static_cast<std::ptrdiff_t>(dash) + 1, stem.end(),
                                    [](char letter) { return letter >= '0' && letter <= '9'; });
  return numbered ? stem.substr(0, dash) : std::string();
}

Groups byName(const Files& files) {
  Groups groups;
  for (const auto& file : files) groups[categoryIn(file)].push_back(file);
  return groups;
}

bool allOfFloc(const Groups& groups) {
  return std::all_of(groups.begin(), groups.end(), [](const auto& group) {
    return std::find(kFloc.begin(), kFloc.end(), group.first) != kFloc.end();
  });
}

bool eachInOneFolder(const Groups& groups) {
  return std::all_of(groups.begin(), groups.end(), [](const auto& group) {
    return std::all_of(group.second.begin(), group.second.end(),
                       [&](const auto& file) { return file.parent_path() == group.second.front().parent_path(); });
  });
}

/// Files called IMG-1 and DSC-2 in folders of their own kind are not fLoc's: there a folder is the category.
bool namesGiveCategories(const Groups& groups) {
  return groups.size() > 1 && !groups.contains("") && (allOfFloc(groups) || eachInOneFolder(groups));
}

/// Through folders that hold one folder and no image: an archive's wrapping.
const ImageTree& unwrapped(const ImageTree& root) {
  const auto* inner = &root;
  while (inner->folders.size() == 1 && inner->images.empty() && !inner->folders.front().folders.empty())
    inner = &inner->folders.front();
  return *inner;
}

/// A category whose pictures are all of formats that are not read must not vanish.
void requireRead(const ImageTree& folder) {
  if (const auto others = othersBelow(folder); holdsPictures(others))
    throw UserError("The category's folder " + printable(folder.path.string()) +
                    " has no image that can be read: it holds " + filesText(others, folder.path) +
                    "; convert them to JPEG or PNG, or take the folder out.");
}

Groups byFolder(const ImageTree& root) {
  Groups groups;
  for (const auto& folder : root.folders) {
    auto files = imagesBelow(folder);
    if (files.empty())
      requireRead(folder);
    else
      groups[folder.path.filename().string()] = std::move(files);
  }
  return groups;
}

/// Folders without any file, by their names; links to what is read elsewhere are remarked on already.
void gatherEmpty(const ImageTree& tree, const fs::path& root, std::vector<std::string>& names) {
  const bool empty = tree.folders.empty() && tree.images.empty() && tree.others.empty();
  if (empty && !fs::is_symlink(tree.path)) names.push_back(tree.path.lexically_relative(root).generic_string());
  for (const auto& folder : tree.folders) gatherEmpty(folder, root, names);
}

/// A category whose images were not copied must not vanish silently.
std::string emptySentence(const ImageTree& tree, const fs::path& root) {
  std::vector<std::string> names;
  gatherEmpty(tree, root, names);
  if (names.empty()) return {};
  const bool one = names.size() == 1;
  return (one ? std::string("1 folder is empty, so it is no category: ")
              : std::to_string(names.size()) + " folders are empty, so they are no categories: ") +
         listSome(names) + (one ? "; put images into it or take it out." : "; put images into them or take them out.");
}

/// Shorter names first, so that adult-2 comes before adult-10.
bool comesBefore(const fs::path& a, const fs::path& b) {
  if (a.parent_path() != b.parent_path()) return a.parent_path() < b.parent_path();
  const auto x = a.filename().string(), y = b.filename().string();
  return x.size() != y.size() ? x.size() < y.size() : x < y;
}

LocalizerFiles listed(const fs::path& root, Groups groups) {
  LocalizerFiles list{root, {}, {}, {}, {}};
  for (auto& [category, files] : groups) {
    std::sort(files.begin(), files.end(), comesBefore);
    for (const auto& file : files) list.files.emplace_back(file, static_cast<std::int64_t>(list.categories.size()));
    list.categories.push_back(printable(category));
  }
  return list;
}

[[noreturn]] void refuse(const fs::path& root, const std::string& found) {
  throw UserError(
      printable(root.string()) + " is no localizer: " + found +
      ". Images called CATEGORY-NUMBER, e.g. adult-1.jpg, or one folder of images for each of two or more categories "
      "are needed.");
}

/// Names as fLoc's, `adult-1.jpg`: what stands before the last '-' is the category, whatever folders the files lie in.
/// That is how they are read where all names are so and each category lies in one folder, or where all categories are
/// fLoc's own. Otherwise each folder in the root (or in the one folder that it holds) is a category. Throws UserError
/// for a folder that is neither.
LocalizerFiles listLocalizer(const fs::path& root) {
  if (!fs::is_directory(root)) refuse(root, fs::exists(root) ? "it is not a folder" : "there is no such folder");
  std::vector<std::string> remarks;
  const auto tree = listImages(root, remarks);
  const auto images = imagesBelow(tree);
  auto leftOut = leftOutSentence(othersBelow(tree), root);
  if (images.empty()) refuse(root, "it holds no JPEG, PNG, WebP or BMP images");
  LocalizerFiles list;
  if (auto groups = byName(images); namesGiveCategories(groups)) {
    list = listed(root, std::move(groups));
  } else {
    const auto& inner = unwrapped(tree);
    groups = byFolder(inner);
    if (groups.empty())
      refuse(root, "the name " + printable(images.front().filename().string()) + " names no category");
    list = listed(root, std::move(groups));
    for (const auto& stray : inner.images)
      list.uncategorised.push_back(printable(stray.filename().string()) + ": it lies in no category's folder");
  }
  list.remarks = std::move(remarks);
  for (auto sentence :
       {duplicatesSentence(list.categories, "categories"), emptySentence(tree, root), std::move(leftOut)})
    if (!sentence.empty()) list.remarks.push_back(std::move(sentence));
  return list;
}

class Localizer : public SubsetDataset {
 public:
  Localizer(const std::shared_ptr<const Dataset>& data, std::vector<std::int64_t> all,
            std::vector<std::string> uncategorised)
      : SubsetDataset(data, std::move(all)), uncategorised_(std::move(uncategorised)) {}
  std::vector<std::string> skipped() const override {
    auto all = SubsetDataset::skipped();
    all.insert(all.end(), uncategorised_.begin(), uncategorised_.end());
    return all;
  }

 private:
  std::vector<std::string> uncategorised_;
};

void requireTwoCategories(const Dataset& data, const DataConfig& config) {
  std::set<std::int64_t> seen;
  for (std::int64_t index = 0; index < data.size(); ++index) seen.insert(data.label(index));
  if (seen.size() >= 2) return;
  throw UserError(printable(config.root) + " has images of one category only, " +
                  data.classNames().at(static_cast<std::size_t>(*seen.begin())) +
                  (config.limit > 0 ? "; raise data.limit, which takes the first images."
                                    : "; a localizer needs two or more to compare."));
}

DataSplit openLocalizer(const DataConfig& config, std::int64_t seed) {
  requireShare(config.validation);
  auto list = listLocalizer(config.root);
  if (config.limit > 0 && config.limit < static_cast<std::int64_t>(list.files.size()))
    list.files.resize(static_cast<std::size_t>(config.limit));
  auto data =
      openPhotographs({list.root, std::move(list.categories), std::move(list.files), std::move(list.remarks)}, config);
  requireTwoCategories(*data, config);
  if (!list.uncategorised.empty())
    data = std::make_shared<Localizer>(data, everyIndex(*data), std::move(list.uncategorised));
  return drawSplit(data, 0, seed);  // a localizer is looked at, not learned: no share of it is set apart
}

}  // namespace

DatasetEntry localizerDataset() {
  return {.kind = "localizer",
          .title = "Localizer, a folder of images by category (fLoc)",
          .open = openLocalizer,
          .settings = settingsOfPictures({"data.root", "data.crop_ratio"}),
          .anySize = true,
          .files = true,
          .ownCategories = true,
          .place = {.names = imageFileNames(), .isFolder = true, .isDeep = true}};
}

}  // namespace studio
