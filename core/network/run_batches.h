// How the batches of a run are made: the same for its training, its validation and the pre-flight that times them.
#pragma once
#include "core/data/batcher.h"
#include "core/models/model.h"
#include "core/run/run_config.h"

namespace studio {

/// As many of `wanted` examples as go through a network at once: a language model answers each token with its whole
/// vocabulary, so memory sets a bound.
std::int64_t examplesAtOnce(std::int64_t wanted, const InputShape& input, torch::Device device);
/// Shuffled and augmented, a step ahead.
Batcher::Options trainingOptions(const RunConfig& config, torch::Device device);
/// The training's batches: a last one too small for the network's batch norm joins the one before.
std::unique_ptr<Batcher> trainingBatches(const RunConfig& config, std::shared_ptr<const Dataset> training,
                                         torch::Device device);
/// At most `limit` examples of the validation, evenly spread over it; 0 = all.
std::shared_ptr<const Dataset> measuredOf(std::shared_ptr<const Dataset> validation, std::int64_t limit);
/// In the set's order, as it is; larger batches, since no gradients are kept.
Batcher::Options validationOptions(const RunConfig& config, torch::Device device);

}  // namespace studio
