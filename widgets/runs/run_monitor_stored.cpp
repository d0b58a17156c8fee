// A stored run, or one that another process trains: its folder read on a worker thread, and the snapshot that is looked
// at.
#include <algorithm>
#include <utility>

#include "core/run/engine.h"
#include "core/run/error.h"
#include "widgets/runs/run_data.h"
#include "widgets/runs/run_monitor_private.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr std::size_t kKept = 64, kRangesAtOnce = 8;  ///< snapshots

struct StoredUnit {
  std::optional<UnitWeights> weights;
  std::int64_t step = -1;  ///< of the checkpoint that has them
};

/// Of the checkpoint that the engine takes weights of this step from; -1 = there is none.
std::int64_t weightStep(const RunFolder& folder, std::int64_t step) {
  std::int64_t nearest = -1;
  for (const std::int64_t stored : folder.weightSteps())
    if (stored <= step) nearest = stored;
  return nearest;
}

/// The disk was read while the run's last status was on its way there: it says less than the channel has said.
bool isBeforeItsEnd(const RunStatus& read, const RunStatus& end) {
  constexpr double kRounded = 0.01;  // seconds, of a stored heartbeat
  const bool sameProcess = end.pid != 0 && read.pid == end.pid && read.host == end.host;
  return sameProcess && isLive(read.state) && read.heartbeat < end.heartbeat + kRounded;
}

/// Of what was read before of a run, where its files have gone or are damaged by now: what it was is still shown.
void keepKnown(RunData& fresh, const RunData& before) {
  if (!fresh.knowsConfig) {
    fresh.config = before.config;
    fresh.knowsConfig = before.knowsConfig;
    if (fresh.scalars.empty()) fresh.scalars = before.scalars;
  }
  if (fresh.layers.empty()) fresh.layers = before.layers;
  if (fresh.log.lines.empty()) fresh.log = before.log;
}

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

/// While one drags faster than the disk reads, what arrives is shown too; nothing is shown after the newest request
/// was.
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

/// Beside live maps it has what these lack, and takes their place where it is newer.
void RunMonitor::Private::takeStored(std::shared_ptr<const Snapshot> stored) {
  const bool besideLive = channel && view.followLive && data.snapshot;
  const bool newer = !besideLive || stored->step > data.snapshot->step;
  if (besideLive) stored = newer ? completed(stored, *data.snapshot) : completed(data.snapshot, *stored);
  if (besideLive && stored == data.snapshot) return;
  const bool first = !data.snapshot;
  data.snapshot = std::move(stored);
  chooseOpening();
  holdLimits();
  if (first && !isLive(data.status.state)) chooseVarying();
  Q_EMIT q->snapshotChanged();
  if (view.unit >= 0) readUnit();
}

/// The stored snapshot that playing would show next: on in the direction in which the view has moved.
std::optional<std::int64_t> RunMonitor::Private::stepAhead(std::int64_t from) const {
  const auto& steps = data.mapSteps;
  const auto at = std::lower_bound(steps.begin(), steps.end(), from);
  if (at == steps.end()) return {};
  if (from >= lastStored) return at + 1 == steps.end() ? std::nullopt : std::optional(*(at + 1));
  return at == steps.begin() ? std::nullopt : std::optional(*(at - 1));
}

void RunMonitor::Private::pollDisk() {
  if (reading || !open_ || channel) return;
  reading = true;
  const int now = generation;
  readOnWorker<RunData>(
      q, [folder = data.folder, rows = scalars, lines = log] { return readStoredRun(folder, *rows, *lines); },
      [this, now](RunData fresh) {
        if (now != generation || channel) return;
        reading = false;
        takeDisk(std::move(fresh));
      });
}

void RunMonitor::Private::takeDisk(RunData fresh) {
  const bool first = !std::exchange(known, true);
  const bool ended =
      data.status.state == RunState::Failed && !isLive(fresh.status.state);  // its sentence may be known here alone
  const bool unsaid =
      !fresh.error.empty() || fresh.status.pid == 0;  // no status was ever written, or it cannot be read
  const bool early = endedHere && isBeforeItsEnd(fresh.status, *endedHere);
  if (early || (unsaid && (ended || fresh.status.state == RunState::Draft))) fresh.status = data.status;
  keepKnown(fresh, data);
  const bool newStatus = !sameStatus(fresh.status, data.status) || fresh.error != data.error,
             newScalars = !sameRows(fresh.scalars, data.scalars);
  const bool newLog = !sameLines(fresh.log, data.log);
  const bool newCheckpoints = fresh.checkpointSteps != data.checkpointSteps;
  const bool newMaps = fresh.mapSteps != data.mapSteps;
  fresh.snapshot = data.snapshot;
  fresh.unit = std::move(data.unit);
  fresh.unitStep = data.unitStep;
  fresh.readingUnit = data.readingUnit;
  fresh.colour = data.colour;
  fresh.measured = std::move(data.measured);
  fresh.measured.keepOnly(fresh.mapSteps);
  fresh.ranges = std::move(data.ranges);
  fresh.ranges.keepOnly(fresh.mapSteps);
  data = std::move(fresh);
  noteTokens();
  if (view.layer.empty()) view.layer = openingLayer(data.layers);
  if (first) Q_EMIT q->runOpened();
  if (first || newStatus) Q_EMIT q->statusChanged();
  if (newScalars) Q_EMIT q->scalarsChanged();
  if (newLog) Q_EMIT q->logChanged();
  // Of a run that has ended what is stored is shown, also where something later was seen live: it can be gone back to.
  const bool stored = view.followLive && !data.mapSteps.empty();
  if (stored && (!data.snapshot || data.snapshot->step != data.mapSteps.back()))
    showStored();
  else if (newMaps || newCheckpoints)
    Q_EMIT q->snapshotChanged();
  if (first) Q_EMIT q->viewChanged();
  if (newCheckpoints && isUnitBehind()) readUnit();
  readMeasured(data.mapSteps);
  readRanges();
}

/// Of the snapshots that have not been looked at; what cannot be read has no map.
void RunMonitor::Private::readMeasured(const std::vector<std::int64_t>& steps) {
  std::vector<std::int64_t> unknown;
  for (const std::int64_t step : steps)
    if (!data.measured.knows(step)) unknown.push_back(step);
  if (readingMeasured || unknown.empty()) return;
  readingMeasured = true;
  using Read = std::vector<std::pair<std::int64_t, std::vector<std::string>>>;
  const int now = generation;
  readOnWorker<Read>(
      q,
      [folder = data.folder, unknown] {
        Read read;
        for (const std::int64_t step : unknown) {
          read.emplace_back(step, std::vector<std::string>());
          try {
            read.back().second = folder.measuredMaps(step);
          } catch (const UserError&) {  // said when it is to be shown
          }
        }
        return read;
      },
      [this, now](Read read) {
        if (now != generation) return;
        readingMeasured = false;
        for (auto& [step, names] : read) data.measured.add(step, std::move(names));
        Q_EMIT q->snapshotChanged();
      });
}

/// How large the values of all stored maps are, while somebody looks at a step of them: these then share one scale. A
/// few snapshots at a time, so that nobody waits for those of a run that has been left.
void RunMonitor::Private::readRanges() {
  std::vector<std::int64_t> unknown;
  for (const std::int64_t step : data.mapSteps)
    if (unknown.size() < kRangesAtOnce && !data.ranges.knows(step)) unknown.push_back(step);
  if (readingRanges || view.followLive || unknown.empty()) return;
  readingRanges = true;
  using Read = std::vector<std::pair<std::int64_t, SnapshotRanges>>;
  const int now = generation;
  readOnWorker<Read>(
      computingPool(), q,
      [folder = data.folder, unknown] {
        Read read;
        for (const std::int64_t step : unknown) {
          read.emplace_back(step, SnapshotRanges());
          try {
            read.back().second = findRanges(folder.maps(step));
          } catch (const UserError&) {  // said when it is to be shown
          }
        }
        return read;
      },
      [this, now](const Read& read) {
        if (now != generation) return;
        readingRanges = false;
        for (const auto& [step, ranges] : read) data.ranges.add(step, ranges);
        takeRanges();
      },
      [this, now](const std::string&) {
        if (now == generation) readingRanges = false;
      });
}

/// The rest follows; once all are there the views take them, and again when later ones come.
void RunMonitor::Private::takeRanges() {
  const bool all = std::all_of(data.mapSteps.begin(), data.mapSteps.end(),
                               [this](std::int64_t step) { return data.ranges.knows(step); });
  if (!all) readRanges();
  if (all) data.ranges.setComplete();
  if (data.ranges.complete()) Q_EMIT q->snapshotChanged();
}

/// The stored snapshot that the view points at: the last one while it follows.
void RunMonitor::Private::showStored() {
  if (data.mapSteps.empty() || (channel && view.followLive)) return;
  const std::int64_t step = view.followLive ? data.mapSteps.back() : view.step;
  const auto ahead = view.followLive ? std::nullopt : stepAhead(step);
  lastStored = step;
  loader.want(step, ahead);
}

/// The weights that are shown are not there, or older than the maps: a checkpoint may have newer ones.
bool RunMonitor::Private::isUnitBehind() const {
  if (view.unit < 0) return false;
  return !data.unit || (data.snapshot && data.unitStep < data.snapshot->step);
}

void RunMonitor::Private::readUnit() {
  const int now = ++unitGeneration;
  const bool same = data.unit && data.unit->layer == view.layer && data.unit->unit == view.unit;
  if (!same) {  // another unit's weights must not stand under this one's name
    data.unit.reset();
    Q_EMIT q->unitChanged();
  }
  data.readingUnit = false;
  if (view.unit < 0 || !open_) return;
  if (channel && view.followLive) {
    wantLive();
    if (data.unit) return;  // newer ones come with the next live maps; until then those of a checkpoint
  }
  if (engine && data.snapshot) readStoredUnit(now);
}

void RunMonitor::Private::readStoredUnit(int now) {
  data.readingUnit = true;
  const auto take = [this, now](StoredUnit found) {
    if (now != unitGeneration) return;
    data.readingUnit = false;
    data.unit = std::move(found.weights);
    data.unitStep = found.step;
    Q_EMIT q->unitChanged();
  };
  readOnWorker<StoredUnit>(
      q,
      [engine = engine, folder = data.folder, isRun = data.caption.empty(), step = data.snapshot->step,
       layer = view.layer, unit = view.unit] {
        return StoredUnit{engine->unitWeights(folder, step, layer, unit), isRun ? weightStep(folder, step) : step};
      },
      take, [take](const std::string&) { take({}); });  // the inspector says that there are no weights stored
}

}  // namespace studio
