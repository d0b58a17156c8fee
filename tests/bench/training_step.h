// A ResNet-18 for 32 x 32 images and batches of 64 random ones: what the rows about whole training steps share.
#pragma once
#include <memory>

#include "core/data/dataset.h"
#include "core/train/trainer.h"

namespace studio::bench {

class TrainingCase {
 public:
  /// tau 0 means no TopoLoss layers at all.
  explicit TrainingCase(double tau);
  /// One step; milliseconds.
  double step(Trainer::Request request = {});
  Trainer& trainer() { return *trainer_; }
  const Batch& batch() const { return batch_; }
  const RunConfig& config() const { return config_; }

 private:
  RunConfig config_;
  Batch batch_;
  std::unique_ptr<Trainer> trainer_;
};

/// Random images of ten classes, for what needs a data set.
std::shared_ptr<const Dataset> randomImages(std::int64_t count);

/// What a step with something costs over one without, from paired times: never below zero.
double computeOverhead(double ratio);

}  // namespace studio::bench
