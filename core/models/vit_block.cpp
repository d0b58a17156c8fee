// Construction follows torchvision's order, so one seed draws the same weights there and here.
#include "core/models/vit_block.h"

#include <ATen/ops/gelu.h>
#include <ATen/ops/linear.h>
#include <torch/nn/init.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "core/models/attention.h"
#include "core/models/layer_list.h"

namespace studio {

VitBlock::VitBlock(const TransformerSize& size, const char* gelu, double epsilon) : heads_(size.heads), gelu_(gelu) {
  const torch::NoGradGuard noGrad;   // of the draws; parameters are trained all the same
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
  const auto joined = at::linear(x, joinWeight_, joinBias_).chunk(3, 2);   // [batch, tokens, 3 * width] -> three of [batch, tokens, width]
  AttentionOptions options;
  options.heads = heads_;
  return shown(out_, studio::attend(joined[0], joined[1], joined[2], options), activations, path + ".self_attention.out_proj");
}

torch::Tensor VitBlock::forward(const torch::Tensor& x, Activations* activations, const std::string& path) {
  const auto attended = x + attend(firstNorm_->forward(x), activations, path);
  const auto widened = shown(widen_, secondNorm_->forward(attended), activations, path + ".mlp.0");   // [batch, tokens, 4 * width]
  return attended + shown(narrow_, at::gelu(widened, gelu_), activations, path + ".mlp.3");
}

void VitBlock::describe(std::vector<LayerInfo>& layers, const std::string& path) const {
  layers.push_back(layerInfo(path + ".self_attention.out_proj", out_->weight, false));
  layers.push_back(layerInfo(path + ".mlp.0", widen_->weight, false));
  layers.push_back(layerInfo(path + ".mlp.3", narrow_->weight, true));
}

}  // namespace studio
