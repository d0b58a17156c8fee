#include "widgets/runs/run_monitor.h"

#include <QDateTime>
#include <algorithm>

#include "core/run/engine.h"
#include "widgets/runs/run_data.h"
#include "widgets/runs/run_monitor_private.h"

namespace studio {

void RunMonitor::Private::open(RunData fresh) {
  ++generation;
  ++unitGeneration;
  reading = known = readingMeasured = readingRanges = false;
  lastReads = 0;
  endedHere.reset();
  asked.reset();
  textRead = {};
  lastStored = storedAsked = -1;
  const int colour = data.colour;
  const bool sameRun = open_ && data.folder.path() == fresh.folder.path();
  if (sameRun && fresh.caption.empty()) keepShown(fresh);
  if (open_ && !sameRun) viewsBefore[data.folder.path()] = {view, opening};
  data = std::move(fresh);
  data.colour = colour;
  data.ranges.release();
  noteTokens();
  open_ = true;
  precisionAsked = false;
  history = {};
  scalars = std::make_shared<ScalarsFile>(data.folder.scalarsFile());
  log = std::make_shared<LogTail>(data.folder);
  rows = {};
  for (const ScalarRow& row : data.scalars) history.add(row);
  historyMaps = data.mapSteps;
  historyCheckpoints = data.checkpointSteps;
  seenScalars = seenLog = 0;
  loader.open(data.folder);
  const auto before = viewsBefore.find(data.folder.path());
  const bool known = !sameRun && before != viewsBefore.end();
  // A run that goes on, or that one comes back to, is still looked at in the same way.
  ViewState next = sameRun ? view : known ? before->second.first : ViewState{};
  next.followLive = true;
  if (next.layer.empty()) next.layer = openingLayer(data.layers);
  opening = known ? before->second.second : !sameRun;
  if (!sameRun) seenQuantities.clear();
  view = display.open(next, view);
}

/// What a run that goes on had stays, until its folder and its process say more: reading them takes a while.
void RunMonitor::Private::keepShown(RunData& fresh) {
  RunData& shown = data;
  if (fresh.layers.empty()) fresh.layers = std::move(shown.layers);
  if (!fresh.live) fresh.config = std::move(shown.config), fresh.status = std::move(shown.status);
  fresh.scalars = std::move(shown.scalars);
  fresh.log = std::move(shown.log);
  fresh.mapSteps = std::move(shown.mapSteps);
  fresh.measured = std::move(shown.measured);
  fresh.ranges = std::move(shown.ranges);
  fresh.checkpointSteps = std::move(shown.checkpointSteps);
  fresh.snapshot = std::move(shown.snapshot);
  fresh.unit = std::move(shown.unit);
  fresh.unitStep = shown.unitStep;
}

void RunMonitor::Private::noteTokens() {
  const DataKind* kind = findDataKind(dataKinds, data.config.data.kind);
  data.readsTokens = kind && kind->language;
}

/// Until somebody chooses, a run shows selectivity as soon as it has been measured.
void RunMonitor::Private::chooseOpening() {
  const std::string contrast = opening && data.snapshot ? openingContrast(*data.snapshot, view.layer) : std::string();
  if (contrast.empty()) return;
  opening = false;
  choose(contrast);
  Q_EMIT q->viewChanged();
}

/// Limits and what is hidden were set for the other quantity.
void RunMonitor::Private::choose(const std::string& quantity) {
  if (view.quantity == quantity) return;
  ViewState next = view;
  next.quantity = quantity;
  next.limitsLocked = false;
  next.threshold = 0;
  view = display.change(view, next, data.folder.path());
}

/// A file of weights, or a run without contrasts that has ended, opens on what differs from unit to unit: after
/// training with TopoLoss the cosine of a whole sheet is next to 1, a square of one colour.
void RunMonitor::Private::chooseVarying() {
  if (!opening || !data.snapshot || view.quantity != kCosineQuantity) return;
  const SheetMap* cosine = data.snapshot->find(view.layer, kCosineQuantity);
  if (!cosine || varies(*cosine) || !data.snapshot->find(view.layer, kNormQuantity)) return;
  choose(kNormQuantity);
  Q_EMIT q->viewChanged();
}

void RunMonitor::Private::tick() {
  if (channel) return pollLive();
  const bool due = lastReads > 0 && lastReads-- > 0;
  if (due || !known || isLive(data.status.state)) pollDisk();  // trained by another process
}

RunMonitor::RunMonitor(QObject* parent) : QObject(parent), p_(std::make_unique<Private>(this)) {
  connect(&p_->timer, &QTimer::timeout, this, [this] { p_->tick(); });
  connect(&p_->loader, &SnapshotLoader::loaded, this,
          [this](std::shared_ptr<const Snapshot> snapshot) { p_->takeStored(std::move(snapshot)); });
  connect(&p_->loader, &SnapshotLoader::failed, this, [this](const QString& sentence) {
    p_->data.error = sentence.toStdString();
    Q_EMIT statusChanged();
  });
}

RunMonitor::~RunMonitor() = default;

void RunMonitor::followLive(std::shared_ptr<RunChannel> channel, RunFolder folder, RunConfig config,
                            std::vector<LayerInfo> layers) {
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

void RunMonitor::openStandalone(RunData data) {
  p_->timer.stop();
  p_->channel.reset();
  p_->open(std::move(data));
  p_->chooseVarying();
  p_->known = true;
  Q_EMIT runOpened();
  Q_EMIT scalarsChanged();
  Q_EMIT logChanged();
  Q_EMIT snapshotChanged();
  Q_EMIT viewChanged();
}

void RunMonitor::close() {
  p_->timer.stop();
  p_->channel.reset();
  p_->open({});
  p_->open_ = false;
  Q_EMIT runOpened();
  Q_EMIT viewChanged();
}

void RunMonitor::reread() { p_->lastReads = std::max(p_->lastReads, 1); }

bool RunMonitor::hasRun() const { return p_->open_; }

const RunData& RunMonitor::data() const { return p_->data; }

const ViewState& RunMonitor::view() const { return p_->view; }

void RunMonitor::setView(const ViewState& wanted) {
  if (wanted == p_->view) return;
  if (wanted.quantity != p_->view.quantity) keepQuantity();
  const ViewState view = p_->display.change(p_->view, wanted, p_->data.folder.path());
  const ViewState before = std::exchange(p_->view, view);
  if (before.step != view.step || before.followLive != view.followLive) {
    p_->storedAsked = -1;
    p_->showStored();
    p_->askForStored();
    p_->readRanges();
  }
  p_->holdLimits();
  if (before.layer != view.layer || before.unit != view.unit) p_->readUnit();
  Q_EMIT viewChanged();
}

void RunMonitor::keepQuantity() { p_->opening = false; }

void RunMonitor::setEngine(std::shared_ptr<const Engine> engine) {
  p_->engine = std::move(engine);
  p_->dataKinds = p_->engine->dataKinds();
}

std::vector<std::string> RunMonitor::quantities() const {
  std::vector<std::string> names;
  const auto addOnce = [&](const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  if (p_->data.snapshot)
    for (const SheetMap& map : p_->data.snapshot->maps)
      if (map.layer == p_->view.layer) addOnce(map.quantity);
  if (names.empty()) names = {kCosineQuantity, kNormQuantity};
  std::vector<std::string>& seen = p_->seenQuantities[p_->view.layer];
  for (const std::string& name : seen) addOnce(name);
  for (const std::string& name : p_->data.measured.quantities(p_->view.layer)) addOnce(name);
  seen = names;
  addOnce(p_->view.quantity);
  return names;
}

void RunMonitor::setTextRead(const TextProbeRequest& text) {
  p_->textRead = text;
  p_->wantLive();
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

BoardPanel mapsPanel(const std::string& kind, const RunMonitor& monitor) {
  if (!monitor.data().snapshot) return {};
  const ViewState& view = monitor.view();
  BoardPanel panel{.kind = kind, .step = view.followLive ? -1 : view.step, .layer = view.layer};
  if (view.quantity != kCosineQuantity) panel.quantity = view.quantity;
  return panel;
}

}  // namespace studio
