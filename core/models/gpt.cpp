// Construction and first draws follow nanoGPT's order, so one seed draws the same weights there and here.
#include "core/models/gpt.h"

#include <ATen/ops/embedding.h>
#include <ATen/ops/linear.h>
#include <torch/nn/init.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>

#include "core/run/error.h"

namespace studio {
namespace {

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

}  // namespace

Gpt::Gpt(const GptPlan& plan, const ModelConfig& config, const InputShape& input)
    : name_(plan.name),
      context_(settingOr(config.context, plan.context, "model.context")),
      vocabulary_(settingOr(config.vocabulary, plan.vocabulary, "model.vocabulary")) {
  const auto size =
      transformerSizeOf(plan.name, config, plan.size,
                        static_cast<double>(context_) + static_cast<double>(vocabulary_) * (config.tiedHead ? 1 : 2));
  if (const auto problem = misfit(input); !problem.empty()) throw UserError("The data have " + problem);
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

torch::Tensor Gpt::forward(const torch::Tensor& x, Activations* activations) {
  auto values = at::embedding(tokens_->weight, x) +
                positions_->weight.narrow(0, 0, x.size(1));  // [batch, tokens] -> [batch, tokens, width]
  for (std::size_t block = 0; block < blocks_.size(); ++block)
    values = blocks_[block]->forward(values, activations, blockPath(block));
  return at::linear(norm_->forward(values), head_);  // -> [batch, tokens, vocabulary]
}

std::vector<LayerInfo> Gpt::layers() const {
  std::vector<LayerInfo> infos;
  for (std::size_t block = 0; block < blocks_.size(); ++block) blocks_[block]->describe(infos, blockPath(block));
  return infos;
}

std::string Gpt::misfit(const InputShape& input) const {
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

}  // namespace studio
