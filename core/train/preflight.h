// What can be said of a run before it begins: what stands in its way, with the data's shape at hand, and how long it
// will take, from a few of its steps, a part of its validation and one look of its probe. What a file of weights says
// is in weights_problems.cpp, the whole check of a run in check.cpp.
#pragma once
#include <string>
#include <vector>

#include "core/network/network.h"
#include "core/run/config_fields.h"
#include "core/run/scalars.h"
#include "core/run/training_request.h"
#include "core/run/weights_report.h"
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
  double secondsPerText = 0;       ///< drawing what is stored with a snapshot; long ones reckoned from their beginning
  double secondsToRead = 0;        ///< of the data, as checkRun() finds it
  ScalarRow first;                 ///< the losses of the first weights; 0 of those that no layer has
};
/// Trains a few steps: `trainer` is not to be used afterwards. Half a second, or a few steps where they are slower.
RunTiming timeRun(const RunConfig& config, const DataSplit& data, Trainer& trainer, const CheckStage& stage = {});
/// Of a step alone, as timeRun() does.
double timeStep(const RunConfig& config, const DataSplit& data, Trainer& trainer);

// What a file of weights to start from says against the configured model; the settings it was made for are the way out.

/// Of model.weights; empty where none is named or it fits. Reads the file's list of tensors, never their values.
std::vector<Problem> weightsProblems(const RunConfig& config, const InputShape& input);
/// Its tensors beside the network's (Engine::weightsFit).
WeightsFit findWeightsFit(const RunConfig& config);
/// What the file says about its images (mean and deviation of the pixels) and its classes against the data at hand:
/// warnings.
std::vector<Problem> weightsDataProblems(const RunConfig& config, const DataFacts& facts);
/// What was recognised of them, which of several networks was taken and what was left out: sentences for the run's log.
std::vector<std::string> weightsNotes(const RunConfig& config);

// What a run of a configuration would take, and what stands in its way: asked before anything of it is made.

/// settingProblems() and what needs the model and the data's place: unknown layers, impossible factors, missing
/// folders. Milliseconds after the first call with these data and this model. Any thread.
std::vector<Problem> findProblems(const RunConfig& config);
/// Pre-flight: reads the data, builds the model, times a few batches. Leaves nothing behind. Throws UserError.
CheckReport checkRun(const RunConfig& config, const std::string& device = "auto", int threads = 0,
                     const CheckStage& stage = {});

}  // namespace studio
