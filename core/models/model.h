// A network: a torch module whose submodule names equal the Python ones, so weights load by name.
#pragma once
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/taps.h"
#include "core/models/weights_form.h"
#include "core/run/snapshot.h"
#include "core/run/config_fields.h"
#include "core/run/former_layers.h"

namespace studio {

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
  /// The taps see the values of the layers that layers() names, and may give others back. Whoever adds taps of his own
  /// begins with a copy of taps().
  virtual torch::Tensor forward(const torch::Tensor& x, const Taps& taps) = 0;
  torch::Tensor forward(const torch::Tensor& x) { return forward(x, taps_); }
  /// What belongs to this network beside its weights, in every forward pass: operations on the values of layers
  /// (LLCNN's smoothing), places of units on their sheet. A row of the table of losses brings it (core/losses).
  const Taps& taps() const { return taps_; }
  Taps& taps() { return taps_; }
  /// Layers with a sheet, in the order of the forward pass; `topo` by the default of science.md 1.8.
  virtual std::vector<LayerInfo> layers() const = 0;
  /// What keeps inputs of this shape from being shown to it, as the end of a sentence "... have "; empty: they fit.
  virtual std::string mismatch(const InputShape&) const { return {}; }
  /// Examples of this shape that one training step needs at least: 2 where batch norm sees a single value of each.
  virtual std::int64_t fewestExamples(const InputShape&) const { return 1; }
  /// The weight of a layer by its path: [units, inputs] or [units, inputs, kh, kw]. Throws UserError with the nearest
  /// name.
  torch::Tensor layerWeight(const std::string& layer) const;

 private:
  Taps taps_;
};

/// A text of an author's configuration that asks for another function than the network's.
struct UnsupportedText {
  const char* key;
  bool (*isUnsupported)(const std::string& text);
  const char* what;  ///< "nanogpt scales all its blocks alike"
};

/// What the weights of a transformer do not show, as the network was published; stated by files or configured
/// otherwise.
struct PublishedSettings {
  const char* gelu = "exact";  ///< or "tanh"
  double normEpsilon = 1e-5;
  std::int64_t window = 0;                          ///< newest tokens that every other block sees; 0 = all
  std::int64_t (*heads)(const ModelConfig& model);  ///< of sizes published with one number of heads; 0: others
  std::vector<UnsupportedText> unsupported = {};    ///< what authors' configurations may ask for otherwise
  bool turned = false;  ///< files exist whose linear layers are [inputs, outputs] (Hugging Face's GPT-2)
};

/// One row of the table: all that the program knows of a model.
struct ModelEntry {
  const char* name;
  const char* title;
  const char* input;  ///< in words: "images, 28 × 28, 1 channel"
  InputShape defaultInput;
  RunConfig (*defaults)();  ///< each row's default settings
  std::shared_ptr<Model> (*make)(const ModelConfig& config, const InputShape& input);
  std::vector<std::string> settings;     ///< keys that only some models read, this one among them, in their order
  std::vector<ConfigField> fields{};     ///< settings of its own, by furtherField("model.NAME.key", ...)
  bool oneSize = false;                  ///< made for the size of its input: training images of another size do not fit
  const WeightsForm* weights = nullptr;  ///< how files of its weights are recognised; null: they are not
  const PublishedSettings* published = nullptr;  ///< of a transformer
  /// Layers that were trained by default before the default changed; nullptr where it never did.
  FormerDefault formerDefault = nullptr;
  /// It reads this setting of those that only some models read.
  bool reads(std::string_view key) const;
};

/// The one table of models.
const std::deque<ModelEntry>& models();
/// Throws UserError with the nearest name.
const ModelEntry& findModel(const std::string& name);
/// The input of the configuration's row, with the context, vocabulary or whole patches of the size that the
/// configuration sets.
InputShape defaultInputShape(const ModelConfig& config);

// What the networks' own files share when they describe and show their layers.

/// A layer with this weight [units, ...]; its sheet by the grid rule.
LayerInfo layerInfo(const std::string& name, const torch::Tensor& weight, bool topo);
/// Throws UserError for a network that could only exhaust the memory; `settings` = those that decide its size.
void requireBuildable(const std::string& model, double parameters,
                      const std::string& settings = "model.hidden, model.classes or data.image_size");

/// A linear layer's values, past the taps of its path.
torch::Tensor tapped(torch::nn::Linear& layer, const torch::Tensor& x, const Taps& taps,
                     std::initializer_list<std::string_view> path);

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
