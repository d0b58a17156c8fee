// What is asked of a training and of its pre-flight, and what the pre-flight answers. Values; any thread.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/run/config_fields.h"
#include "core/run/run_config.h"
#include "core/run/run_store.h"

namespace studio {

struct DeviceChoice {
  std::string name;    ///< "cpu", "cuda:0"
  std::string title;   ///< "CPU, 2 threads", "NVIDIA H100"
  std::string reason;  ///< why the CPU was taken, one sentence, or empty
};

/// How a stored run is to go on; each flag is a question that was answered with yes.
struct ResumeRequest {
  std::int64_t extendToEpochs = 0;  ///< resume a finished run up to this many epochs; 0 = as configured
  bool acceptChangedData = false;   ///< although the data are not those it was trained with
  bool restart = false;   ///< at step 0 where the run's checkpoints are lost; its rows and maps are made again
  bool takeOver = false;  ///< although another machine's process may still train it
};

struct TrainRequest : ResumeRequest {
  RunConfig config;  ///< ignored when resuming
  RunFolder folder;  ///< made by RunStore::create
  bool resume = false;
  std::string device = "auto";
  int threads = 0;                     ///< 0 = all cores; resuming: as the run had it
  std::string dataRoot;                ///< resume: where the run's data have moved to; empty = where they were
  std::string asGiven;                 ///< the TOML as it was given, for config.toml; empty: the resolved one
  std::int64_t mostDecoded = 100'000;  ///< of sets of more files only the ends of each are looked at before the start
};

/// What is advised for a run that takes too much memory, as the end of a sentence (failure.h).
inline constexpr const char* kLessTrainingMemory =
    "lower train.batch_size, raise train.parts, or lower data.image_size or model.context";

/// What a pre-flight is doing, in a few words: "reading the data", "timing a batch, 2 of 4". Called on its thread.
using CheckStage = std::function<void(const std::string& words)>;

/// One timed batch, and what a whole run will take. Where `problems` holds an error nothing was timed.
struct CheckReport {
  std::vector<Problem> problems;
  std::int64_t parameters = 0, trainingImages = 0, validationImages = 0, classes = 0, steps = 0;
  double secondsPerStep = 0, seconds = 0;  ///< of one step; of the whole run with its start, validations, maps, text
  double startSeconds = 0;                 ///< of `seconds`: what comes before the first step, and writing files
  double memoryBytes = 0, taskLoss = 0, topoLoss = 0, runBytes = 0;
  std::string precision,
      otherPrecision;  ///< "fp32" or "bf16", what train.precision comes to; the one timed beside it, or empty
  double otherSecondsPerStep = 0;
  std::int64_t storedMaps = 0;  ///< snapshots that the run will store
  double probeSeconds = 0;      ///< of `seconds`: what measuring all of them takes
  double textSeconds = 0;       ///< of `seconds`: drawing text for all of them
  double busy = 0;              ///< share of the processors, 0..1, that other programs took while the steps were timed
  std::vector<std::string> notes;  ///< whole sentences that are no problems
  std::int64_t skipped = 0;        ///< images that cannot be read; `problems` names them
  DeviceChoice device;
};

}  // namespace studio
