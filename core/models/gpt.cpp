// The network of a GPT: its block, and the whole. Construction and first draws follow nanoGPT's order, so one seed
// draws the same weights there and here.
#include "core/models/gpt.h"

#include <ATen/ops/embedding.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/linear.h>
#include <torch/nn/init.h>
#include <torch/nn/modules/embedding.h>
#include <torch/nn/modules/linear.h>
#include <torch/utils.h>

#include <cmath>

#include "core/run/error.h"

namespace studio {
namespace {

/// One block: x + attention(ln_1(x)), then x + mlp(ln_2(x)).
class GptBlock : public torch::nn::Module {
 public:
  GptBlock(const TransformerSize& size, std::shared_ptr<GptAttention> attention, bool bias, const char* gelu,
           double epsilon, Dropout dropout);
  torch::Tensor forward(const torch::Tensor& x, const Taps& taps, const std::string& path, const PlacedTokens* placed);
  /// mlp.c_fc has TopoLoss by default (science.md 1.8).
  void describe(std::vector<LayerInfo>& layers, const std::string& path) const;

 private:
  LayerNorm firstNorm_{nullptr}, secondNorm_{nullptr};  ///< "ln_1", "ln_2"
  std::shared_ptr<GptAttention> attention_;
  torch::nn::Linear widen_{nullptr}, narrow_{nullptr};  ///< "mlp.c_fc", "mlp.c_proj"
  const char* gelu_;
  Dropout dropout_;
};

GptBlock::GptBlock(const TransformerSize& size, std::shared_ptr<GptAttention> attention, bool bias, const char* gelu,
                   double epsilon, Dropout dropout)
    : gelu_(gelu), dropout_(dropout) {
  firstNorm_ = register_module("ln_1", LayerNorm(size.width, epsilon, bias));
  attention_ = register_module("attn", std::move(attention));
  secondNorm_ = register_module("ln_2", LayerNorm(size.width, epsilon, bias));
  auto mlp = register_module("mlp", std::make_shared<torch::nn::Module>());  // gives its layers their names
  widen_ =
      mlp->register_module("c_fc", torch::nn::Linear(torch::nn::LinearOptions(size.width, size.hidden()).bias(bias)));
  narrow_ =
      mlp->register_module("c_proj", torch::nn::Linear(torch::nn::LinearOptions(size.hidden(), size.width).bias(bias)));
}

torch::Tensor GptBlock::forward(const torch::Tensor& x, const Taps& taps, const std::string& path,
                                const PlacedTokens* placed) {
  const auto attention = attention_->forward(firstNorm_->forward(x), taps, path + ".attn", placed);
  const auto attended = x + dropout_(attention, *this);
  const auto widened =
      tapped(widen_, secondNorm_->forward(attended), taps, {path, ".mlp.c_fc"});  // [batch, tokens, 4 * width]
  return attended + dropout_(tapped(narrow_, at::gelu(widened, gelu_), taps, {path, ".mlp.c_proj"}), *this);
}

void GptBlock::describe(std::vector<LayerInfo>& layers, const std::string& path) const {
  attention_->describe(layers, path + ".attn");
  layers.push_back(layerInfo(path + ".mlp.c_fc", widen_->weight, true));
  layers.push_back(layerInfo(path + ".mlp.c_proj", narrow_->weight, false));
}

class Gpt : public Model, public LanguageModel {
 public:
  Gpt(const GptPlan& plan, const ModelConfig& config, const InputShape& input);
  torch::Tensor forward(const torch::Tensor& x, const Taps& taps) override;
  torch::Tensor lastValues(const PlacedTokens& placed) override;
  torch::Tensor lastValues(const torch::Tensor& rows, const Taps& taps) override;
  torch::Tensor head() const override { return head_; }
  std::int64_t context() const override { return context_; }
  /// Of the blocks: rows of the head and of the embedding are tokens and no units.
  std::vector<LayerInfo> layers() const override;
  std::string mismatch(const InputShape& input) const override;

 private:
  void initialise(bool smallProjections);
  /// Past all blocks and the last norm.
  torch::Tensor pass(torch::Tensor values, const Taps& taps, const PlacedTokens* placed);

  const char* name_;
  std::int64_t context_ = 0, vocabulary_ = 0;
  torch::nn::Embedding tokens_{nullptr}, positions_{nullptr};  ///< "wte", "wpe"
  std::vector<std::shared_ptr<GptBlock>> blocks_;
  LayerNorm norm_{nullptr};  ///< "ln_f"
  Dropout dropout_;
  torch::Tensor head_;  ///< "lm_head.weight" [vocabulary, width]; tied: the embedding's own tensor
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
      vocabulary_(settingOr(config.vocabulary, plan.vocabulary, "model.vocabulary")),
      dropout_(config.dropout) {
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
        {size, bias, block % 2 == 1 ? window : 0, dropout_});  // the first block sees all, the second the window, ...
    blocks_.push_back(std::make_shared<GptBlock>(size, attention, bias, gelu, epsilon, dropout_));
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

torch::Tensor Gpt::pass(torch::Tensor values, const Taps& taps, const PlacedTokens* placed) {
  for (std::size_t block = 0; block < blocks_.size(); ++block) {
    if (!placed) {
      values = blocks_[block]->forward(values, taps, blockPath(block), nullptr);
      continue;
    }
    auto inBlock = *placed;
    inBlock.block = block;
    values = blocks_[block]->forward(values, taps, blockPath(block), &inBlock);
  }
  return norm_->forward(values);
}

torch::Tensor Gpt::forward(const torch::Tensor& x, const Taps& taps) {
  return at::linear(lastValues(x, taps), head_);  // -> [batch, tokens, vocabulary]
}

torch::Tensor Gpt::lastValues(const torch::Tensor& rows, const Taps& taps) {
  const auto values = at::embedding(tokens_->weight, rows) +
                      positions_->weight.narrow(0, 0, rows.size(1));  // [batch, tokens] -> [batch, tokens, width]
  return pass(dropout_(values, *this), taps, nullptr);
}

torch::Tensor Gpt::lastValues(const PlacedTokens& placed) {
  const auto values =
      at::embedding(tokens_->weight, placed.tokens) + at::embedding(positions_->weight, placed.positions);
  return pass(values, taps(), &placed);  // [rows, length, width]
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

}  // namespace

std::shared_ptr<Model> makeGpt(const GptPlan& plan, const ModelConfig& config, const InputShape& input) {
  return std::make_shared<Gpt>(plan, config, input);
}

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

}  // namespace studio
