// What can be said of a run before it begins: what stands in its way, with the data's shape at hand, and how long it
// will take, from a few of its steps, a part of its validation and one look of its probe.
#pragma once
#include <vector>

#include "core/network/network.h"
#include "core/run/config_fields.h"
#include "core/train/trainer.h"

namespace studio {

/// settingProblems() and what the model and the data say. Builds the network's shape (remembered), never its data.
std::vector<Problem> runProblems(const RunConfig& config, const DataFacts& facts);
/// What is done differently for the network's sake: a last batch or a part that would be too small for its batch norm.
/// Whole sentences.
std::vector<std::string> batchNotes(const RunConfig& config, const DataFacts& facts);
/// Without data: settings, model and layers at the model's own input shape.
std::vector<Problem> modelProblems(const RunConfig& config, const InputShape& input);
/// Throws UserError with the first error of the list.
void requireNoErrors(const std::vector<Problem>& problems);

struct RunTiming {
  double secondsPerStep = 0;       ///< median, of the largest training images; waits for the batch included
  double secondsPerImageSeen = 0;  ///< forward pass in evaluation mode
  double secondsPerProbe = 0;      ///< one measurement of all sheets; of slow networks reckoned from their forward pass
  double taskLoss = 0, topoLoss = 0;  ///< of the first weights
};
/// Trains a few steps: `trainer` is not to be used afterwards. Half a second, or a few steps where they are slower.
RunTiming timeRun(const RunConfig& config, const DataSplit& data, Trainer& trainer);
/// Of a step alone, as timeRun() does.
double timeStep(const RunConfig& config, const DataSplit& data, Trainer& trainer);

}  // namespace studio
