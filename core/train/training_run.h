// A run from its first to its last step: data, network, loop, and what is reported and stored on the way.
#pragma once
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

#include "core/network/topo_layers.h"
#include "core/run/run_command.h"
#include "core/run/runner.h"
#include "core/run/training_request.h"
#include "core/text/tokenizer.h"
#include "core/train/checkpoint.h"
#include "core/train/live_maps.h"
#include "core/train/run_recorder.h"
#include "core/train/schedules.h"
#include "core/train/trainer.h"

namespace studio {

/// It was to stop while the images were still looked at.
struct StoppedBeforeStart {};

class TrainingRun {
 public:
  /// Reads the data, makes the network, and goes to the newest checkpoint when resuming.
  TrainingRun(const TrainRequest& request, const RunConfig& config, const DeviceChoice& device, JobContext& context,
              RunRecorder& recorder);
  ~TrainingRun();

  /// To the end, or until it is to stop; leaves the state finished or stopped, and a checkpoint.
  void run();

 private:
  // How it begins: training_run_opening.cpp.
  void openData();
  void openTokenizer();
  void openNetwork();
  void goToCheckpoint();
  void storeOpening();
  void requireNoHistory() const;
  void continueWithData(const TrainingPosition& stored);
  void reportData(const TrainingData& data);
  std::int64_t length() const;
  std::int64_t epochs() const;
  double epochAt(std::int64_t step) const;

  // Commands from outside: training_run_commands.cpp.
  struct MeasurementGivenUp {};  ///< thrown because the run is to stop; it is made when the run goes on
  bool obeyCommands();
  bool waitWhilePaused(const std::function<void()>& idle);
  double obeyWhileMeasuring();
  void measureWhilePaused();
  bool obeyAll(const std::function<void()>& idle);
  void takeOutsideCommands();
  void takeCheckpointCommand();
  void record(const char* kind, const std::string& value = "null");
  void storeLastMaps();
  void stop();

  // The loop and what it measures: training_run.cpp.
  bool step(const Batch& batch);
  bool measureBefore(const DueActions& due, bool logged);
  void keep(const DueActions& due);

  void measureFirstWeights();
  void storeMaps();
  std::string drawText();
  void addScores(ScalarRow& row) const;
  void recordStep(const StepResult& result, std::int64_t predictions, std::int64_t step);
  void recordNow(bool validated);
  ScalarRow rowAt(std::int64_t step) const;
  void addValidation(ScalarRow& row, const std::string& stage = {});
  void requireFinite();
  void requireFinite(const StepResult& result, std::int64_t step);
  void addLosses(ScalarRow& row, const StepResult& losses) const;
  void saveCheckpoint();
  void logEnd();
  void reportStatus();

  const TrainRequest& request_;
  RunConfig config_;
  DeviceChoice choice_;
  JobContext& context_;
  RunRecorder& recorder_;

  DataSplit data_;
  TokenizerPointer tokenizer_;         ///< of the text that it reads; null where there is none, or it is not known
  double bytesPerToken_ = kUndefined;  ///< of the validation
  std::unique_ptr<Batcher> training_, validation_;
  std::int64_t batchesPerEpoch_ = 1;
  std::int64_t firstStep_ = 0,
               firstEpoch_ = 0;  ///< from here on epochs have so many batches: other data may have had others
  std::shared_ptr<const DataRecord> record_;  ///< of the data as they are now
  std::string difference_;  ///< of these data from those it was trained with so far, where that was accepted
  std::unique_ptr<Trainer> trainer_;
  std::unique_ptr<Probe> probe_;
  std::unique_ptr<NetworkMaps> maps_;
  std::unique_ptr<PacedProbe> paced_;
  std::unique_ptr<LiveMaps> live_;

  TrainingPosition position_;
  TrainingClock clock_;
  FurtherScalars::Names furtherColumns_;                             ///< of the rows, that not every run has
  std::optional<StepResult> newest_;                                 ///< of the last step, still on the device
  ScalarRow firstRow_;                                               ///< of step 0, with the first weights' validation
  double lastTaskLoss_ = kUndefined;                                 ///< read back last
  std::int64_t lastRow_ = -1, lastMaps_ = -1, lastCheckpoint_ = -1;  ///< steps at which they were done last
  double mapsSeconds_ = 0, mapsSince_ = 0;
  double storedBefore_ = 0;      ///< seconds that measuring the stored snapshots took before the run was resumed
  bool measuresBefore_ = false;  ///< a step's weights: the place in the run is that between two steps
  bool waits_ = false;           ///< while it is paused
  bool gaveUp_ = false;          ///< it was to stop while something was measured: nothing more is measured
  std::chrono::steady_clock::time_point commandsSeen_{};  ///< the run's folder was looked at for commands
  std::deque<RunCommand> outside_;                        ///< of these, not in effect yet
};

}  // namespace studio
