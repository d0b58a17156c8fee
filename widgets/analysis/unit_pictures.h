// Pictures of the stimuli that drive a unit most, read on a worker thread. GUI thread only; never waits.
#pragma once
#include <QObject>
#include <QThreadPool>
#include <memory>
#include <string>
#include <vector>

#include "widgets/analysis/analysis_results.h"

namespace studio {

class UnitPictures : public QObject {
  Q_OBJECT
 public:
  explicit UnitPictures(std::shared_ptr<const Engine> engine, QObject* parent = nullptr);
  ~UnitPictures() override;

  /// Asks for those of a unit, first the strongest; ready() says when they are here, at once where they are already.
  void request(const AnalysisRow& row, const std::string& layer, std::int64_t unit);
  const std::vector<StimulusPicture>& list() const { return list_; }
  void clear();

 Q_SIGNALS:
  void ready();

 private:
  void take(std::vector<StimulusPicture> pictures);

  std::shared_ptr<const Engine> engine_;
  std::vector<StimulusPicture> list_;
  std::string asked_;  ///< what the newest pictures were asked for
  bool isHere_ = false;
  int generation_ = 0;  ///< pictures of an older request are dropped
  QThreadPool pool_;    ///< last: it waits for its thread before the rest goes
};

}  // namespace studio
