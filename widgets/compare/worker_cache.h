// What views need of compared runs and the disk has: read on a worker thread when it is asked for, kept, and read again
// where a newer version is asked for; until that is here the older one is shown. GUI thread only; never waits.
#pragma once
#include <QObject>
#include <QThreadPool>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "core/run/run_record.h"
#include "widgets/runs/worker_call.h"

namespace studio {

template <class Value>
class WorkerCache {
 public:
  using Held = std::shared_ptr<const Value>;
  /// `changed` when something has been read, `failed` with the sentence of what could not be; both on the GUI thread.
  WorkerCache(QThreadPool& pool, QObject* owner, std::function<void()> changed,
              std::function<void(const std::string&)> failed)
      : pool_(pool), owner_(owner), changed_(std::move(changed)), failed_(std::move(failed)) {}

  /// What is there of it; nullptr before the first reading is done. `read` runs on a worker thread.
  Held get(const std::string& key, const std::string& version, std::function<Held()> read) {
    Entry& entry = entries_[key];
    if (entry.version == version) return entry.value;
    entry.version = version;
    ++reading_;
    readOnWorker<Held>(
        pool_, owner_, std::move(read),
        [this, key, version](Held value) {
          --reading_;
          const auto found = entries_.find(key);
          if (found == entries_.end() || found->second.version != version) return;
          found->second.value = std::move(value);
          changed_();
        },
        [this](const std::string& sentence) {
          --reading_;
          failed_(sentence);
          changed_();
        });
    return entry.value;
  }
  bool reading() const { return reading_ > 0; }
  /// That was asked for last; empty = none has been.
  std::string version(const std::string& key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? std::string() : found->second.version;
  }
  void keepOnly(const std::set<std::string>& keys) {
    std::erase_if(entries_, [&](const auto& entry) { return keys.count(entry.first) == 0; });
  }

 private:
  struct Entry {
    std::string version;  ///< asked for last
    Held value;
  };
  QThreadPool& pool_;
  QObject* owner_;
  std::function<void()> changed_;
  std::function<void(const std::string&)> failed_;
  std::map<std::string, Entry> entries_;
  int reading_ = 0;
};

// Rows and stored results of the compared runs, read on a worker thread when a view asks for them. GUI thread only.

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
