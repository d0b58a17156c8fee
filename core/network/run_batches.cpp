#include "core/network/run_batches.h"

#include <algorithm>
#include <thread>

#include "core/data/image_growth.h"
#include "core/data/tensor_dataset.h"
#include "core/network/network.h"

namespace studio {
namespace {

/// Beside the computing threads: reading must keep ahead, and on few cores it must not push them aside. Where a device
/// computes, nearly all cores may read: a photograph takes one about a millisecond.
int workersFor(unsigned cores, torch::Device device) {
  return int(device.is_cpu() ? std::clamp(cores / 2, 1u, 8u) : std::clamp(cores > 2 ? cores - 2 : 1u, 1u, 32u));
}

}  // namespace

std::int64_t examplesAtOnce(std::int64_t wanted, const InputShape& input, torch::Device device) {
  if (!input.language()) return wanted;
  const std::int64_t values =
      device.is_cpu() ? std::int64_t{1} << 27 : std::int64_t{1} << 28;  // 0.5 and 1 GB of logits
  return std::clamp<std::int64_t>(values / std::max<std::int64_t>(1, input.tokens * input.vocabulary), 1, wanted);
}

std::shared_ptr<const Dataset> measuredOf(std::shared_ptr<const Dataset> validation, std::int64_t limit) {
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
  options.fewest = fewestExamples(config, inputOf(*training));
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
