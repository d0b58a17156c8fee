// Loss and accuracy of a network over a set of images.
#pragma once
#include "core/data/batcher.h"
#include "core/eval/evaluation.h"
#include "core/models/model.h"
#include "core/run/run_control.h"

namespace studio {

/// In evaluation mode and without gradients; the model's mode is as before afterwards. The order of images and the
/// augmentation of the options are ignored. The result is read from the device once, at the end. With a control that stops
/// it, what was seen until then. Throws UserError when the data have no labels or more classes than the model.
Evaluation evaluate(Model& model, std::shared_ptr<const Dataset> data, Batcher::Options options, RunControl* control = nullptr);

}  // namespace studio
