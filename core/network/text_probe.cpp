// See text_probe.h.
#include "core/network/text_probe.h"

#include <ATen/ops/log_softmax.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/models/language_model.h"
#include "core/models/taps.h"
#include "core/network/evaluation.h"
#include "core/run/error.h"

namespace studio {
namespace {

/// Throws UserError with the nearest name.
LayerInfo probedLayer(const Model& model, const std::string& name) {
  for (const auto& layer : model.layers())
    if (layer.name == name) return layer;
  static_cast<void>(model.layerWeight(name));
  throw UserError("The layer " + name + " has no sheet; name one that has (toponets layers).");
}

void requireKnown(const TokenIds& tokens, std::int64_t vocabulary) {
  for (const auto token : tokens)
    if (token >= vocabulary)
      throw UserError("The text has the token " + std::to_string(token) + ", but the model knows " +
                      std::to_string(vocabulary) +
                      " kinds; name the tokenizer that it was trained with (--tokenizer).");
}

/// -log p of each token but the first: logits float [tokens, vocabulary] of the token after each.
torch::Tensor surprisalsAfterFirst(const torch::Tensor& logits, const torch::Tensor& tokens) {
  const auto predictions = logits.narrow(0, 0, logits.size(0) - 1).to(torch::kFloat32);
  const auto next = tokens.narrow(0, 1, tokens.size(0) - 1).unsqueeze(1);
  return -at::log_softmax(predictions, 1).gather(1, next).squeeze(1);
}

void takeResponses(TextProbe& probe, const torch::Tensor& seen) {
  const auto values = seen.to(torch::kCPU, torch::kFloat32).contiguous();  // [tokens, units]
  const auto* first = values.const_data_ptr<float>();
  probe.responses.assign(first, first + values.numel());
}

}  // namespace

TextProbe probeText(Model& model, const Tokenizer& tokenizer, const TextProbeRequest& request, torch::Device device) {
  auto* language = asLanguageModel(model);
  if (!language) throw UserError("The network sees images; only a language model reads a text.");
  TextProbe probe;
  probe.request = request;
  std::vector<std::string> layers;
  if (!request.layer.empty()) {
    const auto layer = probedLayer(model, request.layer);
    probe.height = layer.height, probe.width = layer.width;
    layers.push_back(layer.name);
  }
  auto ids = tokenizer.encode(request.text);
  probe.tokensOfText = std::int64_t(ids.size());
  if (probe.tokensOfText > language->context()) {
    probe.note = "The text has " + std::to_string(probe.tokensOfText) + " tokens; the model sees the first " +
                 std::to_string(language->context()) + " of them.";
    ids.resize(std::size_t(language->context()));
  }
  requireKnown(ids, language->head().size(0));
  for (const auto id : ids) probe.tokens.push_back({id, std::string(tokenizer.bytes(id).value_or(std::string_view()))});
  if (ids.empty()) return probe;

  const torch::NoGradGuard noGrad;
  const EvaluationMode evaluating(model);
  Recording recording(layers, Pooling::Mean, /*everyToken=*/true);
  Taps taps = model.taps();
  recording.addTo(taps);
  const auto tokens = torch::tensor(std::vector<std::int64_t>(ids.begin(), ids.end()), torch::kInt64).to(device);
  const auto logits = model.forward(tokens.unsqueeze(0), taps)[0];  // [tokens, vocabulary]
  if (ids.size() > 1) {
    const auto found = surprisalsAfterFirst(logits, tokens).to(torch::kCPU, torch::kDouble).contiguous();
    const auto* surprisal = found.const_data_ptr<double>();
    for (std::size_t i = 1; i < ids.size(); ++i) probe.tokens[i].surprisal = surprisal[i - 1];
  }
  for (const auto& layer : layers) takeResponses(probe, recording.seen.at(layer));
  return probe;
}

}  // namespace studio
