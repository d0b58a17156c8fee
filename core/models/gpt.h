// A GPT (science.md 10.5, 10.6): embeddings of tokens and positions, pre-norm blocks, a last norm, and a head that is
// the embedding itself ("tied", the default) or a matrix of its own: transformer.{wte, wpe, h.0, ..., ln_f}, lm_head. A
// plan and an attention distinguish one from the other (nanogpt.cpp, gpt_neo.cpp).
#pragma once
#include <torch/nn/module.h>
#include <torch/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/models/language_model.h"
#include "core/models/model.h"
#include "core/models/transformer_parts.h"

namespace studio {

/// What a block's attention is made from.
struct GptAttentionKind {
  TransformerSize size;
  bool bias = true;
  std::int64_t window = 0;  ///< newest tokens it sees; 0 = all
  Dropout dropout{};
};

inline constexpr double kGptEpsilon = 1e-5;  ///< of every layer norm, as published

/// The module "attn" of a block. Its projections are each network's own.
class GptAttention : public torch::nn::Module {
 public:
  /// [batch, tokens, width] -> the same; `path` names the module for the activations, e.g. "transformer.h.0.attn". Each
  /// token sees those before it, or what `placed` says.
  virtual torch::Tensor forward(const torch::Tensor& x, const Taps& taps, const std::string& path,
                                const PlacedTokens* placed) = 0;
  /// Its layers with a sheet, in the order of the forward pass, none of them with TopoLoss by default.
  virtual void describe(std::vector<LayerInfo>& layers, const std::string& path) const = 0;
};

/// The differences between GPTs.
struct GptPlan {
  const char* name;
  TransformerSize size;  ///< as published, as the rest
  std::int64_t context, vocabulary;
  bool biasIsOptional;    ///< model.bias is read; else the biases are the attention's own matter
  bool smallProjections;  ///< c_proj start smaller with the number of blocks, as GPT-2's
  const char* gelu;       ///< as published: "none" = exact, "tanh" = its approximation
  std::int64_t window;    ///< as published: newest tokens that every other block sees; 0 = all blocks see all
  std::shared_ptr<GptAttention> (*attention)(const GptAttentionKind& kind);
};

std::shared_ptr<Model> makeGpt(const GptPlan& plan, const ModelConfig& config, const InputShape& input);
/// nanoGPT's recipe (science.md 1.9), as far as one device's batch goes.
RunConfig languageDefaults(const char* name);

}  // namespace studio
