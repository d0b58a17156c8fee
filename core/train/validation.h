// Loss and accuracy on a data set, without touching the training state.
#pragma once
#include <functional>

#include "core/data/batcher.h"
#include "core/models/model.h"

namespace studio {

struct Scores { double loss = 0, accuracy = 0; std::int64_t count = 0; };

/// Runs in evaluation mode and returns to training mode. `between` is called after each batch; it may throw to leave.
Scores validate(Model& model, Batcher& batches, bool bfloat16, torch::Device device, const std::function<void()>& between = {});

}  // namespace studio
