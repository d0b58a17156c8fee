// Analyses in a run's results folder: results/ANALYSIS@STEP.json, its maps beside it in
// results/ANALYSIS@STEP/LAYER.QUANTITY.npy (STEP is "untrained" for the network with its first weights). A result is
// found again by what went into it, so nothing is computed twice; the newest of an analysis and step has the plain
// name, others carry their fingerprint. Their DATA say the seed of drawn stimuli (stimuli_seed.h). Blocks on the disk;
// any thread.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/run/analysis.h"
#include "core/run/run_store.h"

namespace studio {

/// What a result is of. `inputs` is a fingerprint of everything that decides it.
struct AnalysisKey {
  std::string analysis, step, inputs;
  std::string stimuli{};  ///< DATA as a result that is found is to say it; empty: as it says it itself
};

class AnalysisStore {
 public:
  explicit AnalysisStore(const RunFolder& run) : run_(run.held()) {}
  /// Results beside a run, in a folder that a person named; it is made when the first one is written.
  explicit AnalysisStore(std::filesystem::path folder) : beside_(std::move(folder)) {}
  /// A result of these inputs is stored, as far as its name shows: nothing of it is read.
  bool has(const AnalysisKey& key) const;
  /// Adds the stored result to `found`; false where there is none of these inputs, or a damaged one.
  bool read(const AnalysisKey& key, NetworkAnalysis& found) const;
  /// Throws UserError naming the folder for a full or read-only disk; what was stored stays then.
  void write(const AnalysisKey& key, const NetworkAnalysis& found) const;

 private:
  std::optional<FolderHandle> folder() const;
  FolderHandle madeFolder() const;
  std::optional<RunFolder> run_;
  std::filesystem::path beside_;
};

/// Which of a run's results belong together: of one step and one set of stimuli.
struct StoredChoice {
  std::string step;       ///< "1410", "untrained"; empty = the last step that has any
  std::string stimuli;    ///< DATA; empty = those of the newest result of `decidedBy`
  std::string decidedBy;  ///< an analysis; empty = any
};
/// The newest result of each analysis for these, as figures show them. Layers empty where there are none; throws
/// UserError for a damaged one.
NetworkAnalysis readAnalyses(const RunFolder& run, const StoredChoice& choice = {});
/// A stored result and how it was measured: its stimuli and every choice, as one text that is equal for what can be put
/// beside each other.
struct StoredVariant {
  std::string analysis, how;
  std::string file;  ///< in the folder of results, without its ending
};
/// All of the last step that has any, newest first; damaged ones are left out.
std::vector<StoredVariant> storedVariants(const RunFolder& run);
/// One of them. Throws UserError for a damaged one.
NetworkAnalysis readVariant(const RunFolder& run, const StoredVariant& variant);
/// The tables of a stored result, and how it was measured (StoredVariant).
struct MeasuredNumbers {
  std::string analysis, how, stimuli;
  NetworkAnalysis found;
};
/// Of each analysis every result of its last step (or of `step`), the newest first; no map, array or list is read.
/// Damaged ones are left out, and `problems` names them, a sentence each.
std::vector<MeasuredNumbers> readNumbers(const RunFolder& run, const std::string& step,
                                         std::vector<std::string>& problems);
/// What a result's stimuli are called where the run's own validation images were shown.
inline constexpr const char* kOwnStimuli = "validation";
/// DATA of the results of the last step that has any, newest first, each once.
std::vector<std::string> storedStimuli(const RunFolder& run);
/// The name of a map's file without its ending: LAYER.QUANTITY, what a file name cannot hold replaced.
std::string mapFileName(const std::string& layer, const std::string& quantity);

/// Writes every map of contrasts as LAYER.CONTRAST.t.npy, .welch_t.npy, .d_prime.npy [height, width], those of
/// orientation as LAYER.preferred_degrees.npy and .circular_variance.npy; and every array of real numbers with one row
/// a unit, LAYER.window.npy [units, lags]. Returns the files' names.
std::vector<std::string> writeMaps(const NetworkAnalysis& found, const std::filesystem::path& folder);

}  // namespace studio
