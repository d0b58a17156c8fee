// The engine as the analysis desk sees it: functions over core that the window's session fills in. Each but `analyses`
// is called on a worker thread and may take minutes; `analyse` on one thread, the others on another at the same time.
// All throw std::exception with one sentence for a person. A function that is empty has nothing to give.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/run/analysis.h"
#include "core/run/run_store.h"

namespace studio {

/// A network that can be analysed: what is open, and the controls to hold it against (science.md 0: untrained, tau 0).
struct AnalysisNetwork {
  enum class Kind { Trained, Baseline, Untrained };
  Kind kind = Kind::Trained;
  std::filesystem::path run;  ///< run folder, or a file of weights
  bool isFile = false;        ///< `run` is a file of weights
  std::int64_t step = -1;     ///< of the checkpoint; -1 = the last one; untrained: 0
  std::string detail;         ///< "τ 10, seed 0"; "step 0"
  std::string missing;  ///< why there is none: "No run with τ 0 and seed 0 in this folder."; empty = there is one
};

/// A set of stimuli at hand, for the list of choices.
struct StimuliChoice {
  std::string data;
  std::string title;
};  ///< DATA, "" = the run's own validation images; "Synthetic localizer", "fLoc, 1 584 images"

struct AnalysisProgress {
  std::stop_token stop;                                             ///< asked to stop: the call throws AnalysisStopped
  std::function<void(std::int64_t done, std::int64_t of)> told;     ///< stimuli shown
  std::function<void(std::int64_t done, std::int64_t of)> reading;  ///< files decoded, before any is shown
};
struct AnalysisStopped {};

struct AnalysisServices {
  std::function<std::vector<AnalysisKind>()> analyses;  ///< GUI thread, at once: smoothness, dimensionality, ...
  /// The open run (or file of weights) at a step and its controls, trained first.
  std::function<std::vector<AnalysisNetwork>(const std::filesystem::path& open, std::int64_t step)> networks;
  std::function<std::vector<StimuliChoice>(const std::filesystem::path& open)>
      stimuli;  ///< what suits the open network without asking
  /// All analyses named, with one pass over the stimuli; what is stored already is read, not computed again. Also the
  /// strongest stimuli.
  std::function<NetworkAnalysis(const AnalysisNetwork&, const std::string& stimuli,
                                const std::vector<std::string>& analyses, const AnalysisSettings&,
                                const AnalysisProgress&)>
      analyse;
  /// What is stored for these, without computing; layers empty where nothing is.
  std::function<NetworkAnalysis(const AnalysisNetwork&, const std::string& stimuli,
                                const std::vector<std::string>& analyses, const AnalysisSettings&)>
      stored;
  /// Stimuli as the network saw them (before normalising), sides at most `side` px.
  std::function<std::vector<StimulusPicture>(const AnalysisNetwork&, const std::string& stimuli,
                                             const std::vector<std::int32_t>& indices, int side)>
      pictures;
};

}  // namespace studio
