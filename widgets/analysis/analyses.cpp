#include "widgets/analysis/analyses.h"

namespace studio {

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
