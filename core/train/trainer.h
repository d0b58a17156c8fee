// One network being trained: the step, and what it needs from one step to the next. Knows no files, threads or screens.
#pragma once
#include <memory>
#include <vector>

#include "core/data/batcher.h"
#include "core/losses/losses.h"
#include "core/models/model.h"
#include "core/run/run_config.h"
#include "core/train/optimizer.h"

namespace studio {

class LanguageModel;

/// Values of one step, measured before its update. They stay on the device; reading one waits for it.
struct StepResult {
  torch::Tensor taskLoss;            ///< 0-dim
  torch::Tensor correct;             ///< images of the batch named right, or tokens; undefined when not measured
  std::vector<LossResult> losses{};  ///< beside the task's, in the table's order

  /// Of a loss' column; undefined when it was not measured.
  torch::Tensor scalar(const std::string& column) const;
  /// Of the losses' layers, when asked for.
  std::vector<MapTensor> maps() const;
};

class Trainer {
 public:
  /// Puts the network on the device in the memory format asked for. `steps` = length of the run, for the schedules.
  Trainer(const RunConfig& config, std::shared_ptr<Model> model, std::int64_t steps,
          torch::Device device = torch::kCPU);

  struct Request {
    bool scalars = false, maps = false;
  };
  /// Forward, task loss and those of responses, backward, the losses of weights, clip, optimizer, updates. Nothing is
  /// read back from the device.
  StepResult step(const Batch& batch, Request request);
  StepResult step(const Batch& batch) { return step(batch, {}); }
  /// What the losses beside the task's say of the weights as they are; the rest is undefined.
  StepResult lossesNow(Request request);

  std::int64_t steps() const { return step_; }  ///< updates done
  std::int64_t length() const { return length_; }
  double learningRate() const;  ///< of the next step
  Model& model() { return *model_; }
  const RunConfig& config() const { return config_; }
  Optimizer& optimizer() { return optimizer_; }
  std::vector<ScalarColumn> columns() const;  ///< that the losses bring
  torch::Device device() const { return device_; }
  bool bfloat16() const { return config_.train.precision == "bf16"; }
  /// After a checkpoint was loaded.
  void continueFrom(std::int64_t step);
  /// The schedules go on over this many steps, where the data of a resumed run make more or fewer of them.
  void setLength(std::int64_t steps);

 private:
  StepResult taskStep(const Batch& batch, Request request);
  StepResult taskPart(const torch::Tensor& images, const torch::Tensor& labels, Request request, double share);
  StepResult piecesPart(LanguageModel& language, const Taps& taps, const torch::Tensor& rows,
                        const torch::Tensor& labels, Request request, double share);
  torch::Tensor activationLoss(Request request, double share);
  void enterStep();
  LossRequest lossRequest(Request request) const { return {step_, length_, request.scalars, request.maps}; }

  RunConfig config_;
  torch::Device device_;
  std::shared_ptr<Model> model_;
  Optimizer optimizer_;
  std::vector<TrainedLoss> losses_;
  std::int64_t step_ = 0, length_ = 0;
};

}  // namespace studio
