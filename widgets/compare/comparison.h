// What the Compare workspace is about: the runs of the folder and what was added to them, read again and again on a
// worker thread; which are ticked, which one is pinned, how they are filtered, sorted and grouped, which columns the
// table has. The views read it and set in it what a person chose. GUI thread only; never waits.
#pragma once
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>
#include <atomic>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "core/run/compared_curves.h"
#include "core/run/compared_source.h"
#include "core/run/engine.h"
#include "core/run/run_table.h"

namespace studio {

class ComparedStores;
class RunListModel;
class RunSession;
class Sources;

class Comparison : public QObject {
  Q_OBJECT
 public:
  Comparison(RunSession& session, RunListModel& runs, Sources& sources, std::shared_ptr<const Engine> engine,
             QObject* parent = nullptr);
  ~Comparison() override;

  // What there is.
  const RunRecords& records() const { return records_; }
  const std::vector<AnalysisKind>& kinds() const { return kinds_; }
  const Engine& engine() const { return *engine_; }
  std::shared_ptr<const Engine> sharedEngine() const { return engine_; }
  bool reading() const { return reading_; }
  bool hasRead() const { return hasRead_; }
  std::int64_t readDone() const { return *done_; }
  std::int64_t readTotal() const { return *all_; }
  /// That of runs with its settings in the list of runs; of others, runs in other folders too, the next that is free,
  /// which is theirs from then on.
  int runColour(const RunRecord& record) const;
  /// Reads again soon; and every two seconds while it is active (somebody looks).
  void refresh();
  void setActive(bool active);
  /// A run's folder, a checkpoint's or the weights in it, a file of weights or a configuration.
  void add(const std::filesystem::path& place);
  /// The same of a folder, and of one that holds runs all of them.
  void addAllIn(const std::filesystem::path& folder);
  void remove(const RunRecord& record);  ///< of what was added; nothing for others
  bool isAdded(const RunRecord& record) const;
  /// Beside the folder's runs in the table: what was added and what is open.
  bool isListed(const AddedRun& place) const;

  // How the table shows it.
  const std::vector<RunColumn>& columns() const { return columns_; }
  /// Those chosen, or while only differences are shown, the settings that differ and the chosen numbers.
  std::vector<RunColumn> shownColumns() const;
  void setColumns(std::vector<RunColumn> columns);
  const RunTableFilter& filter() const { return filter_; }
  const QString& filterText() const { return filterText_; }
  void setFilterText(const QString& text);
  bool descending() const { return descending_; }
  void sortBy(const std::optional<RunColumn>& column, bool descending);
  bool groupsSeeds() const { return groupsSeeds_; }
  void setGroupsSeeds(bool groups);
  bool differencesOnly() const { return differencesOnly_; }
  void setDifferencesOnly(bool only);
  /// Filtered, grouped and sorted; indices of records().
  const std::vector<RunGroup>& groups() const { return groups_; }
  const std::vector<std::string>& groupNames() const { return groupNames_; }  ///< one each
  std::size_t shownRuns() const { return shown_.size(); }

  // What is compared.
  bool isChosen(const RunRecord& record) const { return chosen_.count(record.id()) > 0; }
  void choose(const std::vector<std::string>& ids, bool chosen);
  void chooseOnly(const std::vector<std::string>& ids);
  bool isPinned(const RunRecord& record) const { return !pinned_.empty() && pinned_ == record.id(); }
  bool isPinned(const RunGroup& group) const;
  const RunGroup* pinnedGroup() const;  ///< among the groups that are shown; nullptr = none
  void pin(const std::string& id);      ///< empty: none
  /// The groups that are shown and ticked, in the order of the table; the pinned one is among them.
  const std::vector<ComparedSource>& compared() const { return compared_; }
  const ComparedSource* pinnedSource() const;
  /// What differs between the data of the compared runs, where they are several, a line for each: "bars (1): Samples
  /// 500".
  QString dataExplanation() const;
  const QString& provenance() const;  ///< of all that is compared, for figures

  // What the views read of the compared runs, on worker threads; comparedRead() when there is more.
  std::vector<CurveSource> curves();
  /// Of each source its runs' stored tables; nullptr where nothing is stored or known yet.
  using Numbers = std::shared_ptr<const NetworkAnalysis>;
  std::vector<std::vector<Numbers>> numbers();
  /// The layer that views of one layer begin with: the last one with TopoLoss, of the first run that says; empty while
  /// none has.
  std::string firstLayer();

 Q_SIGNALS:
  void recordsChanged();   ///< other values, rows or columns in the table
  void comparedChanged();  ///< other sources, names, colours, or another pinned one
  void comparedRead();     ///< curves() or numbers() give more
  void readingChanged();
  void viewChanged();  ///< by a view: it shows something else, or something at last
  void failed(const QString& sentence);
  void mended(const QString& sentence);  ///< what failed() has said is so no longer

 private:
  void sayGone();
  std::vector<RunColumn> withData(std::vector<RunColumn> columns) const;
  void take(RunRecords fresh);
  void chooseFirst();
  void arrange();
  void findCompared();
  void followSources();
  void followPin();
  std::vector<AddedRun> beside() const;
  void keepChoices() const;

  RunSession& session_;
  RunListModel& list_;
  Sources& sources_;
  std::shared_ptr<const Engine> engine_;
  std::vector<AnalysisKind> kinds_;
  RunRecords records_;
  std::vector<AddedRun> ownAdded_;
  std::vector<RunColumn> columns_;
  QString filterText_;
  RunTableFilter filter_;
  std::optional<RunColumn> sortColumn_;
  bool descending_ = false, groupsSeeds_ = true, differencesOnly_ = false;
  std::vector<std::size_t> shown_;
  std::vector<RunGroup> groups_;
  std::vector<std::string> groupNames_;
  std::set<std::string> chosen_;
  std::string pinned_;
  std::vector<ComparedSource> compared_;
  mutable std::optional<QString> provenance_;  ///< made when it is asked for
  std::set<std::string> shownNotes_;
  std::filesystem::path root_;
  std::shared_ptr<RunRecordReader> reader_ = std::make_shared<RunRecordReader>();
  std::shared_ptr<std::atomic<std::int64_t>> done_ = std::make_shared<std::atomic<std::int64_t>>(0),
                                             all_ = std::make_shared<std::atomic<std::int64_t>>(0);
  bool reading_ = false, hasRead_ = false, again_ = false;
  std::stop_source stop_;
  QTimer timer_;
  QThreadPool pool_;  ///< before the stores; waits for its thread before the rest goes
  std::unique_ptr<ComparedStores> stores_;
};

/// Of what was read under way: "120 of 300 runs".
QString readingText(const Comparison& comparison);

}  // namespace studio
