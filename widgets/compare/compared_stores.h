// Rows and stored results of the compared runs, read on a worker thread when a view asks for them. GUI thread only.
#pragma once
#include "core/run/run_record.h"
#include "widgets/compare/worker_cache.h"

namespace studio {

class ComparedStores {
 public:
  using Record = std::shared_ptr<const RunRecord>;
  using Rows = std::shared_ptr<const std::vector<ScalarRow>>;
  using Numbers = std::shared_ptr<const NetworkAnalysis>;
  ComparedStores(QThreadPool& pool, QObject* owner, const std::function<void()>& changed,
                 const std::function<void(const std::string&)>& failed)
      : rows_(pool, owner, changed, failed),
        numbers_(pool, owner, changed, failed),
        layers_(pool, owner, changed, failed) {}

  /// nullptr while they are not here, and of what has no rows: files. Of a checkpoint those up to its step.
  Rows rows(const Record& record);
  /// Tables of the newest result of each analysis; nullptr where nothing is stored.
  Numbers numbers(const Record& record);
  /// Of a run or checkpoint; nullptr while they are not here, empty where none are stored.
  std::shared_ptr<const std::vector<LayerInfo>> layers(const Record& record);
  void keepOnly(const std::set<std::string>& ids);

 private:
  WorkerCache<std::vector<ScalarRow>> rows_;
  WorkerCache<NetworkAnalysis> numbers_;
  WorkerCache<std::vector<LayerInfo>> layers_;
};

}  // namespace studio
