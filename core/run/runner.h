// Owns the one engine thread, and is the one place where exceptions of a job end. All calls from one thread (the
// screen's, or the command line's); none blocks but wait(), waitFor() and the destructor, which stops the job, saving,
// and joins.
#pragma once
#include <chrono>
#include <exception>
#include <memory>
#include <thread>

#include "core/run/job.h"

namespace studio {

class Runner {
 public:
  ~Runner();
  /// Starts the job in a new thread. Throws std::logic_error while another is running.
  void start(std::unique_ptr<Job> job);
  bool running() const;
  void pause();
  void resume();
  void stop(bool save = true);
  void requestCheckpoint();
  /// Blocks until the job has ended.
  void wait();
  /// Blocks at most so long; true where no job is running, or none any more.
  bool waitFor(std::chrono::milliseconds time) const;
  /// What the last job threw, for a program that tells by its exit code what a user can mend; null while it runs, and
  /// where it came to its end or was stopped. The channel's status has the same as a sentence.
  std::exception_ptr failure() const;
  bool paused() const;
  /// Of the running or last job; a new one each start. nullptr before the first.
  std::shared_ptr<RunChannel> channel() const { return channel_; }

 private:
  std::shared_ptr<RunChannel> channel_;
  std::shared_ptr<RunControl> control_;
  struct End;
  std::shared_ptr<End> end_;  ///< of the running or last job
  std::jthread thread_;
};

}  // namespace studio
