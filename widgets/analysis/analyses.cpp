#include "widgets/analysis/analyses.h"

#include <filesystem>

#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kLookEvery = 2000;  // ms, as the list of runs

/// When something was last written into each run's folder of results; 0 = it has none.
std::vector<std::int64_t> resultStamps(const std::vector<std::filesystem::path>& runs) {
  std::vector<std::int64_t> stamps;
  for (const std::filesystem::path& run : runs) {
    std::error_code none;
    const auto time = std::filesystem::last_write_time(run / "results", none);
    stamps.push_back(none ? 0 : std::int64_t(time.time_since_epoch().count()));
  }
  return stamps;
}

}  // namespace

Analyses::Analyses(RunMonitor* monitor, Sources* sources, std::shared_ptr<const Engine> engine, QObject* parent)
    : QObject(parent),
      monitor_(monitor),
      sources_(sources),
      choices_(engine),
      results_(engine),
      work_(engine, choices_, results_),
      selection_(monitor, results_),
      pictures_(engine),
      plan_(engine, choices_, results_, work_) {
  connect(sources, &Sources::opened, this, [this](bool another) {
    work_.abandon();
    results_.forget();
    stampsKnown_ = false;
    if (!another) return;
    pictures_.clear();
    selection_.clear();
    choices_.clear();
  });
  connect(sources, &Sources::changed, this, &Analyses::takeSources);
  connect(&choices_, &AnalysisChoices::changed, this, &Analyses::takeChoices);
  // A run that is trained has a new last checkpoint: it may be the first that can be analysed. What has been found
  // stays, with its step, until somebody asks for more.
  for (const auto signal : {&RunMonitor::snapshotChanged, &RunMonitor::statusChanged})
    connect(monitor, signal, this, [this] {
      if (!work_.running() && !reading() && !results_.first()) sources_->readNewCheckpoints();
    });
  connect(sources, &Sources::failed, this, &Analyses::failed);
  connect(&choices_, &AnalysisChoices::failed, this, &Analyses::failed);
  connect(&work_, &AnalysisWork::failed, this, &Analyses::failed);
  watch_.setInterval(kLookEvery);
  connect(&watch_, &QTimer::timeout, this, &Analyses::lookForStored);
  takeSources();
}

void Analyses::setWatching(bool watching) {
  if (watching == watch_.isActive()) return;
  if (!watching) return watch_.stop();
  watch_.start();
  lookForStored();
}

void Analyses::lookForStored() {
  if (looking_ || reading()) return;
  std::vector<std::filesystem::path> runs;
  for (const AnalysisRow& row : results_.rows())
    for (const AnalysisNetwork& network : row.source.networks) runs.push_back(network.run);
  if (runs.empty()) return;
  looking_ = true;
  readOnWorker<std::vector<std::int64_t>>(
      this, [runs] { return resultStamps(runs); },
      [this, runs = runs.size()](std::vector<std::int64_t> fresh) {
        looking_ = false;
        std::size_t now = 0;
        for (const AnalysisRow& row : results_.rows()) now += row.source.networks.size();
        if (runs == now && !reading()) takeStamps(std::move(fresh));
      });
}

/// What this window computes itself it has already.
void Analyses::takeStamps(std::vector<std::int64_t> fresh) {
  const bool other = stampsKnown_ && fresh != stamps_ && fresh.size() == stamps_.size();
  stamps_ = std::move(fresh);
  stampsKnown_ = !work_.running();
  if (!other || work_.running()) return;
  results_.forget();
  takeSources();
}

/// Which stimuli suit is read with the networks: a run may have got results for others.
void Analyses::takeSources() {
  results_.setSources(sources_->list());
  if (sources_->open().empty() || sources_->reading()) return;
  choices_.readStimuli(sources_->open(), monitor_->data().config.data.kind, isLanguage(monitor_->data()));
}

/// What was found stays until it is known what is stored for the new choice, so nothing blinks.
void Analyses::takeChoices() {
  if (choices_.reading() || !choices_.hasStimuli()) return;
  if (choices_.stimuli() != askedStimuli_ || choices_.settings() != askedSettings_) work_.abandon();
  askedStimuli_ = choices_.stimuli();
  askedSettings_ = choices_.settings();
  if (!work_.running()) results_.read(askedStimuli_, choices_.names(), askedSettings_);
}

}  // namespace studio
