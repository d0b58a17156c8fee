// Computing analyses: one network after the other on a worker thread, with progress, and stopped at once when somebody
// asks. GUI thread only; never waits.
#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <filesystem>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "widgets/analysis/analysis_choices.h"
#include "widgets/analysis/analysis_results.h"

namespace studio {

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

}  // namespace studio
