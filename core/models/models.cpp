// The one table of models. A new one is a file of its own and a row here.
#include "core/models/mlp.h"
#include "core/models/model.h"
#include "core/models/resnet.h"
#include "core/run/error.h"
#include "core/run/nearest_name.h"

namespace studio {
namespace {

/// The paper's MNIST demo (science.md 1.8).
RunConfig mlpDefaults() {
  RunConfig config;
  config.model.name = "mlp";
  config.model.bias = false;
  config.data.kind = "idx";
  config.topoloss.tau = 3;
  config.topoloss.factor = {4, 4};
  config.optimizer.kind = "adam";
  config.optimizer.schedule = "constant";
  return config;
}

RunConfig resnet18Defaults() {
  RunConfig config;
  config.model.name = "resnet18";
  config.model.classes = 1000;
  config.data.kind = "image_folder";
  config.data.imageSize = 224;
  config.data.augment = "crop_flip";
  return config;
}

std::shared_ptr<Model> makeMlp(const ModelConfig& config, const InputShape& input) { return std::make_shared<Mlp>(config, input); }
std::shared_ptr<Model> makeResNet18(const ModelConfig& config, const InputShape& input) { return std::make_shared<ResNet>(kResNet18, config, input); }

}  // namespace

const std::vector<ModelEntry>& models() {
  static const std::vector<ModelEntry> table{
      {"mlp", "Multilayer perceptron", "images, 28 × 28, 1 channel", {1, 28, 28}, mlpDefaults, makeMlp, {"model.hidden", "model.bias"}, true},
      {"resnet18", "ResNet-18", "images, 224 × 224, 3 channels", {3, 224, 224}, resnet18Defaults, makeResNet18,
       {"model.small_images", "model.blur_pool"}},
  };
  return table;
}

const ModelEntry& findModel(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& entry : models()) {
    if (name == entry.name) return entry;
    names.emplace_back(entry.name);
  }
  const auto meant = suggestion(name, names);
  throw UserError("There is no model named \"" + name + "\"" + (meant.empty() ? "; `toponets models` lists them." : meant));
}

}  // namespace studio
