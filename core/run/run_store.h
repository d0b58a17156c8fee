// Runs on disk. Every file is written under a temporary name, synced and renamed; readers tolerate a run being written by any
// process. Safe from any thread (no shared state); all calls touch the disk, so a screen calls them from a worker thread.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/run/layer_info.h"
#include "core/run/run_config.h"
#include "core/run/run_status.h"
#include "core/run/scalars.h"
#include "core/run/snapshot.h"

namespace studio {

/// runs/NAME/ with the files of the contract (cli.md). A value: the path.
class RunFolder {
 public:
  RunFolder() = default;
  explicit RunFolder(std::filesystem::path path) : path_(std::move(path)) {}
  const std::filesystem::path& path() const { return path_; }
  std::string name() const { return path_.filename().string(); }
  bool exists() const;                              ///< has a config

  // Reading. Throws UserError naming the file when it is missing or damaged.
  RunConfig config() const;                         ///< config.resolved.toml, else config.toml
  /// status.json; a live state whose process is gone, or whose heartbeat from another host is over 60 s old, reads Interrupted.
  RunStatus status() const;
  std::vector<ScalarRow> scalars() const;           ///< empty when there is no file; a half-written last line is left out
  std::vector<LayerInfo> layers() const;            ///< layers.json
  std::vector<std::int64_t> mapSteps() const;       ///< ascending
  std::vector<std::int64_t> checkpointSteps() const;///< ascending; only complete ones
  Snapshot maps(std::int64_t step) const;
  std::string log() const;
  std::filesystem::path checkpoint(std::int64_t step) const;   ///< checkpoints/step_000000126
  std::filesystem::path figures() const { return path_ / "figures"; }

  // Writing (the engine's process). Throws UserError naming the folder for a full or read-only disk.
  void writeConfig(const RunConfig& resolved, const std::string& asGiven) const;
  void writeEnvironment(const std::string& json) const;
  void writeLayers(const std::vector<LayerInfo>& layers) const;
  void writeStatus(const RunStatus& status) const;
  void appendScalars(const std::vector<ScalarRow>& rows) const;
  void truncateScalars(std::int64_t afterStep) const;          ///< drops rows and maps later than this step
  void writeMaps(const Snapshot& snapshot) const;              ///< maps/step_000000126.npz
  void appendLog(const std::string& line) const;

 private:
  std::filesystem::path path_;
};

struct RunSummary {
  std::string name;
  std::filesystem::path path;
  RunStatus status;
  std::string model;           ///< "resnet18"
  double tau = 0;
  std::int64_t seed = 0;
  std::string settingsKey;     ///< the settings without seed, length and output: runs of one key share a colour
  std::string error;           ///< why it cannot be read, or empty
};

class RunStore {
 public:
  explicit RunStore(std::filesystem::path root) : root_(std::move(root)) {}
  const std::filesystem::path& root() const { return root_; }
  /// Newest first; a damaged run is listed with its error.
  std::vector<RunSummary> list() const;
  /// A new folder, never an existing one: `name`, else name_2, ... Throws UserError when the folder cannot be written.
  RunFolder create(const std::string& name) const;
  /// A path or a name in this store. Throws UserError naming what was looked for, with the nearest name.
  RunFolder find(const std::string& nameOrPath) const;
  /// "mlp_tau3_s0"
  static std::string nameFor(const RunConfig& config);

 private:
  std::filesystem::path root_;
};

}  // namespace studio
