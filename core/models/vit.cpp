// Construction follows torchvision's order, so one seed draws the same weights there and here.
#include "core/models/vit.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/linear.h>
#include <torch/nn/init.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>

#include "core/models/transformer_parts.h"
#include "core/models/model.h"
#include "core/run/error.h"

namespace studio {

VitBlock::VitBlock(const TransformerSize& size, const char* gelu, double epsilon) : heads_(size.heads), gelu_(gelu) {
  const torch::NoGradGuard noGrad;  // of the draws; parameters are trained all the same
  const auto width = size.width;
  firstNorm_ = register_module("ln_1", LayerNorm(width, epsilon));
  auto attention = register_module("self_attention", std::make_shared<torch::nn::Module>());
  joinWeight_ = attention->register_parameter("in_proj_weight", torch::empty({3 * width, width}));
  joinBias_ = attention->register_parameter("in_proj_bias", torch::zeros({3 * width}));
  out_ = attention->register_module("out_proj", torch::nn::Linear(width, width));
  torch::nn::init::xavier_uniform_(joinWeight_);
  out_->bias.zero_();
  secondNorm_ = register_module("ln_2", LayerNorm(width, epsilon));
  auto mlp = register_module("mlp", std::make_shared<torch::nn::Module>());
  widen_ = mlp->register_module("0", torch::nn::Linear(width, size.hidden()));
  narrow_ = mlp->register_module("3", torch::nn::Linear(size.hidden(), width));
  for (auto& layer : {widen_, narrow_}) {
    torch::nn::init::xavier_uniform_(layer->weight);
    torch::nn::init::normal_(layer->bias, 0, 1e-6);
  }
}

torch::Tensor VitBlock::attend(const torch::Tensor& x, Activations* activations, const std::string& path) {
  const auto joined = at::linear(x, joinWeight_, joinBias_)
                          .chunk(3, 2);  // [batch, tokens, 3 * width] -> three of [batch, tokens, width]
  AttentionOptions options;
  options.heads = heads_;
  return shown(out_, studio::attend(joined[0], joined[1], joined[2], options), activations,
               path + ".self_attention.out_proj");
}

torch::Tensor VitBlock::forward(const torch::Tensor& x, Activations* activations, const std::string& path) {
  const auto attended = x + attend(firstNorm_->forward(x), activations, path);
  const auto widened =
      shown(widen_, secondNorm_->forward(attended), activations, path + ".mlp.0");  // [batch, tokens, 4 * width]
  return attended + shown(narrow_, at::gelu(widened, gelu_), activations, path + ".mlp.3");
}

void VitBlock::describe(std::vector<LayerInfo>& layers, const std::string& path) const {
  layers.push_back(layerInfo(path + ".self_attention.out_proj", out_->weight, false));
  layers.push_back(layerInfo(path + ".mlp.0", widen_->weight, false));
  layers.push_back(layerInfo(path + ".mlp.3", narrow_->weight, true));
}

// Patches and a class token, positions, blocks, norm, classifier on the class token.

namespace {

constexpr TransformerSize kBase{12, 12, 768};
constexpr std::int64_t kPatch = 32;  // px

std::string layerPath(std::size_t block) { return "encoder.layers.encoder_layer_" + std::to_string(block); }

/// torch.nn.init.trunc_normal_: values outside of -2 .. 2 are drawn again.
void drawTruncatedNormal(torch::Tensor& weight, double deviation) {
  torch::nn::init::normal_(weight, 0, deviation);
  if (deviation < 0.2 || ShapesOnly::active()) return;  // ten deviations away there are none
  for (auto outside = weight.abs() > 2; outside.any().item<bool>(); outside = weight.abs() > 2)
    weight.copy_(torch::where(outside, torch::empty_like(weight).normal_(0, deviation), weight));
}

}  // namespace

Vit::Vit(const ModelConfig& config, const InputShape& input)
    : patch_(settingOr(config.patchSize, kPatch, "model.patch_size")) {
  if (config.classes < 0)
    throw UserError("model.classes is a number of output units; it must be 1 or more, or 0 for no classifier.");
  const auto positions = 1 + patchesOf(input);
  const double patchValues =
      static_cast<double>(input.channels) * static_cast<double>(patch_) * static_cast<double>(patch_);
  const double outside = static_cast<double>(positions + config.classes) + patchValues;
  const auto size = transformerSizeOf("vit", config, kBase, outside);
  const auto* gelu = geluOr(config.gelu, "none");
  const double epsilon = epsilonOr(config.normEpsilon, kVitEpsilon);
  const torch::NoGradGuard noGrad;  // of the draws; parameters are trained all the same
  classToken_ = register_parameter("class_token", torch::zeros({1, 1, size.width}));
  patches_ = register_module(
      "conv_proj", torch::nn::Conv2d(torch::nn::Conv2dOptions(input.channels, size.width, patch_).stride(patch_)));
  auto encoder = register_module("encoder", std::make_shared<torch::nn::Module>());
  positions_ = encoder->register_parameter("pos_embedding", torch::empty({1, positions, size.width}).normal_(0, 0.02));
  auto holder =
      encoder->register_module("layers", std::make_shared<torch::nn::Module>());  // gives the blocks their names
  for (std::int64_t block = 0; block < size.layers; ++block)
    blocks_.push_back(holder->register_module("encoder_layer_" + std::to_string(block),
                                              std::make_shared<VitBlock>(size, gelu, epsilon)));
  norm_ = encoder->register_module("ln", LayerNorm(size.width, epsilon));
  if (config.classes > 0) {
    auto heads = register_module("heads", std::make_shared<torch::nn::Module>());
    classifier_ = heads->register_module("head", torch::nn::Linear(size.width, config.classes));
  }
  initialise(input.channels);
}

void Vit::initialise(std::int64_t channels) {
  drawTruncatedNormal(patches_->weight, std::sqrt(1.0 / static_cast<double>(channels * patch_ * patch_)));
  patches_->bias.zero_();
  if (!classifier_) return;
  for (auto& zero : {classifier_->weight, classifier_->bias}) zero.zero_();
}

torch::Tensor Vit::forward(const torch::Tensor& x, Activations* activations) {
  const auto patches = patches_->forward(x);  // [batch, width, rows, columns]
  if (activations) activations->see("conv_proj", patches);
  const auto tokens = patches.flatten(2).transpose(1, 2);  // -> [batch, patches, width]
  auto values = at::cat({classToken_.expand({x.size(0), 1, -1}), tokens}, 1) + positions_;
  for (std::size_t block = 0; block < blocks_.size(); ++block)
    values = blocks_[block]->forward(values, activations, layerPath(block));
  const auto features = norm_->forward(values.select(1, 0));  // each token's norm is its own: the class token alone
  if (!classifier_) return features;
  const auto logits = classifier_->forward(features);
  if (activations) activations->see("heads.head", logits);
  return logits;
}

std::vector<LayerInfo> Vit::layers() const {
  std::vector<LayerInfo> infos{layerInfo("conv_proj", patches_->weight, false)};
  for (std::size_t block = 0; block < blocks_.size(); ++block) blocks_[block]->describe(infos, layerPath(block));
  if (classifier_) infos.push_back(layerInfo("heads.head", classifier_->weight, false));
  return infos;
}

std::int64_t Vit::patchesOf(const InputShape& input) const {
  if (input.height < patch_ || input.width < patch_ || input.height % patch_ != 0 || input.width % patch_ != 0)
    throw UserError("A vision transformer cuts images into patches of " + std::to_string(patch_) +
                    " px, which do not cover " + std::to_string(input.height) + " x " + std::to_string(input.width) +
                    " px; choose data.image_size or model.patch_size so that they do.");
  return (input.height / patch_) * (input.width / patch_);
}

std::string Vit::misfit(const InputShape& input) const {
  const auto positions = positions_.size(1) - 1;
  if (input.height % patch_ == 0 && input.width % patch_ == 0 &&
      (input.height / patch_) * (input.width / patch_) == positions)
    return {};
  return "images of " + std::to_string(input.height) + " x " + std::to_string(input.width) +
         " px, but the network has positions for " + std::to_string(positions) + " patches of " +
         std::to_string(patch_) + " px; choose image_size to fit.";
}

}  // namespace studio
