// Long pieces of work: how a screen or a signal steers one, what one is, and the engine thread that does them.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "core/run/program_start.h"
#include "core/run/run_channel.h"
#include "core/run/run_status.h"

namespace studio {

// How a screen or a signal steers a job. proceed() is called by the engine thread only and blocks while paused;
// everything else may be called from any thread and never blocks.

class RunControl {
 public:
  /// Once a step or batch: false when the job is to stop. While paused it sleeps, calling `idle` at once and then ten
  /// times a second: a job that asked for paused() first would sleep without it when the pause comes in between. A
  /// pause that resume() has undone before proceed() was called is still met: `idle` is called once.
  bool proceed(const std::function<void()>& idle = {});

  void pause();
  void resume();
  /// Wakes a paused job. save = false: without a last checkpoint.
  void stop(bool save = true);
  void requestCheckpoint();

  bool paused() const;
  bool stopping() const;
  bool saveOnStop() const;
  /// Engine: true once after requestCheckpoint().
  bool takeCheckpointRequest();
  std::stop_token token() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable_any wake_;
  std::stop_source source_;
  bool paused_ = false;
  bool pauseAsked_ = false;  ///< since proceed() has seen the last one
  std::atomic<bool> save_{true};
  std::atomic<bool> checkpoint_{false};
};

// A long piece of work with a title; run() blocks until done and asks control.proceed() between its pieces.

struct JobContext {
  RunControl& control;
  RunChannel& channel;
};

class Job {
 public:
  virtual ~Job() = default;
  virtual std::string title() const = 0;
  /// What makes it take less memory, as the end of a sentence (failure.h).
  virtual std::string lessMemory() const { return "take less at once"; }
  /// Throws UserError for what a user can fix, anything else for an error in the program.
  virtual void run(JobContext& context) = 0;
  /// Called on the engine thread after run() threw: the status as the channel will show it (Failed and the sentence),
  /// and what a fault of the program says of itself (else empty), for a job that keeps its state on the disk to store.
  virtual void failed(const RunStatus& status, const std::string& details) {
    static_cast<void>(status);
    static_cast<void>(details);
  }
};

// Owns the one engine thread, and is the one place where exceptions of a job end. All calls from one thread (the
// screen's, or the command line's); none blocks but wait(), waitFor() and the destructor, which stops the job, saving,
// and joins.

class Runner {
 public:
  ~Runner();
  /// Starts the job in a new thread. Throws std::logic_error while another is running.
  void start(std::unique_ptr<Job> job, ThreadPriority priority = ThreadPriority::Normal);
  /// Of the running job's threads, for the process of a window: setTrainingPriority(). Nothing while none runs.
  void setPriority(ThreadPriority priority);
  bool running() const;
  void pause();
  void resume();
  void stop(bool save = true);
  void requestCheckpoint();
  /// Blocks until the job has ended.
  void wait();
  /// Blocks at most so long; true where no job is running, or none any more.
  bool waitFor(std::chrono::milliseconds time) const;
  /// What the last job threw, for a program that shows by its exit code what a user can fix; null while it runs, and
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
