#include "core/models/attention.h"

#include <ATen/ops/scaled_dot_product_attention.h>

namespace studio {
namespace {

/// [batch, tokens, heads * size] -> [batch, heads, tokens, size]
torch::Tensor byHead(const torch::Tensor& x, std::int64_t heads) { return x.view({x.size(0), x.size(1), heads, x.size(2) / heads}).transpose(1, 2); }

}  // namespace

torch::Tensor attend(const torch::Tensor& queries, const torch::Tensor& keys, const torch::Tensor& values, const AttentionOptions& options) {
  const auto mask = options.visible.defined() ? std::optional(options.visible) : std::nullopt;
  const auto seen = at::scaled_dot_product_attention(byHead(queries, options.heads), byHead(keys, options.heads), byHead(values, options.heads), mask,
                                                     /*dropout_p=*/0.0, options.causal && !mask, options.scale);
  return seen.transpose(1, 2).reshape(queries.sizes());   // [batch, heads, tokens, size] -> [batch, tokens, heads * size]
}

}  // namespace studio
