// See text_sampler.h.
#include "core/network/text_sampler.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/multinomial.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/network/evaluation.h"
#include "core/run/error.h"

namespace studio {
namespace {

void requirePossible(const SampleRequest& request) {
  if (request.tokens < 1)
    throw UserError("The number of tokens is " + std::to_string(request.tokens) + "; 1 or more is needed.");
  if (!(request.temperature >= 0) || !std::isfinite(request.temperature))
    throw UserError("The temperature must be 0 (always the likeliest token) or above.");
  if (request.topK < 0)
    throw UserError("The number of likeliest tokens is " + std::to_string(request.topK) +
                    "; 1 or more is needed, or 0 for all.");
}

/// Of an empty prompt: the end of text, or else a line end, or where the tokenizer has none its first token.
TokenIds openingTokens(const Tokenizer& tokenizer) {
  if (const auto end = tokenizer.endOfText()) return {*end};
  try {
    return tokenizer.encode("\n");
  } catch (const UserError&) {  // characters of a text of one line
    return {0};
  }
}

std::vector<std::int64_t> promptTokens(const Tokenizer& tokenizer, const SampleRequest& request,
                                       std::int64_t vocabulary) {
  const auto ids = request.prompt.empty() ? openingTokens(tokenizer) : tokenizer.encode(request.prompt, "The prompt");
  const std::vector<std::int64_t> tokens(ids.begin(), ids.end());
  for (const auto token : tokens)
    if (token >= vocabulary)
      throw UserError("The prompt has the token " + std::to_string(token) + ", but the model knows " +
                      std::to_string(vocabulary) +
                      " kinds; name the tokenizer that it was trained with (--tokenizer).");
  return tokens;
}

torch::Tensor newest(const std::vector<std::int64_t>& tokens, std::int64_t count, torch::Device device) {
  return torch::tensor(std::vector<std::int64_t>(tokens.end() - count, tokens.end()), torch::kInt64).to(device);
}

}  // namespace

TokenDraw::TokenDraw(double temperature, std::int64_t topK, std::int64_t seed)
    : temperature_(temperature),
      topK_(topK),
      generator_(at::detail::createCPUGenerator(static_cast<std::uint64_t>(seed))) {}

std::int64_t TokenDraw::draw(const torch::Tensor& logits) {
  if (temperature_ == 0) return logits.argmax().item<std::int64_t>();
  auto scaled = logits.to(torch::kDouble) / temperature_;
  if (topK_ > 0 && topK_ < scaled.size(0)) {
    const auto least = std::get<0>(scaled.topk(topK_))[topK_ - 1];
    scaled = scaled.masked_fill(scaled < least, -std::numeric_limits<double>::infinity());
  }
  return at::multinomial(scaled.softmax(0), 1, /*replacement=*/false, generator_).item<std::int64_t>();
}

SampledText sampleText(Model& model, const Tokenizer& tokenizer, const SampleRequest& request, torch::Device device,
                       const std::function<void(std::string_view bytes)>& said) {
  requirePossible(request);
  auto* language = asLanguageModel(model);
  if (!language) throw UserError("The network sees images; only a language model goes on with a text.");
  const torch::NoGradGuard noGrad;
  const EvaluationMode evaluating(model);
  const auto context = language->context(), vocabulary = language->head().size(0);
  SampledText sampled;
  sampled.prompt = request.prompt;
  auto all = promptTokens(tokenizer, request, vocabulary);
  if (std::int64_t(all.size()) > context)
    sampled.note = "The prompt has " + std::to_string(all.size()) + " tokens; the model sees the last " +
                   std::to_string(context) + " of them.";
  // Tokens that the model has and the tokenizer does not (nanoGPT's 50,304 of 50,257) are never drawn.
  const auto known = std::min(vocabulary, tokenizer.vocabulary());
  TokenDraw draw(request.temperature, request.topK, request.seed);
  PastTokens past(context);
  auto fresh = std::min<std::int64_t>(context, std::int64_t(all.size()));
  for (std::int64_t i = 0; i < request.tokens; ++i) {
    if (past.length() + fresh > context) past = PastTokens(context), fresh = context;
    const auto logits = language->nextLogits(newest(all, fresh, device), past).cpu().narrow(0, 0, known);
    const auto token = draw.draw(logits);
    all.push_back(token);
    fresh = 1;
    sampled.tokens.push_back(token);
    const auto bytes = tokenizer.bytes(std::int32_t(token)).value_or(std::string_view());
    sampled.text += bytes;
    if (said) said(bytes);
  }
  return sampled;
}

}  // namespace studio
