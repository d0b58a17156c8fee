// The one table of models. A new one is a file of its own and a row here.
#include <algorithm>

#include "core/models/gpt.h"
#include "core/models/mlp.h"
#include "core/models/model.h"
#include "core/models/resnet.h"
#include "core/models/vit.h"
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

/// A classifier of ImageNet's 1000 classes.
RunConfig imageDefaults(const char* name) {
  RunConfig config;
  config.model.name = name;
  config.model.classes = 1000;
  config.data.kind = "image_folder";
  config.data.imageSize = 224;
  config.data.augment = "random_resized_crop";
  return config;
}

/// nanoGPT's recipe (science.md 1.9), as far as one device's batch goes.
RunConfig languageDefaults(const char* name) {
  RunConfig config;
  config.model.name = name;
  config.data.kind = "tokens";
  config.topoloss.tau = 1;
  config.optimizer.learningRate = 6e-4;
  config.optimizer.beta2 = 0.95;
  config.optimizer.weightDecay = 0.1;
  config.optimizer.decayOn = "matrices";
  config.optimizer.finalRate = 0.1;
  config.optimizer.warmupSteps = 2000;
  config.optimizer.gradientClip = 1;
  config.train.batchSize = 12;
  return config;
}

RunConfig resnet18Defaults() { return imageDefaults("resnet18"); }
RunConfig resnet50Defaults() { return imageDefaults("resnet50"); }
RunConfig vitDefaults() { return imageDefaults("vit_b_32"); }
RunConfig nanoGptDefaults() {
  auto config = languageDefaults("nanogpt");
  config.model.bias = false;
  return config;
}
RunConfig gptNeoDefaults() { return languageDefaults("gpt_neo_125m"); }

using Made = std::shared_ptr<Model>;
Made makeMlp(const ModelConfig& config, const InputShape& input) { return std::make_shared<Mlp>(config, input); }
Made makeResNet18(const ModelConfig& config, const InputShape& input) {
  return std::make_shared<ResNet>(kResNet18, config, input);
}
Made makeResNet50(const ModelConfig& config, const InputShape& input) {
  return std::make_shared<ResNet>(kResNet50, config, input);
}
Made makeVit(const ModelConfig& config, const InputShape& input) { return std::make_shared<Vit>(config, input); }
Made makeNanoGpt(const ModelConfig& config, const InputShape& input) {
  return std::make_shared<Gpt>(kNanoGpt, config, input);
}
Made makeGptNeo(const ModelConfig& config, const InputShape& input) {
  return std::make_shared<Gpt>(kGptNeo125m, config, input);
}

const char* const kPhotographs = "images, 224 × 224, 3 channels";
constexpr InputShape kPhotograph{3, 224, 224};

std::vector<ModelEntry> makeTable() {
  const std::vector<std::string> mlp{"model.classes", "model.hidden", "model.bias"},
      resnet{"model.classes", "model.small_images", "model.blur_pool"},
      vit{"model.classes",    "model.layers", "model.heads",       "model.width",
          "model.patch_size", "model.gelu",   "model.norm_epsilon"},
      gpt{"model.layers",     "model.heads",     "model.width", "model.context",
          "model.vocabulary", "model.tied_head", "model.gelu",  "model.norm_epsilon"};
  auto nanoGpt = gpt, neo = gpt;
  nanoGpt.emplace_back("model.bias");
  neo.emplace_back("model.window");
  return {
      {"mlp", "Multilayer perceptron", "images, 28 × 28, 1 channel", {1, 28, 28}, mlpDefaults, makeMlp, mlp, true},
      {"resnet18", "ResNet-18", kPhotographs, kPhotograph, resnet18Defaults, makeResNet18, resnet},
      {"resnet50", "ResNet-50", kPhotographs, kPhotograph, resnet50Defaults, makeResNet50, resnet},
      {"vit_b_32", "Vision transformer B/32", kPhotographs, kPhotograph, vitDefaults, makeVit, vit, true},
      {"nanogpt", "nanoGPT (GPT-2 small)", "tokens, up to 1024",
       InputShape::ofTokens(kNanoGpt.context, kNanoGpt.vocabulary), nanoGptDefaults, makeNanoGpt, nanoGpt},
      {"gpt_neo_125m", "GPT-Neo 125M", "tokens, up to 2048",
       InputShape::ofTokens(kGptNeo125m.context, kGptNeo125m.vocabulary), gptNeoDefaults, makeGptNeo, neo},
  };
}

}  // namespace

const std::vector<ModelEntry>& models() {
  static const std::vector<ModelEntry> table = makeTable();
  return table;
}

const ModelEntry& findModel(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& entry : models()) {
    if (name == entry.name) return entry;
    names.emplace_back(entry.name);
  }
  const auto meant = suggestion(name, names);
  throw UserError("There is no model named \"" + name + "\"" +
                  (meant.empty() ? "; `toponets models` lists them." : meant));
}

InputShape defaultInputOf(const ModelConfig& config) {
  auto input = findModel(config.name).defaultInput;
  if (input.language() && config.context > 0) input.tokens = config.context;
  if (input.language() && config.vocabulary > 0) input.vocabulary = config.vocabulary;
  if (!input.language() && config.patchSize > 0)  // whole patches
    input.height = input.width = std::max<std::int64_t>(1, input.height / config.patchSize) * config.patchSize;
  return input;
}

}  // namespace studio
