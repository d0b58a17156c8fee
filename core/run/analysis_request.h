// What is asked of the analyses of a network's sheets, and the networks and stimuli that can be asked about. Values;
// any thread.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/run/analysis.h"
#include "core/run/network_request.h"

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

/// What the analyses of a request still take, known before any of it is computed: by their names, in the request's
/// order.
struct AnalysisPlan {
  std::vector<std::string> stored, fromMaps, fromStimuli;
  std::int64_t stimuli = -1;  ///< that fromStimuli are shown; -1 = not known before these are opened
  double seconds = -1;        ///< which that takes, by the speed at which the run was trained; -1 = not known
  bool operator==(const AnalysisPlan&) const = default;
};

/// Which of the networks that an analysis makes (AnalysisKind::saves) is written, and where.
struct SaveNetworkRequest {
  AnalysisRequest analysis;     ///< of that one analysis
  std::filesystem::path file;   ///< .safetensors; never within a run's folder
  std::optional<double> level;  ///< as in its list; none = the last of the list
};
struct NetworkSaved {
  double level = 0;
  std::int64_t tensors = 0, bytes = 0;
  std::string description;  ///< "pruned: 50 % of 36,864 weights of 1 layer are 0"
};

/// The run that is the same but for tau 0, with the same seed, in the same folder of runs. One of them is empty.
struct Baseline {
  std::filesystem::path run;
  std::string missing;  ///< why there is none, a sentence
};

/// A network that can be analysed: what is open, and the controls to hold it against (science.md 0: untrained, tau 0).
struct AnalysisNetwork {
  enum class Kind { Trained, Baseline, Untrained };
  Kind kind = Kind::Trained;
  std::filesystem::path run;  ///< run folder, or a file of weights
  SourceRequest source;       ///< the same for an AnalysisRequest
  std::int64_t step = -1;     ///< of the checkpoint; -1 = the last one; untrained: 0
  std::string detail;         ///< "τ 10, seed 0"; "before the first step"
  std::string missing;  ///< why there is none: "No run with τ 0 and seed 0 in this folder."; empty = there is one
};

/// What asks these analyses of a network that is shown these stimuli.
inline AnalysisRequest requestFor(const AnalysisNetwork& network, const std::string& stimuli,
                                  const std::vector<std::string>& analyses = {},
                                  const AnalysisSettings& settings = {}) {
  AnalysisRequest request;
  request.analyses = analyses;
  request.settings = settings;
  request.source = network.source;
  request.stimuli.data = stimuli;
  request.firstWeights = network.kind == AnalysisNetwork::Kind::Untrained;
  return request;
}

/// A set of stimuli at hand, for the list of choices.
struct StimuliChoice {
  std::string data;   ///< DATA; "" = the run's own validation images
  std::string title;  ///< "Synthetic localizer (drawn by the program)", "…/floc/images"
};

/// A row of the table of data sets (core/data/dataset.h), as plain data.
struct DataKind {
  std::string name;            ///< as data.kind and DATA name it: "gratings"
  std::string title{};         ///< "Sine gratings, generated"
  bool language = false;       ///< rows of tokens instead of images
  bool angles = false;         ///< each stimulus states its angle
  bool ownCategories = false;  ///< sorted by categories of its own, none of them a class of a network that is shown it
};
/// The row that a DATA text or a kind names; nullptr = none.
inline const DataKind* findDataKind(const std::vector<DataKind>& kinds, const std::string& data) {
  const std::string name = data.substr(0, data.find(':'));
  for (const DataKind& kind : kinds)
    if (kind.name == name) return &kind;
  return nullptr;
}

}  // namespace studio
