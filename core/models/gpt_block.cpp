#include "core/models/gpt_block.h"

#include <ATen/ops/gelu.h>
#include <torch/types.h>

#include "core/models/model.h"

namespace studio {

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

torch::Tensor GptBlock::forward(const torch::Tensor& x, Activations* activations, const std::string& path) {
  const auto attended = x + attention_->forward(firstNorm_->forward(x), activations, path + ".attn");
  const auto widened =
      shown(widen_, secondNorm_->forward(attended), activations, path + ".mlp.c_fc");  // [batch, tokens, 4 * width]
  return attended + shown(narrow_, at::gelu(widened, gelu_), activations, path + ".mlp.c_proj");
}

void GptBlock::describe(std::vector<LayerInfo>& layers, const std::string& path) const {
  attention_->describe(layers, path + ".attn");
  layers.push_back(layerInfo(path + ".mlp.c_fc", widen_->weight, true));
  layers.push_back(layerInfo(path + ".mlp.c_proj", narrow_->weight, false));
}

}  // namespace studio
