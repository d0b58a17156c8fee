// One block of a GPT: x + attention(ln_1(x)), then x + mlp(ln_2(x)). The attention's projections are each network's
// own.
#pragma once
#include <torch/nn/modules/linear.h>

#include <vector>

#include "core/models/transformer_parts.h"
#include "core/models/model.h"

namespace studio {

/// What a block's attention is made from.
struct GptAttentionKind {
  TransformerSize size;
  bool bias = true;
  std::int64_t window = 0;  ///< newest tokens it sees; 0 = all
};

inline constexpr double kGptEpsilon = 1e-5;  ///< of every layer norm, as published

/// The module "attn" of a block.
class GptAttention : public torch::nn::Module {
 public:
  /// [batch, tokens, width] -> the same; `path` names the module for the activations, e.g. "transformer.h.0.attn".
  virtual torch::Tensor forward(const torch::Tensor& x, Activations* activations, const std::string& path) = 0;
  /// Its layers with a sheet, in the order of the forward pass, none of them with TopoLoss by default.
  virtual void describe(std::vector<LayerInfo>& layers, const std::string& path) const = 0;
};

class GptBlock : public torch::nn::Module {
 public:
  GptBlock(const TransformerSize& size, std::shared_ptr<GptAttention> attention, bool bias, const char* gelu,
           double epsilon);
  torch::Tensor forward(const torch::Tensor& x, Activations* activations, const std::string& path);
  /// mlp.c_fc has TopoLoss by default (science.md 1.8).
  void describe(std::vector<LayerInfo>& layers, const std::string& path) const;

 private:
  LayerNorm firstNorm_{nullptr}, secondNorm_{nullptr};  ///< "ln_1", "ln_2"
  std::shared_ptr<GptAttention> attention_;
  torch::nn::Linear widen_{nullptr}, narrow_{nullptr};  ///< "mlp.c_fc", "mlp.c_proj"
  const char* gelu_;
};

}  // namespace studio
