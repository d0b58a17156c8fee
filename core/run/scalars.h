// Scalars of a run: one row a logged step; the columns of scalars.csv.
#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace studio {

inline constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

/// NaN = not measured at this step; an empty cell in the file.
struct ScalarRow {
  std::int64_t step = 0;  ///< updates done before the values were measured
  double epoch = 0;
  double seconds = 0;           ///< of training, pauses left out
  double taskLoss = kNoValue;   ///< of the batch
  double topoLoss = kNoValue;   ///< mean over TopoLoss layers, before tau
  double totalLoss = kNoValue;  ///< task loss + mean of tau * layer loss
  double learningRate = kNoValue;
  double tau = kNoValue;
  double trainAccuracy = kNoValue;  ///< of the batch, 0..1
  double validationLoss = kNoValue;
  double validationAccuracy = kNoValue;
  double imagesPerSecond = kNoValue;
  double smoothness = kNoValue;      ///< of the probe: mean over the layers with TopoLoss, or over all where none has
  double dimensionality = kNoValue;  ///< the same, effective dimensionality
};

struct ScalarColumn {
  const char* name;
  double ScalarRow::*value;
};
/// All columns after `step`, in the file's order: epoch, seconds, task_loss, ...
std::span<const ScalarColumn> scalarColumns();

}  // namespace studio
