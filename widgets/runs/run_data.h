// What the views show of the open run: plain data, replaced as a whole or appended to by RunMonitor; one reading of it
// from a run folder; and what is new between two readings.
#pragma once
#include <QString>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/snapshot.h"
#include "core/run/run_channel.h"
#include "core/run/run_config.h"
#include "core/run/run_store.h"
#include "widgets/runs/stored_ranges.h"

namespace studio {

// The end of a run's log.txt, read again and again: each time only what is new, and never more of it than is shown. A
// worker thread; one at a time.

/// Lines of a log that the window keeps; earlier ones are in log.txt alone.
inline constexpr std::size_t kMostLogLines = RunChannel::kMostLines;

/// The newest lines of a log and how many came before them, as far as that is known.
struct LogLines {
  std::vector<LogLine> lines;  ///< newest last
  std::size_t before = 0;      ///< lines that were here and are no longer kept
  bool isCut = false;          ///< the log begins earlier than these lines

  void add(std::vector<LogLine> more);
  /// The next to come begin so many lines later: those between were not kept anywhere but in log.txt.
  void skip(std::size_t lines);
};

class LogTail {
 public:
  explicit LogTail(RunFolder folder) : folder_(std::move(folder)) {}
  /// Throws UserError naming the file where it is there and cannot be read.
  void refresh();
  const LogLines& log() const { return log_; }

 private:
  void take(std::string_view bytes);
  RunFolder folder_;
  LogLines log_;
  std::string begun_;       ///< of a line that is not whole yet
  std::uint64_t read_ = 0;  ///< bytes of the file that have been seen
  std::uint64_t file_ = 0;  ///< its number on the disk
};

/// What the lines of a log file say, newest last.
std::vector<LogLine> parseLog(std::string_view text);

/// Which maps of each stored snapshot were measured at its own step, as far as it has been looked at. Snapshots with
/// the same maps share one list.
class MeasuredMaps {
 public:
  void add(std::int64_t step, std::vector<std::string> names);  ///< LAYER/QUANTITY each, sorted
  bool knows(std::int64_t step) const { return names_.count(step) > 0; }
  /// True too for a snapshot that has not been looked at.
  bool has(std::int64_t step, const std::string& layer, const std::string& quantity) const;
  /// Of a layer at any of the steps, sorted.
  std::vector<std::string> quantities(const std::string& layer) const;
  void keepOnly(const std::vector<std::int64_t>& steps);  ///< ascending

 private:
  std::map<std::int64_t, std::shared_ptr<const std::vector<std::string>>> names_;
};

// What the views show of the open run: plain data, replaced as a whole or appended to by RunMonitor. GUI thread only.
struct RunData {
  RunFolder folder;
  bool live = false;         ///< trained by this process right now
  bool readsTokens = false;  ///< its data are rows of tokens, as their row says (RunMonitor::setEngine)
  bool knowsConfig = false;  ///< of a reading: `config` is the run's and not the defaults
  RunConfig config;
  RunStatus status;
  std::vector<LayerInfo> layers;
  std::vector<ScalarRow> scalars;
  LogLines log;
  std::vector<std::int64_t> mapSteps;  ///< stored snapshots, ascending
  MeasuredMaps measured;               ///< of these
  StoredRanges ranges;                 ///< of these, read once somebody looks at a step of them
  std::vector<std::int64_t> checkpointSteps;
  std::shared_ptr<const Snapshot> snapshot;  ///< the one shown: the newest, or the stored one the time bar points at
  std::optional<UnitWeights> unit;           ///< weights of the chosen unit
  std::int64_t unitStep = -1;                ///< of these: the snapshot's own, or a checkpoint's before it
  bool readingUnit = false;                  ///< they are on their way from a checkpoint
  /// A file of weights instead of a run: what it is in one line, and the facts about it. `folder` is the file then.
  std::string caption;
  std::vector<std::pair<std::string, std::string>> facts;
  bool lacksHeads = false;  ///< of such a file: how many attention heads is not known, so there are no responses
  std::map<std::string, std::string> factTips;  ///< of facts that are brief: what is behind them, by their names
  std::vector<std::string> parts;    ///< its networks by their names behind FILE#; none where it holds only one
  std::string part;                  ///< the one that is shown; empty = the file without a part
  bool assumesBlur = false;          ///< nothing in the file states the blur of config.topoloss
  std::int64_t namedHeads = 0;       ///< attention heads as a person named them where the file does not; 0 = nobody did
  int colour = 0;                    ///< index into Theme::runMark
  std::string error;                 ///< why the run cannot be shown, or empty
  std::vector<std::string> leftOut;  ///< what of a stored run cannot be read, a sentence each; `error` is the first
};

/// Step of the newest checkpoint at or before what is shown, of the first one where all are later; -1 = there is none.
std::int64_t checkpointShown(const RunData& run);

/// The open network reads tokens: no images can be shown to it. Of a run its data set's row says so, of a file of
/// weights its vocabulary.
bool isLanguage(const RunData& run);

/// What is chosen; shared by all views.
struct ViewState {
  bool followLive = true;           ///< show the newest; else `step`
  std::int64_t step = 0;            ///< a stored snapshot
  std::string layer;                ///< chosen sheet
  std::string quantity = "cosine";  ///< cosine, norm or a contrast
  std::int64_t unit = -1;           ///< chosen unit of `layer`, -1 = none
  bool limitsLocked = false;
  double limitLow = -1, limitHigh = 1;  ///< in force while locked; else computed (limitsInForce): of the newest maps
                                        ///< while following, of all stored ones where a step of them is looked at
  double percentile = 100;              ///< of the |values| that computed limits hold; 100 = all
  bool layerAlone = false;              ///< computed limits are those of `layer`, not of the maps of all layers
  double threshold = 0;                 ///< |value| below it is shown as `nan`
  std::string colours;                  ///< "" = by quantity and theme; "rdbu", "rdbu_dark", "viridis"
  std::string stimuli;                  ///< DATA of the stored analyses that a figure shows; "" = the newest
  bool operator==(const ViewState&) const = default;
};

// One reading of a run folder, made on a worker thread.

/// Everything of RunData but snapshot, unit, ranges and which maps were measured. Never throws: what cannot be read
/// leaves its sentence in `error`.
RunData readStoredRun(const RunFolder& folder);
/// The same again and again: of the scalars and the log only what is new is read. Both are of this folder and nobody
/// else's meanwhile.
RunData readStoredRun(const RunFolder& folder, ScalarsFile& scalars, LogTail& log);
/// With the snapshot of `step` (-1 = the last), as far as it can be read (RunData::leftOut). Throws UserError where
/// nothing can.
RunData loadRunData(const RunFolder& folder, std::int64_t step = -1);
/// "blur 3 × 3, assumed": what the cosine of a file of weights that does not state it is to; empty for others.
QString assumedBlurText(const RunData& run, const std::string& quantity);
/// "run digits, config 1a2b3c4d", "file net.pt, config 1a2b3c4d": the same run or file always says the same.
QString provenanceText(const RunData& run);

// What is new between two readings of a run, and how what an earlier process wrote joins what this one measures.

/// Steps of both lists, ascending, each once.
std::vector<std::int64_t> merged(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b);
/// What a reader would notice; the heartbeat alone is no news.
bool sameStatus(const RunStatus& a, const RunStatus& b);
bool sameRows(const std::vector<ScalarRow>& a, const std::vector<ScalarRow>& b);
bool sameLines(const LogLines& before, const LogLines& after);
void dropFrom(std::vector<std::int64_t>& steps, std::int64_t step);
/// Lines of a log file older than the first one that this process has written itself.
LogLines linesBefore(LogLines log, double time);
/// Each map of `base`, and its scores, as they were measured last: where `other` has them of a later step, but of none
/// after base's own, they are taken from there, with their step. `base` itself where there are none.
std::shared_ptr<const Snapshot> completed(std::shared_ptr<const Snapshot> base, const Snapshot& other);
/// What a run opens on. The layer: the last with TopoLoss, where maps form most. The quantity: the layer's first
/// contrast that has values; empty where there is none.
std::string openingLayer(const std::vector<LayerInfo>& layers);
std::string openingContrast(const Snapshot& snapshot, const std::string& layer);
/// One of its values at least is defined.
bool hasValues(const SheetMap& map);
/// Its values are seen to differ on a scale that goes up to the largest of them.
bool varies(const SheetMap& map);

}  // namespace studio
