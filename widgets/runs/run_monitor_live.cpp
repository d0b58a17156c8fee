// A run trained by this process: what its channel has, thirty times a second, after what earlier processes wrote of it.
#include <algorithm>
#include <functional>
#include <utility>

#include "core/run/run_command.h"
#include "widgets/runs/run_data.h"
#include "widgets/runs/run_monitor_private.h"
#include "widgets/runs/worker_call.h"

namespace studio {

/// Limits of live maps do not jump with every probe; for all other maps they are exact.
void RunMonitor::Private::holdLimits() {
  const bool robust = view.percentile == kRobustPercentile && !view.limitsLocked;
  if (channel && view.followLive && robust && data.snapshot)
    data.ranges.follow(findRanges(*data.snapshot));
  else
    data.ranges.release();
}

/// What earlier processes have written of a run that goes on here.
void RunMonitor::Private::readHistory() {
  const int now = generation;
  readOnWorker<RunData>(
      q, [folder = data.folder] { return readStoredRun(folder); },
      [this, now](RunData stored) {
        if (now != generation || !channel) return;
        history = {};
        for (const ScalarRow& row : stored.scalars) history.add(row);
        historyMaps = std::move(stored.mapSteps);
        historyCheckpoints = std::move(stored.checkpointSteps);
        // What came after the checkpoint is trained again.
        if (!historyCheckpoints.empty()) dropHistoryFrom(historyCheckpoints.back() + 1);
        seenScalars = 0;
        const auto live = channel->takeScalars(seenScalars);
        if (!live.empty()) dropHistoryFrom(live.front().step);
        rows = history;
        for (const ScalarRow& row : live) rows.add(row);
        data.scalars = rows.rows();
        seenLog = 0;
        const auto lines = channel->takeLog(seenLog);
        data.log = linesBefore(std::move(stored.log), lines.empty() ? followedSince : lines.front().time);
        data.log.skip(seenLog - lines.size());
        data.log.add(lines);
        readMeasured(historyMaps);
        takeStoredSteps();
        askForStored();
        Q_EMIT q->snapshotChanged();
        Q_EMIT q->scalarsChanged();
        Q_EMIT q->logChanged();
      });
}

/// The newest stored maps, once, where none so new have been shown: the channel has its own only after the next step,
/// which may be a validation away, and its selectivity may be older or none.
void RunMonitor::Private::askForStored() {
  if (!channel || !view.followLive || data.mapSteps.empty()) return;
  const std::int64_t newest = data.mapSteps.back();
  const bool behind = !data.snapshot || data.snapshot->step < newest || data.snapshot->probeStep < newest;
  if (!behind || storedAsked == newest) return;
  storedAsked = newest;
  loader.want(newest);
}

/// This process measures these steps again, so what an earlier one wrote of them is no longer true.
void RunMonitor::Private::dropHistoryFrom(std::int64_t step) {
  history.dropFrom(step);
  dropFrom(historyMaps, step);
  dropFrom(historyCheckpoints, step);
}

void RunMonitor::Private::takeRows() {
  const bool first = seenScalars == 0;
  const auto fresh = channel->takeScalars(seenScalars);
  if (fresh.empty()) return;
  if (first) {
    dropHistoryFrom(fresh.front().step);
    rows = history;
    data.scalars = rows.rows();
  }
  for (const ScalarRow& row : fresh) rows.add(row);
  data.scalars.insert(data.scalars.end(), fresh.begin(), fresh.end());
  if (data.scalars.size() > kMostShownRows) data.scalars = rows.rows();
  Q_EMIT q->scalarsChanged();
}

void RunMonitor::Private::takeLines() {
  const std::size_t before = seenLog;
  auto lines = channel->takeLog(seenLog);
  if (lines.empty()) return;
  data.log.skip(seenLog - before - lines.size());
  data.log.add(std::move(lines));
  Q_EMIT q->logChanged();
}

bool RunMonitor::Private::takeStoredSteps() {
  auto maps = merged(historyMaps, channel->storedMaps()),
       checkpoints = merged(historyCheckpoints, channel->storedCheckpoints());
  dropRemoved(checkpoints);
  if (maps == data.mapSteps && checkpoints == data.checkpointSteps) return false;
  data.mapSteps = std::move(maps);
  data.checkpointSteps = std::move(checkpoints);
  data.ranges.keepOnly(data.mapSteps);
  readRanges();
  return true;
}

/// Of the plan's checkpoints older ones have been removed; those that a person asked for stay.
void RunMonitor::Private::dropRemoved(std::vector<std::int64_t>& checkpoints) const {
  std::vector<std::int64_t> asked;
  for (const Event& event : channel->eventsFrom(0))
    if (event.kind == toString(RunCommand::Checkpoint)) asked.push_back(event.step);
  const auto isAsked = [&](std::int64_t step) { return std::find(asked.begin(), asked.end(), step) != asked.end(); };
  const std::int64_t kept = std::max<std::int64_t>(1, data.config.output.keepCheckpoints);
  std::int64_t planned = std::count_if(checkpoints.begin(), checkpoints.end(), std::not_fn(isAsked));
  std::erase_if(checkpoints, [&](std::int64_t step) { return !isAsked(step) && planned-- > kept; });
}

void RunMonitor::Private::takeSnapshot() {
  const bool stored = takeStoredSteps();
  const auto snapshot = channel->takeSnapshot();
  if (snapshot) asked.reset();
  const bool shown = snapshot && view.followLive;
  if (shown) {
    if (data.snapshot && snapshot->step < data.snapshot->step) storedAsked = -1;  // it goes on from before that
    data.snapshot = data.snapshot ? completed(snapshot, *data.snapshot) : snapshot;
    chooseOpening();
    holdLimits();
  }
  askForStored();
  if (stored || shown) Q_EMIT q->snapshotChanged();
  if (!shown || !snapshot->unit || snapshot->unit->layer != view.layer || snapshot->unit->unit != view.unit) return;
  ++unitGeneration;  // what a checkpoint has is older
  data.readingUnit = false;
  data.unit = snapshot->unit;
  data.unitStep = snapshot->step;
  Q_EMIT q->unitChanged();
}

/// Which one a run has that left it to the device stands in its folder from its first step on.
void RunMonitor::Private::readPrecision() {
  const bool begun = data.status.state == RunState::Training || data.status.state == RunState::Paused;
  if (!begun || data.config.train.precision != "auto") return;
  if (std::exchange(precisionAsked, true)) return;
  const int now = generation;
  readOnWorker<std::string>(
      q, [folder = data.folder] { return folder.config().train.precision; },
      [this, now](const std::string& precision) {
        if (now != generation) return;
        data.config.train.precision = precision;
        Q_EMIT q->statusChanged();
      });  // what is wrong with the folder is said by what else is read of it
}

void RunMonitor::Private::pollLive() {
  RunStatus status = channel->status();
  const bool over = !isLive(status.state) && status.state != RunState::Draft;
  const bool news = !sameStatus(status, data.status);
  data.status = std::move(status);
  readPrecision();
  takeRows();
  takeLines();
  takeSnapshot();
  if (over) return continueWithDisk();
  if (news) Q_EMIT q->statusChanged();
  wantLive();
}

/// The job has ended; its last files may appear a moment later.
void RunMonitor::Private::continueWithDisk() {
  channel.reset();
  asked.reset();
  data.live = false;
  endedHere = data.status;
  known = true;
  lastReads = 2;
  timer.setInterval(kDiskMilliseconds);
  holdLimits();
  Q_EMIT q->statusChanged();
  Q_EMIT q->snapshotChanged();  // its limits are exact now
  if (isUnitBehind()) readUnit();
  pollDisk();
}

/// "I have shown the last one": asks for the next only then, and only while somebody can see it.
void RunMonitor::Private::wantLive() {
  if (!channel || !seen || !view.followLive) return;
  ViewRequest request;
  request.selectivity = true;
  if (view.unit >= 0) {
    request.unitLayer = view.layer;
    request.unit = view.unit;
  }
  request.text = textRead;
  if (asked == request) return;
  asked = request;
  channel->want(request);
}

}  // namespace studio
