// GPT-Neo 125M (science.md 10.6): separate projections, products that are not scaled, and every other block sees only
// the newest 256 tokens.
#include <torch/nn/modules/linear.h>

#include <string_view>
#include <tuple>
#include <utility>

#include "core/models/gpt.h"

namespace studio {
namespace {

class NeoAttention : public GptAttention {
 public:
  explicit NeoAttention(const GptAttentionKind& kind)
      : heads_(kind.size.heads), window_(kind.window), dropout_(kind.dropout) {
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

  torch::Tensor forward(const torch::Tensor& x, const Taps& taps, const std::string& path,
                        const PlacedTokens* placed) override {
    const auto queries = tapped(queries_, x, taps, {path, ".attention.q_proj"});
    auto keys = tapped(keys_, x, taps, {path, ".attention.k_proj"});
    auto values = tapped(values_, x, taps, {path, ".attention.v_proj"});
    if (placed && placed->past) std::tie(keys, values) = placed->past->add(placed->block, keys, values);
    AttentionOptions options;
    options.heads = heads_;
    options.causal = true;
    options.dropout = dropout_.share(*this);
    options.scale = 1.0;
    if (placed)
      options.visible = placesInWindow(*placed).unsqueeze(1);  // alike for all heads
    else if (window_ > 0 && x.size(1) > window_)
      options.visible = visibleTo(x.size(1), x.device());
    return tapped(out_, attend(queries, keys, values, options), taps, {path, ".attention.out_proj"});
  }

  void describe(std::vector<LayerInfo>& layers, const std::string& path) const override {
    for (const auto& [name, layer] :
         {std::pair("q_proj", queries_), {"k_proj", keys_}, {"v_proj", values_}, {"out_proj", out_}})
      layers.push_back(layerInfo(path + ".attention." + name, layer->weight, false));
  }

 private:
  /// bool [rows, length, seen]: of the places that a place sees those whose positions are less than the window lower.
  torch::Tensor placesInWindow(const PlacedTokens& placed) const {
    if (window_ == 0) return placed.visible;
    const auto& seen = placed.seenPositions.defined() ? placed.seenPositions : placed.positions;
    const auto apart = placed.positions.unsqueeze(2) - seen.unsqueeze(1);  // who looks, at whom
    return placed.visible.logical_and(apart < window_);
  }

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
  Dropout dropout_;
  torch::nn::Linear keys_{nullptr}, values_{nullptr}, queries_{nullptr}, out_{nullptr};
  torch::Tensor visible_;
};

std::shared_ptr<GptAttention> makeNeoAttention(const GptAttentionKind& kind) {
  return std::make_shared<NeoAttention>(kind);
}

constexpr GptPlan kGptNeo125m{
    "gpt_neo_125m", {12, 12, 768},   2048, 50257, /*biasIsOptional=*/false, /*smallProjections=*/false, "tanh",
    /*window=*/256, makeNeoAttention};

std::shared_ptr<Model> makeGptNeo(const ModelConfig& config, const InputShape& input) {
  return makeGpt(kGptNeo125m, config, input);
}

/// Of the sizes that are published in one division into heads.
std::int64_t publishedNeoHeads(const ModelConfig& model) {
  if (model.context != 2048 || model.vocabulary != 50257) return 0;
  return headsIn({{12, 12, 768}, {24, 16, 1024}, {24, 16, 2048}, {32, 20, 2560}}, model);
}

/// Hugging Face's configurations can ask for others. Blocks take turns: all tokens, the window, all tokens, ...
bool doesNotAlternate(const std::string& kinds) {
  constexpr std::string_view kPair = "global,local,";
  for (std::size_t at = 0; at < kinds.size(); ++at)
    if (kinds[at] != kPair[at % kPair.size()]) return true;
  return false;
}

}  // namespace

const WeightsForm& gptWeights();  // gpt_weights.cpp

ModelEntry gptNeoModel() {
  static const PublishedSettings published{
      .gelu = "tanh",
      .normEpsilon = kGptEpsilon,
      .window = kGptNeo125m.window,
      .heads = publishedNeoHeads,
      .unsupported = {{"attention_layers", doesNotAlternate, "those of gpt_neo_125m alternate, global and local"}}};
  return {.name = "gpt_neo_125m",
          .title = "GPT-Neo",
          .input = "tokens, up to 2048",
          .defaultInput = InputShape::ofTokens(kGptNeo125m.context, kGptNeo125m.vocabulary),
          .defaults = [] { return languageDefaults("gpt_neo_125m"); },
          .make = makeGptNeo,
          .settings = {"model.layers", "model.heads", "model.width", "model.context", "model.vocabulary",
                       "model.tied_head", "model.gelu", "model.norm_epsilon", "model.dropout", "model.window"},
          .weights = &gptWeights(),
          .published = &published};
}

}  // namespace studio
