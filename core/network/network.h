// The network of a configuration: what its input looks like and its first weights, which follow from the seed alone.
#pragma once
#include <memory>
#include <string>
#include <vector>

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
DataSplit openDataOf(const RunConfig& config);

/// The shape of a set's images or rows.
InputShape inputOf(const Dataset& data);

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
DataFacts factsOf(const DataSplit& data);
/// Opens the data the first time and remembers; throws UserError as openDataOf does. Any thread.
DataFacts factsOf(const RunConfig& config);

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
NetworkFacts networkFactsOf(const RunConfig& config, const InputShape& input);
/// Examples that a training step needs at least, with training images as small as they get.
std::int64_t fewestExamples(const RunConfig& config, const InputShape& input);

}  // namespace studio
