// The desk's inside: analysis_desk.cpp answers, analysis_desk_work.cpp reads and computes on worker threads.
#pragma once
#include <QElapsedTimer>
#include <QThreadPool>
#include <QTimer>
#include <atomic>
#include <string_view>

#include "widgets/analysis/analysis_desk.h"

namespace studio {

class AnalysisDesk::Private {
 public:
  Private(AnalysisDesk* owner, RunMonitor* shown, std::shared_ptr<const Engine> asked);
  ~Private();

  void follow();
  void takeCheckpoints();
  void readDesk();
  void readStored();
  void keepFound(AnalysisRow& fresh) const;
  void begin(const std::vector<std::string>& analyses);
  void computeNext();
  void finish();
  void forgetWork();
  void settingsHaveChanged();
  void keepChoice();
  std::string kindOfStimuli() const;
  AnalysisLine lineOf(const AnalysisKind& kind) const;
  std::vector<std::string> names() const;
  const NetworkAnalysis* shown() const;
  bool isWanted(const std::string& analysis) const;

  static constexpr std::string_view kLocalizerKind = "localizer:";
  /// How far the engine has come; written by its thread.
  struct Told {
    std::atomic<std::int64_t> done{0}, of{0}, decoded{0}, files{0};
  };

  AnalysisDesk* q;
  RunMonitor* monitor;
  std::shared_ptr<const Engine> engine;
  std::string device = "auto";
  std::vector<AnalysisKind> kinds;  ///< the table of analyses
  std::vector<AnalysisRow> rows;
  std::vector<StimuliChoice> choices;
  std::string stimuli;
  bool stimuliChosen = false;
  AnalysisSettings settings;
  std::int64_t step = -1, hovered = -1;
  AnalysisLook look;
  std::string seenLayer;
  std::int64_t seenUnit = -1;

  std::filesystem::path open;             ///< the run or file whose networks these are
  std::vector<std::int64_t> checkpoints;  ///< when the networks were read
  int generation = 0;                     ///< of run, stimuli, settings: answers for an older one are dropped
  int readings = 0;

  bool running = false;
  std::vector<std::string> wanted;
  std::vector<std::size_t> queue;  ///< rows to compute, in this order
  std::size_t at = 0;
  QString lastError;  ///< of this work
  std::shared_ptr<Told> told;
  std::stop_source stop;
  QElapsedTimer since;
  QTimer ticks;

  std::vector<StimulusPicture> pictures;
  std::string picturesOf;  ///< what the newest pictures were asked for
  bool picturesHere = false;
  int pictureGeneration = 0;

  QThreadPool computing, reading;  ///< last members: they wait for their threads before the rest goes
};

}  // namespace studio
