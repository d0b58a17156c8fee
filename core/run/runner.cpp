// See runner.h.
#include "core/run/runner.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "core/run/error.h"
#include "core/run/failure.h"
#include "core/run/printable_text.h"
#include "core/run/program_start.h"

namespace studio {

// Pause and stop between two threads.

bool RunControl::proceed(const std::function<void()>& idle) {
  const std::stop_token token = source_.get_token();
  std::unique_lock lock(mutex_);
  while ((paused_ || pauseAsked_) && !token.stop_requested()) {
    pauseAsked_ = false;
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
  if (!paused_) pauseAsked_ = true;
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

// The engine thread.

namespace {

/// Says the failure in the channel and gives the job the chance to store it.
void fail(Job& job, RunChannel& channel, const std::string& sentence, const std::string& details = {}) {
  RunStatus status = channel.status();
  status.state = RunState::Failed;
  status.stage.clear();
  status.error = sentence;
  if (!details.empty()) channel.log(LogLine::Level::Error, details);
  channel.log(LogLine::Level::Error, sentence);
  try {
    job.failed(status, details);
  } catch (const std::exception& error) {
    channel.log(LogLine::Level::Error, std::string("The failure could not be stored: ") + error.what());
  }
  channel.setStatus(status);
}

/// What it threw; null where it threw nothing.
std::exception_ptr runToTheEnd(Job& job, JobContext context) {
  try {
    job.run(context);
    return nullptr;
  } catch (const std::exception& error) {
    const auto* lost = dynamic_cast<const CheckpointsLost*>(&error);
    if (lost) context.channel.refuseLostCheckpoints(oneLine(lost->reason()));
    if (const auto sentence = userErrorSentence(error, job.lessMemory()))
      fail(job, context.channel, *sentence);
    else
      fail(job, context.channel, job.title() + " stopped because of an error in the program; the log has the details.",
           "Details: " + oneLine(error.what()));
    return std::current_exception();
  } catch (...) {
    fail(job, context.channel, job.title() + " stopped because of an error in the program; no details are known.");
    return std::current_exception();
  }
}

}  // namespace

/// How far the engine thread is.
struct Runner::End {
  std::mutex mutex;
  std::condition_variable changed;
  bool ended = false;
  std::exception_ptr failure;
  ThreadPriority priority = ThreadPriority::Normal;  ///< as it was set last

  /// From the job's thread, before the job starts others. Threads that LibTorch keeps from a job before this one take
  /// it too.
  void takePriority() {
    const std::lock_guard lock(mutex);
    setTrainingPriority(priority);
  }

  bool isHere() {
    const std::lock_guard lock(mutex);
    return ended;
  }
};

Runner::~Runner() {
  stop(true);
  wait();
}

void Runner::start(std::unique_ptr<Job> job, ThreadPriority priority) {
  if (running()) throw std::logic_error("a job is running; stop it first");
  wait();
  auto channel = std::make_shared<RunChannel>();
  auto control = std::make_shared<RunControl>();
  auto end = std::make_shared<End>();
  end->priority = priority;
  RunStatus status;
  status.state = RunState::Starting;
  channel->setStatus(status);
  thread_ = std::jthread([job = std::shared_ptr<Job>(std::move(job)), channel, control, end]() mutable {
    nameThread("toponets-train");
    end->takePriority();
    const auto failure = runToTheEnd(*job, {*control, *channel});
    job.reset();  // files of the job are closed before anyone is notified that it has ended
    releaseMemory();
    const std::lock_guard lock(end->mutex);
    end->ended = true;
    end->failure = failure;
    end->changed.notify_all();
  });
  channel_ = std::move(channel);
  control_ = std::move(control);
  end_ = std::move(end);
}

/// The thread may not be named yet: then it takes the priority itself.
void Runner::setPriority(ThreadPriority priority) {
  if (!running()) return;
  const std::lock_guard lock(end_->mutex);
  end_->priority = priority;
  setTrainingPriority(priority);
}

bool Runner::running() const { return end_ && !end_->isHere(); }

void Runner::pause() {
  if (control_) control_->pause();
}

void Runner::resume() {
  if (control_) control_->resume();
}

void Runner::stop(bool save) {
  if (control_) control_->stop(save);
}

void Runner::requestCheckpoint() {
  if (control_) control_->requestCheckpoint();
}

void Runner::wait() {
  if (thread_.joinable()) thread_.join();
}

bool Runner::waitFor(std::chrono::milliseconds time) const {
  if (!end_) return true;
  std::unique_lock lock(end_->mutex);
  return end_->changed.wait_for(lock, time, [this] { return end_->ended; });
}

std::exception_ptr Runner::failure() const {
  if (!end_) return nullptr;
  const std::lock_guard lock(end_->mutex);
  return end_->failure;
}

bool Runner::paused() const { return control_ && control_->paused() && running(); }

}  // namespace studio
