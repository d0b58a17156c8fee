// Analyses of a network's sheets, as the command line and the window ask for them: a run, a file of weights, or arrays
// made elsewhere. Each call opens what it needs, computes, and keeps the result in the run's folder, where the next
// call finds it. No torch here. All throw UserError for what a user can mend; what `computing.progress` throws ends the
// work.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/eval/source_jobs.h"
#include "core/eval/source_request.h"
#include "core/run/analysis.h"

namespace studio {

/// Responses made elsewhere (cli.md): their one layer is called "responses".
struct ResponseArrays {
  std::filesystem::path responses;  ///< R.npy [stimuli, units]; empty = a network is analysed
  std::filesystem::path labels;     ///< labels.txt, one a line; may be empty
  std::optional<std::pair<std::int64_t, std::int64_t>> sheet;  ///< height, width; else the grid rule
};

struct AnalysisRequest {
  std::vector<std::string> analyses;
  AnalysisSettings settings;
  SourceRequest source;
  StimuliRequest stimuli;  ///< both empty = the validation images of the source's run
  bool firstWeights =
      false;              ///< the control "untrained": the source's network as it was before the first step, same seed
  ResponseArrays arrays;  ///< instead of source and stimuli
  std::filesystem::path store;  ///< folder that keeps the results instead of the run's own; empty = the run's
};

/// The table of analyses, as a screen sees it.
std::vector<AnalysisKind> analysisKinds();

/// All analyses of the request with one pass over the stimuli; what the run's folder has already is read, not computed.
/// Where the run's folder cannot be written, the answer says so (notStored); a folder that was named for the results
/// must be writable.
NetworkAnalysis analyse(const AnalysisRequest& request, const Computing& computing);
/// What is stored of it; layers empty where nothing is. Opens neither stimuli nor network.
NetworkAnalysis storedAnalysis(const AnalysisRequest& request);
/// Moran's I of one map [height, width] of a .npy file; its layer is called "map".
NetworkAnalysis moransOfMap(const std::filesystem::path& map, const AnalysisSettings& settings);

/// The run that is the same but for tau 0, with the same seed, in the same folder of runs: the control "baseline".
struct Baseline {
  std::filesystem::path run;
  std::string missing;
};  ///< one of them is empty; `missing` is a sentence
Baseline baselineOf(const SourceRequest& run);

/// Stimuli as pictures, before normalising; sides at most `side` px. Indices that there are not are left out.
std::vector<StimulusPicture> stimulusPictures(const AnalysisRequest& request, const std::vector<std::int32_t>& indices,
                                              int side);

/// Writes every map of contrasts as LAYER.CONTRAST.t.npy, .welch_t.npy, .d_prime.npy [height, width], those of
/// orientation as LAYER.preferred_degrees.npy and .circular_variance.npy. Returns the files' names.
std::vector<std::string> writeMaps(const NetworkAnalysis& found, const std::filesystem::path& folder);

}  // namespace studio
