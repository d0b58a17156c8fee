// Everything needed to go on as if never stopped: weights, optimizer, random states, place in the data.
// A folder is written under another name, synced and renamed; older ones go only after the new one is complete.
#pragma once
#include <c10/core/Device.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/run/run_store.h"
#include "core/train/trainer.h"
#include "core/train/training_data.h"

namespace studio {

/// State of the default generator of a device, in hexadecimal digits.
std::string randomState(c10::Device device);
/// Throws std::runtime_error where the text is no state of this device's generator.
void setRandomState(c10::Device device, const std::string& text);

/// Where a run stands between two steps.
struct TrainingPosition {
  std::int64_t step = 0;   ///< updates done
  std::int64_t epoch = 0;  ///< 0-based; the batch order is a function of it and the seed
  std::int64_t batch = 0;  ///< the next one of this epoch
  double seconds = 0;      ///< trained so far
  int threads = 0;         ///< asked for; 0 = all cores
  int actualThreads = 0;
  std::shared_ptr<const DataRecord> data = {};  ///< that it was trained with; null in checkpoints of older versions
  std::vector<std::string> dataChanges = {};    ///< accepted so far, each with its step
};

/// Of older ones the newest `keep` stay, and those that a person asked for (the run's events say which).
/// Throws UserError naming the folder (full or read-only disk); then the older checkpoints are untouched.
void writeCheckpoint(const RunFolder& folder, Trainer& trainer, const TrainingPosition& position, std::int64_t keep);

/// Loads the newest checkpoint that can be read into the trainer and the random generators. `skipped` is notified of
/// damaged ones. Nothing there: nullopt. All damaged, or not to be listed: UserError naming the newest, or the folder.
std::optional<TrainingPosition> loadNewestCheckpoint(const RunFolder& folder, Trainer& trainer,
                                                     const std::function<void(const std::string&)>& skipped);

/// Checkpoints of later steps, which cannot be resumed, get another name, so that nobody takes their weights for
/// the run's; `moved` is notified of each. Throws UserError.
void setAsideAfter(const RunFolder& folder, std::int64_t step, const std::function<void(const std::string&)>& moved);

/// Threads that the run used, from its newest readable checkpoint; asked before the engine computes anything.
int threadsAskedFor(const RunFolder& folder);

/// The data that the run was trained with, from its newest readable checkpoint; null where it states none.
std::shared_ptr<const DataRecord> readStoredData(const RunFolder& folder);

/// Bytes that one checkpoint takes.
double checkpointBytes(std::int64_t parameters, const OptimizerConfig& optimizer);

}  // namespace studio
