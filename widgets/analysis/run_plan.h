// What "Run all" would still take, told before it starts: which analyses have to show the stimuli to the networks and
// about how long that is, which are made of stored maps, which are there. Asked of the engine on a worker thread
// whenever results or choices have changed. GUI thread only; never waits.
#pragma once
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>
#include <memory>
#include <vector>

#include "core/run/engine.h"

namespace studio {

class AnalysisChoices;
class AnalysisResults;
class AnalysisWork;

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
  const QString& text() const { return text_; }

 Q_SIGNALS:
  void changed();

 private:
  void ask();
  void take(QString text);

  std::shared_ptr<const Engine> engine_;
  const AnalysisChoices& choices_;
  const AnalysisResults& results_;
  const AnalysisWork& work_;
  QString text_;
  QTimer soon_;
  int generation_ = 0;  ///< answers for older questions are dropped
  QThreadPool pool_;    ///< last: it waits for its thread before the rest goes
};

}  // namespace studio
