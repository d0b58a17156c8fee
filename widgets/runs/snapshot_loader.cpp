#include "widgets/runs/snapshot_loader.h"

#include <utility>

#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr std::size_t kKept = 64;

}  // namespace

void SnapshotLoader::open(const RunFolder& folder) {
  folder_ = folder;
  ++generation_;
  busy_ = reached_ = false;
  wanted_.reset();
  ahead_.reset();
  target_ = -1;
  kept_.clear();
  order_.clear();
}

void SnapshotLoader::want(std::int64_t step, std::optional<std::int64_t> ahead) {
  target_ = step;
  ahead_ = ahead;
  const auto found = kept_.find(step);
  reached_ = found != kept_.end();
  wanted_ = reached_ ? std::optional<std::int64_t>() : step;
  if (reached_) Q_EMIT loaded(std::shared_ptr<const Snapshot>(found->second));
  if (!busy_) next();
}

void SnapshotLoader::next() {
  if (wanted_) {
    load(*std::exchange(wanted_, std::nullopt), false);
  } else if (ahead_) {
    const std::int64_t step = *std::exchange(ahead_, std::nullopt);
    if (!kept_.count(step)) load(step, true);
  }
}

void SnapshotLoader::load(std::int64_t step, bool quietly) {
  busy_ = true;
  const int generation = generation_;
  readOnWorker<std::shared_ptr<const Snapshot>>(
      this, [folder = folder_, step] { return std::make_shared<const Snapshot>(folder.maps(step)); },
      [=, this](std::shared_ptr<const Snapshot> snapshot) {
        if (generation == generation_) arrived(std::move(snapshot), quietly);
      },
      [=, this](const std::string& sentence) {
        if (generation != generation_) return;
        busy_ = false;
        if (!quietly && step == target_) Q_EMIT failed(QString::fromStdString(sentence));
        next();
      });
}

/// While one drags faster than the disk reads, what arrives is shown too; nothing is shown after the newest wish was.
void SnapshotLoader::arrived(std::shared_ptr<const Snapshot> snapshot, bool quietly) {
  busy_ = false;
  keep(snapshot);
  if (snapshot->step == target_ || (!quietly && !reached_)) {
    const bool late = reached_;
    reached_ = reached_ || snapshot->step == target_;
    if (reached_ && wanted_ == target_) wanted_.reset();
    if (!late) Q_EMIT loaded(snapshot);
  }
  if (!busy_) next();
}

void SnapshotLoader::keep(std::shared_ptr<const Snapshot> snapshot) {
  const std::int64_t step = snapshot->step;
  if (!kept_.emplace(step, std::move(snapshot)).second) return;
  order_.push_back(step);
  if (order_.size() <= kKept) return;
  kept_.erase(order_.front());
  order_.pop_front();
}

}  // namespace studio
