// Computing analyses: one network after the other on a worker thread, with progress, and stopped at once when somebody
// asks. GUI thread only; never waits.
#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>
#include <filesystem>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/run/engine.h"
#include "widgets/analysis/analysis_choices.h"
#include "widgets/analysis/analysis_results.h"

namespace studio {

class AnalysisChoices;
class AnalysisResults;
class AnalysisWork;

/// Where an analysis that was asked for stands, of the network at work: each network is shown the stimuli once for all.
enum class WorkStage { Waiting, Running, FromMaps, Computed };

class AnalysisWork : public QObject {
  Q_OBJECT
 public:
  /// Reads the choices and rows when it starts; hands what was found over to the results.
  AnalysisWork(std::shared_ptr<const Engine> engine, const AnalysisChoices& choices, AnalysisResults& results,
               QObject* parent = nullptr);
  ~AnalysisWork() override;
  /// Where analyses are computed: "auto", "cpu", "cuda:N".
  void setDevice(const std::string& device) { device_ = device; }

  /// These analyses of all networks that there are; nothing while it is at work already.
  void start(const std::vector<std::string>& analyses);
  void startAll();  ///< those that suit the stimuli
  std::vector<std::string> suitedAnalyses() const;
  std::vector<AnalysisNetwork> networks() const;  ///< that would be shown the stimuli
  /// With loading and computing, as fast as this network was analysed last, else one of its model; 0 = none was.
  double stimuliPerSecond(const AnalysisNetwork& network) const;
  void cancel();
  /// Writes a network that an analysis makes of the open one (Engine::saveNetwork), after what is computed already.
  void saveNetwork(const SaveNetworkRequest& request);
  /// Something else is looked at: ends soon, and what is still found is dropped.
  void abandon();

  bool running() const { return running_; }
  bool isWanted(const std::string& analysis) const;
  bool wantsOne() const { return running_ && wanted_.size() == 1; }  ///< whose time is the time of all
  WorkStage stage(const std::string& analysis) const;                ///< of one that is wanted
  QString progressText() const;  ///< "Untrained: 320 of 500 images", "Untrained: layer 3 of 16"
  double progress() const;       ///< 0..1 over all networks; -1 = idle
  double secondsLeft() const;    ///< as fast as so far; -1 = not known yet

 Q_SIGNALS:
  void progressChanged();
  void changed();  ///< it has begun or ended
  void networkSaved(const QString& sentence);
  void failed(const QString& sentence);

 private:
  struct Progress;
  /// One network of a source, and what of it is known already.
  struct Task {
    AnalysisNetwork network;
    QString title;
    std::vector<std::string> known;
  };
  bool isImageless(const AnalysisNetwork& network) const;
  void computeNext();
  void take(AnalysisRow::Found found, const QString& error);
  void finish();
  void rememberSpeed(const AnalysisNetwork& network);

  std::shared_ptr<const Engine> engine_;
  const AnalysisChoices& choices_;
  AnalysisResults& results_;
  std::string device_ = "auto";
  bool running_ = false;
  std::vector<std::string> wanted_;
  std::vector<Task> tasks_;
  std::size_t at_ = 0;
  QString lastError_;
  std::shared_ptr<Progress> progress_;  ///< of the network at work; written by the engine's thread
  std::stop_source stop_;
  std::map<std::filesystem::path, double> speeds_;  ///< stimuli a second, of networks that were analysed here
  int generation_ = 0;                              ///< answers for work that was abandoned are dropped
  QElapsedTimer since_, shownSince_;                ///< all networks; the one at work
  QTimer ticks_;
  QThreadPool pool_;  ///< last: it waits for its thread before the rest goes
};

// What "Run all" would still take, shown before it starts: which analyses have to show the stimuli to the networks and
// about how long that is, which are made of stored maps, which are there. Asked of the engine on a worker thread
// whenever results or choices have changed. GUI thread only; never waits.

/// In sentences, of one plan a network; empty where there is none. The time stands first. `measured`: it is that of
/// these networks on this machine, as it was taken before; else what the training's speed allows at best.
QString planText(const std::vector<AnalysisPlan>& plans, const QStringList& networks,
                 const std::vector<AnalysisKind>& kinds, bool measured = false);

class RunPlan : public QObject {
  Q_OBJECT
 public:
  RunPlan(std::shared_ptr<const Engine> engine, const AnalysisChoices& choices, const AnalysisResults& results,
          const AnalysisWork& work);
  ~RunPlan() override;
  /// Of what is chosen now: empty where it is not known yet, never that of other stimuli, settings or networks.
  const QString& text() const { return text_; }
  bool isAsked() const { return asked_; }  ///< of what is chosen now it will be known soon

 Q_SIGNALS:
  void changed();

 private:
  /// What a plan depends on, beside what is stored.
  struct Question {
    std::string stimuli;
    AnalysisSettings settings;
    std::vector<std::string> networks;  ///< kind, run and step in one
    std::vector<double> speeds;         ///< as they were analysed before; 0 = not yet
    bool operator==(const Question&) const = default;
  };
  Question question() const;
  bool hasQuestion() const;
  void notice();
  void ask();
  void takePlans(std::vector<AnalysisPlan> plans, const QStringList& names);
  void say(QString text, bool asked);

  std::shared_ptr<const Engine> engine_;
  const AnalysisChoices& choices_;
  const AnalysisResults& results_;
  const AnalysisWork& work_;
  QString text_;
  bool asked_ = false;
  Question answered_;                ///< what plans_ are of
  std::vector<AnalysisPlan> plans_;  ///< whose times stay while nothing else of them changes
  QTimer soon_;
  int generation_ = 0;  ///< answers for older questions are dropped
  QThreadPool pool_;    ///< last: it waits for its thread before the rest goes
};

}  // namespace studio
