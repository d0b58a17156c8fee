#include "widgets/runs/run_monitor.h"

#include <QDateTime>
#include <QTimer>
#include <algorithm>

#include "widgets/runs/run_changes.h"
#include "widgets/runs/snapshot_loader.h"
#include "widgets/runs/stored_run.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kLiveMilliseconds = 33, kDiskMilliseconds = 1000;

}  // namespace

class RunMonitor::Private {
 public:
  explicit Private(RunMonitor* owner) : q(owner) {}

  void open(RunData data);
  void pollLive();
  void takeRows();
  void takeLines();
  bool takeStoredSteps();
  void takeSnapshot();
  void goOnWithDisk();
  void dropHistoryFrom(std::int64_t step);
  void pollDisk();
  void takeDisk(RunData fresh);
  void readHistory();
  void showStored();
  void readUnit();
  void wantLive();
  std::optional<std::int64_t> stepAhead(std::int64_t from) const;

  RunMonitor* q;
  RunData data;
  ViewState view;
  std::shared_ptr<RunChannel> channel;
  std::size_t seenScalars = 0, seenLog = 0;      ///< of the channel
  std::vector<ScalarRow> history;                ///< rows before this process went on with the run
  std::vector<std::int64_t> historyMaps, historyCheckpoints;
  UnitSource unitSource;
  SnapshotLoader loader;
  QTimer timer;
  bool open_ = false, seen = true, reading = false;
  bool known = false;                            ///< the stored run has been read once
  int lastReads = 0;                             ///< readings still due after the run has ended
  std::optional<ViewRequest> asked;              ///< of the channel, not answered yet
  double followedSince = 0;                      ///< seconds since 1970
  std::int64_t lastStored = -1;                  ///< the snapshot step shown before the view moved
  int generation = 0, unitGeneration = 0;
};

void RunMonitor::Private::open(RunData fresh) {
  ++generation;
  ++unitGeneration;
  reading = known = false;
  lastReads = 0;
  asked.reset();
  lastStored = -1;
  const int colour = data.colour;
  data = std::move(fresh);
  data.colour = colour;
  open_ = true;
  history.clear();
  historyMaps.clear();
  historyCheckpoints.clear();
  seenScalars = seenLog = 0;
  loader.open(data.folder);
  ViewState next;
  next.layer = firstSheet(data.layers);
  next.colours = view.colours;
  view = next;
}

/// What earlier processes have written of a run that goes on here.
void RunMonitor::Private::readHistory() {
  const int now = generation;
  readOnWorker<RunData>(q, [folder = data.folder] { return readStoredRun(folder); }, [this, now](RunData stored) {
    if (now != generation || !channel) return;
    history = std::move(stored.scalars);
    historyMaps = std::move(stored.mapSteps);
    historyCheckpoints = std::move(stored.checkpointSteps);
    const auto live = channel->scalarsFrom(0);
    if (!live.empty()) dropHistoryFrom(live.front().step);
    data.scalars = history;
    data.scalars.insert(data.scalars.end(), live.begin(), live.end());
    seenScalars = live.size();
    const auto lines = channel->logFrom(0);
    data.log = linesBefore(std::move(stored.log), lines.empty() ? followedSince : lines.front().time);
    data.log.insert(data.log.end(), lines.begin(), lines.end());
    seenLog = lines.size();
    Q_EMIT q->scalarsChanged();
    Q_EMIT q->logChanged();
  });
}

/// This process measures these steps again, so what an earlier one wrote of them is no longer true.
void RunMonitor::Private::dropHistoryFrom(std::int64_t step) {
  std::erase_if(history, [step](const ScalarRow& row) { return row.step >= step; });
  dropFrom(historyMaps, step);
  dropFrom(historyCheckpoints, step);
}

void RunMonitor::Private::takeRows() {
  auto rows = channel->scalarsFrom(seenScalars);
  if (rows.empty()) return;
  if (seenScalars == 0) {
    dropHistoryFrom(rows.front().step);
    data.scalars = history;
  }
  seenScalars += rows.size();
  data.scalars.insert(data.scalars.end(), rows.begin(), rows.end());
  Q_EMIT q->scalarsChanged();
}

void RunMonitor::Private::takeLines() {
  auto lines = channel->logFrom(seenLog);
  if (lines.empty()) return;
  seenLog += lines.size();
  data.log.insert(data.log.end(), lines.begin(), lines.end());
  Q_EMIT q->logChanged();
}

bool RunMonitor::Private::takeStoredSteps() {
  auto maps = merged(historyMaps, channel->storedMaps()), checkpoints = merged(historyCheckpoints, channel->storedCheckpoints());
  if (maps == data.mapSteps && checkpoints == data.checkpointSteps) return false;
  data.mapSteps = std::move(maps);
  data.checkpointSteps = std::move(checkpoints);
  return true;
}

void RunMonitor::Private::takeSnapshot() {
  const bool stored = takeStoredSteps();
  const auto snapshot = channel->takeSnapshot();
  if (snapshot) asked.reset();
  const bool shown = snapshot && view.followLive;
  if (shown) data.snapshot = snapshot;
  if (stored || shown) Q_EMIT q->snapshotChanged();
  if (!shown || !snapshot->unit || snapshot->unit->layer != view.layer || snapshot->unit->unit != view.unit) return;
  data.unit = snapshot->unit;
  Q_EMIT q->unitChanged();
}

void RunMonitor::Private::pollLive() {
  RunStatus status = channel->status();
  const bool over = !isLive(status.state) && status.state != RunState::Draft && status.state != RunState::Queued;
  const bool news = !sameStatus(status, data.status);
  data.status = std::move(status);
  takeRows();
  takeLines();
  takeSnapshot();
  if (over) return goOnWithDisk();
  if (news) Q_EMIT q->statusChanged();
  wantLive();
}

/// The job has ended; its last files may appear a moment later.
void RunMonitor::Private::goOnWithDisk() {
  channel.reset();
  asked.reset();
  data.live = false;
  known = true;
  lastReads = 2;
  timer.setInterval(kDiskMilliseconds);
  Q_EMIT q->statusChanged();
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
  if (asked == request) return;
  asked = request;
  channel->want(request);
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
  readOnWorker<RunData>(q, [folder = data.folder] { return readStoredRun(folder); }, [this, now](RunData fresh) {
    if (now != generation || channel) return;
    reading = false;
    takeDisk(std::move(fresh));
  });
}

void RunMonitor::Private::takeDisk(RunData fresh) {
  const bool first = !std::exchange(known, true);
  const bool ended = data.status.state == RunState::Failed && !isLive(fresh.status.state);   // its sentence may be known here alone
  if (!fresh.error.empty() && (ended || fresh.status.state == RunState::Draft)) fresh.status = data.status;
  const bool newStatus = !sameStatus(fresh.status, data.status) || fresh.error != data.error, newScalars = !sameRows(fresh.scalars, data.scalars);
  const bool newLog = !fresh.log.empty() && !sameLines(fresh.log, data.log), newCheckpoints = fresh.checkpointSteps != data.checkpointSteps;
  const bool newMaps = fresh.mapSteps != data.mapSteps;
  fresh.snapshot = data.snapshot;
  fresh.unit = data.unit;
  fresh.colour = data.colour;
  if (fresh.layers.empty()) fresh.layers = data.layers;
  if (fresh.log.empty()) fresh.log = data.log;
  data = std::move(fresh);
  if (view.layer.empty()) view.layer = firstSheet(data.layers);
  if (first) Q_EMIT q->runOpened();
  if (first || newStatus) Q_EMIT q->statusChanged();
  if (newScalars) Q_EMIT q->scalarsChanged();
  if (newLog) Q_EMIT q->logChanged();
  const bool behind = view.followLive && !data.mapSteps.empty() && (!data.snapshot || data.snapshot->step < data.mapSteps.back());
  if (behind) showStored();
  else if (newMaps || newCheckpoints) Q_EMIT q->snapshotChanged();
  if (first) Q_EMIT q->viewChanged();
}

/// The stored snapshot that the view points at: the last one while it follows.
void RunMonitor::Private::showStored() {
  if (data.mapSteps.empty() || (channel && view.followLive)) return;
  const std::int64_t step = view.followLive ? data.mapSteps.back() : view.step;
  const auto ahead = view.followLive ? std::nullopt : stepAhead(step);
  lastStored = step;
  loader.want(step, ahead);
}

void RunMonitor::Private::readUnit() {
  const int now = ++unitGeneration;
  const bool same = data.unit && data.unit->layer == view.layer && data.unit->unit == view.unit;
  if (!same) {                           // another unit's weights must not stand under this one's name
    data.unit.reset();
    Q_EMIT q->unitChanged();
  }
  if (view.unit < 0 || !open_) return;
  if (channel && view.followLive) return wantLive();
  if (!unitSource || !data.snapshot) return;
  readOnWorker<std::optional<UnitWeights>>(
      q, [source = unitSource, folder = data.folder, step = data.snapshot->step, layer = view.layer, unit = view.unit] { return source(folder, step, layer, unit); },
      [this, now](std::optional<UnitWeights> weights) {
        if (now != unitGeneration) return;
        data.unit = std::move(weights);
        Q_EMIT q->unitChanged();
      },
      [this, now](const std::string&) {
        if (now != unitGeneration) return;
        data.unit.reset();               // the inspector says that there are no weights stored
        Q_EMIT q->unitChanged();
      });
}

RunMonitor::RunMonitor(QObject* parent) : QObject(parent), p_(std::make_unique<Private>(this)) {
  connect(&p_->timer, &QTimer::timeout, this, [this] {
    if (p_->channel) return p_->pollLive();
    const bool due = p_->lastReads > 0 && p_->lastReads-- > 0;
    if (due || !p_->known || isLive(p_->data.status.state)) p_->pollDisk();   // trained by another process
  });
  connect(&p_->loader, &SnapshotLoader::loaded, this, [this](std::shared_ptr<const Snapshot> snapshot) {
    if (p_->channel && p_->view.followLive) return;
    p_->data.snapshot = std::move(snapshot);
    Q_EMIT snapshotChanged();
    if (p_->view.unit >= 0) p_->readUnit();
  });
  connect(&p_->loader, &SnapshotLoader::failed, this, [this](const QString& sentence) {
    p_->data.error = sentence.toStdString();
    Q_EMIT statusChanged();
  });
}

RunMonitor::~RunMonitor() = default;

void RunMonitor::followLive(std::shared_ptr<RunChannel> channel, RunFolder folder, RunConfig config, std::vector<LayerInfo> layers) {
  RunData fresh;
  fresh.folder = std::move(folder);
  fresh.config = std::move(config);
  fresh.layers = std::move(layers);
  fresh.live = true;
  p_->open(std::move(fresh));
  p_->channel = std::move(channel);
  p_->known = true;
  p_->followedSince = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
  p_->readHistory();
  p_->timer.start(kLiveMilliseconds);
  Q_EMIT runOpened();
  Q_EMIT scalarsChanged();
  Q_EMIT logChanged();
  Q_EMIT snapshotChanged();
  Q_EMIT viewChanged();
  p_->pollLive();
}

void RunMonitor::openStored(RunFolder folder) {
  RunData fresh;
  fresh.folder = std::move(folder);
  p_->channel.reset();
  p_->open(std::move(fresh));
  p_->timer.start(kDiskMilliseconds);
  Q_EMIT runOpened();
  p_->pollDisk();
}

void RunMonitor::close() {
  p_->timer.stop();
  p_->channel.reset();
  p_->open({});
  p_->open_ = false;
  Q_EMIT runOpened();
  Q_EMIT viewChanged();
}

bool RunMonitor::hasRun() const { return p_->open_; }

const RunData& RunMonitor::data() const { return p_->data; }

const ViewState& RunMonitor::view() const { return p_->view; }

void RunMonitor::setView(const ViewState& view) {
  if (view == p_->view) return;
  const ViewState before = std::exchange(p_->view, view);
  if (before.step != view.step || before.followLive != view.followLive) p_->showStored();
  if (before.layer != view.layer || before.unit != view.unit) p_->readUnit();
  Q_EMIT viewChanged();
}

void RunMonitor::setUnitSource(UnitSource source) { p_->unitSource = std::move(source); }

std::vector<std::string> RunMonitor::quantities() const {
  std::vector<std::string> names;
  if (p_->data.snapshot)
    for (const SheetMap& map : p_->data.snapshot->maps)
      if (map.layer == p_->view.layer) names.push_back(map.quantity);
  if (names.empty()) names = {kCosineQuantity, kNormQuantity};
  return names;
}

void RunMonitor::setColour(int index) {
  p_->data.colour = index;
  Q_EMIT statusChanged();
  Q_EMIT scalarsChanged();
}

void RunMonitor::setSeen(bool seen) {
  p_->seen = seen;
  if (seen) p_->wantLive();
}

}  // namespace studio
