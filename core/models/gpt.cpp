// nanoGPT (GPT-2 small) and GPT-Neo 125M (science.md 10.5, 10.6): embeddings of tokens and positions, pre-norm blocks,
// a last norm, and a head that is the embedding itself ("tied", the default) or a matrix of its own: transformer.{wte,
// wpe, h.0, ..., ln_f}, lm_head. A plan and an attention distinguish one from the other. Construction and first draws
// follow nanoGPT's order, so one seed draws the same weights there and here.
#include <ATen/ops/embedding.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/linear.h>
#include <torch/nn/init.h>
#include <torch/nn/modules/embedding.h>
#include <torch/nn/modules/linear.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <vector>

#include "core/models/model.h"
#include "core/models/transformer_parts.h"
#include "core/run/error.h"

namespace studio {
namespace {

// One block: x + attention(ln_1(x)), then x + mlp(ln_2(x)). The attention's projections are each network's own.

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
  virtual torch::Tensor forward(const torch::Tensor& x, const Taps& taps, const std::string& path) = 0;
  /// Its layers with a sheet, in the order of the forward pass, none of them with TopoLoss by default.
  virtual void describe(std::vector<LayerInfo>& layers, const std::string& path) const = 0;
};

class GptBlock : public torch::nn::Module {
 public:
  GptBlock(const TransformerSize& size, std::shared_ptr<GptAttention> attention, bool bias, const char* gelu,
           double epsilon);
  torch::Tensor forward(const torch::Tensor& x, const Taps& taps, const std::string& path);
  /// mlp.c_fc has TopoLoss by default (science.md 1.8).
  void describe(std::vector<LayerInfo>& layers, const std::string& path) const;

 private:
  LayerNorm firstNorm_{nullptr}, secondNorm_{nullptr};  ///< "ln_1", "ln_2"
  std::shared_ptr<GptAttention> attention_;
  torch::nn::Linear widen_{nullptr}, narrow_{nullptr};  ///< "mlp.c_fc", "mlp.c_proj"
  const char* gelu_;
};

GptBlock::GptBlock(const TransformerSize& size, std::shared_ptr<GptAttention> attention, bool bias, const char* gelu,
                   double epsilon)
    : gelu_(gelu) {
  firstNorm_ = register_module("ln_1", LayerNorm(size.width, epsilon, bias));
  attention_ = register_module("attn", std::move(attention));
  secondNorm_ = register_module("ln_2", LayerNorm(size.width, epsilon, bias));
  auto mlp = register_module("mlp", std::make_shared<torch::nn::Module>());  // gives its layers their names
  widen_ =
      mlp->register_module("c_fc", torch::nn::Linear(torch::nn::LinearOptions(size.width, size.hidden()).bias(bias)));
  narrow_ =
      mlp->register_module("c_proj", torch::nn::Linear(torch::nn::LinearOptions(size.hidden(), size.width).bias(bias)));
}

torch::Tensor GptBlock::forward(const torch::Tensor& x, const Taps& taps, const std::string& path) {
  const auto attended = x + attention_->forward(firstNorm_->forward(x), taps, path + ".attn");
  const auto widened =
      tapped(widen_, secondNorm_->forward(attended), taps, {path, ".mlp.c_fc"});  // [batch, tokens, 4 * width]
  return attended + tapped(narrow_, at::gelu(widened, gelu_), taps, {path, ".mlp.c_proj"});
}

void GptBlock::describe(std::vector<LayerInfo>& layers, const std::string& path) const {
  attention_->describe(layers, path + ".attn");
  layers.push_back(layerInfo(path + ".mlp.c_fc", widen_->weight, true));
  layers.push_back(layerInfo(path + ".mlp.c_proj", narrow_->weight, false));
}

// The network.

/// The differences between the two.
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

class Gpt : public Model {
 public:
  Gpt(const GptPlan& plan, const ModelConfig& config, const InputShape& input);
  torch::Tensor forward(const torch::Tensor& x, const Taps& taps) override;
  /// Of the blocks: rows of the head and of the embedding are tokens and no units.
  std::vector<LayerInfo> layers() const override;
  std::string mismatch(const InputShape& input) const override;

 private:
  void initialise(bool smallProjections);

  const char* name_;
  std::int64_t context_ = 0, vocabulary_ = 0;
  torch::nn::Embedding tokens_{nullptr}, positions_{nullptr};  ///< "wte", "wpe"
  std::vector<std::shared_ptr<GptBlock>> blocks_;
  LayerNorm norm_{nullptr};  ///< "ln_f"
  torch::Tensor head_;       ///< "lm_head.weight" [vocabulary, width]; tied: the embedding's own tensor
};

constexpr double kDeviation = 0.02;               // of both originals
constexpr std::int64_t kLongestWindowed = 32768;  // tokens; who sees whom is a table of tokens x tokens there

std::string blockPath(std::size_t block) { return "transformer.h." + std::to_string(block); }

void drawNormal(torch::nn::Module& module, double deviation) {
  if (auto* linear = module.as<torch::nn::Linear>()) {
    torch::nn::init::normal_(linear->weight, 0, deviation);
    if (linear->bias.defined()) linear->bias.zero_();
  }
  if (auto* embedding = module.as<torch::nn::Embedding>()) torch::nn::init::normal_(embedding->weight, 0, deviation);
}

Gpt::Gpt(const GptPlan& plan, const ModelConfig& config, const InputShape& input)
    : name_(plan.name),
      context_(settingOr(config.context, plan.context, "model.context")),
      vocabulary_(settingOr(config.vocabulary, plan.vocabulary, "model.vocabulary")) {
  const auto size = resolveTransformerSize(
      plan.name, config, plan.size,
      static_cast<double>(context_) + static_cast<double>(vocabulary_) * (config.tiedHead ? 1 : 2));
  if (const auto problem = mismatch(input); !problem.empty()) throw UserError("The data have " + problem);
  if (plan.window > 0 && context_ > kLongestWindowed)
    throw UserError("model.context is " + std::to_string(context_) + "; " + plan.name + " takes up to " +
                    std::to_string(kLongestWindowed) + " tokens.");
  const bool bias = config.bias || !plan.biasIsOptional;
  const auto* gelu = geluOr(config.gelu, plan.gelu);
  const double epsilon = epsilonOr(config.normEpsilon, kGptEpsilon);
  const auto window = plan.window == 0 ? 0 : settingOr(config.window, plan.window, "model.window");
  auto transformer = register_module("transformer", std::make_shared<torch::nn::Module>());
  tokens_ = transformer->register_module("wte", torch::nn::Embedding(vocabulary_, size.width));
  positions_ = transformer->register_module("wpe", torch::nn::Embedding(context_, size.width));
  auto holder = transformer->register_module(
      "h", std::make_shared<torch::nn::Module>());  // gives the blocks their names h.0, h.1, ...
  for (std::int64_t block = 0; block < size.layers; ++block) {
    const auto attention = plan.attention(
        {size, bias, block % 2 == 1 ? window : 0});  // the first block sees all, the second the window, ...
    blocks_.push_back(std::make_shared<GptBlock>(size, attention, bias, gelu, epsilon));
    holder->register_module(std::to_string(block), blocks_.back());
  }
  norm_ = transformer->register_module("ln_f", LayerNorm(size.width, epsilon, bias));
  // Tied, it is a buffer that is the embedding's own tensor: both names are in a file of weights, the optimizer meets
  // it once.
  auto head = register_module("lm_head", std::make_shared<torch::nn::Module>());
  if (config.tiedHead)
    head_ = head->register_buffer("weight", tokens_->weight);
  else
    head_ = head->register_parameter("weight", torch::empty({vocabulary_, size.width}));
  initialise(plan.smallProjections);
}

void Gpt::initialise(bool smallProjections) {
  torch::NoGradGuard noGrad;
  const auto size = tokens_->weight.sizes();
  torch::nn::Linear drawnAndDropped(
      torch::nn::LinearOptions(size[1], size[0]).bias(false));  // as the head is before it is tied
  for (const auto& module : modules(false)) drawNormal(*module, kDeviation);
  torch::nn::init::normal_(head_, 0, kDeviation);  // tied: the embedding once more
  if (!smallProjections) return;
  const double deviation =
      kDeviation / std::sqrt(2.0 * static_cast<double>(blocks_.size()));  // GPT-2: the sum of all blocks keeps its size
  for (auto& parameter : named_parameters())
    if (parameter.key().ends_with("c_proj.weight")) torch::nn::init::normal_(parameter.value(), 0, deviation);
}

torch::Tensor Gpt::forward(const torch::Tensor& x, const Taps& taps) {
  auto values = at::embedding(tokens_->weight, x) +
                positions_->weight.narrow(0, 0, x.size(1));  // [batch, tokens] -> [batch, tokens, width]
  for (std::size_t block = 0; block < blocks_.size(); ++block)
    values = blocks_[block]->forward(values, taps, blockPath(block));
  return at::linear(norm_->forward(values), head_);  // -> [batch, tokens, vocabulary]
}

std::vector<LayerInfo> Gpt::layers() const {
  std::vector<LayerInfo> infos;
  for (std::size_t block = 0; block < blocks_.size(); ++block) blocks_[block]->describe(infos, blockPath(block));
  return infos;
}

std::string Gpt::mismatch(const InputShape& input) const {
  if (!input.language()) return std::string("images, but ") + name_ + " reads tokens.";
  if (input.tokens > context_)
    return "rows of " + std::to_string(input.tokens) + " tokens, but " + name_ + " has positions for " +
           std::to_string(context_) + "; give rows of at most " + std::to_string(context_) +
           " tokens, which is data.context of a text or of a file of tokens.";
  if (input.vocabulary > vocabulary_)
    return std::to_string(input.vocabulary) + " kinds of tokens, but " + name_ + " knows " +
           std::to_string(vocabulary_) +
           "; make model.vocabulary larger, or with weights that are stored give tokens of their vocabulary.";
  return {};
}

// nanoGPT: queries, keys and values come from one layer c_attn, in that order.

class JoinedAttention : public GptAttention {
 public:
  explicit JoinedAttention(const GptAttentionKind& kind) : heads_(kind.size.heads) {
    const auto width = kind.size.width;
    join_ = register_module("c_attn", torch::nn::Linear(torch::nn::LinearOptions(width, 3 * width).bias(kind.bias)));
    project_ = register_module("c_proj", torch::nn::Linear(torch::nn::LinearOptions(width, width).bias(kind.bias)));
  }

  torch::Tensor forward(const torch::Tensor& x, const Taps& taps, const std::string& path) override {
    const auto joined = tapped(join_, x, taps, {path, ".c_attn"})
                            .chunk(3, 2);  // [batch, tokens, 3 * width] -> three of [batch, tokens, width]
    AttentionOptions options;
    options.heads = heads_;
    options.causal = true;
    return tapped(project_, attend(joined[0], joined[1], joined[2], options), taps, {path, ".c_proj"});
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

constexpr GptPlan kNanoGpt{
    "nanogpt",    {12, 12, 768},      1024, 50304, /*biasIsOptional=*/true, /*smallProjections=*/true, "none",
    /*window=*/0, makeJoinedAttention};

// GPT-Neo 125M: separate projections, products that are not scaled, and every other block sees only the newest 256
// tokens.

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

  torch::Tensor forward(const torch::Tensor& x, const Taps& taps, const std::string& path) override {
    const auto queries = tapped(queries_, x, taps, {path, ".attention.q_proj"});
    const auto keys = tapped(keys_, x, taps, {path, ".attention.k_proj"});
    const auto values = tapped(values_, x, taps, {path, ".attention.v_proj"});
    AttentionOptions options;
    options.heads = heads_;
    options.causal = true;
    options.scale = 1.0;
    if (window_ > 0 && x.size(1) > window_) options.visible = visibleTo(x.size(1), x.device());
    return tapped(out_, attend(queries, keys, values, options), taps, {path, ".attention.out_proj"});
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

constexpr GptPlan kGptNeo125m{
    "gpt_neo_125m", {12, 12, 768},   2048, 50257, /*biasIsOptional=*/false, /*smallProjections=*/false, "tanh",
    /*window=*/256, makeNeoAttention};

// The rows.

/// nanoGPT's recipe (science.md 1.9), as far as one device's batch goes.
RunConfig languageDefaults(const char* name) {
  RunConfig config;
  config.model.name = name;
  config.data.kind = "tokens";
  config.topoloss.tau = 1;
  config.optimizer.learningRate = 6e-4;
  config.optimizer.beta2 = 0.95;
  config.optimizer.weightDecay = 0.1;
  config.optimizer.decayOn = "matrices";
  config.optimizer.finalRate = 0.1;
  config.optimizer.warmupSteps = 2000;
  config.optimizer.gradientClip = 1;
  config.train.batchSize = 12;
  return config;
}

RunConfig nanoGptDefaults() {
  auto config = languageDefaults("nanogpt");
  config.model.bias = false;
  return config;
}

template <const GptPlan& plan>
std::shared_ptr<Model> makeGpt(const ModelConfig& config, const InputShape& input) {
  return std::make_shared<Gpt>(plan, config, input);
}

// Of the sizes that are published in one division into heads.

std::int64_t publishedGpt2Heads(const ModelConfig& model) {
  if (model.context != 1024 || (model.vocabulary != 50257 && model.vocabulary != 50304)) return 0;
  return headsIn({{6, 12, 768}, {12, 12, 768}, {24, 16, 1024}, {36, 20, 1280}, {48, 25, 1600}}, model);
}

std::int64_t publishedNeoHeads(const ModelConfig& model) {
  if (model.context != 2048 || model.vocabulary != 50257) return 0;
  return headsIn({{12, 12, 768}, {24, 16, 1024}, {24, 16, 2048}, {32, 20, 2560}}, model);
}

// What Hugging Face's configurations can ask for that these networks do not compute.

bool isFalseText(const std::string& text) { return text == "false"; }
bool isTrueText(const std::string& text) { return text == "true"; }
/// Blocks take turns: all tokens, the window, all tokens, ...
bool doesNotAlternate(const std::string& kinds) {
  constexpr std::string_view kPair = "global,local,";
  for (std::size_t at = 0; at < kinds.size(); ++at)
    if (kinds[at] != kPair[at % kPair.size()]) return true;
  return false;
}

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
          .title = "nanoGPT (GPT-2 small)",
          .input = "tokens, up to 1024",
          .defaultInput = InputShape::ofTokens(kNanoGpt.context, kNanoGpt.vocabulary),
          .defaults = nanoGptDefaults,
          .make = makeGpt<kNanoGpt>,
          .settings = {"model.layers", "model.heads", "model.width", "model.context", "model.vocabulary", "model.bias",
                       "model.tied_head", "model.gelu", "model.norm_epsilon"},
          .weights = &gptWeights(),
          .published = &published};
}

ModelEntry gptNeoModel() {
  static const PublishedSettings published{
      .gelu = "tanh",
      .normEpsilon = kGptEpsilon,
      .window = kGptNeo125m.window,
      .heads = publishedNeoHeads,
      .unsupported = {{"attention_layers", doesNotAlternate, "those of gpt_neo_125m alternate, global and local"}}};
  return {.name = "gpt_neo_125m",
          .title = "GPT-Neo 125M",
          .input = "tokens, up to 2048",
          .defaultInput = InputShape::ofTokens(kGptNeo125m.context, kGptNeo125m.vocabulary),
          .defaults = [] { return languageDefaults("gpt_neo_125m"); },
          .make = makeGpt<kGptNeo125m>,
          .settings = {"model.layers", "model.heads", "model.width", "model.context", "model.vocabulary",
                       "model.tied_head", "model.gelu", "model.norm_epsilon", "model.window"},
          .weights = &gptWeights(),
          .published = &published};
}

}  // namespace studio
