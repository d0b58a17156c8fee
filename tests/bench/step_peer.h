// One training step of ours, and its forward pass alone, against plain PyTorch in Python: the same weights, the same
// batch, in float32 and bfloat16.
#pragma once
#include "bench_row.h"
#include "core/data/batcher.h"
#include "core/run/run_config.h"

namespace studio::bench {

struct StepCase {
  RunConfig config;  ///< without TopoLoss; a constant learning rate
  Batch batch;
  double fp32Bound = 0, bf16Bound = 0;  ///< of the losses' relative difference
};

/// The row itself, `row@bf16`, `row@forward` and `row@forward_bf16`; nothing where there is no Python with torch.
std::vector<Result> measureStepAgainstPython(const Row& row, const Options& options, const StepCase& step);

}  // namespace studio::bench
