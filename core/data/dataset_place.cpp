#include "core/data/dataset_place.h"

#include <fnmatch.h>

#include <algorithm>

#include "core/data/dataset.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

constexpr int kMostLookedAt = 20000;  // a folder of photographs shows soon what it is

bool isNamed(const std::string& name, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return ::fnmatch(pattern.c_str(), name.c_str(), FNM_CASEFOLD) == 0;
  });
}

template <typename Iterator>
std::vector<std::string> namesAmong(Iterator entry, const std::vector<std::string>& patterns) {
  std::vector<std::string> names;
  std::error_code error;
  for (int seen = 0; !error && entry != Iterator() && seen < kMostLookedAt; entry.increment(error)) {
    std::error_code none;
    if (!entry->is_regular_file(none)) continue;
    ++seen;
    if (const std::string name = entry->path().filename().string(); isNamed(name, patterns)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// Empty where the place is none of this row's.
fs::path rootAt(const fs::path& place, const DatasetFiles& files) {
  std::error_code none;
  if (!fs::is_directory(place, none))
    return files.isFile && fs::is_regular_file(place, none) && isNamed(place.filename().string(), files.names)
               ? place
               : fs::path();
  if (!files.isFolder || fileNamesIn(place, files.names, files.isDeep).empty()) return {};
  return files.rootOfFolder ? files.rootOfFolder(place) : place;
}

fs::path withoutSlash(const fs::path& place) {
  const auto whole = place.lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

}  // namespace

std::vector<std::string> fileNamesIn(const fs::path& folder, const std::vector<std::string>& patterns, bool deep) {
  constexpr auto kOptions =
      fs::directory_options::follow_directory_symlink | fs::directory_options::skip_permission_denied;
  std::error_code error;
  if (deep) return namesAmong(fs::recursive_directory_iterator(folder, kOptions, error), patterns);
  return namesAmong(fs::directory_iterator(folder, kOptions, error), patterns);
}

std::string dataAt(const fs::path& place, bool language) {
  for (const DatasetEntry& row : datasets()) {
    if (row.language != language) continue;
    if (const auto root = rootAt(withoutSlash(place), row.place); !root.empty())
      return row.kind + (":" + root.string());
  }
  return {};
}

std::vector<std::string> dataFileNames(bool language) {
  std::vector<std::string> names;
  for (const DatasetEntry& row : datasets())
    if (row.language == language) names.insert(names.end(), row.place.names.begin(), row.place.names.end());
  return names;
}

}  // namespace studio
