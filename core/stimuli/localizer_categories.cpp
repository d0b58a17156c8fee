#include "core/stimuli/localizer_categories.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/data/image_tree.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using Files = std::vector<fs::path>;
using Groups = std::map<std::string, Files>;  // category -> files

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
bool namesTell(const Groups& groups) {
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

/// A category whose images were not copied must not vanish untold.
std::string emptySentence(const ImageTree& tree, const fs::path& root) {
  std::vector<std::string> names;
  gatherEmpty(tree, root, names);
  if (names.empty()) return {};
  const bool one = names.size() == 1;
  return (one ? std::string("1 folder is empty, so no category comes of it: ")
              : std::to_string(names.size()) + " folders are empty, so no category comes of them: ") +
         someOf(names) + (one ? "; put images into it or take it out." : "; put images into them or take them out.");
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

}  // namespace

LocalizerFiles listLocalizer(const fs::path& root) {
  if (!fs::is_directory(root)) refuse(root, fs::exists(root) ? "it is not a folder" : "there is no such folder");
  std::vector<std::string> remarks;
  const auto tree = listImages(root, remarks);
  const auto images = imagesBelow(tree);
  auto leftOut = leftOutSentence(othersBelow(tree), root);
  if (images.empty()) refuse(root, "it holds no JPEG, PNG, WebP or BMP images");
  LocalizerFiles list;
  if (auto groups = byName(images); namesTell(groups)) {
    list = listed(root, std::move(groups));
  } else {
    const auto& inner = unwrapped(tree);
    groups = byFolder(inner);
    if (groups.empty())
      refuse(root, "the name " + printable(images.front().filename().string()) + " tells no category");
    list = listed(root, std::move(groups));
    for (const auto& stray : inner.images)
      list.strays.push_back(printable(stray.filename().string()) + ": it lies in no category's folder");
  }
  list.remarks = std::move(remarks);
  for (auto sentence : {alikeSentence(list.categories, "categories"), emptySentence(tree, root), std::move(leftOut)})
    if (!sentence.empty()) list.remarks.push_back(std::move(sentence));
  return list;
}

}  // namespace studio
