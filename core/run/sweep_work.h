// Working on the queue of a sweep: one `toponets train` process a run, several at once, threads shared out. Needs no
// torch: the trainings are other processes. One object belongs to one thread; turn() touches the disk and starts
// processes but waits for nothing.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "core/run/run_store.h"
#include "core/run/sweep_queue.h"

namespace studio {

struct SweepWorkSettings {
  std::filesystem::path program;  ///< `toponets`
  int jobs = 1;                   ///< trainings at once, at most one a core
  int cores = 0;                  ///< threads to share out among them; 0 = all cores of the machine
  std::string device = "auto";
};

class SweepWork {
 public:
  SweepWork(SweepQueue queue, SweepWorkSettings settings);
  /// What is still training goes on by itself and keeps its run taken.
  ~SweepWork() = default;

  /// To be called about ten times a second: notices trainings that have ended, obeys what was changed in the queue,
  /// begins what can begin. False when nothing is left to do here or anywhere, or after stop() when all have ended.
  bool turn();
  /// No more are begun; those at work are interrupted (SIGINT) and save a checkpoint.
  void stop();
  /// Why it gave up by itself (a disk that is full), after turn() has returned false; empty = it did not.
  const std::string& fault() const { return fault_; }
  /// What has happened since the last call, a line each: "bars_tau5_s0 begins, 2 threads".
  std::vector<std::string> takeNews();
  /// A line of news without why it gave up, for whoever says fault() himself.
  std::string withoutFault(const std::string& line) const;
  /// "bars_tau5_s0 failed: the data are gone; ...", as the news say it.
  static std::string failureLine(const SweepEntry& entry);
  /// Threads of a training that begins.
  int jobs() const { return settings_.jobs; }

 private:
  struct Training {
    SweepClaim claim;
    RunFolder run;
    pid_t process = 0;
    int threads = 1;
    bool asked = false;   ///< to stop, by this object
    bool paused = false;  ///< has been asked to pause
  };
  void reap();
  void takeEnd(Training& training, int status);
  void obey();
  void pauseOrResume(Training& training, bool paused);
  void begin();
  bool beginOne();
  bool takeFinished(SweepClaim& claim, const RunConfig& config);
  RunFolder openRun(SweepClaim& claim, const RunConfig& config);
  pid_t startTraining(const SweepClaim& claim, const RunFolder& run, int threads) const;
  void sayStop(const SweepEntry& entry, const RunStatus& run, const std::string& reason);
  void sayWaiting();
  void fail(SweepEntry& entry, const std::string& sentence);
  void giveUp(const std::string& sentence);
  int shareFor(const SweepEntry& entry, const std::vector<SweepEntry>& atWork) const;
  int freeThreads(const std::vector<SweepEntry>& atWork) const;
  bool isOwn(const SweepEntry& entry) const;

  SweepQueue queue_;
  SweepWorkSettings settings_;
  Descriptor seat_;
  int threadsEach_ = 1;
  std::vector<Training> trainings_;
  std::vector<std::string> news_;
  std::string fault_;
  bool stopping_ = false;
  std::chrono::steady_clock::time_point nextLook_{};
};

/// A finished run of this folder that was trained with the same settings, to its end and without a change on its way;
/// empty where there is none. What cannot be read is passed over.
std::string findFinishedRun(const std::filesystem::path& runs, const RunConfig& config);

}  // namespace studio
