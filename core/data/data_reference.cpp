// Keys and values of a reference go through the same description of the settings as TOML and --set.
#include "core/data/data_reference.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

#include "core/run/config_fields.h"
#include "core/run/error.h"
#include "core/run/names.h"

namespace studio {
namespace {

constexpr const char* kSeedOption = "seed";

std::vector<std::string> dataKeys() {
  std::vector<std::string> keys;
  for (const auto& field : configFields())
    if (field.key.starts_with("data.")) keys.push_back(field.key.substr(5));
  keys.emplace_back(kSeedOption);
  return keys;
}

/// In the range of train.seed.
std::int64_t readSeed(const std::string& text, const std::string& where) {
  std::uint32_t seed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (error != std::errc{} || end != text.data() + text.size())
    throw UserError(where + ": seed is \"" + text + "\", but must be a whole number from 0 to 4294967295.");
  return seed;
}

/// Throws UserError for a value out of the setting's range or choices.
void requireAllowed(const RunConfig& config, const std::string& key, const std::string& where) {
  for (const auto& problem : settingProblems(config))
    if (problem.key == "data." + key && problem.severity == Problem::Severity::Error)
      throw UserError(where + ": " + problem.sentence);
}

/// `options` is key=value&key=value; `whole` is the text it comes from, for sentences.
void applyOptions(RunConfig& config, const std::string& options, std::string_view whole) {
  const auto keys = dataKeys();
  std::istringstream stream(options);
  for (std::string option; std::getline(stream, option, '&');) {
    if (option.empty()) continue;
    std::string key = option.substr(0, option.find('='));
    if (const auto own = config.data.kind + "." + key; std::find(keys.begin(), keys.end(), own) != keys.end()) {
      option.insert(0, config.data.kind + ".");  // a setting of this kind alone
      key = own;
    }
    const bool known = std::find(keys.begin(), keys.end(), key) != keys.end() && key != "kind" && key != "root";
    if (key.size() == option.size() || !known)
      throw UserError("The data \"" + std::string(whole) + "\" have the option \"" + option +
                      "\", but KIND:PATH?key=value&... with keys of [data] is needed" + suggestion(key, keys));
    const std::string where = "The data \"" + std::string(whole) + "\"";
    if (key == kSeedOption) {
      config.data.seed = readSeed(option.substr(key.size() + 1), where);
      continue;
    }
    applySetting(config, "data." + option, where);  // text may be bare
    requireAllowed(config, key, where);
  }
}

// Fingerprints.

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostRead = std::uintmax_t(1) << 30;  // bytes: a second or two from a disk,
constexpr std::size_t kMostFiles = 5000;                       // and so are these, opened one by one
constexpr std::size_t kHashedPiece = std::size_t(1) << 20;

struct HashedFile {
  std::string name;  ///< below its place
  fs::path path;
  std::uintmax_t size = 0;
  std::int64_t changed = 0;
};

HashedFile hashFile(const fs::path& path, std::string name) {
  std::error_code size, changed;
  HashedFile file{std::move(name), path, fs::file_size(path, size),
                  fs::last_write_time(path, changed).time_since_epoch().count()};
  if (size) file.size = 0;
  return file;
}

/// All files below a folder. Linked folders are followed as listImages() does, each real folder once: real ones
/// first, then links in the order of their names, so that the files have the same names wherever the folder was
/// copied to.
class FilesBelow {
 public:
  explicit FilesBelow(const fs::path& folder) : root_(folder) {
    walk(folder);
    while (!links_.empty()) {  // a linked folder may hold further links
      auto links = std::exchange(links_, {});
      std::sort(links.begin(), links.end());
      for (const auto& link : links)
        if (!holdsRoot(link)) walk(link);
    }
  }
  std::vector<HashedFile> take() { return std::move(files_); }

 private:
  /// A link to what holds the folder itself leads to everything else too; no set is read through it.
  bool holdsRoot(const fs::path& link) const {
    std::error_code error;
    const auto inside = fs::canonical(root_, error).lexically_relative(fs::canonical(link, error));
    return !error && !inside.empty() && *inside.begin() != "..";
  }
  void walk(const fs::path& folder) {
    std::error_code error;
    if (const auto real = fs::canonical(folder, error); error || !seen_.insert(real).second) return;
    std::vector<fs::path> inner;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
      std::error_code none;
      if (entry->is_directory(none))
        (entry->is_symlink(none) ? links_ : inner).push_back(entry->path());
      else if (entry->is_regular_file(none))
        files_.push_back(hashFile(entry->path(), entry->path().lexically_relative(root_).string()));
    }
    for (const auto& each : inner) walk(each);
  }

  fs::path root_;
  std::set<fs::path> seen_;      ///< real folders
  std::vector<fs::path> links_;  ///< to folders, not yet followed
  std::vector<HashedFile> files_;
};

/// Sorted: a folder is listed in any order.
std::vector<HashedFile> hashFiles(const fs::path& place) {
  std::error_code error;
  if (fs::is_regular_file(place, error)) return {hashFile(place, place.filename().string())};
  const bool pattern = !fs::exists(place, error) &&
                       place.filename().string().find_first_of("*[?") != std::string::npos;  // shards/train*.npy
  if (pattern) return hashFiles(place.has_parent_path() ? place.parent_path() : ".");
  auto files = FilesBelow(place).take();
  std::sort(files.begin(), files.end(), [](const HashedFile& a, const HashedFile& b) { return a.name < b.name; });
  return files;
}

/// Fingerprints of contents, by the place and the facts of its files.
class ContentsRead {
 public:
  std::string find(const std::string& facts) {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(facts);
    return found == known_.end() ? std::string() : found->second;
  }
  void add(const std::string& facts, const std::string& contents) {
    const std::lock_guard lock(mutex_);
    known_[facts] = contents;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> known_;
};

ContentsRead& contentsRead() {
  static ContentsRead read;
  return read;
}

}  // namespace

DataConfig parseDataReference(std::string_view text, const DataConfig& base) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0)
    throw UserError("The data \"" + std::string(text) +
                    "\" name no kind; KIND:PATH is needed, e.g. idx:mnist or image_folder:photos?image_size=32.");
  RunConfig config;
  config.data = base;
  config.data.kind = text.substr(0, colon);
  config.data.validation = 0;
  const auto rest = text.substr(colon + 1);
  const auto question = rest.find('?');
  config.data.root = rest.substr(0, question);
  if (question != std::string_view::npos) applyOptions(config, std::string(rest.substr(question + 1)), text);
  return config.data;
}

std::string wholeReference(const std::string& text) {
  const auto colon = text.find(':'), question = std::min(text.find('?'), text.size());
  if (colon == std::string::npos || colon >= question) return text;
  const std::filesystem::path place = text.substr(colon + 1, question - colon - 1);
  std::error_code none;
  if (place.empty() || !std::filesystem::exists(place, none)) return text;
  const auto whole = std::filesystem::absolute(place).lexically_normal();
  const auto named = whole.has_filename() ? whole : whole.parent_path();  // "photos/" is "photos"
  return text.substr(0, colon + 1) + named.string() + text.substr(question);
}

void Fingerprint::addBytes(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, std::min(sizeof word, bytes.size() - at));
    hash_ = (hash_ ^ word) * 1099511628211ull;
    hash_ ^= hash_ >> 32;  // a product alone never carries high bits down
  }
}

Fingerprint& Fingerprint::add(std::string_view text) {
  addBytes(std::to_string(text.size()) + ":");
  addBytes(text);
  return *this;
}

/// What cannot be read counts as far as it can.
Fingerprint& Fingerprint::addContent(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  for (std::string piece(kHashedPiece, '\0'); in.read(piece.data(), std::streamsize(piece.size())) || in.gcount() > 0;)
    addBytes(std::string_view(piece).substr(0, std::size_t(in.gcount())));
  return *this;
}

Fingerprint& Fingerprint::addPlace(const fs::path& place) {
  const auto files = hashFiles(place);
  Fingerprint facts;
  std::uintmax_t bytes = 0;
  for (const HashedFile& file : files) {
    facts.add(file.name).add(std::to_string(file.size)).add(std::to_string(file.changed));
    bytes += file.size;
  }
  if (bytes > kMostRead || files.size() > kMostFiles) return add(facts.text());
  const std::string key = facts.add(place.string()).text();
  std::string read = contentsRead().find(key);
  if (read.empty()) {
    Fingerprint contents;
    for (const HashedFile& file : files) contents.add(file.name).add(std::to_string(file.size)).addContent(file.path);
    read = contents.text();
    contentsRead().add(key, read);
  }
  return add(read);
}

std::string Fingerprint::text() const {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash_));
  return digits;
}

}  // namespace studio
