// A network: a torch module whose submodule names equal the Python ones, so weights load by name.
#pragma once
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/run/layer_info.h"
#include "core/run/run_config.h"

namespace studio {

/// Responses of layers in one forward pass: what was asked for goes in, what was seen comes out.
/// A response is [batch, units], before the activation function: of a convolution the mean over space, of a
/// transformer's layer the mean over its tokens (science.md 2.1). With everyToken a transformer's tokens are rows of
/// their own.
enum class Pooling { Mean, Max, Flatten };  ///< of a unit's values in one input: the mean, the largest, all of them
struct Activations {
  std::vector<std::string> wanted;  ///< module paths
  bool everyToken = false;          ///< [batch * tokens, units], a batch's first tokens first
  Pooling pooling =
      Pooling::Mean;  ///< other than Mean: `pooled` is filled too, [batch, units] or [batch, units * values]
  std::map<std::string, torch::Tensor> seen, pooled;
  bool wants(const std::string& layer) const;
  /// Called by a model after each layer: output [batch, units], [batch, units, height, width] or [batch, tokens,
  /// units].
  void see(const std::string& layer, const torch::Tensor& output);
};

/// What an input looks like, for models built from data: an image, or a row of tokens.
struct InputShape {
  std::int64_t channels = 1, height = 28, width = 28;
  std::int64_t tokens = 0;      ///< language: tokens a row; 0 = images
  std::int64_t vocabulary = 0;  ///< language: kinds of tokens
  bool language() const { return tokens > 0; }
  static InputShape ofTokens(std::int64_t tokens, std::int64_t vocabulary) { return {0, 0, 0, tokens, vocabulary}; }
};

class Model : public torch::nn::Module {
 public:
  /// images [batch, channels, height, width] -> logits [batch, classes];
  /// language: tokens int64 [batch, tokens] -> logits [batch, tokens, vocabulary] of the token after each.
  virtual torch::Tensor forward(const torch::Tensor& x, Activations* activations = nullptr) = 0;
  /// Layers with a sheet, in the order of the forward pass; `topo` by the default of science.md 1.8.
  virtual std::vector<LayerInfo> layers() const = 0;
  /// What keeps inputs of this shape from being shown to it, as the end of a sentence "... have "; empty: they fit.
  virtual std::string misfit(const InputShape&) const { return {}; }
  /// Examples of this shape that one training step needs at least: 2 where batch norm sees a single value of each.
  virtual std::int64_t fewestExamples(const InputShape&) const { return 1; }
  /// The weight of a layer by its path: [units, inputs] or [units, inputs, kh, kw]. Throws UserError with the nearest
  /// name.
  torch::Tensor weightOf(const std::string& layer) const;
};

struct ModelEntry {
  const char* name;
  const char* title;
  const char* input;  ///< in words: "images, 28 × 28, 1 channel"
  InputShape defaultInput;
  RunConfig (*defaults)();  ///< each row's default settings
  std::shared_ptr<Model> (*make)(const ModelConfig& config, const InputShape& input);
  std::vector<std::string> settings;  ///< keys that only some models read, this one among them
  bool oneSize = false;               ///< made for the size of its input: training images of another size do not fit
};

/// The one table of models.
const std::vector<ModelEntry>& models();
/// Throws UserError with the nearest name.
const ModelEntry& findModel(const std::string& name);
/// The input of the configuration's row, with the context, vocabulary or whole patches of the size that the
/// configuration sets.
InputShape defaultInputOf(const ModelConfig& config);

// What the networks' own files share when they describe and show their layers.

/// A layer with this weight [units, ...]; its sheet by the grid rule.
LayerInfo layerInfo(const std::string& name, const torch::Tensor& weight, bool topo);
/// Throws UserError for a network that could only exhaust the memory; `settings` = those that decide its size.
void requireBuildable(const std::string& model, double parameters,
                      const std::string& settings = "model.hidden, model.classes or data.image_size");

/// A linear layer's values, shown under its path to whoever wants them.
torch::Tensor shown(torch::nn::Linear& layer, const torch::Tensor& x, Activations* activations,
                    const std::string& path);

// While it lives, operations of this thread compute shapes and no values: a network is built in milliseconds, without
// drawing its weights and without touching their memory. For tables and forms.

class ShapesOnly {
 public:
  ShapesOnly() : meta_(c10::DispatchKeySet(c10::DispatchKey::Meta)) {}  // torch's own kernels for tensors without data
  /// What depends on values cannot be computed then.
  static bool active() { return c10::impl::tls_local_dispatch_key_set().included_.has(c10::DispatchKey::Meta); }

 private:
  c10::impl::IncludeDispatchKeyGuard meta_;
};

}  // namespace studio
