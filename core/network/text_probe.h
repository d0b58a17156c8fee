// A text read token by token: how much each token surprises a network of language, and how a layer responds to it.
#pragma once
#include "core/models/model.h"
#include "core/run/text_request.h"
#include "core/text/tokenizer.h"

namespace studio {

/// One forward pass over the first tokens that fit the model's context, in evaluation mode and without gradients; the
/// model's mode and the process' random numbers stay as they are. An empty text has no tokens. Throws UserError for a
/// network of images, a text that the tokenizer or the model has no tokens for, and a layer that there is not.
TextProbe probeText(Model& model, const Tokenizer& tokenizer, const TextProbeRequest& request, torch::Device device);

}  // namespace studio
