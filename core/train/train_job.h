// Training a run as a job: opens or resumes it, trains, leaves a run folder whatever happens.
#pragma once
#include "core/engine.h"

namespace studio {

class TrainJob : public Job {
 public:
  explicit TrainJob(TrainRequest request) : request_(std::move(request)) {}
  std::string title() const override { return "Training"; }
  void run(JobContext& context) override;
  void failed(const RunStatus& status) override;

 private:
  TrainRequest request_;
  bool ours_ = false;      ///< nobody else writes this folder
};

}  // namespace studio
