// A folder of runs read again and again (run_record.h). Of each run the files are looked at (fstatat); only one whose
// files have another time or size is read, and of a growing scalars.csv only what is new. A run that trains is always
// asked for its state: whether its process lives, no file's time shows.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/run/agreeing_results.h"
#include "core/run/analysis_store.h"
#include "core/run/error.h"
#include "core/run/failure.h"
#include "core/run/mapped_file.h"
#include "core/run/places.h"
#include "core/run/printable_text.h"
#include "core/run/run_files.h"
#include "core/run/run_keeping.h"
#include "core/run/run_record.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

constexpr std::array kWatchedFiles{RunFiles::kResolved, RunFiles::kStatus, RunFiles::kScalars,
                                   "notes.md",          "results",         "environment.json"};

/// When a file was written, how long it is and which one it is; all 0 = it is not there.
struct FileStamp {
  std::int64_t seconds = 0, nanoseconds = 0, size = 0;
  std::uint64_t number = 0;
  bool operator==(const FileStamp&) const = default;
};
using RunStamp = std::array<FileStamp, kWatchedFiles.size()>;

FileStamp stampFrom(const struct stat& facts) {
  return {facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec, std::int64_t(facts.st_size), std::uint64_t(facts.st_ino)};
}

RunStamp readStamp(const FolderHandle& run) {
  RunStamp stamp;
  for (std::size_t i = 0; i < kWatchedFiles.size(); ++i)
    if (const auto facts = run.inspect(kWatchedFiles[i])) stamp[i] = stampFrom(*facts);
  return stamp;
}

/// Last, least and most of every column of a scalars.csv, read as far as it has come.
class ScalarTotals {
 public:
  explicit ScalarTotals(std::vector<std::int64_t> steps) : steps_(std::move(steps)) { restart({}); }

  void refresh(const FolderHandle& run, const std::string& name) {
    if (!run.inspect(RunFiles::kScalars)) return restart(name);
    const Descriptor file = run.openFile(RunFiles::kScalars);
    if (!continues(file)) restart(name);
    std::array<char, std::size_t{1} << 16> block;
    while (const auto got = readAt(file.get(), block.data(), block.size(), off_t(read_), RunFiles::kScalars)) {
      reader_->read({block.data(), got}, [this](const ScalarRow& row) { add(row); });
      read_ += got;
      tail_.append(block.data(), got);
      tail_.erase(0, tail_.size() - std::min(kTail, tail_.size()));
    }
  }
  const std::map<std::string, ScalarSummary, std::less<>>& columns() const { return columns_; }

 private:
  static constexpr std::size_t kTail = 64;  // bytes that distinguish a longer file from another one

  bool continues(const Descriptor& file) const {
    std::string tail(tail_.size(), '\0');
    tail.resize(readAt(file.get(), tail.data(), tail.size(), off_t(read_ - tail_.size()), RunFiles::kScalars));
    return reader_ && tail == tail_;
  }
  void restart(const std::string& name) {
    reader_ = std::make_unique<ScalarsReader>(name, [](std::int64_t) {});  // lines that are no rows are left out
    columns_.clear();
    tail_.clear();
    read_ = 0;
  }
  void add(const ScalarRow& row) {
    for (const ScalarColumn& column : scalarColumns()) addValue(column.name, row.step, row.*column.value);
    for (std::size_t i = 0; i < row.further.names().size(); ++i)
      addValue(row.further.names()[i], row.step, row.further.values()[i]);
  }
  void addValue(const std::string& column, std::int64_t step, double value) {
    if (!std::isfinite(value)) return;
    ScalarSummary& sum = columns_[column];
    sum.last = value, sum.lastStep = step;
    if (!(sum.least <= value)) sum.least = value, sum.leastStep = step;
    if (!(sum.most >= value)) sum.most = value, sum.mostStep = step;
    for (const std::int64_t wanted : steps_)
      if (step <= wanted) sum.at[wanted] = value;
  }

  std::vector<std::int64_t> steps_;
  std::unique_ptr<ScalarsReader> reader_;
  std::map<std::string, ScalarSummary, std::less<>> columns_;
  std::uint64_t read_ = 0;
  std::string tail_;
};

std::string joined(const std::string& a, const std::string& b) { return b.empty() ? a : a + " " + b; }

/// One spelling of a place for all that lead to it: absolute, without links, of resources/... the program's own.
std::string wholePlace(const RunConfig& config) {
  const fs::path root = withOpenablePaths(config).data.root;
  if (root.empty()) return {};
  std::error_code none;
  const fs::path whole = fs::weakly_canonical(fs::absolute(root, none), none);
  return (none ? root : whole.has_filename() ? whole : whole.parent_path()).string();
}

void takeConfig(RunRecord& record, RunConfig config) {
  record.dataName = joined(config.data.kind, fs::path(config.data.root).filename().string());
  const DataConfig& data = config.data;
  record.dataKey = joined(config.data.kind, wholePlace(config)) + "|" + std::to_string(data.imageSize) + "|" +
                   std::to_string(data.samples) + "|" + std::to_string(data.limit) + "|" +
                   std::to_string(data.validationLimit) + "|" + numberText(data.validation) + "|" +
                   std::to_string(data.grey) + "|" + std::to_string(data.context);
  record.settingsKey = settingsKey(config);
  record.groupKey =
      record.settingsKey + "|" + std::to_string(config.train.epochs) + "|" + std::to_string(config.train.steps);
  record.config = std::make_shared<const RunConfig>(std::move(config));
}

void takeVersion(RunRecord& record, const RunFolder& run, const std::string& ours) {
  record.version = run.version();
  if (record.version.empty() || ours.empty() || record.version == ours) return;
  record.notes.push_back(record.name + " was made by version " + record.version + " of the program, this is " + ours +
                         ": what it measured may have been computed otherwise.");
}

/// Each part by itself: of what cannot be read the sentence is kept, all else is there.
template <class Part>
void tryPart(RunRecord& record, Part part) {
  try {
    part();
  } catch (const std::exception& error) {
    if (!record.error.empty()) return;
    record.error = shownSentence(error);
    record.isOtherVersion = dynamic_cast<const OtherVersion*>(&error) != nullptr;
  }
}

/// How far a checkpoint was trained, as the rows at its step say it.
void takeProgress(RunRecord& checkpoint) {
  const auto last = [&](const char* column) {
    const auto found = checkpoint.scalars.find(column);
    return found == checkpoint.scalars.end() ? kUndefined : found->second.last;
  };
  checkpoint.status.epoch = last("epoch");
  checkpoint.status.secondsTrained = last("seconds");
}

void readResults(RunRecord& record, const RunFolder& folder) {
  std::vector<std::string> problems;
  for (MeasuredNumbers& each : readNumbers(folder, record.step < 0 ? "" : std::to_string(record.step), problems))
    record.measured.push_back(
        {std::move(each.analysis), std::move(each.how), std::move(each.stimuli), resultNumbers(each.found)});
  takeResults(record, newestWays(record));
  record.notes.insert(record.notes.end(), problems.begin(), problems.end());
}

}  // namespace

struct RunRecordReader::Cached {
  RunStamp stamp{};
  FileStamp file{};  ///< of what is no run
  std::vector<std::int64_t> steps;
  std::string version;
  std::unique_ptr<ScalarTotals> totals;
  std::shared_ptr<const RunRecord> record;
  bool seen = false;
  std::shared_ptr<const RunRecord> agreedFrom, agreed;  ///< the record, and it with other ones of its results

  std::shared_ptr<const RunRecord> agreeing(const ResultWays& ways, std::int64_t& revisions);
  std::shared_ptr<const RunRecord> readRun(const RunFolder& folder, const AddedRun& what, const RunReading& reading,
                                           std::int64_t& revisions);
  std::shared_ptr<const RunRecord> readFile(const fs::path& path, std::int64_t& revisions);
};

std::shared_ptr<const RunRecord> RunRecordReader::Cached::readRun(const RunFolder& folder, const AddedRun& what,
                                                                  const RunReading& reading, std::int64_t& revisions) {
  const FolderHandle handle = folder.folder();
  const RunStamp now = readStamp(handle);
  const bool sameRequest = steps == reading.steps && version == reading.version;
  if (record && now == stamp && sameRequest && !isLive(record->status.state)) return record;
  RunRecord fresh;
  fresh.revision = ++revisions;
  fresh.path = what.path;
  fresh.step = what.step;
  fresh.kind = what.step < 0 ? RunRecord::Kind::Run : RunRecord::Kind::Checkpoint;
  fresh.name = folder.name() + (what.step < 0 ? "" : ":" + std::to_string(what.step));
  tryPart(fresh, [&] { takeConfig(fresh, folder.config()); });
  fresh.status = folder.statusOfRows();
  tryPart(fresh, [&] { fresh.status = folder.status(); });
  if (!totals || !sameRequest) {
    std::vector<std::int64_t> asked = reading.steps;
    if (what.step >= 0) asked.push_back(what.step);
    totals = std::make_unique<ScalarTotals>(std::move(asked));
  }
  tryPart(fresh, [&] {
    totals->refresh(handle, (what.path / RunFiles::kScalars).string());
    fresh.scalars = totals->columns();
  });
  if (what.step >= 0)  // a checkpoint knows nothing of what came after it
    for (auto& [name, sum] : fresh.scalars) {
      const auto at = sum.at.find(what.step);
      sum.last = at == sum.at.end() ? kUndefined : at->second;
      sum.least = sum.most = sum.last;
      sum.lastStep = sum.leastStep = sum.mostStep = what.step;
    }
  if (what.step >= 0) takeProgress(fresh);
  tryPart(fresh, [&] { readResults(fresh, folder); });
  tryPart(fresh, [&] { fresh.note = readNote(folder); });
  if (what.step < 0) tryPart(fresh, [&] { fresh.checkpoints = folder.weightSteps(); });
  tryPart(fresh, [&] { takeVersion(fresh, folder, reading.version); });
  if (what.step >= 0) fresh.groupKey.clear();
  stamp = now, steps = reading.steps, version = reading.version;
  return record = std::make_shared<const RunRecord>(std::move(fresh));
}

/// The record where it takes these results already; what differs from it is another revision.
std::shared_ptr<const RunRecord> RunRecordReader::Cached::agreeing(const ResultWays& ways, std::int64_t& revisions) {
  if (record->taken == ways) return record;
  if (agreed && agreedFrom == record && agreed->taken == ways) return agreed;
  RunRecord other = *record;
  other.revision = ++revisions;
  takeResults(other, ways);
  agreedFrom = record;
  return agreed = std::make_shared<const RunRecord>(std::move(other));
}

/// A configuration or a file of weights: what is in the latter, whoever compares it asks the engine.
std::shared_ptr<const RunRecord> RunRecordReader::Cached::readFile(const fs::path& path, std::int64_t& revisions) {
  RunRecord fresh;
  fresh.revision = ++revisions;
  fresh.path = path;
  fresh.name = path.filename().string();
  fresh.kind = path.extension() == ".toml" ? RunRecord::Kind::Settings : RunRecord::Kind::Weights;
  struct stat facts {};
  const bool there = ::stat(findWeightsPlace(path).file.c_str(), &facts) == 0;  // FILE#PART is a part of a file
  if (record && there && stampFrom(facts) == file) return record;
  if (!there) fresh.error = path.string() + " is not there any more; remove it from the table, or put it back.";
  if (there && fresh.kind == RunRecord::Kind::Settings) tryPart(fresh, [&] { takeConfig(fresh, loadConfig(path)); });
  fresh.groupKey.clear();
  file = there ? stampFrom(facts) : FileStamp();
  return record = std::make_shared<const RunRecord>(std::move(fresh));
}

RunRecordReader::RunRecordReader() = default;
RunRecordReader::~RunRecordReader() = default;

namespace {

/// Folders of the root that are runs, as RunStore::list() takes them.
std::vector<AddedRun> runsIn(const fs::path& root) {
  std::vector<AddedRun> runs;
  std::error_code error;
  for (fs::directory_iterator entry(root, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code unreadable;
    if (!entry->is_directory(unreadable)) continue;
    try {
      const FolderHandle folder = FolderHandle::open(entry->path());
      if (folder.inspect(RunFiles::kResolved) || folder.inspect(RunFiles::kGiven) || folder.inspect(RunFiles::kStatus))
        runs.push_back({entry->path(), -1});
    } catch (const UserError&) {  // a folder that may not be opened is no run that could be shown
    }
  }
  return runs;
}

bool isNewer(const std::shared_ptr<const RunRecord>& a, const std::shared_ptr<const RunRecord>& b) {
  return a->status.started != b->status.started ? a->status.started > b->status.started : a->name < b->name;
}

}  // namespace

RunRecords RunRecordReader::read(const RunReading& reading) {
  std::vector<AddedRun> wanted = reading.root.empty() ? std::vector<AddedRun>() : runsIn(reading.root);
  const std::size_t own = wanted.size();
  for (const AddedRun& each : reading.added)
    if (std::find(wanted.begin(), wanted.end(), each) == wanted.end()) wanted.push_back(each);
  for (auto& [id, cached] : cache_) cached->seen = false;
  RunRecords records;
  std::size_t ofRoot = 0;
  for (std::size_t i = 0; i < wanted.size() && !reading.stop.stop_requested(); ++i) {
    RunRecord named;
    named.path = wanted[i].path, named.step = wanted[i].step;
    auto& cached = cache_[named.id()];
    if (!cached) cached = std::make_unique<Cached>();
    cached->seen = true;
    try {
      std::error_code none;
      records.push_back(fs::is_directory(wanted[i].path, none)
                            ? cached->readRun(RunFolder(wanted[i].path).held(), wanted[i], reading, revisions_)
                            : cached->readFile(wanted[i].path, revisions_));
    } catch (const std::exception&) {  // it has gone between the list and the reading
      continue;
    }
    ofRoot += i < own;
    if (reading.progress) reading.progress(std::int64_t(i + 1), std::int64_t(wanted.size()));
  }
  if (!reading.stop.stop_requested()) std::erase_if(cache_, [](const auto& entry) { return !entry.second->seen; });
  std::sort(records.begin(), records.begin() + std::ptrdiff_t(ofRoot), isNewer);
  const std::vector<ResultWays> ways = agreeingWays(records);
  for (std::size_t i = 0; i < records.size(); ++i)
    records[i] = cache_.at(records[i]->id())->agreeing(ways[i], revisions_);
  return records;
}

}  // namespace studio
