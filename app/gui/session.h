// What is being done in one window: the runs folder, the one engine thread, the run that is open; and what is asked
// before a stored run goes on (resume_question.cpp). GUI thread only.
#pragma once
#include <QObject>
#include <QString>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "core/run/engine.h"
#include "core/run/run_store.h"
#include "core/run/run_command.h"
#include "core/run/runner.h"
#include "widgets/frame/window_use.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/runs/run_session.h"

class QMessageBox;
class QWidget;

namespace studio {

// What has to be decided before a stored run is resumed: asked by the window before anything of the run is written.

enum class ResumeObstacle { ChangedData, LostCheckpoints, OtherMachine };

struct ResumeQuestion {
  RunFolder folder;
  ResumeRequest request;  ///< as it was before the question
  ResumeObstacle obstacle = ResumeObstacle::ChangedData;
  QString reason;                  ///< what has been found, one sentence or a part of one
  ResumeRequest answered() const;  ///< the request with this obstacle accepted
};

/// A run that a process trains is refused with a UserError that names it; of one that another machine may train it is a
/// question. Reads the disk.
std::optional<ResumeQuestion> heldElsewhere(const RunFolder& folder, const ResumeRequest& request);

/// A window of its own (`askResume`) with the button that goes on and Cancel, which Return and Escape take.
QMessageBox* makeResumeQuestion(const ResumeQuestion& question, QWidget* parent);

// What is being done in one window: the runs folder, the one engine thread, the run that is open. The only object that
// talks to core and to the widgets. GUI thread only; disk and engine are reached through worker threads, so nothing
// here blocks.
class Session : public RunSession {
  Q_OBJECT
 public:
  explicit Session(std::filesystem::path runsFolder, QObject* parent = nullptr);
  ~Session() override;

  RunMonitor* monitor() { return monitor_; }
  /// Shared, as threads that ask it may outlive the window.
  const std::shared_ptr<const Engine>& engine() const { return engine_; }
  std::string deviceName() const override { return device_.name; }
  std::filesystem::path runsFolder() const override { return runsFolder_; }
  QString trainingProgram() const override;
  void setRunsFolder(std::filesystem::path folder);
  const DeviceChoice& device() const { return device_; }

  void start(const RunConfig& config, const QString& name, const QString& asGiven = {}) override;
  void startDemo() override;
  /// Goes on with a stopped, interrupted or (request.extendToEpochs > 0) finished run from its last checkpoint. What a
  /// person has to decide first is asked by resumeAsked(); nothing of the run has changed then.
  void resume(const RunFolder& folder, const ResumeRequest& request);
  void resume(const RunFolder& folder) override { resume(folder, ResumeRequest()); }
  void extend(const RunFolder& folder, std::int64_t epochs) override { resume(folder, {.extendToEpochs = epochs}); }
  void pauseOrResume() override;
  /// Of a run that is still being prepared nothing comes then; `save` is for one that trains.
  void stop(bool save) override;
  void stopTraining(bool save);  ///< of this window, whichever run is shown
  void saveCheckpoint() override;
  /// Whether a process of its own can go on with what this window trains: it trains, and `toponets` is installed beside
  /// this program.
  bool canHandOver() const;
  /// What this window trains is paused, or about to be.
  bool trainsPaused() const { return runner_.paused(); }
  /// Stops with a checkpoint; then a `toponets` process goes on with the run, bit for bit. One that is paused stays so
  /// in that process.
  void handOver();
  /// With the folder it lies in as the runs folder.
  void openRun(const std::filesystem::path& folder) override;
  void open(const RunFolder& folder);
  /// Shows a file of weights, or FILE#PART: what it is, and the sheets of all its layers. A run that is trained goes
  /// on.
  void openWeights(const std::filesystem::path& file);
  void openPart(const std::string& part) override;
  /// How many attention heads the network of a file has that does not say so; the file is shown again.
  void nameHeads(const std::filesystem::path& file, std::int64_t heads);
  /// What was named of a file; 0 = nothing.
  std::int64_t namedHeads(const std::filesystem::path& file) const;
  void closeRun() override;

  RunStatus lastStatus() const override;
  bool training() const override { return runner_.running() || cancelled_; }
  bool paused() const override;
  std::optional<RunCommand> asked() const override;
  std::string trainedRun() const override { return runner_.running() ? trained_.name() : std::string(); }
  bool showsTraining() const override;
  bool showsOtherTraining() const override;

 Q_SIGNALS:
  void failed(const QString& sentence);  ///< something a user can fix
  void resumeAsked(
      const studio::ResumeQuestion& question);  ///< a run was not resumed; its answered() request continues it
  void reported(
      const QString& sentences);  ///< what a person should know: of a file of weights, of a run that was started
  /// The file was not opened: it holds several networks and does not say which one is meant.
  void partWanted(const QString& file, const QStringList& parts, const QString& sentence);
  /// The file was not opened (`sentence`: why), but part of its weights is of this configuration's network.
  void fitOffered(const QString& file, const QString& sentence, const studio::RunConfig& config,
                  const studio::WeightsFit& fit);
  void headsWanted(const QString& file, qint64 width);   ///< responses of the file's network need their number
  void ended(const QString& run, const QString& state);  ///< a job of this window is over
  void handOverFailed(const QString& sentence);          ///< before ended(): the run is stopped instead

 private:
  struct Started {
    RunFolder folder;
    RunConfig config;
    std::vector<LayerInfo> layers;
    std::string asGiven;
    std::optional<ResumeQuestion> question;  ///< then nothing is started
    std::string requested = {};  ///< name that was asked for; the folder's is another one where it was taken
  };
  struct StartMode {
    bool resume = false;
    ResumeRequest request;
  };
  void readWeightsFile(const std::filesystem::path& file);
  static Started openToResume(const Engine& engine, const RunFolder& folder, const ResumeRequest& request);
  void reportFailure(const std::string& sentence);
  void cancelStart();
  void takeStarted(Started started, StartMode mode, bool isCancelled);
  void launch(std::function<Started()> prepare, StartMode mode);
  void begin(Started started, StartMode mode);
  void watchJob();
  void sendToOther(RunCommand command);
  void remember(RunCommand command);
  ThreadPriority priorityBesideScreen() const;
  bool startTrainingProcess();
  void logHandOver(qint64 process);

  std::shared_ptr<const Engine> engine_;
  std::map<std::filesystem::path, std::int64_t> heads_;  ///< as they were named
  std::filesystem::path runsFolder_;
  DeviceChoice device_;
  WindowUse use_{this};
  Runner runner_;
  RunMonitor* monitor_;
  RunFolder trained_;
  StartMode mode_;  ///< how the newest job was started
  std::shared_ptr<std::atomic<bool>>
      cancelled_;  ///< of a start that is being prepared, read by its worker; null where none is
  bool wasRunning_ = false, handsOver_ = false;
  bool staysPaused_ = false;  ///< the run was paused when it was handed over
  struct Sent {
    std::filesystem::path run;
    RunCommand command;
    std::int64_t step = 0, checkpoint = -1;  ///< of the run when it was sent; its newest checkpoint
  };
  /// How the run stands that a command was sent to.
  struct Standing {
    RunStatus status;
    std::int64_t checkpoint = -1;
  };
  static bool isDone(const Sent& sent, const Standing& run);
  Standing readStanding(const std::filesystem::path& run) const;
  std::optional<Sent> sent_;  ///< to the process that trains the open run, and not obeyed yet, as far as was known
};

}  // namespace studio
