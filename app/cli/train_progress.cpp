#include "app/cli/train_progress.h"

#include <ostream>

#include "app/cli/text_table.h"

namespace studio {
namespace {

constexpr int kBarWidth = 24;
constexpr auto kLineEvery = std::chrono::seconds(10);

std::string bar(const RunStatus& status) {
  const double share = status.steps > 0 ? double(status.step) / double(status.steps) : 0;
  std::string text = "[";
  for (int i = 0; i < kBarWidth; ++i) text += i < int(share * kBarWidth + 0.5) ? "=" : " ";
  return text + "] " + std::to_string(int(share * 100)) + " % ";
}

}  // namespace

TrainProgress::TrainProgress(const RunChannel& channel, std::ostream& out, bool terminal)
    : channel_(channel), out_(out), terminal_(terminal) {}

std::string TrainProgress::line(const RunStatus& status) {
  if (status.state == RunState::Starting) return status.stage;
  std::string text = "epoch " + numberText(status.epoch, 3) + " of " + std::to_string(status.epochs) + " · step " +
                     std::to_string(status.step) + " of " + std::to_string(status.steps);
  if (status.iterationsPerSecond > 0) text += " · " + numberText(status.iterationsPerSecond, 3) + " it/s";
  if (status.secondsLeft > 0) text += " · " + durationText(status.secondsLeft) + " left";
  if (status.taskLoss >= 0) text += " · task " + numberText(status.taskLoss, 4);
  if (status.topoLoss >= 0) text += " · topo " + numberText(status.topoLoss, 4);
  if (status.validationAccuracy >= 0) text += " · accuracy " + numberText(status.validationAccuracy, 4);
  return text;
}

void TrainProgress::show() {
  showLog();
  const auto status = channel_.status();
  if (terminal_) {
    out_ << "\r\033[K" << bar(status) << line(status) << std::flush;
    barShown_ = true;
  } else if (Clock::now() - last_ >= kLineEvery) {
    last_ = Clock::now();
    out_ << line(status) << std::endl;
  }
}

void TrainProgress::finish() {
  showLog();
  if (terminal_) out_ << "\r\033[K" << std::flush;
  if (const auto status = channel_.status(); status.steps > 0) out_ << line(status) << std::endl;
}

void TrainProgress::showLog() {
  for (const auto& entry : channel_.logFrom(logSeen_)) {
    ++logSeen_;
    if (barShown_) out_ << "\r\033[K";
    if (entry.level == LogLine::Level::Error) continue;   // told as the command's own sentence
    out_ << (entry.level == LogLine::Level::Warning ? "warning: " : "") << entry.text << std::endl;
  }
}

}  // namespace studio
