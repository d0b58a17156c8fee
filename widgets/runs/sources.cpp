#include "widgets/runs/sources.h"

#include <algorithm>
#include <stdexcept>

#include "core/run/places.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

using Kind = AnalysisNetwork::Kind;

/// "digits_tau10_s0", "digits_tau10_s0:500", "resnet18.pt".
QString placeName(const AnalysisNetwork& network) {
  const QString name = QString::fromStdString(network.run.filename().string());
  return network.step >= 0 ? QStringLiteral("%1:%2").arg(name).arg(network.step) : name;
}

bool areSame(const AnalysisNetwork& a, const AnalysisNetwork& b) {
  return a.kind == b.kind && a.run == b.run && a.step == b.step && a.source.run == b.source.run &&
         a.source.weights == b.source.weights && a.source.settings == b.source.settings;
}

/// Without the controls that belong to it.
AnalysisNetwork firstNetwork(const Engine& engine, const std::filesystem::path& place, std::int64_t step) {
  return engine.networks(place, step, 0).front();
}

}  // namespace

NetworkWords networkWords(AnalysisNetwork::Kind kind) {
  switch (kind) {
    case Kind::Trained:
      return {tr("Trained"), tr("trained"), tr("the trained network"), tr("the trained network")};
    case Kind::Baseline:
      return {tr("Baseline"), tr("baseline"), tr("the baseline"), tr("the baseline without TopoLoss")};
    case Kind::Untrained:
      return {tr("Untrained"), tr("untrained"), tr("the untrained one"), tr("the untrained network")};
  }
  throw std::logic_error("a network of no kind");
}

QString Source::title() const {
  if (isGroup()) return tr("%1 seeds of %2").arg(networks.size()).arg(placeName(network()));
  if (isOfFile() && network().kind == Kind::Untrained) return tr("Random weights");
  if (added || isOfFile()) return placeName(network());
  return networkWords(network().kind).title;
}

QString Source::name() const {
  const bool isFileName = isOfFile() && network().kind == Kind::Trained;
  return added || isFileName ? title() : title().toLower();
}

/// Of a group the first part, which all share, and every seed.
QString Source::detail() const {
  const QString detail = engineText(isMissing() ? network().missing : network().detail);
  if (isGroup()) {
    QStringList seeds;
    for (const AnalysisNetwork& each : networks)
      seeds << QString::fromStdString(each.detail).section(QStringLiteral("seed "), 1);
    return tr("%1, seeds %2").arg(detail.section(QLatin1Char(','), 0, 0), seeds.join(QStringLiteral(", ")));
  }
  if (isOfFile() && detail.startsWith(name() + QLatin1String(", "))) return detail.mid(name().size() + 2);
  return added && network().step >= 0 ? tr("%1, step %L2").arg(detail).arg(network().step) : detail;
}

bool Source::isSameAs(const Source& other) const {
  return std::equal(networks.begin(), networks.end(), other.networks.begin(), other.networks.end(), areSame);
}

Sources::Sources(RunMonitor* monitor, std::shared_ptr<const Engine> engine, QObject* parent)
    : QObject(parent), monitor_(monitor), engine_(std::move(engine)) {
  pool_.setMaxThreadCount(1);
  connect(monitor, &RunMonitor::runOpened, this, &Sources::follow);
  follow();
}

Sources::~Sources() { pool_.clear(); }

std::vector<std::int64_t> Sources::steps() const {
  return monitor_->hasRun() ? monitor_->data().checkpointSteps : std::vector<std::int64_t>();
}

/// Another run is open, or the same one has been opened again.
void Sources::follow() {
  ++generation_;
  const auto path = monitor_->hasRun() ? monitor_->data().folder.path() : std::filesystem::path();
  const bool another = path != open_;
  if (another) {
    open_ = path;
    step_ = -1;
    std::erase_if(list_, [](const Source& source) { return !source.added; });
    if (pinned_ && !pinned_->added) pinned_.reset();
    pinChosen_ = pinned_.has_value();
  }
  Q_EMIT opened(another);
  Q_EMIT changed();
  if (!open_.empty()) read();
}

void Sources::setStep(std::int64_t step) {
  if (step == step_) return;
  step_ = step;
  ++generation_;
  if (!open_.empty()) read();
}

void Sources::readNewCheckpoints() {
  if (monitor_->hasRun() && reading_ == 0 && step_ < 0 && steps() != checkpoints_) read();
}

void Sources::read() {
  checkpoints_ = steps();
  ++reading_;
  const int now = generation_;
  readOnWorker<std::vector<AnalysisNetwork>>(
      pool_, this,
      [engine = engine_, open = open_, step = step_, heads = monitor_->data().namedHeads] {
        return engine->networks(open, step, heads);
      },
      [this, now](std::vector<AnalysisNetwork> networks) {
        --reading_;
        if (now == generation_) take(std::move(networks));
      },
      [this, now](const std::string& sentence) {
        --reading_;
        if (now != generation_) return;
        Q_EMIT failed(QString::fromStdString(sentence));
        Q_EMIT changed();
      });
}

/// The open network first, then its controls, then what was added and is not among these.
void Sources::take(std::vector<AnalysisNetwork> networks) {
  std::stable_sort(networks.begin(), networks.end(),
                   [](const AnalysisNetwork& a, const AnalysisNetwork& b) { return a.kind < b.kind; });
  std::vector<Source> fresh;
  for (AnalysisNetwork& network : networks) fresh.push_back({{std::move(network)}, false});
  for (Source& source : list_) {
    const auto isSame = [&](const Source& other) { return other.isSameAs(source); };
    if (source.added && std::none_of(fresh.begin(), fresh.end(), isSame)) fresh.push_back(std::move(source));
  }
  list_ = std::move(fresh);
  Q_EMIT changed();
}

void Sources::add(const std::filesystem::path& runOrFile, std::int64_t step) { addRead({runOrFile}, step); }

void Sources::addGroup(const std::vector<std::filesystem::path>& runs) { addRead(runs, -1); }

void Sources::addRead(const std::vector<std::filesystem::path>& places, std::int64_t step) {
  ++reading_;
  const auto read = [engine = engine_, places, step] {
    Source source{{}, true};
    for (const auto& place : places) source.networks.push_back(firstNetwork(*engine, place, step));
    return source;
  };
  const auto take = [this](Source source) {
    --reading_;
    const auto isSame = [&](const Source& other) { return other.isSameAs(source); };
    if (std::none_of(list_.begin(), list_.end(), isSame)) list_.push_back(std::move(source));
    Q_EMIT changed();
  };
  readOnWorker<Source>(pool_, this, read, take, [this](const std::string& sentence) {
    --reading_;
    Q_EMIT failed(QString::fromStdString(sentence));
    Q_EMIT changed();
  });
}

void Sources::remove(std::size_t index) {
  if (index >= list_.size() || !list_[index].added) return;
  if (pinned_ && pinned_->isSameAs(list_[index])) pinned_.reset();
  list_.erase(list_.begin() + std::ptrdiff_t(index));
  Q_EMIT changed();
}

int Sources::pinned() const {
  for (std::size_t i = 0; i < list_.size(); ++i) {
    if (list_[i].isMissing()) continue;
    const bool isBaseline = !list_[i].added && list_[i].network().kind == Kind::Baseline;
    if (pinChosen_ ? pinned_ && pinned_->isSameAs(list_[i]) : isBaseline) return int(i);
  }
  return -1;
}

void Sources::pin(int index) {
  pinChosen_ = true;
  pinned_ = index >= 0 && index < int(list_.size()) ? std::optional(list_[std::size_t(index)]) : std::nullopt;
  Q_EMIT pinnedChanged();
}

}  // namespace studio
