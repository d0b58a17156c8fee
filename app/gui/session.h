// What is being done in one window: the runs folder, the one engine thread, the run that is open. The only object that talks to
// core and to the widgets. GUI thread only; disk and engine are reached through worker threads, so nothing here blocks.
#pragma once
#include <QObject>
#include <QString>
#include <filesystem>
#include <functional>
#include <memory>

#include "core/engine.h"
#include "core/run/runner.h"
#include "widgets/runs/run_monitor.h"

namespace studio {

class Session : public QObject {
  Q_OBJECT
 public:
  explicit Session(std::filesystem::path runsFolder, QObject* parent = nullptr);
  ~Session() override;

  RunMonitor* monitor() { return monitor_; }
  std::filesystem::path runsFolder() const { return runsFolder_; }
  void setRunsFolder(std::filesystem::path folder);
  const DeviceChoice& device() const { return device_; }

  /// Trains a new run. `asGiven` is the TOML the user wrote, kept beside the resolved one.
  void start(const RunConfig& config, const QString& name, const QString& asGiven = {});
  /// Goes on with a stopped, interrupted or (extendToEpochs > 0) finished run from its last checkpoint.
  /// Where the data are not those it was trained with, dataChanged() is emitted instead, unless that was accepted.
  void resume(const RunFolder& folder, std::int64_t extendToEpochs = 0, bool acceptChangedData = false);
  void pauseOrResume();
  void stop(bool save);
  void saveCheckpoint();
  void open(const RunFolder& folder);
  /// Shows a file of weights: what it is, and the sheets of all its layers. A run that is trained goes on.
  void openWeights(const std::filesystem::path& file);
  /// How many attention heads the network of a file has that does not say so; the file is shown anew.
  void nameHeads(const std::filesystem::path& file, std::int64_t heads);
  /// Reads what was named; 0 = nothing. Any thread, also after the session.
  using NamedHeads = std::function<std::int64_t(const std::filesystem::path& file)>;
  NamedHeads namedHeads() const;
  void closeRun();

  /// An engine thread of this window is at work (also while paused or starting).
  bool training() const { return runner_.running() || starting_; }
  bool paused() const { return runner_.paused(); }
  /// The open run is the one this window trains.
  bool showsTraining() const;

 Q_SIGNALS:
  void stateChanged();                       ///< training or paused has changed, or another run is open
  void failed(const QString& sentence);      ///< something a user can mend
  void dataChanged(const RunFolder& folder, qint64 extendToEpochs, const QString& difference);   ///< a run was not resumed; ask
  void told(const QString& sentences);       ///< what was found in a file of weights
  void headsWanted(const QString& file, qint64 width);   ///< responses of the file's network need their number
  void runsChanged();                        ///< the list of runs should be read again
  void ended(const QString& run, const QString& state);   ///< a job of this window is over

 private:
  struct Started { RunFolder folder; RunConfig config; std::vector<LayerInfo> layers; std::string asGiven, changedData; };
  struct Going { bool resume = false; std::int64_t extendToEpochs = 0; bool acceptChangedData = false; };
  void launch(std::function<Started()> prepare, Going going);
  void begin(Started started, Going going);
  void watchJob();

  struct Heads;
  std::shared_ptr<Heads> heads_;
  std::filesystem::path runsFolder_;
  DeviceChoice device_;
  Runner runner_;
  RunMonitor* monitor_;
  RunFolder trained_;
  bool starting_ = false;
  bool wasRunning_ = false;
};

}  // namespace studio
