#include "widgets/analysis/analysis_desk.h"

#include <algorithm>

#include "widgets/analysis/analysis_desk_private.h"
#include "widgets/analysis/analysis_text.h"
#include "widgets/analysis/readings.h"
#include "widgets/frame/settings.h"
#include "widgets/runs/state_text.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kPictureSide = 112;  // twice the 56 px of the screen, for 200 %

}  // namespace

AnalysisDesk::AnalysisDesk(RunMonitor* monitor, std::shared_ptr<const Engine> engine, QObject* parent)
    : QObject(parent), p_(std::make_unique<Private>(this, monitor, std::move(engine))) {
  connect(monitor, &RunMonitor::runOpened, this, [this] { p_->follow(); });
  for (const auto signal : {&RunMonitor::snapshotChanged, &RunMonitor::statusChanged})
    connect(monitor, signal, this, [this] { p_->takeCheckpoints(); });
  connect(monitor, &RunMonitor::viewChanged, this, [this] {
    if (p_->seenLayer == p_->monitor->view().layer && p_->seenUnit == p_->monitor->view().unit) return;
    p_->seenLayer = p_->monitor->view().layer;
    p_->seenUnit = p_->monitor->view().unit;
    Q_EMIT selectionChanged();
  });
  connect(&p_->ticks, &QTimer::timeout, this, &AnalysisDesk::progressChanged);
  p_->follow();
}

AnalysisDesk::~AnalysisDesk() = default;

void AnalysisDesk::setDevice(const std::string& device) { p_->device = device; }

RunMonitor* AnalysisDesk::monitor() const { return p_->monitor; }

const std::vector<AnalysisRow>& AnalysisDesk::rows() const { return p_->rows; }

const AnalysisRow* AnalysisDesk::trained() const {
  for (const AnalysisRow& row : p_->rows)
    if (row.network.kind == AnalysisNetwork::Kind::Trained && row.found) return &row;
  return nullptr;
}

bool AnalysisDesk::reading() const { return p_->readings > 0; }

const NetworkAnalysis* AnalysisDesk::Private::shown() const {
  const AnalysisRow* row = q->trained();
  return row ? row->found.get() : nullptr;
}

std::vector<std::string> AnalysisDesk::Private::names() const {
  std::vector<std::string> result;
  for (const AnalysisKind& kind : kinds) result.push_back(kind.name);
  return result;
}

bool AnalysisDesk::Private::isWanted(const std::string& analysis) const {
  return std::find(wanted.begin(), wanted.end(), analysis) != wanted.end();
}

/// The first reason that holds: a result, work, a failure, something missing.
AnalysisLine AnalysisDesk::Private::lineOf(const AnalysisKind& kind) const {
  AnalysisLine line{kind.name, QString::fromStdString(kind.title), {}, AnalysisState::NotComputed};
  const auto say = [&](AnalysisState state, const QString& text) {
    line.state = state;
    line.text = text;
    return line;
  };
  if (!monitor->hasRun()) return say(AnalysisState::Needs, tr("Needs an open run"));
  const NetworkAnalysis* found = shown();
  if (found && hasResult(*found, kind.name)) return say(AnalysisState::Ready, resultText(*found, kind));
  if (running && isWanted(kind.name)) {
    const QString left = timeLeftText(q->secondsLeft());
    return say(AnalysisState::Running, left.isEmpty() ? tr("Running") : tr("Running, %1 left").arg(left));
  }
  const QString lack = lackText(found, kindOfStimuli(), kind);
  if (!lack.isEmpty()) return say(kind.angles ? AnalysisState::Unsuited : AnalysisState::Needs, lack);
  if (rows.empty()) return say(AnalysisState::NotComputed, readings > 0 ? tr("Reading") : tr("Not computed"));
  if (!rows.front().network.missing.empty())
    return say(AnalysisState::Needs, QString::fromStdString(rows.front().network.missing));
  if (!rows.front().error.isEmpty()) return say(AnalysisState::Failed, rows.front().error);
  return say(AnalysisState::NotComputed, tr("Not computed"));
}

std::vector<AnalysisLine> AnalysisDesk::lines() const {
  std::vector<AnalysisLine> result;
  for (const AnalysisKind& kind : p_->kinds) result.push_back(p_->lineOf(kind));
  return result;
}

const std::vector<AnalysisKind>& AnalysisDesk::kinds() const { return p_->kinds; }

std::vector<StimuliChoice> AnalysisDesk::stimuliChoices() const { return p_->choices; }

const std::string& AnalysisDesk::stimuli() const { return p_->stimuli; }

bool AnalysisDesk::hasStimuli() const { return p_->stimuliChosen; }

const AnalysisSettings& AnalysisDesk::settings() const { return p_->settings; }

std::int64_t AnalysisDesk::step() const { return p_->step; }

std::vector<std::int64_t> AnalysisDesk::steps() const {
  return p_->monitor->hasRun() ? p_->monitor->data().checkpointSteps : std::vector<std::int64_t>();
}

/// "gratings:", or what kind of images the run itself has.
std::string AnalysisDesk::Private::kindOfStimuli() const {
  return stimuli.empty() ? monitor->data().config.data.kind : stimuli;
}

/// A folder of one's own stays among the choices.
void AnalysisDesk::Private::keepChoice() {
  const bool known =
      std::any_of(choices.begin(), choices.end(), [&](const StimuliChoice& choice) { return choice.data == stimuli; });
  if (stimuliChosen && !known) choices.push_back({stimuli, stimuliTitle(stimuli).toStdString()});
}

/// What was found stays until it is known what is stored for the new choice, so nothing blinks.
void AnalysisDesk::Private::settingsHaveChanged() {
  forgetWork();
  Q_EMIT q->settingsChanged();
  readStored();
}

void AnalysisDesk::setStimuli(const std::string& data) {
  if (p_->stimuliChosen && data == p_->stimuli) return;
  p_->stimuli = data;
  p_->stimuliChosen = true;
  if (data.starts_with(Private::kLocalizerKind))
    rememberLocalizer(QString::fromStdString(data.substr(Private::kLocalizerKind.size())));
  p_->keepChoice();
  p_->settingsHaveChanged();
}

void AnalysisDesk::setSettings(const AnalysisSettings& settings) {
  if (settings == p_->settings) return;
  p_->settings = settings;
  p_->settingsHaveChanged();
}

void AnalysisDesk::setStep(std::int64_t step) {
  if (step == p_->step) return;
  p_->step = step;
  p_->forgetWork();
  Q_EMIT settingsChanged();
  if (!p_->open.empty()) p_->readDesk();
}

void AnalysisDesk::run(const std::vector<std::string>& analyses) { p_->begin(analyses); }

void AnalysisDesk::runAll() {
  std::vector<std::string> suited;
  for (const AnalysisKind& kind : p_->kinds)
    if (lackText(nullptr, p_->kindOfStimuli(), kind).isEmpty()) suited.push_back(kind.name);
  p_->begin(suited);
}

void AnalysisDesk::cancel() { p_->stop.request_stop(); }

bool AnalysisDesk::running() const { return p_->running; }

QString AnalysisDesk::progressText() const {
  if (!p_->running || p_->at >= p_->queue.size()) return {};
  if (p_->stop.stop_requested()) return tr("Stopping");
  const auto kind = p_->rows[p_->queue[p_->at]].network.kind;
  const QString name = kind == AnalysisNetwork::Kind::Trained    ? tr("Trained")
                       : kind == AnalysisNetwork::Kind::Baseline ? tr("Baseline")
                                                                 : tr("Untrained");
  const std::int64_t of = p_->told->of, files = p_->told->files;
  if (of > 0) return tr("%1: %L2 of %L3 images").arg(name).arg(std::int64_t(p_->told->done)).arg(of);
  return files > 0 ? tr("%1: reading %L2 of %L3 images").arg(name).arg(std::int64_t(p_->told->decoded)).arg(files)
                   : tr("%1: starting").arg(name);
}

double AnalysisDesk::progress() const {
  if (!p_->running || p_->queue.empty()) return -1;
  const std::int64_t of = p_->told ? std::int64_t(p_->told->of) : 0;
  const double share = of > 0 ? std::clamp(double(p_->told->done) / double(of), 0.0, 1.0) : 0;
  return (double(p_->at) + share) / double(p_->queue.size());
}

double AnalysisDesk::secondsLeft() const {
  constexpr double kKnownFrom = 0.02;  // earlier, loading is taken for speed
  const double done = progress();
  return done < kKnownFrom ? -1 : double(p_->since.nsecsElapsed()) * 1e-9 * (1 - done) / done;
}

std::string AnalysisDesk::layer() const {
  const std::string& chosen = p_->monitor->view().layer;
  const NetworkAnalysis* found = p_->shown();
  return !found || found->layers.empty() || found->find(chosen) ? chosen : found->layers.front().layer;
}

void AnalysisDesk::setLayer(const std::string& layer) {
  ViewState view = p_->monitor->view();
  if (view.layer == layer) return;
  view.layer = layer;
  view.unit = -1;
  p_->monitor->setView(view);
}

std::int64_t AnalysisDesk::unit() const { return layer() == p_->monitor->view().layer ? p_->monitor->view().unit : -1; }

void AnalysisDesk::setUnit(std::int64_t unit) {
  ViewState view = p_->monitor->view();
  view.layer = layer();
  view.unit = unit;
  p_->monitor->setView(view);
}

std::int64_t AnalysisDesk::hovered() const { return p_->hovered; }

void AnalysisDesk::setHovered(std::int64_t unit) {
  if (unit == p_->hovered) return;
  p_->hovered = unit;
  Q_EMIT hoverChanged();
}

const AnalysisLook& AnalysisDesk::look() const { return p_->look; }

void AnalysisDesk::setLook(const AnalysisLook& look) {
  if (look == p_->look) return;
  p_->look = look;
  Q_EMIT lookChanged();
}

const std::vector<StimulusPicture>& AnalysisDesk::pictures() const { return p_->pictures; }

void AnalysisDesk::wantPictures(std::size_t row) {
  const NetworkAnalysis* found = row < p_->rows.size() ? p_->rows[row].found.get() : nullptr;
  const auto indices = found ? strongestStimuli(*found, layer(), unit()) : std::vector<std::int32_t>();
  std::string key =
      found ? found->network + '\n' + found->stimuli + '\n' + layer() + ':' + std::to_string(unit()) : std::string();
  for (const std::int32_t index : indices) key += ' ' + std::to_string(index);
  if (key == p_->picturesOf) {  // on their way, or here already
    if (p_->picturesHere) Q_EMIT picturesReady();
    return;
  }
  p_->picturesHere = false;
  p_->picturesOf = key;
  const int now = ++p_->pictureGeneration;
  const auto take = [this, now](std::vector<StimulusPicture> pictures) {
    if (now != p_->pictureGeneration) return;
    p_->pictures = std::move(pictures);
    p_->picturesHere = true;
    Q_EMIT picturesReady();
  };
  if (indices.empty()) return take({});
  readOnWorker<std::vector<StimulusPicture>>(
      p_->reading, this,
      [engine = p_->engine, request = requestFor(p_->rows[row].network, found->stimuli), indices] {
        return engine->stimulusPictures(request, indices, kPictureSide);
      },
      take,
      [take](const std::string&) { take({}); });  // a picture that cannot be read is no reason to stop looking at maps
}

}  // namespace studio
