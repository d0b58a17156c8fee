// Pre-flight: what a run will take, from its data, its network and a few timed steps. Leaves nothing behind.
#include <ATen/DeviceAccelerator.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <torch/types.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>

#include "core/engine.h"
#include "core/run/error.h"
#include "core/train/checkpoint.h"
#include "core/train/device.h"
#include "core/train/map_steps.h"
#include "core/train/network.h"
#include "core/train/run_problems.h"
#include "core/train/selectivity_probe.h"
#include "core/train/trainer.h"

namespace studio {
namespace {

constexpr int kTimedSteps = 3;
constexpr std::int64_t kContrasts = 20;   ///< at most this many classes get maps

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

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

Batch firstBatch(const RunConfig& config, const DataSplit& data, torch::Device device) {
  Batcher::Options options;
  options.batchSize = config.train.batchSize;
  options.channelsLast = config.train.channelsLast;
  options.mean = config.data.mean;
  options.std = config.data.std;
  options.device = device;
  std::vector<std::int64_t> indices(std::size_t(std::min(config.train.batchSize, data.training->size())));
  for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = std::int64_t(i);
  return makeBatch(*data.training, indices, options);
}

/// Losses of the first weights, then the median time of a few steps after a first, slower one.
void timeSteps(CheckReport& report, Trainer& trainer, const Batch& batch) {
  const auto first = trainer.step(batch, {.scalars = true});
  report.taskLoss = first.taskLoss.item<double>();
  report.topoLoss = first.topoLoss.defined() ? first.topoLoss.item<double>() : 0;
  std::vector<double> times;
  for (int i = 0; i < kTimedSteps; ++i) {
    const double start = seconds();
    trainer.step(batch).taskLoss.item<double>();   // waits for the device
    times.push_back(seconds() - start);
  }
  std::sort(times.begin(), times.end());
  report.secondsPerStep = times[times.size() / 2];
}

double mapBytes(const RunConfig& config, const std::vector<LayerInfo>& layers, std::int64_t classes, std::int64_t steps, std::int64_t epochs) {
  std::int64_t stored = config.output.maps == "none" ? 0 : epochs;
  for (std::int64_t step = 0, next = 1; step < steps; step = next, next = step < 10 ? step + 1 : step + step / 10)
    stored += storesMapsAt(config.output.maps, step);
  double units = 0;
  for (const auto& layer : layers) units += double(layer.units);
  return double(stored) * units * 4 * double(2 + std::min(classes, kContrasts));
}

}  // namespace

CheckReport check(const RunConfig& config, const std::string& device, int threads) {
  CheckReport report;
  report.problems = problemsOf(config);
  report.device = chooseDevice(device);
  for (const auto& problem : report.problems)
    if (problem.severity == Problem::Severity::Error) return report;

  useThreads(threads);
  const auto data = openData(withOpenablePaths(config).data, config.train.seed);
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
  timeSteps(report, trainer, firstBatch(config, data, trainer.device()));
  report.memoryBytes = trainer.device().is_cpu() ? processBytes("VmHWM") : deviceBytes(trainer.device());
  const std::int64_t epochs = (report.steps + batches - 1) / batches;
  report.runBytes = checkpointBytes(network.parameters, config.optimizer) * double(std::max<std::int64_t>(config.output.keepCheckpoints, 1)) +
                    mapBytes(config, network.layers, facts.classes, report.steps, epochs) +
                    double(report.steps / std::max<std::int64_t>(config.output.scalarsEvery, 1)) * 120;
  return report;
}

}  // namespace studio
