// Runs on disk. Every file is written under a temporary name, synced and renamed; readers tolerate a run being written
// by any process. Safe from any thread (no shared state); all calls touch the disk, so a screen calls them from a
// worker thread.
#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/run/run_status.h"
#include "core/run/folder_handle.h"
#include "core/run/snapshot.h"
#include "core/run/run_config.h"
#include "core/run/run_lock.h"
#include "core/run/scalars.h"
#include "core/run/scalars_file.h"

namespace studio {

/// runs/NAME/ with the files of the contract (cli.md). A value: the path, or the folder itself (held()), which stays
/// the same one when it is renamed or moved. What is inside is reached through the folder only: links are not followed,
/// pipes and devices are not opened.
class RunFolder {
 public:
  RunFolder() = default;
  explicit RunFolder(std::filesystem::path path) : path_(std::move(path)) {}
  const std::filesystem::path& path() const { return path_; }  ///< as it was named
  std::string name() const { return path_.filename().string(); }
  bool exists() const;  ///< has a config, be it a damaged one; never throws

  /// A copy that holds the folder open, as its own copies do. Throws UserError where there is none.
  RunFolder held() const;
  std::filesystem::path place() const;  ///< where a held folder is by now, else path()
  bool isGone() const;                  ///< a held folder was deleted or emptied
  FolderHandle folder() const;          ///< the held one, or opened now

  // Reading. Throws UserError naming the file when it is missing or damaged.
  /// config.resolved.toml, which alone decides: where it is missing, empty or cut short, nothing is guessed.
  /// Throws OtherVersion where another version of the program made the run and this one cannot read it.
  RunConfig config() const;
  std::string version() const;        ///< of the program that made it; empty = not known
  std::string configAsGiven() const;  ///< config.toml, else the resolved one
  /// status.json; a live state whose process is gone, or whose heartbeat from another host is over 60 s old, reads
  /// Interrupted, at the step that its records reach; so does a run without status.json. A run whose lock is held by a
  /// process that has not written a status yet reads Starting, and so does one without status.json whose lock was
  /// signed by a process that is there and starts another one to train it.
  RunStatus status() const;
  /// What the rows alone show: Interrupted, at the last of them. Never throws.
  RunStatus statusOfRows() const;
  RunStatus status(LockState lock) const;  ///< the same, the lock being known
  /// Empty when there is no file; a half-written last line is left out. Of long runs an even selection
  /// (ThinnedRows).
  std::vector<ScalarRow> scalars() const;
  /// The same for who reads it again and again, or who takes what can be read.
  ScalarsFile scalarsFile(ScalarsFile::WrongLines wrong = ScalarsFile::WrongLines::Refused) const;
  std::optional<ScalarRow> lastScalar() const;        ///< reads the file's end alone
  std::vector<LayerInfo> layers() const;              ///< layers.json
  std::vector<std::int64_t> mapSteps() const;         ///< ascending
  std::vector<std::int64_t> checkpointSteps() const;  ///< ascending; only complete ones
  std::vector<std::int64_t> weightSteps()
      const;  ///< ascending; those with weights, whether or not training can go on from them
  Snapshot maps(std::int64_t step) const;
  std::string text(std::int64_t step) const;                       ///< drawn with these maps; empty where none was
  std::vector<std::string> measuredMaps(std::int64_t step) const;  ///< readMeasuredMaps(): no map is read
  /// Commands that took effect, in their order; none where there is no file. `problem` names lines that are left
  /// out.
  std::vector<Event> events(std::string& problem) const;
  std::string log() const;
  std::filesystem::path checkpoint(std::int64_t step) const;  ///< checkpoints/step_000000126, by its name
  FolderHandle checkpointFolder(std::int64_t step) const;     ///< the same, opened
  std::filesystem::path figures() const { return path_ / "figures"; }

  /// Throws UserError where something else stands in the place of a file or a folder that training writes.
  void requireOwnEntries() const;
  /// A new run of which nothing was trained goes: its files and, where nobody has put others there, its folder.
  void removeUntrained() const;

  // Writing (the engine's process). Throws UserError naming the folder for a full or read-only disk.
  void writeConfig(const RunConfig& resolved, const std::string& asGiven) const;
  void writeEnvironment(const std::string& json) const;
  void writeLayers(const std::vector<LayerInfo>& layers) const;
  /// Of a language model's text, as Tokenizer::json() has it.
  void writeTokenizer(const std::string& json) const;
  void writeStatus(const RunStatus& status) const;
  void appendScalars(const std::vector<ScalarRow>& rows) const;
  void appendEvent(const Event& event) const;
  void dropAfter(std::int64_t step) const;         ///< rows, events and maps later than this step
  void writeMaps(const Snapshot& snapshot) const;  ///< maps/step_000000126.npz, and .txt of a text
  void appendLog(const std::string& line) const;   ///< one line, whatever the text holds

 private:
  friend class RunStore;
  RunFolder(std::filesystem::path path, FolderHandle held) : path_(std::move(path)), held_(std::move(held)) {}
  FolderHandle folderToWrite(const char* file) const;
  std::filesystem::path path_;
  std::optional<FolderHandle> held_;
};

struct RunSummary {
  std::string name;
  std::filesystem::path path;
  RunStatus status;
  std::string model;  ///< "resnet18"
  double tau = 0;
  std::int64_t seed = 0;
  std::string settingsKey;     ///< the settings without seed, length and output: runs of one key share a colour
  std::string error;           ///< why it cannot be read, or empty
  std::string otherVersion{};  ///< of the program that made it, where that is why
};

/// The state in one word; of what cannot be read "damaged", or "version 0.2.0" where another version made it.
std::string stateWord(const RunStatus& status, const std::string& error, const std::string& otherVersion);

/// A hash of the settings without seed, length and output: RunSummary::settingsKey.
std::string settingsKey(RunConfig config);

/// The one rule of names that are given, to runs and sweeps, when they are made or renamed: throws UserError where the
/// name breaks it.
void requireRunName(const std::string& name);
/// What a folder beside others can be called: runs that are there may have been named by other means.
bool isFolderName(const std::string& name);

/// Throws UserError where `file`, written from outside, would take the place of something that training wrote into a
/// run: its settings, rows, log, maps or checkpoints.
void requireOutsideOfRuns(const std::filesystem::path& file);

class RunStore {
 public:
  explicit RunStore(std::filesystem::path root) : root_(std::move(root)) {}
  const std::filesystem::path& root() const { return root_; }
  /// Newest first; a damaged run is listed with its error. Hidden folders and exports are no runs.
  std::vector<RunSummary> list() const;
  /// A new folder, held, never an existing run: by the first of numberedName() that is free. What a process left that
  /// was killed before its first file was whole is taken over. Throws UserError when the folder cannot be written.
  RunFolder create(const std::string& name) const;
  /// The names of runs that are named alike, `number` from 1: "mlp", "mlp_2", "mlp_3".
  static std::string numberedName(const std::string& name, int number);
  /// The first of them that is not taken: what create() will call it.
  static std::string freeName(const std::string& name, const std::function<bool(const std::string&)>& isTaken);
  /// A path or a name in this store. Throws UserError naming what was looked for, with the nearest name.
  RunFolder find(const std::string& nameOrPath) const;
  /// "mlp_tau3_s0"
  static std::string nameFor(const RunConfig& config);

 private:
  std::filesystem::path root_;
};

}  // namespace studio
