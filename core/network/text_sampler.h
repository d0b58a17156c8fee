// Text drawn from a network of language, token by token (nanoGPT's way: temperature, the likeliest k, one draw).
#pragma once
#include <ATen/core/Generator.h>

#include <functional>
#include <string_view>

#include "core/models/language_model.h"
#include "core/run/text_request.h"
#include "core/text/tokenizer.h"

namespace studio {

/// Of one row of logits, float [vocabulary] on the CPU, with a generator of its own.
class TokenDraw {
 public:
  TokenDraw(double temperature, std::int64_t topK, std::int64_t seed);
  std::int64_t draw(const torch::Tensor& logits);

 private:
  double temperature_;
  std::int64_t topK_;
  at::Generator generator_;
};

/// `said` gets the bytes of each token as it is drawn; what it throws ends the work. As long as prompt and text fit the
/// model's context, what came before is kept and not computed again; from then on each token is drawn after the newest
/// ones that fit, as nanoGPT does it. The model's mode and the process' random numbers stay as they are. Throws
/// UserError for a prompt that the tokenizer or the model has no tokens for, and for numbers that cannot be.
SampledText sampleText(Model& model, const Tokenizer& tokenizer, const SampleRequest& request, torch::Device device,
                       const std::function<void(std::string_view bytes)>& said = {});

}  // namespace studio
