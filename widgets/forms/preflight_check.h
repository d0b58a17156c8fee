// Checking a configuration before it is trained, in a process of its own: what timing batches takes of the processors
// and of the memory is given back when it ends, and the window draws on meanwhile. GUI thread only; never waits.
#pragma once
#include <QByteArray>
#include <QObject>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/run/engine.h"

class QProcess;

namespace studio {

struct Preflight {
  CheckReport found;
  std::string error;            ///< why the check could not be done, one sentence, or empty
  double freeDiskBytes = -1;    ///< where runs are stored; -1 = unknown
  std::int64_t vocabulary = 0;  ///< of the model, as its settings say; 0 = they do not
};

class PreflightCheck : public QObject {
  Q_OBJECT
 public:
  PreflightCheck(std::shared_ptr<const Engine> engine, QObject* parent);
  ~PreflightCheck() override;

  /// Where a run would be computed and stored, and the program that checks (`toponets`); without one the engine of this
  /// process does.
  void setPlace(const std::string& device, const std::filesystem::path& runsFolder, const QString& program);
  void setThreads(int threads) { threads_ = threads; }  ///< to compute with; 0 = all cores
  /// In the place of a check that is at work.
  void start(const RunConfig& config);
  /// Its process ends at once, and nothing more is heard of it.
  void cancel();
  bool running() const { return running_; }
  /// Of the check at work; 0 where none is, or where it needs no process.
  qint64 process() const;

 Q_SIGNALS:
  void stageChanged(const QString& words);  ///< "timing a batch, 2 of 4", of a check in a process of its own
  void done(const studio::RunConfig& checked, const studio::Preflight& preflight);

 private:
  void startProcess(const RunConfig& config);
  void readErrors();
  void takeAnswer(const RunConfig& config, bool crashed);
  void finish(const RunConfig& config, std::function<CheckReport()> check);

  std::shared_ptr<const Engine> engine_;
  std::string device_ = "auto";
  std::filesystem::path runsFolder_;
  QString program_;
  int threads_ = 0;
  std::unique_ptr<QProcess> process_;
  QByteArray errors_;  ///< what it has said on standard error
  bool running_ = false;
  int newest_ = 0;  ///< answers of a check that was cancelled are dropped
};

}  // namespace studio
