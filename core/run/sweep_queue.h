// The queue of a sweep: a folder RUNS/NAME.sweep beside the runs it makes, which any process can go on with.
//
//   sweep.toml   as it was given; queue.json   order, jobs at once, whether it is paused, what went wrong last
//   NNNN/        a run each: entry.json (its state), settings.toml (its whole configuration), errors.txt
//
// Locks are those of fcntl(2) on files of their own (open file description locks: given back by the system however a
// process ends): `queue.lock` for moments while something is changed; `work.lock` shared by all processes that work on
// it; NNNN/run.lock by who trains the run. That one is inherited by the training process, so that a run stays taken
// while either of the two lives, and two processes never take the same.
// A value. Any thread; every call blocks on the disk, and those that change something for each other. Throws UserError.
#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/run/folder_handle.h"
#include "core/run/run_status.h"
#include "core/run/sweep.h"

namespace studio {

enum class SweepState {
  Queued,    ///< waits, also one that was stopped with the queue and goes on from its checkpoint
  Running,   ///< a process has taken it; where none holds it any more, it was interrupted and is taken again
  Finished,  ///< trained to its end, or a finished run with the same settings was there
  Stopped,   ///< by somebody else than the queue; the next start of the queue goes on with it
  Failed,    ///< taken again only where somebody asks for it
  Dropped
};

/// One run of the queue as it is stored.
struct SweepEntry {
  std::string id;                                             ///< "0001", its folder in the queue
  std::string name;                                           ///< of the run it will make
  std::vector<std::pair<std::string, std::string>> settings;  ///< those that differ: key and value as JSON
  SweepState state = SweepState::Queued;
  std::string run;     ///< name of the run's folder beside the queue; empty = none yet
  bool taken = false;  ///< a run that was there before
  int threads = 0;     ///< it was begun with; 0 = not begun. Results of other numbers differ in the last bits
  std::string host{};  ///< of the process that took it last; empty = not known
  std::string error;   ///< one sentence where it failed
  const std::string& shownName() const { return run.empty() ? name : run; }
};

/// One run as a reader finds it.
struct SweepRow {
  SweepEntry entry;
  bool held = false;  ///< a process trains it or is about to
  RunStatus status;   ///< of the run, where there is one
  bool lost = false;  ///< the run's folder was deleted or renamed
  std::string
      waitsFor{};  ///< why it waits, though nobody has paused it: what made the work end; one sentence, or empty
  /// "queued", "training", "finished", "interrupted", "dropped", ...: as in status.json, and of what waits "stopped"
  /// where it has a checkpoint to go on from.
  std::string stateWord() const;
  /// Finished, failed or dropped.
  bool isOver() const;
};

struct SweepView {
  std::string name;
  std::filesystem::path folder;
  std::vector<SweepRow> rows;  ///< in the order in which they are taken
  bool paused = false, workedOn = false;
  int jobs = 1;
  std::string message;  ///< why the last process that worked on it gave up, one sentence, or empty
  std::size_t count(SweepState state) const;
  double secondsLeft() const;  ///< until the last run ends, from what the others took; -1 = not known yet
};

/// A run that this process has taken; given back when it goes.
struct SweepClaim {
  SweepEntry entry;
  FolderHandle folder;  ///< of the entry
  Descriptor lock;      ///< to be inherited by the process that trains
  bool begun = false;   ///< before: it goes on
};

/// With how many threads a run is to be trained, 0 = not now; `atWork` are those of the queue that processes of this
/// machine train, this one's among them.
using SweepShare = std::function<int(const SweepEntry& entry, const std::vector<SweepEntry>& atWork)>;

struct FilledQueue;

class SweepQueue {
 public:
  static constexpr const char* kEnding = ".sweep";
  /// The one of this name in a folder of runs; made where there is none.
  static SweepQueue make(const std::filesystem::path& runs, const std::string& name);
  /// The same with these runs in it. A new one is there whole or, as on a full disk, not at all.
  static FilledQueue fill(const std::filesystem::path& runs, const std::string& name, const std::vector<SweepRun>& all,
                          const std::string& asGiven);
  static SweepQueue open(const std::filesystem::path& folder);
  static bool isQueue(const std::filesystem::path& folder);  ///< never throws
  /// Those of a folder of runs, the newest first; never throws.
  static std::vector<std::filesystem::path> list(const std::filesystem::path& runs);

  const std::filesystem::path& folder() const { return folder_.path(); }
  std::filesystem::path runsFolder() const;
  /// Of the runs it has made or taken, in its order: those that are there.
  std::vector<std::filesystem::path> runFolders() const;
  std::string name() const;
  /// Throws where it holds none, as one whose writing was broken off.
  void requireRuns() const;
  /// What is damaged is shown as a row that failed.
  SweepView read() const;

  // Editing, by anybody.
  /// At the end; those whose configuration is in the queue already are left out. Keeps `asGiven` as sweep.toml. Returns
  /// how many are new. Where something cannot be written none is added.
  std::size_t add(const std::vector<SweepRun>& runs, const std::string& asGiven) const;
  void move(const std::string& id, int places) const;  ///< towards the end; negative: towards the beginning
  void setPaused(bool paused) const;                   ///< runs at work pause too, as soon as their process sees it
  void setJobs(int jobs) const;
  void drop(const std::string& id) const;     ///< one at work is stopped with a checkpoint
  void putBack(const std::string& id) const;  ///< a dropped, stopped or failed one waits again
  /// All that were stopped wait again, those that failed too where `failed` says so.
  void putBackAll(bool failed) const;
  void say(const std::string& message) const;

  // By a process that works on it.
  /// Taken before anything else and kept while it works; what workedOn shows.
  Descriptor sit() const;
  /// The next run in order that waits or was interrupted, that has a share of the threads, and that nobody holds;
  /// nullopt while the queue is paused. It is stored as Running, with its threads.
  std::optional<SweepClaim> claim(const SweepShare& share) const;
  /// A run that was dropped meanwhile stays so, unless it is finished.
  void store(const SweepEntry& entry) const;
  SweepEntry entry(const std::string& id) const;
  RunConfig config(const std::string& id) const;
  bool isPaused() const;
  /// True where nothing is left to do, here and in other processes; then the seat is given back, before anybody can add
  /// something.
  bool leaveIfDone(Descriptor& seat) const;

 private:
  struct Order;
  static std::optional<std::size_t> build(const FolderHandle& root, const std::string& file,
                                          const std::vector<SweepRun>& all, const std::string& asGiven);
  explicit SweepQueue(FolderHandle folder) : folder_(std::move(folder)) {}
  Order readOrder() const;
  void writeOrder(const Order& order) const;
  SweepEntry readEntry(const std::string& id) const;
  std::optional<SweepEntry> findEntry(const std::string& id) const;  ///< nullopt for a damaged one
  std::string configText(const std::string& id) const;
  void writeEntry(const SweepEntry& entry) const;
  void change(const std::string& id, const std::function<void(SweepEntry&)>& edit) const;
  void changeOrder(const std::function<void(Order&)>& edit) const;
  std::vector<SweepEntry> readable(const Order& order) const;
  bool isAtWorkHere(const SweepEntry& entry) const;
  std::vector<std::string> begunEntries() const;
  SweepRow readRow(const std::string& id) const;
  void addEntry(const SweepRun& run, Order& order) const;
  FolderHandle folder_;
};

struct FilledQueue {
  SweepQueue queue;
  std::size_t added = 0;
  bool isNew = false;
};

std::string_view toString(SweepState state);         ///< "queued"
SweepState sweepStateFrom(const std::string& name);  ///< throws UserError for an unknown name

}  // namespace studio
