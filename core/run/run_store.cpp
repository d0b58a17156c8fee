// Runs of one folder.
#include "core/run/run_store.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "core/run/failure.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"
#include "core/run/run_files.h"
#include "core/run/run_keeping.h"
#include "core/run/run_lock.h"
#include "core/run/stimuli_seed.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 200;  // bytes

/// FNV-1a (64 bits): the same key on every machine, unlike std::hash.
std::string hashText(std::string_view text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return digits;
}

double modifiedAt(const FolderHandle& folder) {
  struct stat facts {};
  return ::fstat(folder.descriptor(), &facts) == 0 ? double(facts.st_mtim.tv_sec) + 1e-9 * double(facts.st_mtim.tv_nsec)
                                                   : 0;
}

RunSummary makeSummary(const RunFolder& folder) {
  RunSummary summary;
  summary.name = folder.name();
  summary.path = folder.path();
  try {
    const RunConfig config = folder.config();
    summary.model = config.model.name;
    summary.tau = config.topoloss.tau;
    summary.seed = config.train.seed;
    summary.settingsKey = settingsKey(config);
  } catch (const OtherVersion& error) {
    summary.error = error.what();
    summary.otherVersion = error.version();
  } catch (const std::exception& error) {
    summary.error = error.what();
  }
  try {
    summary.status = folder.status();
  } catch (const std::exception& error) {
    summary.status = folder.statusOfRows();
    const auto* other = dynamic_cast<const OtherVersion*>(&error);
    if (other && summary.error.empty()) summary.otherVersion = other->version();
    if (summary.error.empty()) summary.error = error.what();
  }
  return summary;
}

/// Those that may be runs: what is hidden is being written or was left by a process, and what was exported is a copy.
std::vector<fs::path> foldersIn(const fs::path& root) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (fs::directory_iterator entry(root, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code unreadable;
    const bool isHidden = entry->path().filename().string().starts_with('.');
    if (isHidden || !entry->is_directory(unreadable)) continue;
    if (!fs::exists(entry->path() / RunFiles::kExported, unreadable)) folders.push_back(entry->path());
  }
  return folders;
}

/// What is left where a process was killed before its first file was whole: the lock, and files under temporary names.
bool isLeftover(const FolderHandle& folder) {
  const auto entries = folder.list();
  return std::all_of(entries.begin(), entries.end(), [](const FolderHandle::Entry& entry) {
    return entry.isFile &&
           (entry.name == RunLock::kFile || (entry.name.starts_with('.') && entry.name.ends_with(".part")));
  });
}

/// Another process, or another call of this one, has just made it and is about to write.
bool isTaken(const FolderHandle& folder) {
  constexpr double kStart = 3600;  // seconds; of another machine it cannot be seen whether the process still runs
  const auto signer = RunLock::signer(folder);
  if (!signer) return false;
  const double age = secondsNow() - signer->since;
  return signer->host == hostName() ? isAlive(*signer) : age < kStart;
}

/// The folder, where it is empty or a leftover and nobody else has just taken it; it is signed, so that nobody does
/// until it has a file.
std::optional<FolderHandle> claimed(const FolderHandle& root, const std::string& name) {
  const auto facts = root.inspect(name);
  if (!facts || !S_ISDIR(facts->st_mode)) return std::nullopt;
  auto folder = root.find(name);
  if (!folder || !isLeftover(*folder)) return std::nullopt;
  const auto lock = RunLock::take(*folder);
  if (!lock || isTaken(*folder) || !isLeftover(*folder)) return std::nullopt;
  for (const FolderHandle::Entry& entry : folder->list())
    if (entry.name != RunLock::kFile) folder->remove(entry.name);
  lock->sign();
  return folder;
}

}  // namespace

std::string settingsKey(RunConfig config) {
  config = withoutRunsSeed(std::move(config));
  config.train.seed = 0;
  config.train.epochs = 1;  // a run that is extended keeps its colour
  config.train.steps = 0;
  config.output = {};
  return hashText(toToml(config));
}

std::string stateWord(const RunStatus& status, const std::string& error, const std::string& otherVersion) {
  if (error.empty()) return std::string(toString(status.state));
  return otherVersion.empty() ? "damaged" : "version " + otherVersion;
}

/// Blanks and what a shell, an address of a step ("run:100") or a list of names would take for its own are none of it;
/// a plus stands in numbers: "tau1e+20".
void requireRunName(const std::string& name) {
  const auto isAllowed = [](unsigned char c) {
    return c >= 0x80 || std::isalnum(c) != 0 || std::strchr("_-.+", c) != nullptr;  // letters of other languages too
  };
  const bool plain = isFolderName(name) && std::strchr("-.+", name.front()) == nullptr &&
                     std::all_of(name.begin(), name.end(), isAllowed);
  if (!plain)
    throw UserError("`" + name.substr(0, kLongestName) +
                    "` cannot be the name of a run: write at most 200 letters, digits, _, - and ., with a letter, "
                    "digit or _ first.");
}

bool isFolderName(const std::string& name) {
  return !name.empty() && name.size() <= kLongestName && name != "." && name != ".." &&
         name.find('/') == std::string::npos &&
         std::none_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20; });
}

std::vector<RunSummary> RunStore::list() const {
  std::vector<std::pair<double, RunSummary>> found;
  for (const fs::path& path : foldersIn(root_)) {
    try {
      const RunFolder folder = RunFolder(path).held();
      if (!folder.exists() && !folder.folder().inspect("status.json")) continue;
      RunSummary summary = makeSummary(folder);
      const double started = summary.status.started;
      found.emplace_back(started > 0 ? started : modifiedAt(folder.folder()), std::move(summary));
    } catch (const UserError&) {  // a folder that may not be opened is no run that could be shown
    }
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
  requireRunName(name);
  makeFolders(root_);
  const FolderHandle root = FolderHandle::open(root_, root_ / name);
  constexpr int kMostTries = 100000;
  for (int i = 1; i < kMostTries; ++i) {
    const std::string each = numberedName(name, i);
    root.makeNew(each);
    if (auto folder = claimed(root, each)) return {root_ / each, std::move(*folder)};
  }
  throw UserError("Cannot make a run named " + name + " in " + root_.string() +
                  ": too many have this name; choose another one.");
}

std::string RunStore::freeName(const std::string& name, const std::function<bool(const std::string&)>& isTaken) {
  int number = 1;
  while (isTaken(numberedName(name, number))) ++number;
  return numberedName(name, number);
}

std::string RunStore::numberedName(const std::string& name, int number) {
  return number == 1 ? name : name + "_" + std::to_string(number);
}

RunFolder RunStore::find(const std::string& nameOrPath) const {
  fs::path given = fs::path(nameOrPath).lexically_normal();
  if (!given.has_filename()) given = given.parent_path();  // "runs/a/" -> "runs/a"
  for (const fs::path& path : {root_ / given, given})
    if (!nameOrPath.empty() && RunFolder(path).exists()) return RunFolder(path);
  std::error_code none;
  for (const fs::path& path : {root_ / given, given})
    if (!nameOrPath.empty() && fs::is_directory(path, none))
      throw UserError(visible(path.string()) +
                      " is a folder, but no run: it holds no config.resolved.toml; `toponets runs " +
                      shellWord(path.string()) + "` lists the runs in it.");
  std::vector<std::string> names;
  for (const fs::path& path : foldersIn(root_))
    if (RunFolder(path).exists()) names.push_back(path.filename().string());
  const std::string end = suggestion(nameOrPath, names);
  throw UserError(
      "There is no run `" + nameOrPath.substr(0, 300) + "`, neither in " + root_.string() + " nor as a folder" +
      (end.empty() ? "; `toponets runs " + shellWord(root_.string()) + "` lists those that there are." : end));
}

/// A rival's weight stands behind tau: "mlp_tau0_all_tnn10_s0".
std::string RunStore::nameFor(const RunConfig& config) {
  const std::string table = "losses.", ending = ".weight";
  std::string losses;
  for (const auto& [key, value] : config.further)
    if (const auto* weight = std::get_if<double>(&value);
        weight && *weight != 0 && key.starts_with(table) && key.ends_with(ending))
      losses += "_" + key.substr(table.size(), key.size() - table.size() - ending.size()) + numberText(*weight);
  return config.model.name + "_tau" + numberText(config.topoloss.tau) + losses + "_s" +
         std::to_string(config.train.seed);
}

}  // namespace studio
