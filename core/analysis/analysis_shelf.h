// Where a run keeps the results of a request: found again by everything that decides them. Blocks on the disk.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/analysis/analyse.h"
#include "core/run/analysis_store.h"

namespace studio {

struct AnalysisShelf {
  AnalysisStore store;
  std::string step;    ///< of the checkpoint, or "untrained"
  std::string inputs;  ///< fingerprint of network and stimuli
  AnalysisKey key(const std::string& analysis, const AnalysisSettings& settings) const;
};

/// nullopt where no run is analysed. Throws UserError as opening the run does.
std::optional<AnalysisShelf> shelfOf(const AnalysisRequest& request);
/// Adds what is stored and leaves the rest in the list.
void takeStored(const std::optional<AnalysisShelf>& shelf, const AnalysisRequest& request, NetworkAnalysis& found,
                std::vector<std::string>& analyses);
/// How a result names its stimuli: DATA, the array's file, or "validation".
std::string stimuliText(const AnalysisRequest& request);

}  // namespace studio
