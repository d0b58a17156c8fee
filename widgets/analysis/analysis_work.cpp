#include "widgets/analysis/analysis_work.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

#include "core/run/program_start.h"
#include "widgets/analysis/readings.h"
#include "widgets/analysis/analysis_results.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/settings.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kTickMilliseconds = 100;

/// nullptr: stopped.
struct Computed {
  AnalysisRow::Found found;
};

}  // namespace

struct AnalysisWork::Progress {
  std::atomic<std::int64_t> done{0}, of{0}, decoded{0}, files{0}, layersDone{0}, layers{0};
  std::mutex mutex;
  std::map<std::string, WorkStage> stages;  ///< of those that were begun; under the mutex

  void begin(const std::vector<std::string>& analyses, bool fromMaps) {
    const std::lock_guard lock(mutex);
    for (auto& [name, stage] : stages)
      if (stage == WorkStage::Running) stage = WorkStage::Computed;
    for (const std::string& name : analyses) stages[name] = fromMaps ? WorkStage::FromMaps : WorkStage::Running;
    layers = 0;  // those of the part before
  }
};

AnalysisWork::AnalysisWork(std::shared_ptr<const Engine> engine, const AnalysisChoices& choices,
                           AnalysisResults& results, QObject* parent)
    : QObject(parent), engine_(std::move(engine)), choices_(choices), results_(results) {
  pool_.setMaxThreadCount(1);
  ticks_.setInterval(kTickMilliseconds);
  connect(&ticks_, &QTimer::timeout, this, &AnalysisWork::progressChanged);
}

AnalysisWork::~AnalysisWork() {
  stop_.request_stop();
  pool_.clear();
}

void AnalysisWork::start(const std::vector<std::string>& analyses) {
  if (running_ || !choices_.hasStimuli() || analyses.empty()) return;
  tasks_.clear();
  std::vector<AnalysisNetwork> imageless;
  for (const AnalysisRow& row : results_.rows())
    for (std::size_t i = 0; i < row.source.networks.size(); ++i) {
      if (!row.source.networks[i].missing.empty()) continue;
      if (isImageless(row.source.networks[i])) {
        imageless.push_back(row.source.networks[i]);
        continue;
      }
      const NetworkAnalysis* found = row.members[i]         ? row.members[i].get()
                                     : row.source.isGroup() ? nullptr
                                                            : row.found.get();
      std::vector<std::string> known;
      for (const std::string& name : choices_.names())
        if (found && hasResult(*found, name)) known.push_back(name);
      tasks_.push_back({row.source.networks[i], row.source.title(), std::move(known)});
    }
  for (const AnalysisNetwork& network : imageless)
    results_.put(network, nullptr, tr("A file of weights has no images of its own; choose other stimuli."));
  if (tasks_.empty()) return;
  results_.stopReading();
  wanted_ = analyses;
  at_ = 0;
  lastError_.clear();
  running_ = true;
  stop_ = std::stop_source();
  since_.start();
  ticks_.start();
  computeNext();
  Q_EMIT progressChanged();
  Q_EMIT changed();
}

void AnalysisWork::startAll() { start(suitedAnalyses()); }

std::vector<std::string> AnalysisWork::suitedAnalyses() const {
  std::vector<std::string> suited;
  for (const AnalysisKind& kind : choices_.kinds())
    if (choices_.isOffered(kind) && missingText(nullptr, choices_.stimuliUse(), kind).isEmpty())
      suited.push_back(kind.name);
  return suited;
}

std::vector<AnalysisNetwork> AnalysisWork::networks() const {
  std::vector<AnalysisNetwork> shown;
  for (const AnalysisRow& row : results_.rows())
    for (const AnalysisNetwork& network : row.source.networks)
      if (network.missing.empty() && !isImageless(network)) shown.push_back(network);
  return shown;
}

/// A file of weights has no images of its own.
bool AnalysisWork::isImageless(const AnalysisNetwork& network) const {
  return choices_.stimuli().empty() && network.source.run.empty();
}

void AnalysisWork::cancel() { stop_.request_stop(); }

void AnalysisWork::saveNetwork(const SaveNetworkRequest& request) {
  Computing how;
  how.device = device_;
  readOnWorker<NetworkSaved>(
      pool_, this, [engine = engine_, how, request] { return engine->saveNetwork(request, how); },
      [this, file = QString::fromStdString(request.file.string())](const NetworkSaved& saved) {
        Q_EMIT networkSaved(tr("%1 is written: %2.").arg(file, engineText(saved.description)));
      },
      [this](const std::string& sentence) { Q_EMIT failed(QString::fromStdString(sentence)); });
}

void AnalysisWork::abandon() {
  ++generation_;
  if (!running_) return;
  stop_.request_stop();
  finish();
}

bool AnalysisWork::isWanted(const std::string& analysis) const {
  return running_ && std::find(wanted_.begin(), wanted_.end(), analysis) != wanted_.end();
}

WorkStage AnalysisWork::stage(const std::string& analysis) const {
  if (!progress_) return WorkStage::Waiting;
  const std::lock_guard lock(progress_->mutex);
  const auto found = progress_->stages.find(analysis);
  return found == progress_->stages.end() ? WorkStage::Waiting : found->second;
}

void AnalysisWork::computeNext() {
  if (at_ >= tasks_.size() || stop_.stop_requested()) return finish();
  progress_ = std::make_shared<Progress>();
  shownSince_.start();
  const Task& task = tasks_[at_];
  std::vector<std::string> analyses = wanted_;  // and what is there already, so that one answer holds everything
  for (const std::string& name : task.known)
    if (!isWanted(name)) analyses.push_back(name);
  Computing how;
  how.device = device_;
  how.stop = stop_.get_token();
  how.progress = [progress = progress_](std::int64_t done, std::int64_t of) {
    progress->done = done;
    progress->of = of;
  };
  how.reading = [progress = progress_](std::int64_t done, std::int64_t of) {
    progress->decoded = done;
    progress->files = of;
  };
  how.layers = [progress = progress_](std::int64_t done, std::int64_t of) {
    progress->layersDone = done;
    progress->layers = of;
  };
  how.begun = [progress = progress_](const std::vector<std::string>& begun, bool fromMaps) {
    progress->begin(begun, fromMaps);
  };
  const auto compute =
      [engine = engine_, how,
       request = sessionRequest(task.network, choices_.stimuli(), analyses, choices_.settings())]() -> Computed {
    lowerThreadPriority();  // of the pool's one thread
    try {
      return {std::make_shared<const NetworkAnalysis>(engine->analyse(request, how))};
    } catch (const ComputingStopped&) {
      return {};
    }
  };
  const int now = generation_;
  readOnWorker<Computed>(
      pool_, this, compute,
      [this, now](Computed computed) {
        if (now == generation_) take(std::move(computed.found), {});
      },
      [this, now](const std::string& sentence) {
        if (now == generation_) take(nullptr, QString::fromStdString(sentence));
      });
}

void AnalysisWork::take(AnalysisRow::Found found, const QString& error) {
  const AnalysisNetwork network = tasks_[at_].network;
  const int now = generation_;
  if (found) rememberSpeed(network);
  ++at_;
  results_.put(network, std::move(found), error);
  if (now != generation_) return;  // whoever heard of it looks at something else by now
  computeNext();
  if (!error.isEmpty() && std::exchange(lastError_, error) != error) Q_EMIT failed(error);  // once for all networks
}

namespace {

QString speedKey(const AnalysisNetwork& network) {
  const QString model = QString::fromStdString(network.source.model);
  return model.isEmpty() ? QString() : QStringLiteral("analysis/stimuliPerSecond/") + model;
}

}  // namespace

/// Where all stimuli were shown, not where everything was stored. Networks of one model are alike, so the next one of
/// that model is shown how long it will take.
void AnalysisWork::rememberSpeed(const AnalysisNetwork& network) {
  const QString key = speedKey(network);
  const std::int64_t of = progress_ ? std::int64_t(progress_->of) : 0;
  const double seconds = double(shownSince_.nsecsElapsed()) * 1e-9;
  if (of <= 0 || progress_->done < of || seconds <= 0) return;
  if (!network.run.empty()) speeds_[network.run] = double(of) / seconds;
  if (!key.isEmpty()) openSettings()->setValue(key, double(of) / seconds);
}

double AnalysisWork::stimuliPerSecond(const AnalysisNetwork& network) const {
  if (const auto here = speeds_.find(network.run); here != speeds_.end()) return here->second;
  const QString key = speedKey(network);
  return key.isEmpty() ? 0 : openSettings()->value(key, 0.0).toDouble();
}

void AnalysisWork::finish() {
  running_ = false;
  ticks_.stop();
  tasks_.clear();
  wanted_.clear();
  progress_.reset();
  Q_EMIT progressChanged();
  Q_EMIT changed();
}

QString AnalysisWork::progressText() const {
  if (!running_ || at_ >= tasks_.size()) return {};
  if (stop_.stop_requested()) return tr("Stopping");
  const QString& name = tasks_[at_].title;
  const std::int64_t of = progress_->of, files = progress_->files, layers = progress_->layers;
  if (layers > 0)
    return tr("%1: layer %L2 of %L3").arg(name).arg(std::min(layers, progress_->layersDone + 1)).arg(layers);
  const QString items = itemsText(choices_.isLanguage());
  if (of > 0) return tr("%1: %L2 of %L3 %4").arg(name).arg(std::int64_t(progress_->done)).arg(of).arg(items);
  if (files <= 0) return tr("%1: starting").arg(name);
  return tr("%1: reading %L2 of %L3 %4").arg(name).arg(std::int64_t(progress_->decoded)).arg(files).arg(items);
}

double AnalysisWork::progress() const {
  if (!running_ || tasks_.empty()) return -1;
  const std::int64_t of = progress_ ? std::int64_t(progress_->of) : 0;
  const double share = of > 0 ? std::clamp(double(progress_->done) / double(of), 0.0, 1.0) : 0;
  return (double(at_) + share) / double(tasks_.size());
}

double AnalysisWork::secondsLeft() const {
  constexpr double kKnownFrom = 0.02;  // earlier, loading is taken for speed
  const double done = progress();
  return done < kKnownFrom ? -1 : double(since_.nsecsElapsed()) * 1e-9 * (1 - done) / done;
}

}  // namespace studio
