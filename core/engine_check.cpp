// Pre-flight: what a run will take, from its data, its network and a few timed steps. Leaves nothing behind.
#include <ATen/DeviceAccelerator.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <torch/types.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "core/data/image_growth.h"
#include "core/engine.h"
#include "core/network/device.h"
#include "core/network/network.h"
#include "core/run/error.h"
#include "core/train/checkpoint.h"
#include "core/train/map_steps.h"
#include "core/train/run_problems.h"
#include "core/train/run_timing.h"
#include "core/train/trainer.h"

namespace studio {
namespace {

constexpr std::int64_t kContrasts = 20, kProbeImages = 512;   ///< at most: classes with maps, images they are measured on

/// A value in kB of /proc/self/status, as bytes; 0 where the system does not tell.
double processBytes(const std::string& name) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(name + ":")) return 1024.0 * std::atof(line.c_str() + name.size() + 1);
  return 0;
}

/// Most memory this process had on the device so far; 0 on the CPU.
double deviceBytes(torch::Device device) {
  if (!at::accelerator::isAccelerator(device.type())) return 0;
  return double(c10::getDeviceAllocator(device.type())->getDeviceStats(device.index()).reserved_bytes[0].peak);
}

/// From here on the peak is measured anew.
void forgetPeak() { std::ofstream("/proc/self/clear_refs") << "5"; }

/// How often maps are stored: at the steps of output.maps and at the end of each epoch.
std::int64_t storedMaps(const RunConfig& config, std::int64_t steps, std::int64_t epochs) {
  std::int64_t stored = config.output.maps == "none" ? 0 : epochs;
  for (std::int64_t step = 0, next = 1; step < steps; step = next, next = step < 10 ? step + 1 : step + step / 10)
    stored += storesMapsAt(config.output.maps, step);
  return stored;
}

double mapBytes(std::int64_t stored, const std::vector<LayerInfo>& layers, std::int64_t classes) {
  double units = 0;
  for (const auto& layer : layers) units += double(layer.units);
  return double(stored) * units * 4 * double(2 + std::min(classes, kContrasts));
}

/// Steps, a validation an epoch and one of the first weights, and the probe's images for each set of maps.
/// `growth`: mean area of the training images, of the largest's.
double wholeRun(const CheckReport& report, const RunTiming& timing, std::int64_t measured, std::int64_t epochs, std::int64_t stored, double growth) {
  const double seen = double(epochs + 1) * double(measured) + double(stored) * double(std::min(report.validationImages, kProbeImages));
  return timing.secondsPerStep * double(report.steps) * growth + timing.secondsPerImageSeen * seen;
}

}  // namespace

CheckReport check(const RunConfig& config, const std::string& device, int threads) {
  CheckReport report;
  report.problems = problemsOf(config);
  report.device = chooseDevice(device);
  for (const auto& problem : report.problems)
    if (problem.severity == Problem::Severity::Error) return report;

  useThreads(threads);
  const auto data = openDataOf(config);
  const auto facts = factsOf(data);
  const auto network = networkFactsOf(config, facts.input);
  const std::int64_t batches = (facts.training + config.train.batchSize - 1) / config.train.batchSize;
  report.parameters = network.parameters;
  report.trainingImages = facts.training;
  report.validationImages = facts.validation;
  report.classes = facts.classes;
  report.steps = config.train.steps > 0 ? config.train.steps : config.train.epochs * batches;

  forgetPeak();
  Trainer trainer(config, previewNetwork(config, facts.input), report.steps, deviceOf(report.device));
  const auto timing = timeRun(config, data, trainer);
  report.secondsPerStep = timing.secondsPerStep;
  report.taskLoss = timing.taskLoss;
  report.topoLoss = timing.topoLoss;
  report.memoryBytes = trainer.device().is_cpu() ? processBytes("VmHWM") : deviceBytes(trainer.device());
  const std::int64_t epochs = (report.steps + batches - 1) / batches;
  const auto stored = storedMaps(config, report.steps, epochs);
  const auto limit = config.data.validationLimit;
  const auto measured = limit > 0 ? std::min(limit, facts.validation) : facts.validation;
  report.seconds = wholeRun(report, timing, measured, epochs, stored, meanArea(config.data, epochs));
  report.runBytes = checkpointBytes(network.parameters, config.optimizer) * double(std::max<std::int64_t>(config.output.keepCheckpoints, 1)) +
                    mapBytes(stored, network.layers, facts.classes) +
                    double(report.steps / std::max<std::int64_t>(config.output.scalarsEvery, 1)) * 120;
  return report;
}

}  // namespace studio
