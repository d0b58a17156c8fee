// A network: a torch module whose submodule names equal the Python ones, so weights load by name.
#pragma once
#include <torch/nn/module.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/run/layer_info.h"
#include "core/run/run_config.h"

namespace studio {

/// Responses of layers in one forward pass: what was asked for goes in, what was seen comes out.
/// A response is [batch, units] (convolution: mean over space, science.md 2.1), before the activation function.
struct Activations {
  std::vector<std::string> wanted;                ///< module paths
  std::map<std::string, torch::Tensor> seen;
  bool wants(const std::string& layer) const;
  /// Called by a model after each layer: output [batch, units] or [batch, units, height, width].
  void see(const std::string& layer, const torch::Tensor& output);
};

class Model : public torch::nn::Module {
 public:
  /// images [batch, channels, height, width] -> logits [batch, classes].
  virtual torch::Tensor forward(const torch::Tensor& x, Activations* activations = nullptr) = 0;
  /// Layers with a sheet, in the order of the forward pass; `topo` by the default of science.md 1.8.
  virtual std::vector<LayerInfo> layers() const = 0;
  /// The weight of a layer by its path: [units, inputs] or [units, inputs, kh, kw]. Throws UserError with the nearest name.
  torch::Tensor weightOf(const std::string& layer) const;
};

/// What an input looks like, for models built from data.
struct InputShape { std::int64_t channels = 1, height = 28, width = 28; };

struct ModelEntry {
  const char* name;
  const char* title;
  const char* input;             ///< in words: "images, 28 × 28, 1 channel"
  InputShape defaultInput;
  RunConfig (*defaults)();       ///< each row's default settings
  std::shared_ptr<Model> (*make)(const ModelConfig& config, const InputShape& input);
  std::vector<std::string> settings;   ///< keys that only some models read, this one among them
  bool oneSize = false;                ///< made for the size of its input: training images of another size do not fit
};

/// The one table of models.
const std::vector<ModelEntry>& models();
/// Throws UserError with the nearest name.
const ModelEntry& findModel(const std::string& name);

}  // namespace studio
