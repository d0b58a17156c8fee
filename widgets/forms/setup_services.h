// What the setup workspace and the welcome page ask of the application: plain callbacks, since widgets may not see the
// engine. problems, layers and preview may take a moment and are called on a worker thread; they must be safe there and
// may throw.
#pragma once
#include <QString>
#include <functional>
#include <string>
#include <vector>

#include "core/run/config_fields.h"
#include "core/run/layer_info.h"
#include "core/run/snapshot.h"

namespace studio {

/// What a pre-flight found: one timed batch and what a whole run will take.
struct PreflightReport {
  std::vector<Problem> problems;
  std::int64_t parameters = 0, trainingImages = 0, validationImages = 0, classes = 0, steps = 0;
  double secondsPerStep = 0, seconds = 0;  ///< of one step; of the whole run
  double memoryBytes = 0, taskLoss = 0, topoLoss = 0, runBytes = 0;
  QString device;             ///< "CPU, 2 threads"
  QString deviceReason;       ///< why the CPU, or empty
  double freeDiskBytes = -1;  ///< where runs are stored; -1 = unknown
  QStringList notes;          ///< whole sentences that are no problems
  QString error;              ///< why the check could not be done, one sentence, or empty
};

/// One slice of a layer's first weights and what TopoLoss compares it with.
struct SheetPreview {
  SheetMap weights, blurred;
  std::int64_t lowHeight = 0, lowWidth = 0;  ///< the small grid that the blur goes through
};

struct SetupPreset {
  QString title, about;
  RunConfig config;
  QString toml;  ///< as written, with its comments; empty = written from the config
};

struct SetupServices {
  std::function<std::vector<Problem>(const RunConfig&)> problems;                   ///< worker thread
  std::function<std::vector<LayerInfo>(const RunConfig&)> layers;                   ///< worker thread
  std::function<SheetPreview(const RunConfig&, const std::string& layer)> preview;  ///< worker thread
  std::function<std::vector<std::string>(const std::string& key)> choices;  ///< GUI thread: model.name, data.kind
  std::function<std::vector<std::string>(const RunConfig&)>
      idle;  ///< GUI thread: keys that make no difference; empty = none
  /// Returns at once; `done` may be called on any thread.
  std::function<void(const RunConfig&, std::function<void(PreflightReport)> done)> check;
  std::function<bool()> mayCheck;  ///< false while a training must not be disturbed; empty = always
  std::vector<SetupPreset> presets;
};

}  // namespace studio
