// How a screen or a signal steers a job. proceed() is called by the engine thread only and blocks while paused;
// everything else may be called from any thread and never blocks.
#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>

namespace studio {

class RunControl {
 public:
  /// Once a step or batch: false when the job is to stop. While paused it sleeps, calling `idle` at once and then ten
  /// times a second: a job that asked for paused() first would sleep without it when the pause comes in between.
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
  std::atomic<bool> save_{true};
  std::atomic<bool> checkpoint_{false};
};

}  // namespace studio
