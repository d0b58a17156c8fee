// The runs of a board as its panels take them: what was trained and measured, and what analyses have stored; and those
// that differ in their seed alone as one group. Reading blocks on the disk: a worker thread. Values.
#pragma once
#include <QString>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/run/analysis.h"
#include "core/run/analysis_store.h"
#include "core/run/figure_board.h"
#include "widgets/analysis/analysed_network.h"
#include "widgets/runs/run_data.h"

namespace studio {

/// A run by the name that a board knows it by (BoardRun::name).
struct NamedRun {
  std::string name;
  std::filesystem::path path;
  bool operator==(const NamedRun&) const = default;
};
/// The run at this place, or all runs of the folder (a folder of runs, the queue of a sweep or a file in it), by their
/// names. Throws UserError where there is none.
std::vector<NamedRun> findRuns(const std::filesystem::path& place);
/// Where a board's run is by now: below one of these folders. Empty path: nowhere.
std::filesystem::path findBoardRun(const std::string& name, const std::vector<std::filesystem::path>& folders);

struct BoardSource {
  std::string name;
  RunData run;            ///< its colour: -1 = it has none yet; then by its place among the groups
  std::string version{};  ///< of the program that trained it; empty = not known
  /// Of the last step that has results: by analysis, each of its newest stimuli.
  std::map<std::string, std::shared_ptr<const NetworkAnalysis>> found{};
  std::map<std::string, std::vector<StoredVariant>> variants{};  ///< by analysis, newest first
  std::set<std::string> otherwise{};  ///< analyses whose results were measured in another way than those of the rest

  const NetworkAnalysis* analysis(const std::string& name) const;
  double accuracy() const;    ///< validation, the last; NaN where there is none
  double loss() const;        ///< the same
  double smoothness() const;  ///< mean over layers: as analysed, else as measured while training
  bool isSmoothnessAnalysed() const;
  std::int64_t lastStep() const;
};

/// `colour` < 0: by place among the groups. What cannot be read is said in RunData::leftOut. Throws UserError where
/// nothing can.
BoardSource readBoardSource(const NamedRun& run, int colour = -1);
/// Of runs that were trained on the same data each analysis is taken as it was measured (stimuli and choices) in most
/// of them, of as many the newest: values of other images or of another way are never averaged or drawn beside these. A
/// run that has none of that sort has no result then (BoardSource::otherwise). Blocks on the disk.
void agreeOnResults(std::vector<BoardSource>& sources);
/// What a figure keeps of it: configuration, seed, versions, command.
BoardRun describeRun(const BoardSource& source);
/// What made those of these results that a board shows, once for all runs: "toponets analyse smoothness RUN".
std::vector<std::string> analysisCommands(const std::vector<BoardSource>& sources, const std::set<std::string>& shown);
/// Without a window, those that have none yet: listedColours().
void giveColours(std::vector<BoardSource>& sources);
std::string configFingerprint(const RunConfig& config);

/// Runs of one configuration and several seeds.
struct BoardGroup {
  std::string label;   ///< "τ 10"; with what its family differs by: "bars 12 px, τ 10"
  std::string family;  ///< the same network, data and training; joined by a line where only tau differs
  double tau = 0;
  int colour = 0;
  std::vector<const BoardSource*> members{};  ///< by seed
};
/// By family, then by tau. Runs of different data are never in one family.
std::vector<BoardGroup> groupRuns(const std::vector<const BoardSource*>& sources);

/// The one that a figure of a single run shows: of the largest tau, its first seed; nullptr without any.
const BoardSource* mainRun(const std::vector<const BoardSource*>& sources);

/// The groups as plots of analyses take them, those that have results of `analysis`.
std::vector<AnalysedNetwork> groupNetworks(const std::vector<BoardGroup>& groups, const std::string& analysis);
/// "No results of dimensionality in digits_tau0_s0 and 3 others; Run all in the workspace Analyse finds them, as does
/// `toponets analyse dimensionality RUN` for each." Empty where all have it.
std::string missingResults(const std::vector<const BoardSource*>& sources, const std::string& analysis,
                           const std::string& command);
/// A sentence without its full stop, and the command that does the same.
QString withCommand(const QString& sentence, const QString& command);
/// The same sentences as the window says them, where a button is near and no terminal.
QString withoutCommands(const QString& text);

}  // namespace studio
