#include "widgets/runs/run_monitor.h"

#include <QTimer>
#include <algorithm>

#include "widgets/runs/snapshot_loader.h"
#include "widgets/runs/stored_run.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kLiveMilliseconds = 33, kDiskMilliseconds = 1000;

/// Steps of both lists, ascending, each once.
std::vector<std::int64_t> merged(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  std::vector<std::int64_t> all(a);
  all.insert(all.end(), b.begin(), b.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::string firstSheet(const std::vector<LayerInfo>& layers) {
  const auto topo = std::find_if(layers.begin(), layers.end(), [](const LayerInfo& layer) { return layer.topo; });
  if (topo != layers.end()) return topo->name;
  return layers.empty() ? std::string() : layers.front().name;
}

}  // namespace

class RunMonitor::Private {
 public:
  explicit Private(RunMonitor* owner) : q(owner) {}

  void open(RunData data);
  void pollLive();
  void pollDisk();
  void takeDisk(RunData fresh);
  void readHistory();
  void showStored();
  void readUnit();
  void wantLive();

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
  int generation = 0, unitGeneration = 0;
};

void RunMonitor::Private::open(RunData fresh) {
  ++generation;
  reading = false;
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
    if (!live.empty()) std::erase_if(history, [&](const ScalarRow& row) { return row.step >= live.front().step; });
    data.scalars = history;
    data.scalars.insert(data.scalars.end(), live.begin(), live.end());
    seenScalars = live.size();
    Q_EMIT q->scalarsChanged();
  });
}

void RunMonitor::Private::pollLive() {
  const RunStatus status = channel->status();
  data.status = status;
  Q_EMIT q->statusChanged();
  if (auto rows = channel->scalarsFrom(seenScalars); !rows.empty()) {
    if (seenScalars == 0) std::erase_if(data.scalars, [&](const ScalarRow& row) { return row.step >= rows.front().step; });
    seenScalars += rows.size();
    data.scalars.insert(data.scalars.end(), rows.begin(), rows.end());
    Q_EMIT q->scalarsChanged();
  }
  if (auto lines = channel->logFrom(seenLog); !lines.empty()) {
    seenLog += lines.size();
    data.log.insert(data.log.end(), lines.begin(), lines.end());
    Q_EMIT q->logChanged();
  }
  const auto maps = merged(historyMaps, channel->storedMaps()), checkpoints = merged(historyCheckpoints, channel->storedCheckpoints());
  const bool stored = maps != data.mapSteps || checkpoints != data.checkpointSteps;
  data.mapSteps = maps;
  data.checkpointSteps = checkpoints;
  const auto snapshot = channel->takeSnapshot();
  if (snapshot && view.followLive) {
    data.snapshot = snapshot;
    if (snapshot->unit && snapshot->unit->layer == view.layer && snapshot->unit->unit == view.unit) {
      data.unit = snapshot->unit;
      Q_EMIT q->unitChanged();
    }
  }
  if (stored || (snapshot && view.followLive)) Q_EMIT q->snapshotChanged();
  if (!isLive(status.state) && status.state != RunState::Draft) {
    channel.reset();
    data.live = false;
    timer.setInterval(kDiskMilliseconds);
    pollDisk();
    return;
  }
  wantLive();
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
  channel->want(request);
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
  const bool first = data.layers.empty();
  const bool newScalars = fresh.scalars.size() != data.scalars.size(), newMaps = fresh.mapSteps != data.mapSteps;
  fresh.snapshot = data.snapshot;
  fresh.unit = data.unit;
  fresh.colour = data.colour;
  if (fresh.log.empty()) fresh.log = data.log;
  data = std::move(fresh);
  if (view.layer.empty()) view.layer = firstSheet(data.layers);
  if (first) Q_EMIT q->runOpened();
  Q_EMIT q->statusChanged();
  if (newScalars) Q_EMIT q->scalarsChanged();
  Q_EMIT q->logChanged();
  const bool behind = data.snapshot && view.followLive && !data.mapSteps.empty() && data.snapshot->step != data.mapSteps.back();
  if (newMaps || behind || !data.snapshot) showStored();
  if (first) Q_EMIT q->viewChanged();
}

/// The stored snapshot that the view points at: the last one while it follows.
void RunMonitor::Private::showStored() {
  if (data.mapSteps.empty() || (channel && view.followLive)) return;
  const std::int64_t step = view.followLive ? data.mapSteps.back() : view.step;
  if (data.snapshot && data.snapshot->step == step && !channel) Q_EMIT q->snapshotChanged();
  else loader.want(step);
}

void RunMonitor::Private::readUnit() {
  const int now = ++unitGeneration;
  if (view.unit < 0 || !open_) {
    data.unit.reset();
    Q_EMIT q->unitChanged();
    return;
  }
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
    if (p_->channel) p_->pollLive();
    else if (isLive(p_->data.status.state) || p_->data.layers.empty()) p_->pollDisk();   // trained by another process
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
  fresh.status = channel->status();
  p_->open(std::move(fresh));
  p_->channel = std::move(channel);
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
