// See progress.h: the line, a computation over images, a run.
#include "app/cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <ostream>

#include "app/cli/text_table.h"
#include "core/run/printable_text.h"
#include "core/run/run_status.h"

namespace studio {
namespace {

constexpr int kBarWidth = 24;
constexpr auto kLineEvery = std::chrono::seconds(10);
constexpr auto kBarEvery = std::chrono::milliseconds(100);

std::string bar(double share) {
  if (share < 0) return {};
  std::string text = "[";
  for (int i = 0; i < kBarWidth; ++i) text += i < int(share * kBarWidth + 0.5) ? "=" : " ";
  return text + "] " + std::to_string(int(share * 100)) + " % ";
}

}  // namespace

void ProgressLine::show(double share, const std::string& text) {
  const auto now = Clock::now();
  if (now - last_ < (terminal_ ? Clock::duration(kBarEvery) : Clock::duration(kLineEvery))) return;
  last_ = now;
  if (terminal_)
    out_ << "\r\033[K" << bar(share) << text << std::flush;
  else
    out_ << text << std::endl;
  shown_ = terminal_;
}

void ProgressLine::clear() {
  if (shown_) out_ << "\r\033[K" << std::flush;
  shown_ = false;
}

BatchWatch::BatchWatch(const GlobalOptions& options)
    : options_(options), line_(std::cerr, ::isatty(STDERR_FILENO) != 0) {}

Computing BatchWatch::computing() {
  return {options_.device,
          options_.threads,
          [this](std::int64_t done, std::int64_t total) { report(done, total); },
          [this](std::int64_t done, std::int64_t total) { reading(done, total); },
          [this](const std::string& sentence) { warn(sentence); },
          [this](const std::string& sentence) { note(sentence); },
          {},
          [this](std::int64_t done, std::int64_t total) { layers(done, total); }};
}

void BatchWatch::warn(const std::string& sentence) { note("warning: " + sentence); }

void BatchWatch::note(const std::string& sentence) {
  if (options_.quiet) return;
  line_.clear();
  std::cerr << visible(sentence) << std::endl;
}

void BatchWatch::layers(std::int64_t done, std::int64_t total) {
  if (signals_.received()) throw Interrupted();
  if (!options_.quiet && done < total)
    line_.show(double(done) / double(total), "layer " + groupedText(done + 1) + " of " + groupedText(total));
}

/// What follows is measured from its own beginning.
void BatchWatch::reading(std::int64_t done, std::int64_t total) {
  if (signals_.received()) throw Interrupted();
  begin_ = std::chrono::steady_clock::now();
  if (!options_.quiet && done < total)
    line_.show(double(done) / double(total), "reading images, " + groupedText(done) + " of " + groupedText(total));
}

void BatchWatch::report(std::int64_t done, std::int64_t total) {
  if (signals_.received()) throw Interrupted();
  if (options_.quiet) return;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  const double rate = seconds > 0 ? double(done) / seconds : 0;
  std::string text = groupedText(done) + " of " + groupedText(total) + " stimuli";
  if (rate > 0)
    text += " · " + roundedText(rate, 3) + " a second · " + durationText(double(total - done) / rate) + " left";
  line_.show(double(done) / double(total), text);
}

TrainProgress::TrainProgress(const RunChannel& channel, std::ostream& out, bool terminal)
    : channel_(channel), out_(out), line_(out, terminal) {}

std::string TrainProgress::line(const RunStatus& status) {
  if (!status.stage.empty()) return status.stage;  // before the first step
  if (status.steps <= 0) return "starting";
  std::string text = "epoch " + roundedText(status.epoch, 3) + " of " + std::to_string(status.epochs) + " · step " +
                     std::to_string(status.step) + " of " + std::to_string(status.steps);
  if (status.iterationsPerSecond > 0 && status.state != RunState::Paused)
    text += " · " + stepRateText(status.iterationsPerSecond);
  if (status.secondsLeft > 0) text += " · " + durationText(status.secondsLeft) + " left";
  if (status.taskLoss >= 0) text += " · task " + roundedText(status.taskLoss, 4);
  if (status.topoLoss >= 0) text += " · topo " + roundedText(status.topoLoss, 4);
  if (status.validationAccuracy >= 0) text += " · accuracy " + shareText(status.validationAccuracy);
  return text;
}

void TrainProgress::show() {
  showLog();
  const auto status = channel_.status();
  line_.show(std::max(shareTrained(status), 0.0), line(status));
}

void TrainProgress::finish() {
  showLog();
  line_.clear();
  if (const auto status = channel_.status(); status.steps > 0) out_ << line(status) << std::endl;
}

void TrainProgress::showLog() {
  const std::size_t before = logSeen_;
  const auto entries = channel_.takeLog(logSeen_);
  if (const auto left = logSeen_ - before - entries.size(); left > 0) {
    line_.clear();
    out_ << left << " earlier lines are in log.txt alone." << std::endl;
  }
  for (const auto& entry : entries) {
    line_.clear();
    if (entry.level == LogLine::Level::Error) continue;  // reported as the command's own sentence
    out_ << (entry.level == LogLine::Level::Warning ? "warning: " : "") << visible(entry.text) << std::endl;
  }
}

}  // namespace studio
