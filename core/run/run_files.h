// What lies in the folder of a run: the names of its files, how much of each is read, and what both reading
// (run_folder_reading.cpp) and writing (run_folder_writing.cpp) ask of them. Any thread; whatever is given a folder
// blocks for the disk.
#pragma once
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/folder_handle.h"
#include "core/run/run_status.h"

namespace studio {

// "step_000000126": names of map files and checkpoint folders.

inline std::string stepName(std::int64_t step) {
  char name[40];
  std::snprintf(name, sizeof name, "step_%09lld", static_cast<long long>(step));
  return name;
}

/// nullopt for any other name, so that unfinished and foreign files are passed over.
inline std::optional<std::int64_t> stepFromName(std::string_view name) {
  constexpr std::string_view kPrefix = "step_";
  if (!name.starts_with(kPrefix)) return std::nullopt;
  name.remove_prefix(kPrefix.size());
  std::int64_t step = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), step);
  if (name.size() < 9 || error != std::errc() || end != name.data() + name.size() || step < 0) return std::nullopt;
  return step;
}

struct RunFiles {
  static constexpr std::size_t kSmallFile = std::size_t{64} << 20;  ///< bytes; statuses, layer lists
  static constexpr std::size_t kLargeFile = std::size_t{4} << 30;   ///< bytes; scalars, logs
  static constexpr std::size_t kConfigFile = std::size_t{2} << 20;
  static constexpr const char* kGiven = "config.toml";
  static constexpr const char* kResolved = "config.resolved.toml";
  static constexpr const char* kScalars = "scalars.csv";
  static constexpr const char* kLog = "log.txt";
  static constexpr const char* kEvents = "events.jsonl";
  static constexpr const char* kStatus = "status.json";
  static constexpr const char* kTokenizer = "tokenizer.json";  ///< of a language model
  static constexpr const char* kCheckpoints = "checkpoints";
  static constexpr const char* kTrainer = "trainer.json";  ///< of every checkpoint
  /// In a folder with everything of a run, which has the files of one: it is a copy, and listed nowhere.
  static constexpr const char* kExported = ".exported";
  static constexpr std::array kOwnFiles{kStatus,   kScalars,           kLog,          kEvents,   kGiven,
                                        kResolved, "environment.json", "layers.json", kTokenizer};
  static constexpr std::string_view kMapsEnding = ".npz";
  static constexpr std::string_view kConfigBegin =
      "# Every setting of this run; the last line of a whole file is `# end`.\n";
  static constexpr std::string_view kConfigEnd = "\n# end";

  static std::string mapsName(std::int64_t step) { return stepName(step).append(kMapsEnding); }
  static std::string textName(std::int64_t step) { return stepName(step).append(".txt"); }  ///< beside the maps
  /// The step of such a name; nullopt for any other.
  static std::optional<std::int64_t> mapsStep(std::string_view name) {
    if (!name.ends_with(kMapsEnding)) return std::nullopt;
    name.remove_suffix(kMapsEnding.size());
    return stepFromName(name);
  }
  /// Bytes of an open file from `offset` on, at most `most`.
  static std::string bytesAt(const Descriptor& file, std::uint64_t offset, std::size_t most);
  static std::vector<Event> eventsIn(const FolderHandle& run, std::string& problem);
};

/// A checkpoint as the run that it is of and its step.
struct CheckpointPlace {
  std::filesystem::path run;
  std::int64_t step = 0;
};

/// Of RUN/checkpoints/step_000000126; nullopt for any other folder. By its names alone, whether or not it is there.
inline std::optional<CheckpointPlace> checkpointIn(const std::filesystem::path& folder) {
  const auto step = stepFromName(folder.filename().string());
  const auto checkpoints = folder.parent_path();
  if (!step || checkpoints.filename() != RunFiles::kCheckpoints) return std::nullopt;
  return CheckpointPlace{checkpoints.parent_path(), *step};
}

}  // namespace studio
