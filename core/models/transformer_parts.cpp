// Layer norm and attention as PyTorch computes them; sizes as published.
#include "core/models/transformer_parts.h"

#include <ATen/ops/dropout.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <torch/types.h>

#include <string>

#include "core/models/model.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {

LayerNormImpl::LayerNormImpl(std::int64_t width, double epsilon, bool bias) : epsilon_(epsilon) {
  weight_ = register_parameter("weight", torch::ones({width}));
  if (bias) bias_ = register_parameter("bias", torch::zeros({width}));
}

torch::Tensor LayerNormImpl::forward(const torch::Tensor& x) {
  return at::layer_norm(x, weight_.sizes(), weight_, bias_, epsilon_);
}

namespace {

/// [batch, tokens, heads * size] -> [batch, heads, tokens, size]
torch::Tensor byHead(const torch::Tensor& x, std::int64_t heads) {
  return x.view({x.size(0), x.size(1), heads, x.size(2) / heads}).transpose(1, 2);
}

}  // namespace

torch::Tensor attend(const torch::Tensor& queries, const torch::Tensor& keys, const torch::Tensor& values,
                     const AttentionOptions& options) {
  const auto mask = options.visible.defined() ? std::optional(options.visible) : std::nullopt;
  const auto seen = at::scaled_dot_product_attention(byHead(queries, options.heads), byHead(keys, options.heads),
                                                     byHead(values, options.heads), mask, options.dropout,
                                                     options.causal && !mask, options.scale);
  return seen.transpose(1, 2).reshape(
      queries.sizes());  // [batch, heads, tokens, size] -> [batch, tokens, heads * size]
}

Dropout::Dropout(double share) : share_(share) {
  if (!(share >= 0 && share < 1))
    throw UserError("model.dropout is " + significantText(share, 3) + "; 0 (none) to below 1 is possible.");
}

torch::Tensor Dropout::operator()(const torch::Tensor& x, const torch::nn::Module& module) const {
  const double left = share(module);
  return left > 0 ? at::dropout(x, left, /*train=*/true) : x;
}

std::int64_t settingOr(std::int64_t setting, std::int64_t published, const char* key) {
  if (setting < 0)
    throw UserError(std::string(key) + " is " + std::to_string(setting) +
                    "; 1 or more is needed, or 0 for the published size.");
  return setting == 0 ? published : setting;
}

TransformerSize resolveTransformerSize(const char* model, const ModelConfig& config, const TransformerSize& published,
                                       double otherParameters) {
  const TransformerSize size{settingOr(config.layers, published.layers, "model.layers"),
                             settingOr(config.heads, published.heads, "model.heads"),
                             settingOr(config.width, published.width, "model.width")};
  const double width = static_cast<double>(size.width);
  requireBuildable(model,
                   static_cast<double>(size.layers) * 12 * width * width +
                       otherParameters * width,  // 12: 3 + 1 of the attention, 4 + 4 of the MLP
                   "model.layers, model.width, model.context or model.vocabulary");
  if (size.width % size.heads != 0)
    throw UserError("model.width is " + std::to_string(size.width) + ", which " + std::to_string(size.heads) +
                    " attention heads cannot share evenly; choose model.heads that divide it.");
  return size;
}

std::int64_t headsIn(std::initializer_list<PublishedHeads> published, const ModelConfig& model) {
  for (const auto& size : published)
    if (size.layers == model.layers && size.width == model.width) return size.heads;
  return 0;
}

const char* geluOr(const std::string& setting, const char* published) {
  if (setting == "published") return published;
  if (setting != "exact" && setting != "tanh")
    throw UserError("model.gelu is \"" + setting + "\"; published, exact and tanh are possible.");
  return setting == "exact" ? "none" : "tanh";
}

double epsilonOr(double setting, double published) {
  if (setting == 0) return published;
  if (!(setting > 0 && setting <= 1))
    throw UserError("model.norm_epsilon must lie between 0 and 1; 0 takes the published one.");
  return setting;
}

}  // namespace studio
