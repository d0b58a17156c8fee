// Every call copies or moves under one short lock.
#include "core/run/run_channel.h"

#include <algorithm>
#include <utility>

#include "core/run/printable_text.h"

namespace studio {

void RunChannel::append(const ScalarRow& row) {
  std::lock_guard lock(mutex_);
  scalars_.add(row);
}

void RunChannel::log(LogLine::Level level, std::string text) {
  const double now = secondsNow();
  std::lock_guard lock(mutex_);
  log_.push_back({now, level, std::move(text)});
  ++logged_;
  if (log_.size() > kMostLines) log_.pop_front();
}

void RunChannel::add(const Event& event) {
  std::lock_guard lock(mutex_);
  events_.push_back(event);
}

void RunChannel::setStatus(const RunStatus& status) {
  std::lock_guard lock(mutex_);
  status_ = status;
}

ViewRequest RunChannel::request() const {
  std::lock_guard lock(mutex_);
  return request_;
}

void RunChannel::publish(std::shared_ptr<const Snapshot> snapshot) {
  {
    std::lock_guard lock(mutex_);
    std::swap(snapshot_, snapshot);  // the replaced one is destroyed after the lock
    wanted_.store(false, std::memory_order_release);
  }
}

void RunChannel::mapsStored(std::int64_t step) {
  std::lock_guard lock(mutex_);
  maps_.push_back(step);
}

void RunChannel::checkpointStored(std::int64_t step) {
  std::lock_guard lock(mutex_);
  checkpoints_.push_back(step);
}

void RunChannel::refuseLostCheckpoints(std::string reason) {
  std::lock_guard lock(mutex_);
  lostCheckpoints_ = std::move(reason);
}

std::vector<ScalarRow> RunChannel::takeScalars(std::size_t& seen) const {
  std::lock_guard lock(mutex_);
  auto rows = scalars_.rowsFrom(seen);
  seen = scalars_.added();
  return rows;
}

std::vector<LogLine> RunChannel::takeLog(std::size_t& seen) const {
  std::lock_guard lock(mutex_);
  const auto fresh = std::min(logged_ - std::min(seen, logged_), log_.size());
  seen = logged_;
  return {log_.end() - static_cast<std::ptrdiff_t>(fresh), log_.end()};
}

std::vector<Event> RunChannel::eventsFrom(std::size_t seen) const {
  std::lock_guard lock(mutex_);
  return {events_.begin() + static_cast<std::ptrdiff_t>(std::min(seen, events_.size())), events_.end()};
}

std::vector<std::int64_t> RunChannel::storedMaps() const {
  std::lock_guard lock(mutex_);
  return maps_;
}

std::vector<std::int64_t> RunChannel::storedCheckpoints() const {
  std::lock_guard lock(mutex_);
  return checkpoints_;
}

std::string RunChannel::lostCheckpoints() const {
  std::lock_guard lock(mutex_);
  return lostCheckpoints_;
}

RunStatus RunChannel::status() const {
  std::lock_guard lock(mutex_);
  return status_;
}

std::shared_ptr<const Snapshot> RunChannel::takeSnapshot() {
  std::lock_guard lock(mutex_);
  return std::exchange(snapshot_, nullptr);
}

void RunChannel::want(const ViewRequest& request) {
  std::lock_guard lock(mutex_);
  request_ = request;
  wanted_.store(true, std::memory_order_release);
}

namespace {

const char* levelName(LogLine::Level level) {
  switch (level) {
    case LogLine::Level::Warning:
      return "warning";
    case LogLine::Level::Error:
      return "error";
    default:
      return "info";
  }
}

}  // namespace

std::string formatLogLine(const LogLine& line) {
  return dayAndSecond(line.time) + " " + levelName(line.level) + ": " + visible(line.text);
}

}  // namespace studio
