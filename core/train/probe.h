// The probe of a run: stimuli that every sheet is shown while the network learns, what is measured of the responses
// (selectivity for contrasts, smoothness, dimensionality: science.md 2-4), and when. What is stored is measured at its
// own step, each time and whatever it costs: the same seed stores the same scores and maps on a quiet machine and on a
// busy one
// (`check` prints the cost beforehand). A live view in between gets the newest result, measured again as far as its
// share of the training time allows. Engine thread only.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/stimuli/stimulus_groups.h"
#include "core/data/batcher.h"
#include "core/models/model.h"
#include "core/network/token_parts.h"
#include "core/network/topo_layers.h"
#include "core/run/config_fields.h"
#include "core/run/snapshot.h"

namespace studio {

struct ProbeResult {
  std::int64_t step = -1;
  std::vector<MapTensor> maps;  ///< t of each contrast, a quantity by the contrast's name
  std::vector<LayerScore> scores;
};

/// The scores into a snapshot.
void addScores(Snapshot& snapshot, const ProbeResult& found);

/// What is shown and measured.
class Probe {
 public:
  /// The first stimuli of each category in the set's order, as many of each as of the others; of running text the first
  /// tokens, each a stimulus. Contrasts as the
  /// configuration requests them, at most 20; none where there are no categories. Throws UserError for contrasts that
  /// the stimuli do not have.
  Probe(std::shared_ptr<const Dataset> stimuli, Batcher::Options options, const ProbeConfig& config);

  /// Of each layer with a sheet; in evaluation mode, then back to training mode. Scores wait for the device.
  /// `betweenBatches` may wait; what it throws ends the measurement.
  ProbeResult measure(Model& model, const std::vector<LayerInfo>& layers, std::int64_t step, bool bfloat16,
                      const std::function<void()>& betweenBatches = {}) const;
  std::vector<std::string> contrasts() const;
  std::int64_t contrastsLeftOut() const { return leftOut_; }  ///< beyond the first 20
  std::int64_t stimuli() const { return count_; }

 private:
  void takeParts(const TokenParts& parts);
  std::vector<Batch> batches_;    ///< kept on the device
  std::vector<PartBatch> parts_;  ///< the same of a language model
  StimulusGroups groups_;
  torch::Tensor on_, off_;  ///< bool [contrasts, stimuli], on the device
  torch::Device device_;
  std::int64_t count_ = 0, leftOut_ = 0;
};

/// When the probe looks.
class PacedProbe {
 public:
  /// `share` of the training time, 0..1, is what live views may take; `batchSize` is that of the training, by whose
  /// speed a first look is reckoned. What is passed must outlive this.
  PacedProbe(const Probe& probe, Model& model, const std::vector<LayerInfo>& layers, double share,
             std::int64_t batchSize, bool bfloat16)
      : probe_(probe), model_(model), layers_(layers), share_(share), batchSize_(batchSize), bfloat16_(bfloat16) {}

  /// Asked between the batches of each measurement; returns the seconds it has waited, which are no cost.
  void setBetween(std::function<double()> between) { between_ = std::move(between); }
  /// For what is stored at this step.
  const ProbeResult& measure(std::int64_t step);
  /// For a live view: each look, the first too, when the training has earned it.
  void measureLive(std::int64_t step, double secondsTrained);
  /// For a live view of a run that is paused: at once, for nothing waits for it.
  void measurePaused(std::int64_t step);
  /// step -1 before the first.
  const ProbeResult& newest() const { return newest_; }
  /// The newest was measured to be stored, at this step: a row may carry its scores.
  bool storedAt(std::int64_t step) const { return stored_ == step && newest_.step == step; }
  /// What live views took of the seconds trained since this process began with the run, 0..1.
  double shareSpent(double secondsTrained) const;
  /// What measuring the stored snapshots took so far; `check` has stated it beforehand.
  double secondsStored() const { return forStored_; }

 private:
  double measureNow(std::int64_t step);
  double expectedSeconds(std::int64_t step, double passed) const;

  const Probe& probe_;
  Model& model_;
  const std::vector<LayerInfo>& layers_;
  double share_;
  std::int64_t batchSize_;
  bool bfloat16_;
  std::function<double()> between_;
  ProbeResult newest_;
  std::int64_t stored_ = -1;                         ///< the newest step that was measured to be stored
  double forStored_ = 0, live_ = 0, expected_ = -1;  ///< seconds: for what is stored, of live looks, of the next look
  /// Step and seconds trained when first asked: what a resumed run did before is no credit.
  std::int64_t firstStep_ = 0;
  double begun_ = -1;
};

/// Of [probe], fitted to what the network sees; the validation images where none are named. Throws UserError.
std::unique_ptr<Probe> openProbe(const RunConfig& config, const std::shared_ptr<const Dataset>& validation,
                                 const Batcher::Options& options);
/// Of the training time, for live views: a probe that nobody has asked for takes at most 1 %.
double liveShare(const ProbeConfig& config);
/// What can be said of [probe] without opening anything: a place that is not there, a kind that there is not, tokens.
std::vector<Problem> probeProblems(const RunConfig& config);

}  // namespace studio
