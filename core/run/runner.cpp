// The engine thread and the one place where exceptions of a job end.
#include "core/run/runner.h"

#include <exception>
#include <stdexcept>
#include <utility>

#include "core/run/error.h"
#include "core/run/failure.h"
#include "core/run/keep_memory.h"
#include "core/run/printable_text.h"
#include "core/run/program_start.h"

namespace studio {
namespace {

/// Says the failure in the channel and gives the job the chance to store it.
void fail(Job& job, RunChannel& channel, const std::string& sentence) {
  RunStatus status = channel.status();
  status.state = RunState::Failed;
  status.stage.clear();
  status.error = sentence;
  channel.log(LogLine::Level::Error, sentence);
  try {
    job.failed(status);
  } catch (const std::exception& error) {
    channel.log(LogLine::Level::Error, std::string("The failure could not be stored: ") + error.what());
  }
  channel.setStatus(status);
}

void runToTheEnd(Job& job, JobContext context) {
  try {
    job.run(context);
  } catch (const std::exception& error) {
    const auto* lost = dynamic_cast<const CheckpointsLost*>(&error);
    if (lost) context.channel.refuseLostCheckpoints(oneLine(lost->reason()));
    if (const auto sentence = mendableSentence(error, job.lessMemory())) return fail(job, context.channel, *sentence);
    context.channel.log(LogLine::Level::Error, "Details: " + oneLine(error.what()));
    fail(job, context.channel, job.title() + " stopped because of a fault of the program; the log has the details.");
  } catch (...) {
    fail(job, context.channel, job.title() + " stopped because of a fault of the program; no details are known.");
  }
}

}  // namespace

Runner::~Runner() {
  stop(true);
  wait();
}

void Runner::start(std::unique_ptr<Job> job) {
  if (running()) throw std::logic_error("a job is running; stop it first");
  wait();
  auto channel = std::make_shared<RunChannel>();
  auto control = std::make_shared<RunControl>();
  auto running = std::make_shared<std::atomic<bool>>(true);
  RunStatus status;
  status.state = RunState::Starting;
  channel->setStatus(status);
  thread_ = std::jthread([job = std::shared_ptr<Job>(std::move(job)), channel, control, running]() mutable {
    nameThread("toponets-train");
    runToTheEnd(*job, {*control, *channel});
    job.reset();  // files of the job are closed before anyone is told that it has ended
    giveMemoryBack();
    running->store(false, std::memory_order_release);
  });
  channel_ = std::move(channel);
  control_ = std::move(control);
  running_ = std::move(running);
}

bool Runner::running() const { return running_ && running_->load(std::memory_order_acquire); }

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

bool Runner::paused() const { return control_ && control_->paused() && running(); }

}  // namespace studio
