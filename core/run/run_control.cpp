// Pause and stop between two threads.
#include "core/run/run_control.h"

#include <chrono>

namespace studio {

bool RunControl::proceed(const std::function<void()>& idle) {
  const std::stop_token token = source_.get_token();
  std::unique_lock lock(mutex_);
  while (paused_ && !token.stop_requested()) {
    if (idle) {
      lock.unlock();  // idle may write to the disk; pause() and resume() must not wait for that
      idle();
      lock.lock();
    }
    wake_.wait_for(lock, token, std::chrono::milliseconds(100), [this] { return !paused_; });
  }
  return !token.stop_requested();
}

void RunControl::pause() {
  std::lock_guard lock(mutex_);
  paused_ = true;
}

void RunControl::resume() {
  {
    std::lock_guard lock(mutex_);
    paused_ = false;
  }
  wake_.notify_all();
}

void RunControl::stop(bool save) {
  save_.store(save);
  source_.request_stop();  // wakes proceed() through its token
}

void RunControl::requestCheckpoint() { checkpoint_.store(true); }

bool RunControl::paused() const {
  std::lock_guard lock(mutex_);
  return paused_;
}

bool RunControl::stopping() const { return source_.stop_requested(); }
bool RunControl::saveOnStop() const { return save_.load(); }
bool RunControl::takeCheckpointRequest() { return checkpoint_.exchange(false); }
std::stop_token RunControl::token() const { return source_.get_token(); }

}  // namespace studio
