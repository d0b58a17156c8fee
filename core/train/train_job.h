// Training a run as a job: opens or resumes it, trains, leaves a run folder whatever happens.
#pragma once
#include <memory>
#include <optional>

#include "core/engine.h"
#include "core/run/run_lock.h"
#include "core/train/run_recorder.h"

namespace studio {

class TrainJob : public Job {
 public:
  explicit TrainJob(TrainRequest request) : request_(std::move(request)) {}
  std::string title() const override { return "Training"; }
  std::string lessMemory() const override;
  void run(JobContext& context) override;
  void failed(const RunStatus& status) override;

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

}  // namespace studio
