// The one table of analyses: each is a file of its own with one function that makes its row. No analysis knows where
// its responses come from, or where its answer goes: it works on one layer after the other, or on a whole network.
#pragma once
#include <torch/types.h>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/analysis/analyse.h"
#include "core/network/evaluation.h"
#include "core/network/source.h"
#include "core/network/source_tokenizer.h"
#include "core/run/analysis.h"
#include "core/run/printable_text.h"
#include "core/run/table_texts.h"
#include "core/network/stimuli.h"
#include "core/stimuli/stimulus_groups.h"
#include "topo/selectivity.h"

namespace studio {

// What the analyses of one network share while its layers go by one after the other: the responses of the layer under
// way, and statistics that several of them need, computed once. One thread.

struct LayerResponses {
  std::string layer;
  std::int64_t height = 0, width = 0;
  torch::Tensor units;   ///< float [stimuli, units], of sequences a row a position (AnalysisTask::rows)
  torch::Tensor pooled;  ///< float [stimuli, features] for the dimensionality; undefined: the units
};

class AnalysisTask {
 public:
  /// All must outlive this. The settings hold a value for every choice of the analyses at work. `stored` has the maps
  /// where there are no responses (analyses with AnalysisKind::ofMaps alone).
  AnalysisTask(const StimulusGroups& groups, const NetworkAnalysis& found, const NetworkAnalysis* stored = nullptr)
      : groups_(groups), found_(found), stored_(stored) {}

  const StimulusGroups& groups() const { return groups_; }
  const AnalysisSettings& settings() const { return found_.settings; }
  /// Which stimulus and, of a sequence, which position each row of the responses is.
  const ResponseRows& rows() const { return found_.rows; }

  /// The next layer; what was computed of the one before is forgotten.
  void begin(const LayerResponses& layer);
  const LayerResponses& layer() const { return *layer_; }
  /// Of a contrast, by its index.
  const UnitStatistics& statistics(std::size_t contrast);
  /// The statistic that the settings name (contrastStatistics()), double [height, width]. Its values are those of the
  /// map as it is stored, float32, also where it has just been computed: so what is made of a map has the same bits
  /// whether or not the stimuli were shown for it.
  torch::Tensor map(std::size_t contrast);
  /// The same of this statistic, whatever the settings name.
  torch::Tensor map(std::size_t contrast, const std::string& statistic);
  /// Stimuli on both sides of a contrast; 0 where that is not known.
  std::int64_t stimulusCount(std::size_t contrast) const;
  /// A map of this layer: of double or float [units].
  SheetMap sheetMap(const std::string& quantity, const torch::Tensor& values) const;

  /// Welch p of all units, kept over the layers for the false discovery rate: [contrast][layer] double [units].
  std::vector<std::vector<torch::Tensor>> p;

 private:
  torch::Tensor storedMap(const std::string& quantity) const;
  const StimulusGroups& groups_;
  const NetworkAnalysis& found_;
  const NetworkAnalysis* stored_;
  const LayerResponses* layer_ = nullptr;
  std::vector<std::optional<UnitStatistics>> statistics_;
};

// What an analysis of a whole network works on: the network, and labelled images or text that it is evaluated over as
// often as the analysis asks. One thread.

class NetworkTask {
 public:
  /// `data` have the network's classes as their labels (matchClasses). All must outlive this. `passes` is how often it
  /// will be evaluated, for the progress.
  NetworkTask(Model& model, LabelledBatches& data, bool flip, const NetworkAnalysis& found, std::int64_t passes,
              const Computing& computing)
      : model_(model), data_(data), flip_(flip), found_(found), passes_(passes), computing_(computing) {}

  Model& model() { return model_; }
  const AnalysisSettings& settings() const { return found_.settings; }
  std::vector<LayerInfo> layers() const;  ///< chosenLayers()
  /// Of the network as it is now, on its device.
  Evaluation evaluate();

 private:
  Model& model_;
  LabelledBatches& data_;
  bool flip_;
  const NetworkAnalysis& found_;
  std::int64_t passes_, done_ = 0;
  const Computing& computing_;
};

/// The choice of analyses of sentences that names a tokenizer.
inline constexpr const char* kTokenizerChoice = "tokenizer";

// What an analysis of sentences works on: a network of language and its tokenizer. One thread.

class SentenceTask {
 public:
  /// All must outlive this; the network of `source` is on its device.
  SentenceTask(const OpenedSource& source, const SourceRequest& request, const NetworkAnalysis& found,
               const Computing& computing, bool trained = true)
      : source_(source), request_(request), found_(found), computing_(computing), trained_(trained) {}

  Model& model() { return *source_.model; }
  const std::string& name() const { return source_.name; }  ///< of the network, for sentences
  const AnalysisSettings& settings() const { return found_.settings; }
  const Computing& computing() const { return computing_; }
  bool isTrained() const { return trained_; }        ///< not with random or first weights
  std::int64_t step() const { return found_.step; }  ///< of a run's checkpoint; -1 = none
  /// A layer that the result says something of, in the network's order.
  void add(AnalysedLayer layer) { layers_.push_back(std::move(layer)); }
  std::vector<AnalysedLayer> takeLayers() { return std::move(layers_); }
  /// The one that kTokenizerChoice names, else the network's own (core/network/source_tokenizer.h). Throws UserError
  /// where there is none.
  TokenizerPointer tokenizer() const {
    return openSourceTokenizer(request_, source_.config, settings().text(kTokenizerChoice));
  }

 private:
  const OpenedSource& source_;
  const SourceRequest& request_;
  const NetworkAnalysis& found_;
  const Computing& computing_;
  bool trained_;
  std::vector<AnalysedLayer> layers_;
};

/// A network made smaller, as a file keeps it.
struct ReducedNetwork {
  std::vector<std::pair<std::string, torch::Tensor>> tensors;  ///< in the place of the weights of these names
  std::map<std::string, std::string> texts;                    ///< that the file says of it
  std::string description;
};

/// Those of this name (contrastStatistics()), [units].
torch::Tensor statisticValues(const UnitStatistics& all, const std::string& name);
/// The choice kStatisticChoice of analyses of contrasts' maps.
ChoiceField statisticChoice();
/// The choices "permutations" and "seed" of analyses that shuffle.
ChoiceField permutationsChoice();
ChoiceField seedChoice();
/// "1 layer", "16 layers".
std::string layersText(std::size_t count);
/// "0.85, mean of 16 layers"
std::string meanText(double mean, int decimals, std::size_t layers);
/// How many layers have something in this result.
std::size_t layersIn(const NetworkAnalysis& found, const Result& result);

// The table.

/// The layer of a map of a file.
inline constexpr const char* kMapLayer = "map";

struct AnalysisEntry {
  AnalysisKind kind;
  /// Adds what it finds of the layer under way to its result. Throws UserError for a choice that cannot be.
  /// nullptr: of the whole network (AnalysisKind::ofNetwork), by `network`.
  void (*layer)(AnalysisTask& work, Result& result) = nullptr;
  /// Once, when all layers have gone by; may be none.
  void (*finish)(AnalysisTask& work, Result& result) = nullptr;
  /// It reads LayerResponses::pooled, pooled over space as its choice "pooling" says.
  bool pools = false;
  /// Adds what it finds of the network, whose weights are at its end what they were.
  void (*network)(NetworkTask& work, Result& result) = nullptr;
  /// Of AnalysisKind::sentences, in place of `network`. Throws UserError where the network or the place does not fit.
  void (*sentences)(SentenceTask& work, Result& result) = nullptr;
  /// How often `network` evaluates it, for the time that it takes.
  std::int64_t (*passes)(const AnalysisSettings& settings) = nullptr;
  /// Adds what it finds of one map, double [height, width], which is no network's; its layer is called kMapLayer. The
  /// settings hold a value for each of its choices. nullptr: it cannot be made of a map (AnalysisKind::takesMap).
  void (*map)(const torch::Tensor& map, const AnalysisSettings& settings, Result& result) = nullptr;
  /// Of AnalysisKind::saves: the network at this level. Changes nothing of the model.
  ReducedNetwork (*reduce)(const Model& model, const AnalysisSettings& settings, double level) = nullptr;
};

const std::deque<AnalysisEntry>& analyses();
/// Titles, labels and helps of all rows as a window shows them; before anything has read them.
void translateAnalyses(const TextTranslation& translate);
/// Throws UserError with the nearest name.
const AnalysisEntry& findAnalysis(const std::string& name);

// The analyses of a request go over the layers one by one, wherever the responses come from.

/// Parameters that a network of `all` stores where the sheets of these layers are stored small
/// (topo/sheet_downsampling.h).
std::int64_t storedParameters(std::int64_t all, const std::vector<LayerInfo>& layers, double sparsity);
/// The layers that AnalysisSettings::layers means, in the model's order. Throws UserError where there are none.
std::vector<LayerInfo> chosenLayers(const Model& model, const AnalysisSettings& settings);
/// Analyses of whole networks (AnalysisKind::ofNetwork), each over the same data, which are decoded once. Leaves the
/// model as it is. Throws UserError where the data have no labels of the network's classes.
void analyseWholeNetwork(const std::vector<std::string>& names, const OpenedSource& source, const Stimuli& stimuli,
                         const Computing& computing, NetworkAnalysis& found);

/// Analyses of sentences (AnalysisKind::sentences), each of its own. Leaves the model as it is. `trained`: its weights
/// are neither random nor a run's first.
void analyseSentences(const std::vector<std::string>& names, const OpenedSource& source, const SourceRequest& request,
                      bool trained, const Computing& computing, NetworkAnalysis& found);
/// Whether it is of sentences, not of stimuli.
bool isOfSentences(const std::string& analysis);

/// The result of this analysis with what decided it; choices that were not made are as their fields say.
void beginResult(const AnalysisKind& kind, NetworkAnalysis& found);
/// Before minutes of computing. Throws UserError for a choice that cannot be (choiceProblem()).
void requireChoices(const AnalysisKind& kind, const AnalysisSettings& settings);
/// Does any of these analyses need it (AnalysisKind::contrasts, AnalysisKind::angles)?
bool anyNeeds(const std::vector<std::string>& names, bool AnalysisKind::*needs);
/// Throws UserError, naming the stimuli, where they do not state angles.
void requireAngles(const StimulusGroups& groups, const std::string& stimuli);
/// Fills found.layers and found.results, what `found` says of the stimuli, and its settings where nothing was chosen.
void analyseLayers(const std::vector<std::string>& names, const std::vector<LayerResponses>& layers,
                   const StimulusGroups& groups, const Computing& computing, NetworkAnalysis& found);
/// The same of stored maps of selectivity, for analyses that need nothing else; `settings` are what is asked of them.
NetworkAnalysis analyseStoredMaps(const std::vector<std::string>& names, const NetworkAnalysis& selectivity,
                                  const AnalysisSettings& settings, const Computing& computing);
/// Of ResponseArrays (their request's `arrays`). Throws UserError for arrays that do not belong together.
NetworkAnalysis analyseArrays(const AnalysisRequest& request, const Computing& computing);

}  // namespace studio
