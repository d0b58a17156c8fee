// A training step of ResNet-18 on 64 images of 32 x 32 pixels, channels last.
#include "step_peer.h"
#include "training_case.h"

namespace studio::bench {

std::vector<Result> measureStepResnet18(const Row& row, const Options& options) {
  const TrainingCase without(0.0);  // the same network and batch as the rows about TopoLoss
  return measureStepAgainstPython(row, options, {without.config(), without.batch(), 1e-3, 2e-2});
}

}  // namespace studio::bench
