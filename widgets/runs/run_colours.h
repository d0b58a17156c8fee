// Which colour each run of a folder has, the same in lists, curves, plots and boards, on the command line and in every
// session: a new run takes the first that is free, or that of the runs that differ from it in their seed alone; runs of
// other places that are shown beside them too. Kept in the settings, by folder. GUI thread.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/run/run_store.h"

namespace studio {

class RunColours {
 public:
  /// What is kept of this folder.
  void open(const std::filesystem::path& folder);
  /// All runs that the folder has now, newest first. A run that has gone keeps its colour, for it may come back.
  void take(const std::vector<RunSummary>& runs);
  /// Index into Theme::runMark.
  std::optional<int> find(const std::string& run) const;
  /// Of the runs that have these settings (RunSummary::settingsKey).
  std::optional<int> findSettings(const std::string& settingsKey) const;
  /// Of any run or file beside the folder's own, by its settings, else by its place (`id`): what runs of these settings
  /// have, else one that nobody has, kept with the folder's.
  int give(const std::string& settingsKey, const std::string& id);
  /// From now on nothing is written: the colours are those that would be kept.
  void keepNothing() { keeps_ = false; }

 private:
  struct Kept {
    std::string run, settings;  ///< its name and RunSummary::settingsKey
    int colour = 0;
    bool isHere = false;
    bool operator==(const Kept&) const = default;
  };
  void read();
  void write() const;
  bool knows(const RunSummary& run) const;
  void markHere(const std::vector<RunSummary>& runs);
  void assign(const RunSummary& run);
  std::optional<int> colourOfSettings(const RunSummary& run, bool hereAlone) const;
  int freeColour() const;
  void forgetOldest();
  std::string keptName(const std::string& id) const;

  std::filesystem::path folder_;
  bool keeps_ = true;
  std::vector<Kept> kept_;  ///< oldest first
};

/// A run by its place and its settings.
struct ColouredRun {
  std::filesystem::path path;
  std::string settingsKey;
};
/// Without a window: as the list of the folder that the first one lies in has them, whether or not it was ever opened.
/// Blocks on the disk, writes nothing; any thread.
std::vector<int> listedColours(const std::vector<ColouredRun>& runs);

/// Of a run in any folder whose runs have been listed once.
std::optional<int> keptRunColour(const std::filesystem::path& run);

}  // namespace studio
