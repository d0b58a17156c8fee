// The stored snapshots of the compared sources, read on a worker thread when they are asked for: of runs their maps at
// a moment, of checkpoints and files of weights the maps of their weights. GUI thread only.
#pragma once
#include "core/run/compared_sheets.h"
#include "widgets/compare/comparison.h"
#include "widgets/compare/worker_cache.h"

namespace studio {

/// A source's first run at one moment.
struct SourceMoment {
  std::shared_ptr<const Snapshot> snapshot;  ///< nullptr: not here yet, or there is none
  ChosenSnapshot chosen;
  bool hasTime = true;  ///< false: a checkpoint or a file, which has this one moment
  bool known = false;   ///< which snapshots there are is known
  std::string error;    ///< why there is none; empty = there is, or it is being read
};

class ComparedSnapshots : public QObject {
  Q_OBJECT
 public:
  ComparedSnapshots(Comparison* comparison, QObject* parent);
  SourceMoment at(const ComparedSource& source, const ComparedMoment& moment);
  /// Moments of all these, for a slider; empty while none is known.
  std::vector<double> moments(const std::vector<ComparedSource>& sources, bool isShare);
  bool reading() const { return steps_.reading() || maps_.reading(); }

 Q_SIGNALS:
  void changed();
  void failed(const QString& sentence);

 private:
  std::shared_ptr<const std::vector<std::int64_t>> steps(const RunRecord& run);
  std::shared_ptr<const Snapshot> maps(const RunRecord& run, std::int64_t step);
  Comparison* comparison_;
  QThreadPool pool_;
  WorkerCache<std::vector<std::int64_t>> steps_;
  WorkerCache<Snapshot> maps_;
};

/// The file or folder that holds a source's weights; empty for a configuration.
std::filesystem::path weightsPlace(const RunRecord& record);
/// Of the whole run; where that is not known, of its last row.
std::int64_t runSteps(const RunRecord& record);

}  // namespace studio
