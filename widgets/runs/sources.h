// What is looked at: the network that is open and the controls that belong to it, and whatever a person adds: runs,
// single checkpoints, files of weights, groups of runs that differ in their seed. One of them may be pinned: the others
// are compared with it. Follows what is open in the RunMonitor; reads on a worker thread. GUI thread only; never waits.
#pragma once
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/run/engine.h"
#include "widgets/runs/run_monitor.h"

namespace studio {

/// What a network of a kind is called.
struct NetworkWords {
  QString title;    ///< "Trained", at the beginning of a row
  QString name;     ///< "trained", within a sentence
  QString inList;   ///< "the trained network", "the baseline", "the untrained one": beside each other
  QString control;  ///< "the baseline without TopoLoss", "the untrained network": what results are held against
};
NetworkWords networkWords(AnalysisNetwork::Kind kind);

/// One thing that is looked at: a network, or a group of networks of one configuration and several seeds.
struct Source {
  std::vector<AnalysisNetwork> networks;  ///< never empty; of a group one for each seed
  bool added = false;                     ///< by a person; else it belongs to what is open

  const AnalysisNetwork& network() const { return networks.front(); }
  bool isGroup() const { return networks.size() > 1; }
  /// The open network itself, not one of its controls.
  bool isOpenOne() const { return !added && network().kind == AnalysisNetwork::Kind::Trained; }
  QString title() const;   ///< at the beginning of a row: "Trained", "digits_tau10_s0:500", "3 seeds of
                           ///< digits_tau10_s0", "resnet18.pt", "Random weights"
  QString name() const;    ///< within a sentence: "trained", "digits_tau10_s0:500"
  QString detail() const;  ///< "τ 10, seed 0"; why there is no such network
  /// A file of weights, or its control with random weights: nobody knows whether it was trained.
  bool isOfFile() const { return network().source.run.empty() && !network().source.weights.empty(); }
  bool isMissing() const { return !network().missing.empty(); }
  /// The same network or group, whatever is known of it otherwise.
  bool isSameAs(const Source& other) const;
};

class Sources : public QObject {
  Q_OBJECT
 public:
  Sources(RunMonitor* monitor, std::shared_ptr<const Engine> engine, QObject* parent = nullptr);
  ~Sources() override;

  /// The open network, its controls, then what was added; only the latter while nothing is open.
  const std::vector<Source>& list() const { return list_; }
  /// The run or file whose networks stand first; empty while nothing is open.
  const std::filesystem::path& open() const { return open_; }
  bool reading() const { return reading_ > 0; }

  std::int64_t step() const { return step_; }  ///< checkpoint of the open run; -1 = the last
  void setStep(std::int64_t step);
  std::vector<std::int64_t> steps() const;  ///< checkpoints of the open run
  /// Reads the networks again where the open run has got checkpoints since.
  void readNewCheckpoints();

  /// A run's folder (at a step; -1 = its last checkpoint) or a file of weights. What is there already stays single.
  void add(const std::filesystem::path& runOrFile, std::int64_t step = -1);
  /// Runs that differ in their seed alone, as one source.
  void addGroup(const std::vector<std::filesystem::path>& runs);
  /// Of what was added; what belongs to the open network stays.
  void remove(std::size_t index);

  /// Index of the one that the others are compared with, or -1. While nobody has chosen one it is the baseline.
  int pinned() const;
  /// -1: none.
  void pin(int index);

 Q_SIGNALS:
  /// A run or file was opened or closed; `another`: it is not the one that was open before.
  void opened(bool another);
  void changed();        ///< the list
  void pinnedChanged();  ///< by a person
  void failed(const QString& sentence);

 private:
  void follow();
  void read();
  void take(std::vector<AnalysisNetwork> networks);
  void addRead(const std::vector<std::filesystem::path>& places, std::int64_t step);

  RunMonitor* monitor_;
  std::shared_ptr<const Engine> engine_;
  std::vector<Source> list_;
  std::filesystem::path open_;
  std::vector<std::int64_t> checkpoints_;  ///< when the networks were read
  std::int64_t step_ = -1;
  std::optional<Source> pinned_;
  bool pinChosen_ = false;
  int generation_ = 0;  ///< of what is open and its step: answers for an older one are dropped
  int reading_ = 0;
  QThreadPool pool_;  ///< last: it waits for its thread before the rest goes
};

}  // namespace studio
