// Runs of one folder.
#include "core/run/run_store.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <system_error>

#include "core/run/disk_error.h"
#include "core/run/error.h"
#include "core/run/nearest_name.h"
#include "core/run/number_text.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

/// FNV-1a (64 bits): the same key on every machine, unlike std::hash.
std::string hashText(std::string_view text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return digits;
}

double modifiedAt(const fs::path& path) {
  std::error_code error;
  const auto time = fs::last_write_time(path, error);
  if (error) return 0;
  return std::chrono::duration<double>(std::chrono::file_clock::to_sys(time).time_since_epoch()).count();
}

RunSummary summaryOf(const RunFolder& folder) {
  RunSummary summary;
  summary.name = folder.name();
  summary.path = folder.path();
  try {
    RunConfig config = folder.config();
    summary.model = config.model.name;
    summary.tau = config.topoloss.tau;
    summary.seed = config.train.seed;
    config.train.seed = 0;
    config.train.epochs = 1;       // a run that is extended keeps its colour
    config.train.steps = 0;
    config.output = {};
    summary.settingsKey = hashText(toToml(config));
    std::error_code error;
    if (fs::exists(folder.path() / "status.json", error)) summary.status = folder.status();
  } catch (const std::exception& error) {
    summary.error = error.what();
  }
  return summary;
}

void checkName(const std::string& name) {
  const bool plain = !name.empty() && name.size() <= 200 && name != "." && name != ".." && name.find('/') == std::string::npos &&
                     std::none_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20; });
  if (!plain) throw UserError("`" + name.substr(0, 200) + "` cannot be the name of a run: it must be one folder name; write letters, digits, _ and -.");
}

std::vector<fs::path> foldersIn(const fs::path& root) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (fs::directory_iterator entry(root, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code unreadable;
    if (entry->is_directory(unreadable)) folders.push_back(entry->path());
  }
  return folders;
}

}  // namespace

std::vector<RunSummary> RunStore::list() const {
  std::vector<std::pair<double, RunSummary>> found;
  for (const fs::path& path : foldersIn(root_)) {
    const RunFolder folder(path);
    std::error_code error;
    if (!folder.exists() && !fs::exists(path / "status.json", error)) continue;
    RunSummary summary = summaryOf(folder);
    const double started = summary.status.started;
    found.emplace_back(started > 0 ? started : modifiedAt(path), std::move(summary));
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second.name < b.second.name;
  });
  std::vector<RunSummary> runs;
  runs.reserve(found.size());
  for (auto& [time, summary] : found) runs.push_back(std::move(summary));
  return runs;
}

RunFolder RunStore::create(const std::string& name) const {
  checkName(name);
  makeFolders(root_);
  constexpr int kMostTries = 100000;
  for (int i = 1; i < kMostTries; ++i) {
    const fs::path path = root_ / (i == 1 ? name : name + "_" + std::to_string(i));
    std::error_code error;
    if (fs::create_directory(path, error)) return RunFolder(path);  // atomic: two processes never share a run
    if (error && error != std::errc::file_exists) throwWriteError(path, error.value());
  }
  throw UserError("Cannot make a run named " + name + " in " + root_.string() + ": too many have this name; choose another one.");
}

RunFolder RunStore::find(const std::string& nameOrPath) const {
  fs::path given = fs::path(nameOrPath).lexically_normal();
  if (!given.has_filename()) given = given.parent_path();  // "runs/a/" -> "runs/a"
  for (const fs::path& path : {root_ / given, given})
    if (!nameOrPath.empty() && RunFolder(path).exists()) return RunFolder(path);
  std::vector<std::string> names;
  for (const fs::path& path : foldersIn(root_))
    if (RunFolder(path).exists()) names.push_back(path.filename().string());
  const std::string end = suggestion(nameOrPath, names);
  throw UserError("There is no run `" + nameOrPath.substr(0, 300) + "`, neither in " + root_.string() + " nor as a folder" +
                  (end.empty() ? "; `toponets runs` lists those that there are." : end));
}

std::string RunStore::nameFor(const RunConfig& config) {
  return config.model.name + "_tau" + numberText(config.topoloss.tau) + "_s" + std::to_string(config.train.seed);
}

}  // namespace studio
