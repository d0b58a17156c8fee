// What analyses found of each source: read from what is stored on a worker thread, or handed over by the AnalysisWork
// that computed it. GUI thread only; never waits.
#pragma once
#include <QObject>
#include <QThreadPool>
#include <memory>
#include <vector>

#include "core/run/analysis_request.h"
#include "core/run/engine.h"
#include "widgets/runs/sources.h"

namespace studio {

/// A source and what was found of it.
struct AnalysisRow {
  using Found = std::shared_ptr<const NetworkAnalysis>;
  Source source;
  std::vector<Found> members;  ///< of each of the source's networks; nullptr: not computed
  Found found;                 ///< of the network, of a group the mean once all members are there; nullptr: not yet
  QString error;               ///< why its analysis failed
  bool isRead = false;         ///< what is stored for the present stimuli and settings has been looked for

  const AnalysisNetwork& network() const { return source.network(); }
};

class AnalysisResults : public QObject {
  Q_OBJECT
 public:
  explicit AnalysisResults(std::shared_ptr<const Engine> engine, QObject* parent = nullptr);
  ~AnalysisResults() override;

  /// One for each source, in their order. Copy what is kept: the next event may replace the rows.
  const std::vector<AnalysisRow>& rows() const { return rows_; }
  /// The first source's row, if something was found of it; else nullptr. As short-lived as rows().
  const AnalysisRow* first() const;

  /// Results of networks that stay are kept; a network in the place of another of its kind and run keeps its results
  /// until it is known what is stored of it, so that nothing blinks.
  void setSources(const std::vector<Source>& sources);
  /// What is stored for these stimuli and settings: of all rows where they are others than before, else of new rows.
  void read(const std::string& stimuli, const std::vector<std::string>& analyses, const AnalysisSettings& settings);
  /// What is being read is not wanted any more: newer results are computed.
  void stopReading();
  /// All are to be read again: the run may have changed on disk.
  void forget();
  bool reading() const { return reading_; }

  /// Of one network of a source, as it was computed; found = nullptr with an error where that failed. Without effect
  /// where the network is no longer looked at.
  void put(const AnalysisNetwork& network, AnalysisRow::Found found, const QString& error);

 Q_SIGNALS:
  void changed();

 private:
  std::shared_ptr<const Engine> engine_;
  std::vector<AnalysisRow> rows_;
  std::string stimuli_;  ///< what the rows were read for
  AnalysisSettings settings_;
  bool reading_ = false;
  int generation_ = 0;  ///< answers for older questions are dropped
  QThreadPool pool_;    ///< last: it waits for its thread before the rest goes
};

// Where results of files of weights are kept: a file has no folder of its own as a run has, so they stand in one that
// goes when the window ends. What has been computed for a file, its stimuli and settings is not computed again.

/// requestFor(); of a file of weights with this session's folder as its store. GUI thread.
AnalysisRequest sessionRequest(const AnalysisNetwork& network, const std::string& stimuli,
                               const std::vector<std::string>& analyses, const AnalysisSettings& settings);

}  // namespace studio
