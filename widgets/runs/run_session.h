// What workspaces ask of the program about runs: to start, stop and resume one, to open one, to edit a configuration.
// The program implements it; tests of workspaces give one of their own. GUI thread only; nothing here blocks.
#pragma once
#include <QObject>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/run/run_command.h"
#include "core/run/run_config.h"
#include "core/run/run_status.h"
#include "core/run/run_store.h"

namespace studio {

class RunSession : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  /// An engine thread of this window is at work (also while paused or starting).
  virtual bool training() const = 0;
  virtual bool paused() const = 0;  ///< of the process that pauseOrResume() goes to
  /// What was asked of that process last and is not done yet.
  virtual std::optional<RunCommand> asked() const { return std::nullopt; }
  /// Of the run that this window trains or has trained last, whichever is open.
  virtual RunStatus lastStatus() const { return {}; }
  /// Name of the run that this window trains; empty where none is, or while one is being prepared.
  virtual std::string trainedRun() const { return {}; }
  /// The open run is the one this window trains.
  virtual bool showsTraining() const = 0;
  /// The open run is trained by another process: pause, stop and checkpoint go to that one.
  virtual bool showsOtherTraining() const { return false; }
  /// This window trains a run that is not the open one: pause, stop and checkpoint go to it all the same, unless the
  /// open one is trained by another process.
  bool trainsUnseen() const { return !trainedRun().empty() && !showsTraining(); }

  /// Where it computes ("cpu", "cuda:0") and where runs are kept.
  virtual std::string deviceName() const = 0;
  virtual std::filesystem::path runsFolder() const = 0;
  /// `toponets`, which checks and trains in a process of its own; empty where it is not installed.
  virtual QString trainingProgram() const { return {}; }

  /// Trains a new run. `asGiven` is the TOML the user wrote, kept beside the resolved one.
  virtual void start(const RunConfig& config, const QString& name, const QString& asGiven = {}) = 0;
  virtual void startDemo() = 0;
  /// Goes on with a stopped, interrupted or failed run from its last checkpoint.
  virtual void resume(const RunFolder& folder) = 0;
  /// Goes on with a finished run up to this many epochs in all.
  virtual void extend(const RunFolder& folder, std::int64_t epochs) = 0;
  virtual void pauseOrResume() = 0;
  virtual void stop(bool save) = 0;
  virtual void saveCheckpoint() = 0;

  /// Shows a stored run; also one that another process trains.
  virtual void openRun(const std::filesystem::path& folder) = 0;
  /// Shows another of the networks that the open file of weights holds (RunData::parts).
  virtual void openPart(const std::string& part) = 0;
  virtual void closeRun() = 0;

  /// Brings the configuration that is edited to the front.
  void askForConfiguration() { Q_EMIT configurationAsked(); }
  /// Another configuration to edit. `toml` is its text as written, empty where there is none.
  void openConfiguration(const RunConfig& config, const QString& toml) { Q_EMIT configurationOpened(config, toml); }
  /// These runs and no others, by their folders, beside each other.
  void askForComparison(const QStringList& runs) { Q_EMIT comparisonAsked(runs); }
  /// The board inside of a figure's file (PDF, SVG, PNG).
  void openFigure(const QString& file) { Q_EMIT figureOpened(file); }

 Q_SIGNALS:
  void stateChanged();  ///< training or paused has changed, or another run is open
  void runsChanged();   ///< the list of runs should be read again, or is of another folder
  void runAsked();      ///< somebody wants to see the run or file that is open or about to be
  void demoStarted();
  void configurationAsked();
  void comparisonAsked(const QStringList& runs);
  void configurationOpened(const studio::RunConfig& config, const QString& toml);
  void figureOpened(const QString& file);
};

}  // namespace studio
