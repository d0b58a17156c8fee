// Training a run as a job: opens or resumes it, trains, leaves a run folder whatever happens.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "core/data/dataset.h"
#include "core/run/runner.h"
#include "core/run/run_lock.h"
#include "core/run/training_request.h"
#include "core/train/run_recorder.h"

namespace studio {

class TrainJob : public Job {
 public:
  explicit TrainJob(TrainRequest request) : request_(std::move(request)) {}
  std::string title() const override { return "Training"; }
  std::string lessMemory() const override;
  void run(JobContext& context) override;
  void failed(const RunStatus& status, const std::string& details) override;

 private:
  void lock();
  void train(JobContext& context);
  RunConfig configuration(const DeviceChoice& device);
  void stoppedBeforeStart();
  void leaveStoredRunAsItWas();

  TrainRequest request_;
  std::optional<RunLock> lock_;  ///< held as long as this object lives
  std::unique_ptr<RunRecorder> recorder_;
  bool isOpen_ = false;  ///< data and network are there: from here on something is trained
};

/// What has changed in the data of a run since its newest checkpoint, to be shown before it is resumed: "13 training
/// images instead of 12"; empty where nothing has, or where the data cannot be opened (which resuming says).
std::string describeChangedData(const RunFolder& folder);
/// The same of data that are open, as a sentence for whoever shows the run its own data again: their parts may be drawn
/// again by now.
std::string changedDataWarning(const RunFolder& folder, const DataSplit& data);
/// What the newest checkpoint remembers of the data it was trained with, as one short text; empty where it states
/// nothing.
std::string trainedDataText(const RunFolder& folder);

}  // namespace studio
