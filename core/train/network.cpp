#include "core/train/network.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <map>
#include <mutex>

#include "core/engine.h"
#include "core/train/topo_layers.h"
#include "core/weights/state_dict.h"

namespace studio {
namespace {

/// One network is made at a time: first weights come from the process's one random generator.
std::mutex buildMutex;

std::shared_ptr<Model> make(const RunConfig& config, const InputShape& input) {
  auto model = findModel(config.model.name).make(config.model, input);
  if (!config.model.weights.empty()) loadInto(*model, readWeights(config.model.weights), config.model.weights);
  return model;
}

/// Everything of [data] and the seed that decides what the data look like, and when the place was last changed. Large folders take
/// seconds to list, so what only prepares the images is left out.
std::string dataKey(const RunConfig& config) {
  RunConfig only;
  only.data = config.data;
  only.train.seed = config.train.seed;
  const DataConfig plain;
  only.data.mean = only.data.std = plain.mean;
  only.data.augment = plain.augment;
  only.data.flipTest = plain.flipTest;
  only.data.trainSize = only.data.trainSizeEnd = only.data.growFrom = only.data.growTo = 0;
  std::error_code none;
  const auto changed = std::filesystem::last_write_time(config.data.root, none);
  return toToml(only) + (none ? "" : std::to_string(changed.time_since_epoch().count()));
}

std::string modelKey(const RunConfig& config, const InputShape& input) {
  RunConfig only;
  only.model = config.model;
  only.model.weights.clear();
  return toToml(only) + std::to_string(input.channels) + " " + std::to_string(input.height) + " " + std::to_string(input.width);
}

}  // namespace

DataFacts factsOf(const DataSplit& data) {
  const auto shape = data.training->imageShape();   // [channels, height, width]
  return {{shape.at(0), shape.at(1), shape.at(2)}, data.training->size(), data.validation ? data.validation->size() : 0,
          std::int64_t(data.training->classNames().size())};
}

DataFacts factsOf(const RunConfig& config) {
  static std::mutex mutex;
  static std::map<std::string, DataFacts> known;
  const std::string key = dataKey(config);
  {
    const std::lock_guard lock(mutex);
    if (const auto found = known.find(key); found != known.end()) return found->second;
  }
  const DataFacts facts = factsOf(openData(config.data, config.train.seed));
  const std::lock_guard lock(mutex);
  return known[key] = facts;
}

std::shared_ptr<Model> buildNetwork(const RunConfig& config, const InputShape& input) {
  const std::lock_guard lock(buildMutex);
  torch::manual_seed(std::uint64_t(config.train.seed));
  return make(config, input);
}

std::shared_ptr<Model> previewNetwork(const RunConfig& config, const InputShape& input) {
  const std::lock_guard lock(buildMutex);
  auto generator = at::globalContext().defaultGenerator(torch::kCPU);
  const auto before = generator.get_state();
  generator.set_current_seed(std::uint64_t(config.train.seed));
  std::shared_ptr<Model> model;
  try {
    model = make(config, input);
  } catch (...) {
    generator.set_state(before);
    throw;
  }
  generator.set_state(before);
  return model;
}

NetworkFacts networkFactsOf(const RunConfig& config, const InputShape& input) {
  static std::mutex mutex;
  static std::map<std::string, NetworkFacts> known;
  const std::string key = modelKey(config, input);
  const std::lock_guard lock(mutex);
  auto found = known.find(key);
  if (found == known.end()) {
    RunConfig plain = config;
    plain.model.weights.clear();
    const auto model = previewNetwork(plain, input);
    NetworkFacts facts{model->layers(), 0};
    for (const auto& parameter : model->parameters()) facts.parameters += parameter.numel();
    if (known.size() > 64) known.clear();   // a form that is being typed into asks for many
    found = known.emplace(key, std::move(facts)).first;
  }
  NetworkFacts facts = found->second;
  for (auto& layer : facts.layers) layer.topo = settingOf(config.topoloss, layer).listed;
  return facts;
}

}  // namespace studio
