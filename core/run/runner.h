// Owns the one engine thread. All calls from one thread (the screen's); none blocks but wait() and the destructor,
// which stop the job, saving, and join.
#pragma once
#include <atomic>
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
  bool paused() const;
  /// Of the running or last job; a new one each start. nullptr before the first.
  std::shared_ptr<RunChannel> channel() const { return channel_; }

 private:
  std::shared_ptr<RunChannel> channel_;
  std::shared_ptr<RunControl> control_;
  std::shared_ptr<std::atomic<bool>> running_;
  std::jthread thread_;
};

}  // namespace studio
