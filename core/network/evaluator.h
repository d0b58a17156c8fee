// Loss and accuracy of a network over a set of images or rows of tokens.
#pragma once
#include "core/data/batcher.h"
#include "core/run/network_request.h"
#include "core/models/model.h"

namespace studio {

/// One epoch of the batches, in evaluation mode and without gradients; the model's mode is as before afterwards. The
/// result is read from the device once, at the end. `flip`: of the logits of each image and its mirror image, summed
/// (as FFCV's and others' test-time augmentation); the loss is that of the sum.
Evaluation evaluate(Model& model, Batcher& batches, bool bfloat16 = false, const BatchProgress& progress = {},
                    bool flip = false);

/// Of a whole set in its order; shuffling and augmentation of the options are ignored. Throws UserError when the data
/// have no images, no labels or more classes than the model, or tokens that it does not know.
Evaluation evaluate(Model& model, std::shared_ptr<const Dataset> data, Batcher::Options options,
                    const BatchProgress& progress = {}, bool flip = false);

}  // namespace studio
