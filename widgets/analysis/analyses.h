// What the views of the Analyse workspace share: the sources that are looked at, what is asked, what was found, the
// work that computes it, what is chosen within it, and pictures of stimuli. Each part does one job; here stands only
// which part is notified of which. GUI thread only; never waits.
#pragma once
#include <QObject>
#include <QTimer>
#include <cstdint>
#include <memory>
#include <vector>

#include "widgets/analysis/analysis_choices.h"
#include "widgets/analysis/analysis_results.h"
#include "widgets/analysis/analysis_selection.h"
#include "widgets/analysis/analysis_work.h"
#include "widgets/analysis/unit_pictures.h"

namespace studio {

class Analyses : public QObject {
  Q_OBJECT
 public:
  /// Both outlive it.
  Analyses(RunMonitor* monitor, Sources* sources, std::shared_ptr<const Engine> engine, QObject* parent = nullptr);

  RunMonitor* monitor() const { return monitor_; }
  Sources& sources() const { return *sources_; }
  AnalysisChoices& choices() { return choices_; }
  const AnalysisChoices& choices() const { return choices_; }
  AnalysisResults& results() { return results_; }
  const AnalysisResults& results() const { return results_; }
  AnalysisWork& work() { return work_; }
  const AnalysisWork& work() const { return work_; }
  AnalysisSelection& selection() { return selection_; }
  const AnalysisSelection& selection() const { return selection_; }
  UnitPictures& pictures() { return pictures_; }
  const RunPlan& plan() const { return plan_; }

  /// While somebody looks: results that another process stores are read.
  void setWatching(bool watching);
  /// Networks, stimuli or stored results are being read.
  bool reading() const { return sources_->reading() || choices_.reading() || results_.reading(); }

 Q_SIGNALS:
  void failed(const QString& sentence);  ///< in any part

 private:
  void takeSources();
  void takeChoices();
  void lookForStored();
  void takeStamps(std::vector<std::int64_t> fresh);

  RunMonitor* monitor_;
  Sources* sources_;
  AnalysisChoices choices_;
  AnalysisResults results_;
  AnalysisWork work_;
  AnalysisSelection selection_;
  UnitPictures pictures_;
  RunPlan plan_;
  std::string askedStimuli_;  ///< what results were read or computed for
  AnalysisSettings askedSettings_;
  QTimer watch_;
  std::vector<std::int64_t> stamps_;  ///< of the folders of results, as they were read
  bool stampsKnown_ = false, looking_ = false;
};

/// What a view may show: the open run, and what analyses found of it.
struct ViewContext {
  RunMonitor* monitor = nullptr;
  Analyses* analyses = nullptr;
};

}  // namespace studio
