#include "core/train/run_batches.h"

#include <algorithm>
#include <thread>

namespace studio {
namespace {

/// Beside the computing threads: reading must keep ahead, and on few cores it must not push them aside.
int workersFor(unsigned cores) { return int(std::clamp(cores / 2, 1u, 8u)); }

}  // namespace

Batcher::Options trainingOptions(const RunConfig& config, torch::Device device) {
  Batcher::Options options;
  options.batchSize = config.train.batchSize;
  options.seed = config.train.seed;
  options.channelsLast = config.train.channelsLast;
  options.workers = workersFor(std::thread::hardware_concurrency());
  options.augment = config.data.augment;
  options.mean = config.data.mean;
  options.std = config.data.std;
  options.device = device;
  return options;
}

Batcher::Options validationOptions(const RunConfig& config, torch::Device device) {
  auto options = trainingOptions(config, device);
  options.augment = "none";
  options.shuffle = false;
  options.batchSize = std::max<std::int64_t>(options.batchSize, 250);
  return options;
}

}  // namespace studio
