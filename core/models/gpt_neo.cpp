// GPT-Neo 125M: separate projections, products that are not scaled, and every other block sees only the newest 256
// tokens.
#include <torch/types.h>

#include "core/models/transformer_parts.h"
#include "core/models/gpt.h"
#include "core/models/model.h"

namespace studio {
namespace {

class NeoAttention : public GptAttention {
 public:
  explicit NeoAttention(const GptAttentionKind& kind) : heads_(kind.size.heads), window_(kind.window) {
    const auto width = kind.size.width;
    auto inner = register_module("attention", std::make_shared<torch::nn::Module>());
    const auto project = [&](const char* name, bool bias) {
      return inner->register_module(name, torch::nn::Linear(torch::nn::LinearOptions(width, width).bias(bias)));
    };
    keys_ = project("k_proj", false);
    values_ = project("v_proj", false);
    queries_ = project("q_proj", false);
    out_ = project("out_proj", true);
  }

  torch::Tensor forward(const torch::Tensor& x, Activations* activations, const std::string& path) override {
    const auto name = path + ".attention.";
    const auto queries = shown(queries_, x, activations, name + "q_proj");
    const auto keys = shown(keys_, x, activations, name + "k_proj");
    const auto values = shown(values_, x, activations, name + "v_proj");
    AttentionOptions options;
    options.heads = heads_;
    options.causal = true;
    options.scale = 1.0;
    if (window_ > 0 && x.size(1) > window_) options.visible = visibleTo(x.size(1), x.device());
    return shown(out_, attend(queries, keys, values, options), activations, name + "out_proj");
  }

  void describe(std::vector<LayerInfo>& layers, const std::string& path) const override {
    for (const auto& [name, layer] :
         {std::pair("q_proj", queries_), {"k_proj", keys_}, {"v_proj", values_}, {"out_proj", out_}})
      layers.push_back(layerInfo(path + ".attention." + name, layer->weight, false));
  }

 private:
  /// bool [tokens, tokens]: key j is visible to query i if 0 <= i - j < window. Kept, for rows of one length follow
  /// each other.
  const torch::Tensor& visibleTo(std::int64_t tokens, torch::Device device) {
    if (!visible_.defined() || visible_.size(0) != tokens || visible_.device() != device) {
      const auto all = torch::ones({tokens, tokens}, torch::TensorOptions(torch::kBool).device(device));
      visible_ = all.tril().logical_xor(all.tril(-window_));
    }
    return visible_;
  }

  std::int64_t heads_, window_;
  torch::nn::Linear keys_{nullptr}, values_{nullptr}, queries_{nullptr}, out_{nullptr};
  torch::Tensor visible_;
};

std::shared_ptr<GptAttention> makeNeoAttention(const GptAttentionKind& kind) {
  return std::make_shared<NeoAttention>(kind);
}

}  // namespace

const GptPlan kGptNeo125m{
    "gpt_neo_125m", {12, 12, 768},   2048, 50257, /*biasIsOptional=*/false, /*smallProjections=*/false, "tanh",
    /*window=*/256, makeNeoAttention};

}  // namespace studio
