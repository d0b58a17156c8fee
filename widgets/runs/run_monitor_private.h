// The monitor's inside: run_monitor_live.cpp follows the channel of a run trained here, run_monitor_stored.cpp a run
// folder and the snapshots stored in it.
#pragma once
#include <QObject>
#include <QTimer>
#include <deque>
#include <map>
#include <memory>
#include <optional>

#include "core/run/analysis_request.h"
#include "core/run/run_store.h"
#include "widgets/runs/display_memory.h"
#include "widgets/runs/run_monitor.h"

namespace studio {

// Stored snapshots from the disk, one at a time on a worker thread: the newest request wins, the last 64 are kept. GUI
// thread only.
class SnapshotLoader : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  /// Forgets what it has: another run, or the same one written again.
  void open(const RunFolder& folder);
  /// loaded() follows, at once where it is kept. `ahead` is read afterwards, quietly, so that playing finds it ready.
  void want(std::int64_t step, std::optional<std::int64_t> ahead = {});
  std::size_t kept() const { return kept_.size(); }

 Q_SIGNALS:
  void loaded(std::shared_ptr<const studio::Snapshot> snapshot);
  void failed(const QString& sentence);

 private:
  void load(std::int64_t step, bool quietly);
  void arrived(std::shared_ptr<const Snapshot> snapshot, bool quietly);
  void keep(std::shared_ptr<const Snapshot> snapshot);
  void next();
  RunFolder folder_;
  int generation_ = 0;
  bool busy_ = false;
  std::optional<std::int64_t> wanted_;  ///< not read yet
  std::optional<std::int64_t> ahead_;
  std::int64_t target_ = -1;  ///< the newest request
  bool reached_ = false;      ///< it has been delivered: what comes later is older
  std::map<std::int64_t, std::shared_ptr<const Snapshot>> kept_;
  std::deque<std::int64_t> order_;
};

inline constexpr std::size_t kMostShownRows = 2 * ThinnedRows::kMost;  ///< then they are thinned
inline constexpr int kLiveMilliseconds = 33, kDiskMilliseconds = 1000;

class RunMonitor::Private {
 public:
  explicit Private(RunMonitor* owner) : q(owner) {}

  void open(RunData data);
  void keepShown(RunData& fresh);
  void noteTokens();
  void chooseOpening();
  void chooseVarying();
  void choose(const std::string& quantity);
  void pollLive();
  void readPrecision();
  void takeRows();
  void takeLines();
  bool takeStoredSteps();
  void dropRemoved(std::vector<std::int64_t>& checkpoints) const;
  void takeSnapshot();
  void holdLimits();
  void continueWithDisk();
  void dropHistoryFrom(std::int64_t step);
  void pollDisk();
  void takeDisk(RunData fresh);
  void readHistory();
  void askForStored();
  void takeStored(std::shared_ptr<const Snapshot> stored);
  void readMeasured(const std::vector<std::int64_t>& steps);
  void readRanges();
  void takeRanges();
  void showStored();
  bool isUnitBehind() const;
  void readUnit();
  void readStoredUnit(int now);
  void tick();
  void wantLive();
  std::optional<std::int64_t> stepAhead(std::int64_t from) const;

  RunMonitor* q;
  RunData data;
  ViewState view;
  DisplayMemory display;
  std::shared_ptr<RunChannel> channel;
  std::size_t seenScalars = 0, seenLog = 0;  ///< of the channel
  ThinnedRows history;                       ///< rows before this process went on with the run
  std::shared_ptr<ScalarsFile> scalars;      ///< of the stored run, read by one worker at a time
  std::shared_ptr<LogTail> log;              ///< likewise
  ThinnedRows rows;                          ///< what data.scalars shows of a run trained here, history first
  std::vector<std::int64_t> historyMaps, historyCheckpoints;
  std::shared_ptr<const Engine> engine;
  std::vector<DataKind> dataKinds;  ///< of the engine
  SnapshotLoader loader;
  QTimer timer;
  /// How runs that were open before were looked at last, and whether nobody had chosen a quantity of them.
  std::map<std::filesystem::path, std::pair<ViewState, bool>> viewsBefore;
  std::map<std::string, std::vector<std::string>> seenQuantities;  ///< of layers, at any step: choices stay the same
                                                                   ///< where one of them was not measured
  bool opening = false;                                            ///< nobody has chosen a quantity of the run yet
  bool open_ = false, seen = true, reading = false, readingMeasured = false, readingRanges = false;
  bool precisionAsked = false;         ///< of a run trained here that left it to the device
  bool known = false;                  ///< the stored run has been read once
  std::optional<RunStatus> endedHere;  ///< how a run that was followed live has ended, as its channel said
  int lastReads = 0;                   ///< readings still due after the run has ended
  std::optional<ViewRequest> asked;    ///< of the channel, not answered yet
  TextProbeRequest textRead;           ///< setTextRead()
  double followedSince = 0;            ///< seconds since 1970
  std::int64_t lastStored = -1;        ///< the snapshot step shown before the view moved
  std::int64_t storedAsked = -1;       ///< the stored snapshot that was asked for last while a run is followed
  int generation = 0, unitGeneration = 0;
};

}  // namespace studio
