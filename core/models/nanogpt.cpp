// nanoGPT (GPT-2 small without biases): queries, keys and values come from one layer c_attn, in that order.
#include <torch/types.h>

#include "core/models/transformer_parts.h"
#include "core/models/gpt.h"
#include "core/models/model.h"

namespace studio {
namespace {

class JoinedAttention : public GptAttention {
 public:
  explicit JoinedAttention(const GptAttentionKind& kind) : heads_(kind.size.heads) {
    const auto width = kind.size.width;
    join_ = register_module("c_attn", torch::nn::Linear(torch::nn::LinearOptions(width, 3 * width).bias(kind.bias)));
    project_ = register_module("c_proj", torch::nn::Linear(torch::nn::LinearOptions(width, width).bias(kind.bias)));
  }

  torch::Tensor forward(const torch::Tensor& x, Activations* activations, const std::string& path) override {
    const auto joined = shown(join_, x, activations, path + ".c_attn")
                            .chunk(3, 2);  // [batch, tokens, 3 * width] -> three of [batch, tokens, width]
    AttentionOptions options;
    options.heads = heads_;
    options.causal = true;
    return shown(project_, attend(joined[0], joined[1], joined[2], options), activations, path + ".c_proj");
  }

  void describe(std::vector<LayerInfo>& layers, const std::string& path) const override {
    layers.push_back(layerInfo(path + ".c_attn", join_->weight, false));
    layers.push_back(layerInfo(path + ".c_proj", project_->weight, false));
  }

 private:
  std::int64_t heads_;
  torch::nn::Linear join_{nullptr}, project_{nullptr};
};

std::shared_ptr<GptAttention> makeJoinedAttention(const GptAttentionKind& kind) {
  return std::make_shared<JoinedAttention>(kind);
}

}  // namespace

const GptPlan kNanoGpt{
    "nanogpt",    {12, 12, 768},      1024, 50304, /*biasIsOptional=*/true, /*smallProjections=*/true, "none",
    /*window=*/0, makeJoinedAttention};

}  // namespace studio
