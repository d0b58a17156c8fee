// Tokens one after another (language_model.h).
#include "core/models/language_model.h"

#include <ATen/ops/linear.h>
#include <torch/utils.h>

namespace studio {

std::pair<torch::Tensor, torch::Tensor> PastTokens::add(std::size_t block, const torch::Tensor& keys,
                                                        const torch::Tensor& values) {
  if (keys_.size() <= block) keys_.resize(block + 1), values_.resize(block + 1);
  const auto put = [&](torch::Tensor& all, const torch::Tensor& newest) {
    if (!all.defined()) all = torch::empty({1, most_, newest.size(2)}, newest.options());
    all.narrow(1, length_, newest.size(1)).copy_(newest);
    return all.narrow(1, 0, length_ + newest.size(1));
  };
  return {put(keys_[block], keys), put(values_[block], values)};
}

torch::Tensor LanguageModel::nextLogits(const torch::Tensor& tokens, PastTokens& past) {
  const auto count = tokens.size(0), before = past.length(), all = before + count;
  const auto options = torch::TensorOptions(torch::kInt64).device(tokens.device());
  PlacedTokens placed;
  placed.tokens = tokens.unsqueeze(0);
  placed.seenPositions = torch::arange(all, options).unsqueeze(0);
  placed.positions = placed.seenPositions.narrow(1, before, count);
  placed.visible = placed.positions.unsqueeze(2) >= placed.seenPositions.unsqueeze(1);  // who looks, at whom
  placed.past = &past;
  const auto values = lastValues(placed);
  past.advance(count);
  return at::linear(values[0][count - 1], head()).to(torch::kFloat);
}

}  // namespace studio
