// What a table of many runs knows of each: settings, state, the last, smallest and largest value of every scalar, the
// numbers of stored results. Plain values, and one reader of a folder of runs that reads only what has changed since it
// last looked (by the times of the files). Records may be used on any thread; the reader blocks for the disk and is
// used by one thread at a time.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/run/analysis.h"
#include "core/run/run_store.h"

namespace studio {

/// Of one scalar of a run, over all its rows: no row is left out, however long the run.
struct ScalarSummary {
  double last = kUndefined, least = kUndefined, most = kUndefined;
  std::int64_t lastStep = -1, leastStep = -1, mostStep = -1;
  std::map<std::int64_t, double> at{};  ///< of each step that was asked for: the newest value at or before it
};

/// A number of a stored result: the mean over the layers where it is defined, of a layer with several rows (contrasts)
/// over the largest of each; without a column "layer" the mean of the rows.
struct ResultNumber {
  std::string analysis, table, column;
  double value = kUndefined;
};
/// All numbers of all tables but those that count units.
std::vector<ResultNumber> resultNumbers(const NetworkAnalysis& found);

/// A stored result's numbers and how they were measured (StoredVariant::how in analysis_store.h).
struct MeasuredResult {
  std::string analysis, how, stimuli;
  std::vector<ResultNumber> numbers;
};

struct RunRecord {
  enum class Kind { Run, Checkpoint, Weights, Settings };
  Kind kind = Kind::Run;
  std::string name;  ///< "digits_tau10_s0", "digits_tau10_s0:500", "resnet18.pt", "run.toml"
  std::filesystem::path path;
  std::int64_t step = -1;          ///< of a checkpoint; else -1
  std::string error;               ///< why it cannot be read, one sentence, or empty
  std::vector<std::string> notes;  ///< sentences: made by another version, results that are damaged
  std::int64_t revision = 0;       ///< another one whenever it has been read anew
  bool gone = false;               ///< it was here and is not any more; all else is as it was read last
  RunStatus status;
  std::shared_ptr<const RunConfig> config;  ///< nullptr where it has none that can be read
  std::string settingsKey;                  ///< runs of one key share a colour (RunSummary)
  std::string groupKey;                     ///< settings without seed and output; empty = alone
  std::string dataKey;                      ///< equal for runs that were trained and validated on the same data
  std::string dataName;                     ///< "bars", "idx mnist"
  std::string version;                      ///< of the program that made it; empty = not known
  bool isOtherVersion = false;              ///< which is why it cannot be read
  std::string note;                         ///< what a person wrote beside it
  std::vector<std::int64_t> checkpoints;    ///< of a run: steps whose weights are stored, ascending
  std::map<std::string, ScalarSummary, std::less<>> scalars;
  std::vector<MeasuredResult> measured;      ///< all that are stored, of each analysis the newest first
  std::vector<ResultNumber> results;         ///< of each analysis those that can be put beside the other runs' results
  std::map<std::string, std::string> taken;  ///< by analysis: how these were measured
  std::map<std::string, std::string> otherwise;  ///< by analysis of which none can: the stimuli of what there is

  std::int64_t seed() const { return config ? config->train.seed : -1; }
  /// "PATH" or "PATH:STEP": the same thing in two readings.
  std::string id() const;
  const ResultNumber* result(const std::string& analysis, const std::string& table, const std::string& column) const;
};
using RunRecords = std::vector<std::shared_ptr<const RunRecord>>;

/// A run's folder, a checkpoint of it, a file of weights or a configuration that a person added to the table.
struct AddedRun {
  std::filesystem::path path{};
  std::int64_t step = -1;
  bool operator==(const AddedRun&) const = default;
};

struct RunReading {
  std::filesystem::path root{};       ///< folder of runs; empty = none
  std::vector<AddedRun> added{};      ///< beside them
  std::vector<std::int64_t> steps{};  ///< ScalarSummary::at of these
  std::string version{};              ///< of this program: a run of another one gets a note; empty = none does
  std::stop_token stop{};             ///< what was read until then comes back
  std::function<void(std::int64_t done, std::int64_t all)> progress{};  ///< on the reading thread; may be empty
};

class RunRecordReader {
 public:
  RunRecordReader();
  ~RunRecordReader();
  /// Newest first, then what was added, in its order. A record that has not changed is the very one of the last
  /// reading. A run that cannot be read is there with its error; never throws for one of them.
  RunRecords read(const RunReading& reading);

 private:
  struct Cached;
  std::map<std::string, std::unique_ptr<Cached>> cache_;  ///< by RunRecord::id()
  std::int64_t revisions_ = 0;
};

/// The records of two readings in one: what was in the table, is chosen and has vanished stays, marked as gone.
RunRecords withGone(RunRecords fresh, const RunRecords& before, const std::function<bool(const RunRecord&)>& chosen);

}  // namespace studio
