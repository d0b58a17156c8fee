// A model that nobody published, as one would add it: this file and one row. Two linear layers with dropout between
// them, so that every step of a training draws from the process' random generator.
#include <torch/nn/functional/activation.h>
#include <torch/nn/functional/dropout.h>
#include <torch/nn/modules/linear.h>

#include "core/models/model.h"
#include "core/run/error.h"

namespace studio {
namespace {

constexpr const char* kDropout = "model.made_up.dropout";
constexpr double kUsualDropout = 0.25;

/// The row's own setting.
double dropoutIn(const ModelConfig& config) {
  const auto found = config.further.find(kDropout);
  return found == config.further.end() ? kUsualDropout : std::get<double>(found->second);
}

class MadeUp : public Model {
 public:
  MadeUp(const ModelConfig& config, const InputShape& input) : dropout_(dropoutIn(config)) {
    if (config.hidden.size() != 1)
      throw UserError("model.hidden of made_up is the number of units of its one hidden layer; name one.");
    inner_ =
        register_module("inner", torch::nn::Linear(input.channels * input.height * input.width, config.hidden.front()));
    outer_ = register_module("outer", torch::nn::Linear(config.hidden.front(), config.classes));
  }

  using Model::forward;
  torch::Tensor forward(const torch::Tensor& x, const Taps& taps) override {
    const auto hidden = torch::relu(tapped(inner_, x.flatten(1), taps, {"inner"}));
    const auto kept = torch::nn::functional::dropout(
        hidden, torch::nn::functional::DropoutFuncOptions().p(dropout_).training(is_training()));
    return tapped(outer_, kept, taps, {"outer"});
  }

  std::vector<LayerInfo> layers() const override {
    return {layerInfo("inner", inner_->weight, true), layerInfo("outer", outer_->weight, false)};
  }

 private:
  double dropout_;
  torch::nn::Linear inner_{nullptr}, outer_{nullptr};
};

RunConfig madeUpDefaults() {
  RunConfig config;
  config.model.name = "made_up";
  config.model.classes = 2;
  config.model.hidden = {36};
  config.data.kind = "checkers";
  return config;
}

StatedNetwork readMadeUpSettings(const TensorShapes& ours, const NetworkNames&) {
  StatedNetwork stated;
  const auto inner = shapeIn(ours, "inner.weight", 2), outer = shapeIn(ours, "outer.weight", 2);
  if (!inner || !outer) {
    stated.other = "a network with one of made_up's layers alone";
    return stated;
  }
  stated.model.emplace();
  stated.model->name = "made_up";
  stated.model->hidden = {(*inner)[0]};
  stated.model->classes = (*outer)[0];
  return stated;
}

const std::vector<NamingConvention>& madeUpConventions() {
  static const std::vector<NamingConvention> conventions{
      {.whose = "our own", .anchor = "inner.weight", .trunk = "", .head = {}, .rules = {}, .alike = true},
      {.whose = "somebody's",
       .anchor = "lower.weight",
       .trunk = "",
       .head = {},
       .rules = {{"lower", "inner"}, {"upper", "outer"}}}};
  return conventions;
}

const WeightsForm kMadeUpWeights{
    .anchor = "inner.weight",
    .describeNetwork = readMadeUpSettings,
    .conventions = madeUpConventions,
    .parts = {"inner", "outer"},
    .head = "outer",
    .planInput = [](const ModelConfig&, const TensorShapes& ours) -> InputShape {
      return {1, 1, ours.at("inner.weight").at(1)};
    },
    .title =
        [](const ModelConfig& model) { return "made-up network of " + std::to_string(model.hidden.at(0)) + " units"; }};

}  // namespace

ModelEntry madeUpModel() {
  ConfigField dropout = furtherField(kDropout, "Dropout", "share of values dropped; of the hidden ones", kUsualDropout);
  dropout.maximum = 0.9;
  return {.name = "made_up",
          .title = "Made-up network",
          .input = "images, 12 × 12, 1 channel",
          .defaultInput = {1, 12, 12},
          .defaults = madeUpDefaults,
          .make = [](const ModelConfig& config, const InputShape& input) -> std::shared_ptr<Model> {
            return std::make_shared<MadeUp>(config, input);
          },
          .settings = {"model.classes", "model.hidden"},
          .fields = {dropout},
          .oneSize = true,
          .weights = &kMadeUpWeights};
}

}  // namespace studio
