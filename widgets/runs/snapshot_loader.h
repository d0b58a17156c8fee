// Stored snapshots from the disk, one at a time on a worker thread: the newest wish wins, the last 64 are kept. GUI
// thread only.
#pragma once
#include <QObject>
#include <deque>
#include <map>
#include <memory>
#include <optional>

#include "core/run/run_store.h"

namespace studio {

class SnapshotLoader : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  /// Forgets what it has: another run, or the same one written anew.
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
  std::int64_t target_ = -1;  ///< the newest wish
  bool reached_ = false;      ///< it has been delivered: what comes later is older
  std::map<std::int64_t, std::shared_ptr<const Snapshot>> kept_;
  std::deque<std::int64_t> order_;
};

}  // namespace studio
