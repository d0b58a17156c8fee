// Attention of all heads at once over torch's fused kernel (scaled_dot_product_attention); the projections around it are the
// networks' own, for each names and joins them differently.
#pragma once
#include <torch/types.h>

#include <optional>

namespace studio {

struct AttentionOptions {
  std::int64_t heads = 1;
  bool causal = false;             ///< a token sees itself and those before it
  torch::Tensor visible;           ///< instead of `causal`: bool [tokens, tokens], row = who looks; undefined = see above
  std::optional<double> scale;     ///< of the products; default 1 / sqrt(width of a head)
};

/// queries, keys, values [batch, tokens, width] -> [batch, tokens, width].
torch::Tensor attend(const torch::Tensor& queries, const torch::Tensor& keys, const torch::Tensor& values, const AttentionOptions& options);

}  // namespace studio
