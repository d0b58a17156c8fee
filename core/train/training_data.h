// The data a run learns from: opened without the files that cannot be read, and distinguished from the data it had when
// it was stopped. Which files are left out is decided once, before the first step, and kept in the checkpoints: a
// resumed run sees the same images. What turns out to be damaged later is replaced, so that epochs keep their batches
// (core/stimuli/fitted_dataset.h).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/run/run_config.h"
#include "core/stimuli/fitted_dataset.h"

namespace studio {

/// What a checkpoint remembers of the data.
struct DataRecord {
  std::int64_t training = 0, validation = 0;  ///< images or rows, those that cannot be read among them
  std::vector<std::string> classes;
  std::string fingerprint;           ///< names, labels and sizes of files, and the content of some of them
  std::vector<std::string> skipped;  ///< images left out: name and reason
};

/// What differs, in the middle of a sentence; empty: nothing.
std::string describeDifference(const DataRecord& before, const DataRecord& now);

/// The refusal to go on with data that differ.
std::string changedDataSentence(const std::string& place, const std::string& difference);

/// All of it but the names of images left out, as one text.
std::string formatText(const DataRecord& record);

/// Of the data as they are now. Throws UserError as openRunData().
DataRecord makeDataRecord(const RunConfig& config);
/// The same of both parts of a configuration's data.
DataRecord makeDataRecord(const DataSplit& split, const RunConfig& config);

struct TrainingData {
  DataSplit split;
  DataRecord record;
  std::vector<std::string> remarks;  ///< on what is not read, a sentence each
  std::string difference;            ///< from `before`, where it was accepted
  /// Is notified of files that are found damaged from now on.
  std::shared_ptr<ReplacedImages> replaced = std::make_shared<ReplacedImages>();
};

struct TrainingDataRequest {
  const DataRecord* before = nullptr;  ///< the data as they were when the run was stopped
  bool acceptChanged = false;          ///< else a difference is a UserError
  std::int64_t mostDecoded = 100'000;  ///< of sets of more files, only beginning and end of each are looked at
  bool resumes = false;                ///< where `before` is null, outputs show how many classes there were
};

/// Throws UserError: as openRunData(); a class of which no image can be read; data that have changed. An image that
/// is asked for later throws UnreadableImage only where none of its class can be read. What `progress` throws passes.
TrainingData openTrainingData(const RunConfig& config, const TrainingDataRequest& request,
                              const ImagesDone& progress = {});

/// "2 images cannot be read and are left out: a/1.png (it is empty), ..."; empty where there are none.
std::string skippedSentence(const std::vector<std::string>& skipped);

}  // namespace studio
