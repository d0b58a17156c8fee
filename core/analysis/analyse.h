// Analyses of a network's sheets: of a run, a file of weights, or arrays made elsewhere; what can be analysed (their
// definitions: analysed_networks.cpp), and where results are kept. Each call opens what it needs, computes, and keeps
// the result in the run's folder, where the next call finds it. No torch here. All throw UserError for what a user can
// fix; what `computing.progress` throws ends the work.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/run/analysis_request.h"
#include "core/run/analysis_store.h"

namespace studio {

/// The table of analyses, as a screen sees it.
std::vector<AnalysisKind> analysisKinds();

/// The same request with the lists sorted whose order means nothing, each value once (ChoiceField::sorts).
AnalysisRequest withSortedLists(AnalysisRequest request);
/// All analyses of the request with one pass over the stimuli; what the run's folder has already is read, not computed,
/// and what needs only maps of selectivity that are there is computed of these.
/// Where the run's folder cannot be written, the answer says so (notStored); a folder that was named for the results
/// must be writable.
NetworkAnalysis analyse(const AnalysisRequest& request, const Computing& computing);
/// What of it is stored, what the stored maps are enough for, and what takes the stimuli (analysis_plan.cpp).
AnalysisPlan planAnalyses(const AnalysisRequest& request);
/// What is stored of it; layers empty where nothing is. Opens neither stimuli nor network: of stimuli that are not here
/// any more it is the newest result.
NetworkAnalysis storedAnalysis(const AnalysisRequest& request);
/// An analysis of one map [height, width] of a .npy or .npz file, where it can be made of one (AnalysisKind::takesMap);
/// its layer is called "map". Without means.
NetworkAnalysis analyseMap(const std::string& name, const std::filesystem::path& map, const AnalysisSettings& settings);

/// Writes a network that an analysis makes of the request's (saved_network.cpp).
NetworkSaved saveNetwork(const SaveNetworkRequest& request, const Computing& computing);

/// Stimuli as pictures, before normalising; sides at most `side` px. Indices that there are not are left out.
std::vector<StimulusPicture> stimulusPictures(const AnalysisRequest& request, const std::vector<std::int32_t>& indices,
                                              int side);

// Where a run keeps the results of a request: found again by everything that decides them. Blocks on the disk.

struct AnalysisCache {
  AnalysisStore store;
  std::string step;                 ///< of the checkpoint, or "untrained"
  std::string stimuli;              ///< stimuliText() of the request
  std::string inputs;               ///< fingerprint of network and stimuli
  std::string network;              ///< of the network alone: analyses of sentences have no stimuli
  std::filesystem::path tokenizer;  ///< the files of the network's own; may be empty
  AnalysisKey key(const std::string& analysis, const AnalysisSettings& settings) const;
};

/// nullopt where no run is analysed. Throws UserError as opening the run does.
std::optional<AnalysisCache> findAnalysisCache(const AnalysisRequest& request);
/// Adds what is stored and leaves the rest in the list.
void takeStored(const std::optional<AnalysisCache>& cache, const AnalysisRequest& request, NetworkAnalysis& found,
                std::vector<std::string>& analyses);
/// How a result names its stimuli: DATA, the array's file, or "validation".
std::string stimuliText(const AnalysisRequest& request);

// What can be analysed of a run or a file of weights that is open: the network, the controls it is compared with, and
// the stimuli that need no question. Blocks on the disk; any thread.

/// The run that is the same without a loss beside the task's (tau 0, no rival): the control "baseline". Of several one
/// that is as long as this run, if there is one.
Baseline findBaseline(const SourceRequest& run);

/// The open run at a step (-1 = the last checkpoint) or the open file, and its controls, the trained one first.
/// `heads`: as a person named them for a file that does not say how many its network has; 0 = nobody did.
std::vector<AnalysisNetwork> listNetworks(const std::filesystem::path& open, std::int64_t step, std::int64_t heads);

/// What a run of this configuration can be probed with.
std::vector<StimuliChoice> listProbeChoices(const RunConfig& config);
/// What can be shown to the network of the run or file of weights: to one that reads tokens no images, to a file of
/// such weights nothing without asking. Stimuli with results come first, the newest before all; then the run's own
/// probe, what the program draws by itself, and the run's images.
std::vector<StimuliChoice> listStimuliChoices(const std::filesystem::path& open);

/// Whether DATA can be shown here; results are shown where their stimuli are elsewhere, too.
bool areHere(const std::string& stimuli);

}  // namespace studio
