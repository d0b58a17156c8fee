// What a sweep will take before it is started: its runs, what is wrong with them, and the time and the disk by the
// pre-flight of one run of each kind. GUI thread; the work is done on worker threads and in a process of its own.
#pragma once
#include <QObject>
#include <QTimer>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/run/engine.h"
#include "core/run/sweep.h"
#include "widgets/forms/preflight_check.h"

namespace studio {

struct SweepEstimate {
  std::size_t runs = 0;
  std::string problem;        ///< why it cannot be started, one sentence, or empty
  bool known = false;         ///< the numbers below are
  double seconds = 0;         ///< of all runs, with so many at once
  double diskBytes = 0;       ///< checkpoints and maps of all
  double freeDiskBytes = -1;  ///< -1 = unknown
  std::string fault;          ///< why nothing could be timed, or empty
};

class SweepPlan : public QObject {
  Q_OBJECT
 public:
  SweepPlan(std::shared_ptr<const Engine> engine, QObject* parent);
  void setPlace(const std::string& device, const std::filesystem::path& runsFolder, const QString& program);
  /// Counts at once and times when the sweep has rested; nothing more is heard of an earlier one.
  void show(const Sweep& sweep, int jobs);
  const SweepEstimate& estimate() const { return estimate_; }
  const std::vector<SweepRun>& runs() const { return runs_; }
  /// The newest sweep has been counted.
  bool isCounted() const { return counted_; }

 Q_SIGNALS:
  void changed();

 private:
  struct Counted {
    std::vector<SweepRun> runs;
    std::vector<std::string> kinds;  ///< of each run: those of one kind take the same time
    std::string problem;
  };
  static Counted count(const Engine& engine, const Sweep& sweep);
  void takeCounted(const Counted& counted);
  void timeNext();
  void takeTimed(const std::string& kind, const Preflight& preflight);
  void addUp();

  std::shared_ptr<const Engine> engine_;
  PreflightCheck* check_;
  QTimer rest_, restBeforeTiming_;
  Sweep sweep_;
  int jobs_ = 1, timedJobs_ = 0, newest_ = 0;
  bool counted_ = false;
  std::vector<SweepRun> runs_;
  std::vector<std::string> kinds_;
  std::map<std::string, Preflight> timed_;  ///< by kind, of so many jobs
  SweepEstimate estimate_;
};

}  // namespace studio
