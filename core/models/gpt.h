// What nanoGPT and GPT-Neo share (science.md 10.5, 10.6): embeddings of tokens and positions, pre-norm blocks, a last
// norm, and a head that is the embedding itself ("tied", the default) or a matrix of its own: transformer.{wte, wpe,
// h.0, ..., ln_f}, lm_head.
#pragma once
#include <torch/nn/modules/embedding.h>

#include <vector>

#include "core/models/gpt_block.h"
#include "core/models/transformer_parts.h"

namespace studio {

/// What tells one from the other.
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
extern const GptPlan kNanoGpt, kGptNeo125m;

class Gpt : public Model {
 public:
  Gpt(const GptPlan& plan, const ModelConfig& config, const InputShape& input);
  torch::Tensor forward(const torch::Tensor& x, Activations* activations = nullptr) override;
  /// Of the blocks: rows of the head and of the embedding are tokens and no units.
  std::vector<LayerInfo> layers() const override;
  std::string misfit(const InputShape& input) const override;

 private:
  void initialise(bool smallProjections);

  const char* name_;
  std::int64_t context_ = 0, vocabulary_ = 0;
  torch::nn::Embedding tokens_{nullptr}, positions_{nullptr};  ///< "wte", "wpe"
  std::vector<std::shared_ptr<GptBlock>> blocks_;
  LayerNorm norm_{nullptr};  ///< "ln_f"
  torch::Tensor head_;       ///< "lm_head.weight" [vocabulary, width]; tied: the embedding's own tensor
};

}  // namespace studio
