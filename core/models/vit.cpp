// Vision transformer as torchvision builds it, with its names and first weights (science.md 10.4): conv_proj,
// class_token, encoder.{pos_embedding, layers.encoder_layer_0, ..., ln}, heads.head. The image's size decides the
// number of positions. Construction follows torchvision's order, so one seed draws the same weights there and here.
#include <ATen/ops/cat.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/linear.h>
#include <torch/nn/init.h>
#include <torch/nn/modules/conv.h>
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

/// One block ("encoder_layer_0"): x + self_attention(ln_1(x)), then x + mlp(ln_2(x)).
class VitBlock : public torch::nn::Module {
 public:
  VitBlock(const TransformerSize& size, const char* gelu, double epsilon);
  /// [batch, tokens, width] -> the same; `path` names the block for the activations.
  torch::Tensor forward(const torch::Tensor& x, const Taps& taps, const std::string& path);
  /// mlp.3 has TopoLoss by default (science.md 1.8). The attention's joined projection is no layer of its own in
  /// PyTorch.
  void describe(std::vector<LayerInfo>& layers, const std::string& path) const;

 private:
  torch::Tensor attend(const torch::Tensor& x, const Taps& taps, const std::string& path);

  std::int64_t heads_;
  const char* gelu_;
  LayerNorm firstNorm_{nullptr}, secondNorm_{nullptr};  ///< "ln_1", "ln_2"
  torch::Tensor joinWeight_, joinBias_;                 ///< "self_attention.in_proj_weight": queries, keys, values
  torch::nn::Linear out_{nullptr}, widen_{nullptr}, narrow_{nullptr};  ///< "self_attention.out_proj", "mlp.0", "mlp.3"
};

/// torchvision's.
inline constexpr double kVitEpsilon = 1e-6;

class Vit : public Model {
 public:
  /// ViT-B/32 where the configuration says 0.
  Vit(const ModelConfig& config, const InputShape& input);
  torch::Tensor forward(const torch::Tensor& x, const Taps& taps) override;
  std::vector<LayerInfo> layers() const override;
  std::string mismatch(const InputShape& input) const override;

 private:
  /// Patches of an image; throws UserError where they do not cover it exactly.
  std::int64_t countPatches(const InputShape& input) const;
  void initialise(std::int64_t channels);

  std::int64_t patch_;                    ///< px a side
  torch::nn::Conv2d patches_{nullptr};    ///< "conv_proj"
  torch::Tensor classToken_, positions_;  ///< [1, 1, width], [1, 1 + patches, width]
  std::vector<std::shared_ptr<VitBlock>> blocks_;
  LayerNorm norm_{nullptr};                ///< "encoder.ln"
  torch::nn::Linear classifier_{nullptr};  ///< "heads.head"; none with config.classes = 0: the outputs are the features
};

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

torch::Tensor VitBlock::attend(const torch::Tensor& x, const Taps& taps, const std::string& path) {
  const auto joined = at::linear(x, joinWeight_, joinBias_)
                          .chunk(3, 2);  // [batch, tokens, 3 * width] -> three of [batch, tokens, width]
  AttentionOptions options;
  options.heads = heads_;
  return tapped(out_, studio::attend(joined[0], joined[1], joined[2], options), taps,
                {path, ".self_attention.out_proj"});
}

torch::Tensor VitBlock::forward(const torch::Tensor& x, const Taps& taps, const std::string& path) {
  const auto attended = x + attend(firstNorm_->forward(x), taps, path);
  const auto widened =
      tapped(widen_, secondNorm_->forward(attended), taps, {path, ".mlp.0"});  // [batch, tokens, 4 * width]
  return attended + tapped(narrow_, at::gelu(widened, gelu_), taps, {path, ".mlp.3"});
}

void VitBlock::describe(std::vector<LayerInfo>& layers, const std::string& path) const {
  layers.push_back(layerInfo(path + ".self_attention.out_proj", out_->weight, false));
  layers.push_back(layerInfo(path + ".mlp.0", widen_->weight, false));
  layers.push_back(layerInfo(path + ".mlp.3", narrow_->weight, true));
}

// Patches and a class token, positions, blocks, norm, classifier on the class token.

constexpr TransformerSize kBase{12, 12, 768};
constexpr std::int64_t kPatch = 32;  // px

std::string encoderPath(std::size_t block) { return "encoder.layers.encoder_layer_" + std::to_string(block); }

/// torch.nn.init.trunc_normal_: values outside of -2 .. 2 are drawn again.
void drawTruncatedNormal(torch::Tensor& weight, double deviation) {
  torch::nn::init::normal_(weight, 0, deviation);
  if (deviation < 0.2 || ShapesOnly::active()) return;  // ten deviations away there are none
  for (auto outside = weight.abs() > 2; outside.any().item<bool>(); outside = weight.abs() > 2)
    weight.copy_(torch::where(outside, torch::empty_like(weight).normal_(0, deviation), weight));
}

Vit::Vit(const ModelConfig& config, const InputShape& input)
    : patch_(settingOr(config.patchSize, kPatch, "model.patch_size")) {
  if (config.classes < 0)
    throw UserError("model.classes is a number of output units; it must be 1 or more, or 0 for no classifier.");
  const auto positions = 1 + countPatches(input);
  const double patchValues =
      static_cast<double>(input.channels) * static_cast<double>(patch_) * static_cast<double>(patch_);
  const double outside = static_cast<double>(positions + config.classes) + patchValues;
  const auto size = resolveTransformerSize("vit", config, kBase, outside);
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

torch::Tensor Vit::forward(const torch::Tensor& x, const Taps& taps) {
  const auto patches = taps.pass({"conv_proj"}, patches_->forward(x));  // [batch, width, rows, columns]
  const auto tokens = patches.flatten(2).transpose(1, 2);               // -> [batch, patches, width]
  auto values = at::cat({classToken_.expand({x.size(0), 1, -1}), tokens}, 1) + positions_;
  for (std::size_t block = 0; block < blocks_.size(); ++block)
    values = blocks_[block]->forward(values, taps, encoderPath(block));
  const auto features = norm_->forward(values.select(1, 0));  // each token's norm is its own: the class token alone
  if (!classifier_) return features;
  return tapped(classifier_, features, taps, {"heads.head"});
}

std::vector<LayerInfo> Vit::layers() const {
  std::vector<LayerInfo> infos{layerInfo("conv_proj", patches_->weight, false)};
  for (std::size_t block = 0; block < blocks_.size(); ++block) blocks_[block]->describe(infos, encoderPath(block));
  if (classifier_) infos.push_back(layerInfo("heads.head", classifier_->weight, false));
  return infos;
}

std::int64_t Vit::countPatches(const InputShape& input) const {
  if (input.height < patch_ || input.width < patch_ || input.height % patch_ != 0 || input.width % patch_ != 0)
    throw UserError("A vision transformer cuts images into patches of " + std::to_string(patch_) +
                    " px, which do not cover " + std::to_string(input.height) + " x " + std::to_string(input.width) +
                    " px; choose data.image_size or model.patch_size so that they do.");
  return (input.height / patch_) * (input.width / patch_);
}

std::string Vit::mismatch(const InputShape& input) const {
  const auto positions = positions_.size(1) - 1;
  if (input.height % patch_ == 0 && input.width % patch_ == 0 &&
      (input.height / patch_) * (input.width / patch_) == positions)
    return {};
  return "images of " + std::to_string(input.height) + " x " + std::to_string(input.width) +
         " px, but the network has positions for " + std::to_string(positions) + " patches of " +
         std::to_string(patch_) + " px; choose image_size to fit.";
}

/// A classifier of ImageNet's 1000 classes.
RunConfig vitDefaults() {
  RunConfig config;
  config.model.name = "vit_b_32";
  config.model.classes = 1000;
  config.data.kind = "image_folder";
  config.data.imageSize = 224;
  config.data.augment = "random_resized_crop";
  return config;
}

/// Of the sizes that are published in one division into heads.
std::int64_t publishedVitHeads(const ModelConfig& model) {
  if (model.patchSize != 8 && model.patchSize != 14 && model.patchSize != 16 && model.patchSize != 32) return 0;
  return headsIn({{12, 3, 192}, {12, 6, 384}, {12, 12, 768}, {24, 16, 1024}, {32, 16, 1280}}, model);
}

}  // namespace

const WeightsForm& vitWeights();  // vit_weights.cpp

ModelEntry vitModel() {
  static const PublishedSettings published{.gelu = "exact", .normEpsilon = kVitEpsilon, .heads = publishedVitHeads};
  return {.name = "vit_b_32",
          .title = "Vision transformer B/32",
          .input = "images, 224 × 224, 3 channels",
          .defaultInput = {3, 224, 224},
          .defaults = vitDefaults,
          .make = [](const ModelConfig& config, const InputShape& input) -> std::shared_ptr<Model> {
            return std::make_shared<Vit>(config, input);
          },
          .settings = {"model.classes", "model.layers", "model.heads", "model.width", "model.patch_size", "model.gelu",
                       "model.norm_epsilon"},
          .oneSize = true,
          .weights = &vitWeights(),
          .published = &published,
          .formerDefault = [](std::string_view layer) { return layer.ends_with(".mlp.0"); }};  // science.md 1.8
}

}  // namespace studio
