#include "core/network/network.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "core/engine.h"
#include "core/models/shapes_only.h"
#include "core/network/topo_layers.h"
#include "core/run/error.h"
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
std::string dataKey(const DataConfig& data, std::int64_t seed) {
  RunConfig only;
  only.data = data;
  only.train.seed = seed;
  const DataConfig plain;
  only.data.mean = only.data.std = plain.mean;
  only.data.augment = plain.augment;
  only.data.flipTest = plain.flipTest;
  only.data.trainSize = only.data.trainSizeEnd = only.data.growFrom = only.data.growTo = 0;
  std::error_code none;
  const auto changed = std::filesystem::last_write_time(data.root, none);
  const auto when = none ? 0 : changed.time_since_epoch().count();
  return toToml(only).append(std::to_string(data.vocabulary)).append(1, ' ').append(std::to_string(when));
}

std::string modelKey(const RunConfig& config, const InputShape& input) {
  RunConfig only;
  only.model = config.model;
  only.model.weights.clear();
  std::string key = toToml(only);
  for (const auto size : {input.channels, input.height, input.width, input.tokens, input.vocabulary}) key += std::to_string(size) + " ";
  return key;
}

/// "tokens or text"
std::string kindsOf(bool language) {
  std::string all;
  for (const auto& entry : datasets())
    if (entry.language == language) all += (all.empty() ? "" : ", ") + std::string(entry.kind);
  const auto last = all.rfind(", ");
  return last == std::string::npos ? all : all.replace(last, 2, " or ");
}

}  // namespace

std::string kindMismatch(const RunConfig& config) {
  const bool language = findModel(config.model.name).defaultInput.language();
  const auto* kind = findDataset(config.data.kind);
  if (!kind || kind->language == language) return {};
  return config.model.name + (language ? " reads tokens, but " : " reads images, but ") + "data of the kind " + config.data.kind +
         (language ? " are images; name data of the kind " : " are tokens; name data of the kind ") + kindsOf(language) + ", or another model.";
}

DataConfig openableData(const RunConfig& config) {
  auto data = withOpenablePaths(config).data;
  const auto input = defaultInputOf(config.model);
  if (data.context == 0) data.context = input.tokens;
  data.vocabulary = input.vocabulary;
  return data;
}

DataSplit openDataOf(const RunConfig& config) {
  if (const auto problem = kindMismatch(config); !problem.empty()) throw UserError(problem);
  return openData(openableData(config), config.train.seed);
}

InputShape inputOf(const Dataset& data) {
  const auto shape = data.imageShape();   // [channels, height, width] or [tokens]
  if (data.isLanguage()) return InputShape::ofTokens(shape[0], data.vocabulary());
  return {shape.at(0), shape.at(1), shape.at(2)};
}

DataFacts factsOf(const DataSplit& data) {
  return {inputOf(*data.training), data.training->size(), data.validation ? data.validation->size() : 0, std::int64_t(data.training->classNames().size())};
}

DataFacts factsOf(const RunConfig& config) {
  static std::mutex mutex;
  static std::map<std::string, DataFacts> known;
  if (const auto problem = kindMismatch(config); !problem.empty()) throw UserError(problem);
  const std::string key = dataKey(openableData(config), config.train.seed);
  {
    const std::lock_guard lock(mutex);
    if (const auto found = known.find(key); found != known.end()) return found->second;
  }
  const DataFacts facts = factsOf(openDataOf(config));
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
    const ShapesOnly shapesOnly;
    const auto model = make(plain, input);
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
