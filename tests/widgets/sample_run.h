// A small stored run made by RunFolder's own writers, that run open in a monitor, and waiting for what comes through
// the event loop.
#pragma once
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <cmath>
#include <functional>

#include "core/run/run_store.h"
#include "tests/support/temporary_folder.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/run_monitor.h"

namespace studio {

inline constexpr std::int64_t kSampleSteps[] = {0, 10, 20, 50, 100};

inline std::vector<LayerInfo> sampleLayers() {
  return {{"fc1", "linear", 32, 4, 8, 20, {20}, true},
          {"fc2", "linear", 16, 4, 4, 32, {32}, true},
          {"fc3", "linear", 10, 2, 5, 16, {16}, false}};
}

/// Values that differ in every unit, layer, quantity and step.
inline Snapshot sampleSnapshot(std::int64_t step) {
  Snapshot snapshot;
  snapshot.step = step;
  snapshot.epoch = double(step) / 50;
  for (const LayerInfo& layer : sampleLayers())
    for (const char* quantity : {"cosine", "norm", "3"}) {
      SheetMap map{layer.name, quantity, layer.height, layer.width, step, {}};
      for (std::int64_t unit = 0; unit < layer.units; ++unit) {
        const double wave = std::sin(0.7 * double(unit) + 0.05 * double(step) + double(quantity[0]));
        map.values.push_back(float(quantity[0] == 'n' ? 1 + wave / 2 : quantity[0] == 'c' ? wave : 9 * wave));
      }
      snapshot.maps.push_back(std::move(map));
    }
  return snapshot;
}

inline ScalarRow sampleRow(std::int64_t step) {
  ScalarRow row;
  row.step = step;
  row.epoch = double(step) / 50;
  row.seconds = 0.01 * double(step);
  row.taskLoss = 2.3 / (1 + 0.05 * double(step));
  row.topoLoss = 0.9 / (1 + 0.1 * double(step));
  row.totalLoss = row.taskLoss + 3 * row.topoLoss;
  row.learningRate = 1e-3;
  row.tau = 3;
  row.trainAccuracy = 1 - 0.9 / (1 + 0.05 * double(step));
  row.imagesPerSecond = 9000 + double(step);
  row.smoothness = 0.1 + 0.001 * double(step);
  row.dimensionality = 20 - 0.01 * double(step);
  row.weightNorm = 0.6 - 0.001 * double(step);
  if (step % 50 == 0) {
    row.validationLoss = row.taskLoss + 0.1;
    row.validationAccuracy = row.trainAccuracy - 0.05;
  }
  return row;
}

inline RunConfig sampleConfig(std::int64_t seed = 0) {
  RunConfig config;
  config.model.hidden = {32, 16};
  config.data.root = "resources/demo";
  config.topoloss.tau = 3;
  config.topoloss.factor = {4, 4};
  config.train.seed = seed;
  return config;
}

inline RunStatus sampleStatus(RunState state) {
  RunStatus status;
  status.state = state;
  status.step = 100;
  status.steps = 100;
  status.validationAccuracy = 0.935;
  return status;
}

/// At step 100 of 1,000, in a process that cannot be seen from here and whose heartbeat has just come.
inline RunStatus statusElsewhere(RunState state) {
  RunStatus status = sampleStatus(state);
  status.steps = 1000;
  status.pid = 77;
  status.host = "another-machine";
  status.heartbeat = secondsNow();
  return status;
}

/// A finished run with maps at kSampleSteps, scalars every 10 steps and a log.
inline RunFolder writeSampleRun(const std::filesystem::path& runs, const std::string& name = "digits",
                                RunState state = RunState::Finished, std::int64_t seed = 0) {
  const RunFolder folder = RunStore(runs).create(name);
  folder.writeConfig(sampleConfig(seed), toToml(sampleConfig(seed)));
  folder.writeLayers(sampleLayers());
  for (const std::int64_t step : kSampleSteps) folder.writeMaps(sampleSnapshot(step));
  std::vector<ScalarRow> rows;
  for (std::int64_t step = 0; step <= 100; step += 10) rows.push_back(sampleRow(step));
  folder.appendScalars(rows);
  folder.appendLog("2026-01-02 03:04:05 info: Training starts.");
  folder.appendLog("2026-01-02 03:04:06 warning: The loss rises.");
  folder.writeStatus(sampleStatus(state));
  return folder;
}

/// As it is shown of a file of weights: maps of no step.
inline RunData sampleFile() {
  RunData file;
  file.folder = RunFolder("weights.safetensors");
  file.caption = "MLP; all 2 tensors matched";
  file.layers = sampleLayers();
  file.snapshot = std::make_shared<const Snapshot>(sampleSnapshot(0));
  return file;
}

/// Runs the event loop until it holds; false after 20 s (a limit for a hang, never a measure of speed).
inline bool comes(const std::function<bool()>& condition) {
  QElapsedTimer timer;
  timer.start();
  while (!condition() && timer.elapsed() < 20000) QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
  return condition();
}

/// Lets everything that is due happen.
inline void letPass(int milliseconds) {
  QElapsedTimer timer;
  timer.start();
  while (timer.elapsed() < milliseconds) QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
}

// A stored run open in a monitor, the cosine of its first layer at its last step shown.
struct Stored {
  TemporaryFolder folder;
  RunMonitor monitor;
  Stored() {
    ThemeManager::instance().choose(ThemeChoice::Light);
    monitor.openStored(writeSampleRun(folder.path()));
    EXPECT_TRUE(comes([this] {
      return monitor.data().snapshot != nullptr && monitor.data().mapSteps.size() == std::size(kSampleSteps);
    }));
    edit([](ViewState& view) {
      view.layer = "fc1";
      view.quantity = kCosineQuantity;
    });
  }
  void edit(const std::function<void(ViewState&)>& change) {
    ViewState view = monitor.view();
    change(view);
    monitor.setView(view);
  }
  const SheetMap& map() const { return *monitor.data().snapshot->find(monitor.view().layer, monitor.view().quantity); }
};

}  // namespace studio
