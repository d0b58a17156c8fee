// nanoGPT (GPT-2 small, science.md 10.5): queries, keys and values come from one layer c_attn, in that order.
#include <torch/nn/modules/linear.h>

#include <utility>

#include "core/models/gpt.h"

namespace studio {
namespace {

class JoinedAttention : public GptAttention {
 public:
  explicit JoinedAttention(const GptAttentionKind& kind) : heads_(kind.size.heads), dropout_(kind.dropout) {
    const auto width = kind.size.width;
    join_ = register_module("c_attn", torch::nn::Linear(torch::nn::LinearOptions(width, 3 * width).bias(kind.bias)));
    project_ = register_module("c_proj", torch::nn::Linear(torch::nn::LinearOptions(width, width).bias(kind.bias)));
  }

  torch::Tensor forward(const torch::Tensor& x, const Taps& taps, const std::string& path,
                        const PlacedTokens* placed) override {
    const auto joined = tapped(join_, x, taps, {path, ".c_attn"})
                            .chunk(3, 2);  // [batch, tokens, 3 * width] -> three of [batch, tokens, width]
    AttentionOptions options;
    options.heads = heads_;
    options.causal = true;
    options.dropout = dropout_.share(*this);
    if (placed) options.visible = placed->visible.unsqueeze(1);  // alike for all heads
    const auto [keys, values] = placed && placed->past ? placed->past->add(placed->block, joined[1], joined[2])
                                                       : std::pair(joined[1], joined[2]);
    return tapped(project_, attend(joined[0], keys, values, options), taps, {path, ".c_proj"});
  }

  void describe(std::vector<LayerInfo>& layers, const std::string& path) const override {
    layers.push_back(layerInfo(path + ".c_attn", join_->weight, false));
    layers.push_back(layerInfo(path + ".c_proj", project_->weight, false));
  }

 private:
  std::int64_t heads_;
  Dropout dropout_;
  torch::nn::Linear join_{nullptr}, project_{nullptr};
};

std::shared_ptr<GptAttention> makeJoinedAttention(const GptAttentionKind& kind) {
  return std::make_shared<JoinedAttention>(kind);
}

constexpr GptPlan kNanoGpt{
    "nanogpt",    {12, 12, 768},      1024, 50304, /*biasIsOptional=*/true, /*smallProjections=*/true, "none",
    /*window=*/0, makeJoinedAttention};

std::shared_ptr<Model> makeNanoGpt(const ModelConfig& config, const InputShape& input) {
  return makeGpt(kNanoGpt, config, input);
}

RunConfig nanoGptDefaults() {
  auto config = languageDefaults("nanogpt");
  config.model.bias = false;
  return config;
}

/// Of the sizes that are published in one division into heads.
std::int64_t publishedGpt2Heads(const ModelConfig& model) {
  if (model.context != 1024 || (model.vocabulary != 50257 && model.vocabulary != 50304)) return 0;
  return headsIn({{6, 12, 768}, {12, 12, 768}, {24, 16, 1024}, {36, 20, 1280}, {48, 25, 1600}}, model);
}

// What Hugging Face's configurations can ask for that it does not compute.

bool isFalseText(const std::string& text) { return text == "false"; }
bool isTrueText(const std::string& text) { return text == "true"; }

}  // namespace

const WeightsForm& gptWeights();  // gpt_weights.cpp

ModelEntry nanoGptModel() {
  static const PublishedSettings published{
      .gelu = "exact",
      .normEpsilon = kGptEpsilon,
      .heads = publishedGpt2Heads,
      .unsupported = {{"scale_attn_weights", isFalseText, "nanogpt scales the products of its attention"},
                      {"scale_attn_by_inverse_layer_idx", isTrueText, "nanogpt scales all its blocks alike"},
                      {"add_cross_attention", isTrueText, "nanogpt has none"}},
      .turned = true};
  return {.name = "nanogpt",
          .title = "nanoGPT",
          .input = "tokens, up to 1024",
          .defaultInput = InputShape::ofTokens(kNanoGpt.context, kNanoGpt.vocabulary),
          .defaults = nanoGptDefaults,
          .make = makeNanoGpt,
          .settings = {"model.layers", "model.heads", "model.width", "model.context", "model.vocabulary", "model.bias",
                       "model.tied_head", "model.gelu", "model.norm_epsilon", "model.dropout"},
          .weights = &gptWeights(),
          .published = &published};
}

}  // namespace studio
