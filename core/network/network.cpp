// Data, network and batches of one configuration; facts of data and of networks are remembered.
#include "core/network/network.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>

#include "core/data/image_crop.h"
#include "core/data/memory_datasets.h"
#include "core/models/model.h"
#include "core/models/own_random.h"
#include "core/network/topo_layers.h"
#include "core/run/error.h"
#include "core/run/places.h"
#include "core/run/printable_text.h"
#include "core/weights/state_dict.h"
#include "core/weights/weights_fit.h"

namespace studio {
namespace {

std::shared_ptr<Model> make(const RunConfig& config, const InputShape& input) {
  auto model = findModel(config.model.name).make(config.model, input);
  const std::string& file = config.model.weights;
  if (file.empty()) return model;
  if (config.model.partialWeights)
    loadFitting(*model, readWeights(file), file);
  else
    loadInto(*model, readWeights(file), file, FileHead::MayBeMissing);
  return model;
}

/// Of the place and, in a folder, of its folders and theirs (ROOT/train/CLASS): adding a file changes the time of its
/// folder.
std::string modificationTimes(const std::filesystem::path& place, int depth = 2) {
  namespace fs = std::filesystem;
  std::error_code none;
  const auto changed = fs::last_write_time(place, none);
  std::string times = none ? "0" : std::to_string(changed.time_since_epoch().count());
  if (depth == 0 || !fs::is_directory(place, none)) return times;
  for (fs::directory_iterator entry(place, none), end; !none && entry != end; entry.increment(none))
    if (std::error_code gone; entry->is_directory(gone)) times += " " + modificationTimes(entry->path(), depth - 1);
  return times;
}

/// Everything of [data] and the seed that decides what the data look like, and when the place was last changed. Large
/// folders take seconds to list, so what only prepares the images is left out.
std::string dataKey(const DataConfig& data, std::int64_t seed) {
  RunConfig only;
  only.data = data;
  only.train.seed = seed;
  const DataConfig plain;
  only.data.mean = only.data.std = plain.mean;
  only.data.augment = plain.augment;
  only.data.flipTest = plain.flipTest;
  only.data.trainSize = only.data.trainSizeEnd = only.data.growFrom = only.data.growTo = 0;
  return toToml(only).append(std::to_string(data.vocabulary)).append(1, ' ').append(modificationTimes(data.root));
}

std::string modelKey(const RunConfig& config, const InputShape& input) {
  RunConfig only;
  only.model = config.model;
  only.model.weights.clear();
  std::string key = toToml(only);
  for (const auto size : {input.channels, input.height, input.width, input.tokens, input.vocabulary})
    key += std::to_string(size) + " ";
  return key;
}

/// Which classes no training image belongs to; empty where each has one.
std::string listEmptyClasses(const Dataset& data) {
  const auto names = data.classNames();
  std::vector<bool> seen(names.size(), false);
  for (std::int64_t index = 0; index < data.size() && !names.empty(); ++index)
    if (const auto label = std::size_t(data.label(index)); label < seen.size()) seen[label] = true;
  const auto missing = std::count(seen.begin(), seen.end(), false);
  if (missing == 0 || data.size() == 0) return {};
  const auto first = std::size_t(std::find(seen.begin(), seen.end(), false) - seen.begin());
  return (missing == 1 ? "No training image is of the class "
                       : std::to_string(missing) + " of " + std::to_string(names.size()) +
                             " classes have no training image, first ") +
         printable(names[first]) + "; labels are taken to count from 0, so check them if this is not intended.";
}

/// Of both parts, each sentence once.
std::vector<std::string> remarksOn(const DataSplit& data) {
  auto remarks = data.training->remarks();
  for (const auto& remark : data.validation ? data.validation->remarks() : std::vector<std::string>{})
    if (std::find(remarks.begin(), remarks.end(), remark) == remarks.end()) remarks.push_back(remark);
  if (const auto empty = listEmptyClasses(*data.training); !empty.empty()) remarks.push_back(empty);
  return remarks;
}

/// "tokens or text"
std::string listKinds(bool language) {
  std::string all;
  for (const auto& entry : datasets())
    if (entry.language == language) all += (all.empty() ? "" : ", ") + std::string(entry.kind);
  const auto last = all.rfind(", ");
  return last == std::string::npos ? all : all.replace(last, 2, " or ");
}

/// Beside the computing threads: reading must keep ahead, and on few cores it must not push them aside. Where a device
/// computes, nearly all cores may read: a photograph takes one about a millisecond.
int workersFor(unsigned cores, torch::Device device) {
  return int(device.is_cpu() ? std::clamp(cores / 2, 1u, 8u) : std::clamp(cores > 2 ? cores - 2 : 1u, 1u, 32u));
}

}  // namespace

std::string kindMismatch(const RunConfig& config) {
  const bool language = findModel(config.model.name).defaultInput.language();
  const auto* kind = findDataset(config.data.kind);
  if (!kind || kind->language == language) return {};
  return config.model.name + (language ? " reads tokens, but " : " reads images, but ") + "data of the kind " +
         config.data.kind + (language ? " are images; name data of the kind " : " are tokens; name data of the kind ") +
         listKinds(language) + ", or another model.";
}

DataConfig openableData(const RunConfig& config) {
  auto data = withOpenablePaths(config).data;
  const auto input = defaultInputShape(config.model);
  if (data.context == 0) data.context = input.tokens;
  data.vocabulary = input.vocabulary;
  return data;
}

DataSplit openRunData(const RunConfig& config) {
  if (const auto problem = kindMismatch(config); !problem.empty()) throw UserError(problem);
  return openData(openableData(config), config.train.seed);
}

InputShape makeInputShape(const Dataset& data) {
  const auto shape = data.imageShape();  // [channels, height, width] or [tokens]
  if (data.isLanguage()) return InputShape::ofTokens(shape[0], data.vocabulary());
  return {shape.at(0), shape.at(1), shape.at(2)};
}

DataFacts readDataFacts(const DataSplit& data) {
  DataFacts facts{makeInputShape(*data.training),
                  data.training->size(),
                  data.validation ? data.validation->size() : 0,
                  std::int64_t(data.training->classNames().size()),
                  remarksOn(data),
                  data.training->classNames()};
  if (data.training->scales()) facts.mean = data.training->defaultMean(), facts.std = data.training->defaultStd();
  return facts;
}

DataFacts readDataFacts(const RunConfig& config) {
  static std::mutex mutex;
  static std::map<std::string, DataFacts> known;
  if (const auto problem = kindMismatch(config); !problem.empty()) throw UserError(problem);
  const std::string key = dataKey(openableData(config), config.train.seed);
  {
    const std::lock_guard lock(mutex);
    if (const auto found = known.find(key); found != known.end()) return found->second;
  }
  const DataFacts facts = readDataFacts(openRunData(config));
  const std::lock_guard lock(mutex);
  return known[key] = facts;
}

std::shared_ptr<Model> buildNetwork(const RunConfig& config, const InputShape& input) {
  torch::manual_seed(std::uint64_t(config.train.seed));
  return make(config, input);
}

std::shared_ptr<Model> previewNetwork(const RunConfig& config, const InputShape& input) {
  const OwnRandom random(std::uint64_t(config.train.seed));
  return make(config, input);
}

NetworkFacts describeNetwork(const RunConfig& config, const InputShape& input) {
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
    NetworkFacts facts{model->layers(), 0, model->fewestExamples(input)};
    for (const auto& parameter : model->parameters()) facts.parameters += parameter.numel();
    if (known.size() > 64) known.clear();  // a form that is being typed into asks for many
    found = known.emplace(key, std::move(facts)).first;
  }
  NetworkFacts facts = found->second;
  for (auto& layer : facts.layers) layer.topo = findLayerSetting(config.topoloss, layer).listed;
  return facts;
}

std::int64_t fewestExamples(const RunConfig& config, const InputShape& input) {
  if (input.language()) return 1;
  InputShape smallest = input;
  for (const auto size : {trainingSize(config.data, 0), config.data.trainSizeEnd})
    if (size > 0) smallest.height = std::min(smallest.height, size), smallest.width = std::min(smallest.width, size);
  if (findModel(config.model.name).oneSize) smallest = input;  // made for one size, and trained on no other
  return describeNetwork(config, smallest).fewestExamples;
}

std::int64_t examplesAtOnce(std::int64_t wanted, const InputShape& input, torch::Device device) {
  if (!input.language()) return wanted;
  const std::int64_t values =
      device.is_cpu() ? std::int64_t{1} << 27 : std::int64_t{1} << 28;  // 0.5 and 1 GB of logits
  return std::clamp<std::int64_t>(values / std::max<std::int64_t>(1, input.tokens * input.vocabulary), 1, wanted);
}

std::shared_ptr<const Dataset> limitExamples(std::shared_ptr<const Dataset> validation, std::int64_t limit) {
  const auto all = validation->size();
  if (limit == 0 || limit >= all) return validation;
  std::vector<std::int64_t> taken(static_cast<std::size_t>(limit));
  for (std::int64_t index = 0; index < limit; ++index) taken[static_cast<std::size_t>(index)] = index * all / limit;
  return std::make_shared<SubsetDataset>(std::move(validation), std::move(taken));
}

Batcher::Options trainingOptions(const RunConfig& config, torch::Device device) {
  Batcher::Options options;
  options.batchSize = config.train.batchSize;
  options.seed = config.train.seed;
  options.channelsLast = config.train.channelsLast;
  options.workers = workersFor(std::thread::hardware_concurrency(), device);
  options.augment = config.data.augment;
  options.mean = config.data.mean;
  options.std = config.data.std;
  options.device = device;
  if (config.data.trainSize > 0 || config.data.trainSizeEnd > 0)
    options.sizeAt = [data = config.data](std::int64_t epoch) { return trainingSize(data, epoch); };
  return options;
}

std::unique_ptr<Batcher> trainingBatches(const RunConfig& config, std::shared_ptr<const Dataset> training,
                                         torch::Device device) {
  auto options = trainingOptions(config, device);
  options.fewest = fewestExamples(config, makeInputShape(*training));
  return std::make_unique<Batcher>(std::move(training), std::move(options));
}

Batcher::Options validationOptions(const RunConfig& config, torch::Device device) {
  auto options = trainingOptions(config, device);
  options.augment = "none";
  options.sizeAt = {};
  options.shuffle = false;
  const auto data = openableData(config);
  options.batchSize = examplesAtOnce(std::max<std::int64_t>(options.batchSize, 250),
                                     InputShape::ofTokens(data.context, data.vocabulary), device);
  return options;
}

}  // namespace studio
