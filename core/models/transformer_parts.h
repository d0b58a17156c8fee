// What transformers of images and of language have in common: layer norm, attention, and the sizes that were left open.
#pragma once
#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>
#include <initializer_list>
#include <optional>

#include "core/run/run_config.h"

namespace studio {

class LayerNormImpl : public torch::nn::Module {
 public:
  LayerNormImpl(std::int64_t width, double epsilon, bool bias = true);
  /// Over the last dimension: [..., width] -> [..., width].
  torch::Tensor forward(const torch::Tensor& x);

 private:
  torch::Tensor weight_, bias_;  ///< [width]; bias_ undefined where it is left out
  double epsilon_;
};
TORCH_MODULE(LayerNorm);

// Attention of all heads at once over torch's fused kernel (scaled_dot_product_attention); the projections around it
// are the networks' own, for each names and joins them differently.

struct AttentionOptions {
  std::int64_t heads = 1;
  bool causal = false;  ///< a token sees itself and those before it
  /// Instead of `causal`: bool [tokens, tokens], row = who looks, or [batch, 1, tokens, tokens]; undefined = see above.
  torch::Tensor visible;
  std::optional<double> scale;  ///< of the products; default 1 / sqrt(width of a head)
  double dropout = 0;           ///< share of what a token sees that is left out
};

/// queries, keys, values [batch, tokens, width] -> [batch, tokens, width].
torch::Tensor attend(const torch::Tensor& queries, const torch::Tensor& keys, const torch::Tensor& values,
                     const AttentionOptions& options);

/// While it trains, some values are left out at random and the rest is made larger (Srivastava et al. 2014).
class Dropout {
 public:
  /// Throws UserError for a share that is not from 0 to below 1.
  explicit Dropout(double share = 0);
  torch::Tensor operator()(const torch::Tensor& x, const torch::nn::Module& module) const;
  double share(const torch::nn::Module& module) const { return module.is_training() ? share_ : 0; }

 private:
  double share_;
};

// The sizes every transformer has, from the configuration or as published.

struct TransformerSize {
  std::int64_t layers = 12, heads = 12, width = 768;
  std::int64_t hidden() const { return 4 * width; }  ///< units between the two layers of a block's MLP
};

/// A setting, or the published value where it is 0. Throws UserError for one below 0.
std::int64_t settingOr(std::int64_t setting, std::int64_t published, const char* key);
/// Throws UserError when the heads do not divide the width, or for a network that could only exhaust the memory;
/// `otherParameters` = those outside of the blocks, for each value of the width.
TransformerSize resolveTransformerSize(const char* model, const ModelConfig& config, const TransformerSize& published,
                                       double otherParameters);

/// A size that is published with one number of attention heads.
struct PublishedHeads {
  std::int64_t layers, heads, width;
};
/// The heads of the size that the configuration has, or 0.
std::int64_t headsIn(std::initializer_list<PublishedHeads> published, const ModelConfig& model);

/// GELU as torch names its kinds, "none" (exact) or "tanh": the setting, or the published one.
const char* geluOr(const std::string& setting, const char* published);
/// Of the layer norms. Throws UserError for one that is not above 0 and at most 1.
double epsilonOr(double setting, double published);

}  // namespace studio
