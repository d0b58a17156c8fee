// What a configuration asks for: its data and what they look like, the network with its first weights, which follow
// from the seed alone, and the batches in which one is shown to the other.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/data/batcher.h"
#include "core/data/dataset.h"
#include "core/models/model.h"
#include "core/run/run_config.h"

namespace studio {

/// Why this model cannot read this kind of data (images and tokens), one sentence; empty: they go together.
std::string kindMismatch(const RunConfig& config);
/// [data] as it is opened here: a place within the program's resources found, the context and vocabulary of tokens the
/// model's.
DataConfig openableData(const RunConfig& config);
/// Throws UserError as openData does, and with kindMismatch().
DataSplit openRunData(const RunConfig& config);

/// The shape of a set's images or rows.
InputShape makeInputShape(const Dataset& data);

/// What a configuration's data look like, without the images.
struct DataFacts {
  InputShape input;
  std::int64_t training = 0, validation = 0, classes = 0;
  std::vector<std::string> remarks =
      {};  ///< of both parts: files that are not read, classes without a training image ...
  std::vector<std::string> classNames = {};
  /// Of the pixels where data.mean and data.std are empty; none for what is taken as it is.
  std::vector<double> mean = {}, std = {};
};
DataFacts readDataFacts(const DataSplit& data);
/// Opens the data the first time and remembers; throws UserError as openRunData does. Any thread.
DataFacts readDataFacts(const RunConfig& config);

/// The network of a training run with its first weights. The same seed gives the same bits; model.weights are loaded
/// where named. Seeds the process' random generator, which is the run's: nobody else calls it.
std::shared_ptr<Model> buildNetwork(const RunConfig& config, const InputShape& input);
/// The same network without touching the process' random generator, for whatever is done beside a training run.
std::shared_ptr<Model> previewNetwork(const RunConfig& config, const InputShape& input);

struct NetworkFacts {
  std::vector<LayerInfo> layers;
  std::int64_t parameters = 0;
  std::int64_t fewestExamples = 1;  ///< of a training step (Model::fewestExamples)
};
/// Layers (with `topo` as the configuration sets it) and size; remembered for each model and input shape. Any thread.
NetworkFacts describeNetwork(const RunConfig& config, const InputShape& input);
/// Examples that a training step needs at least, with training images as small as they get.
std::int64_t fewestExamples(const RunConfig& config, const InputShape& input);

// How the batches of a run are made, the same for its training, its validation and the pre-flight that times them.

/// As many of `wanted` examples as go through a network at once: a language model answers each token with its whole
/// vocabulary, so memory sets a bound.
std::int64_t examplesAtOnce(std::int64_t wanted, const InputShape& input, torch::Device device);
/// Shuffled and augmented, a step ahead.
Batcher::Options trainingOptions(const RunConfig& config, torch::Device device);
/// The training's batches: a last one too small for the network's batch norm joins the one before.
std::unique_ptr<Batcher> trainingBatches(const RunConfig& config, std::shared_ptr<const Dataset> training,
                                         torch::Device device);
/// At most `limit` examples of the validation, evenly spread over it; 0 = all.
std::shared_ptr<const Dataset> limitExamples(std::shared_ptr<const Dataset> validation, std::int64_t limit);
/// In the set's order, as it is; larger batches, since no gradients are kept.
Batcher::Options validationOptions(const RunConfig& config, torch::Device device);

}  // namespace studio
