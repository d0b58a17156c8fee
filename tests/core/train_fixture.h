// Small runs for tests: bars of 8 x 8 pixels, a small perceptron, a folder of their own.
#pragma once
#include <gtest/gtest.h>
#include <torch/types.h>

#include <cstring>
#include <thread>

#include "core/engine.h"
#include "core/network/device.h"
#include "core/network/network.h"
#include "core/run/places.h"
#include "core/run/runner.h"
#include "core/train/preflight.h"
#include "core/train/train_job.h"
#include "core/weights/state_dict.h"
#include "tests/support/channel_rows.h"
#include "tests/support/temporary_folder.h"
#include "topo/topo_loss.h"

namespace studio {

/// 400 images, 360 to train: 15 batches of 24 an epoch.
inline RunConfig smallConfig() {
  RunConfig config;
  config.model.name = "mlp";
  config.model.classes = 8;
  config.model.hidden = {64};
  config.data.kind = "bars";
  config.data.imageSize = 8;
  config.data.samples = 400;
  config.data.mean = {0.5};
  config.data.std = {0.5};
  config.topoloss.tau = 3;
  config.topoloss.factor = {2, 2};
  config.optimizer.kind = "adam";
  config.train.epochs = 4;
  config.train.batchSize = 24;
  config.train.seed = 5;
  config.output.scalarsEvery = 5;
  return config;
}

/// 600 steps, so that a run can be stopped long before its end.
inline RunConfig longConfig() {
  RunConfig config = smallConfig();
  config.train.epochs = 40;
  return config;
}

/// Runs a job in this thread; throws what it throws.
inline std::shared_ptr<RunChannel> runHere(TrainRequest request) {
  auto channel = std::make_shared<RunChannel>();
  RunControl control;
  JobContext context{control, *channel};
  request.device = "cpu";
  std::make_unique<TrainJob>(std::move(request))->run(context);
  return channel;
}

inline TrainRequest requestFor(const RunConfig& config, const RunFolder& folder, bool resume = false) {
  TrainRequest request;
  request.config = config;
  request.folder = folder;
  request.resume = resume;
  request.device = "cpu";
  request.threads = 1;
  return request;
}

inline RunFolder trainedRun(const TemporaryFolder& place, const std::string& name, const RunConfig& config) {
  const RunFolder folder = RunStore(place.path()).create(name);
  runHere(requestFor(config, folder));
  return folder;
}

/// The names of the columns of scalars.csv.
inline std::string storedHeader(const RunFolder& folder) {
  const std::string csv = readFileBytes(folder.path() / "scalars.csv");
  return csv.substr(0, csv.find('\n'));
}

/// Trains and stops, saving, soon after a row of this step or a later one was measured.
inline void runUntil(const TrainRequest& request, std::int64_t step) {
  RunChannel channel;
  RunControl control;
  JobContext context{control, channel};
  const auto job = std::make_unique<TrainJob>(request);
  std::jthread watcher([&](std::stop_token ended) {
    const auto hasCome = [&] {
      const auto rows = allScalars(channel);
      return !rows.empty() && rows.back().step >= step;
    };
    while (!ended.stop_requested() && !hasCome()) std::this_thread::sleep_for(std::chrono::microseconds(100));
    control.stop();
  });
  job->run(context);
}

/// Weights and optimizer of the newest checkpoint.
inline StateDict newestState(const RunFolder& folder) {
  const auto steps = folder.checkpointSteps();
  if (steps.empty()) return {};
  auto all = readWeights(folder.checkpoint(steps.back()) / "model.safetensors");
  for (auto& entry : readWeights(folder.checkpoint(steps.back()) / "optimizer.safetensors")) all.push_back(entry);
  for (auto& entry : all) entry.second = entry.second.clone();  // tests cut these files short afterwards
  return all;
}

/// One tensor of a stored weights file.
inline torch::Tensor storedTensor(const std::filesystem::path& file, const std::string& name) {
  for (const auto& [stored, tensor] : readWeights(file))
    if (stored == name) return tensor;
  ADD_FAILURE() << file << " has no " << name;
  return torch::zeros({64, 64});
}

/// Same names, same shapes, same bits.
inline ::testing::AssertionResult sameBits(const StateDict& a, const StateDict& b) {
  if (a.size() != b.size() || a.empty())
    return ::testing::AssertionFailure() << a.size() << " and " << b.size() << " tensors";
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].first != b[i].first) return ::testing::AssertionFailure() << a[i].first << " and " << b[i].first;
    const auto x = a[i].second.contiguous(), y = b[i].second.contiguous();
    if (x.sizes() != y.sizes() || x.dtype() != y.dtype() ||
        std::memcmp(x.const_data_ptr(), y.const_data_ptr(), x.nbytes()) != 0)
      return ::testing::AssertionFailure() << a[i].first << " differs";
  }
  return ::testing::AssertionSuccess();
}

/// A run that was stopped at about this step and has gone on has the weights and the columns of `whole`, which was not.
inline RunFolder expectAsWhole(const TemporaryFolder& place, const RunConfig& config, std::int64_t step,
                               const RunFolder& whole) {
  const RunFolder halved = RunStore(place.path()).create("halved");
  runUntil(requestFor(config, halved), step);
  EXPECT_EQ(halved.status().state, RunState::Stopped);
  runHere(requestFor(config, halved, true));
  EXPECT_TRUE(sameBits(newestState(halved), newestState(whole)));
  EXPECT_EQ(storedHeader(halved), storedHeader(whole));
  return halved;
}

}  // namespace studio
