#include "app/cli/train_progress.h"

#include <ostream>

#include "app/cli/text_table.h"
#include "core/run/printable_text.h"

namespace studio {

TrainProgress::TrainProgress(const RunChannel& channel, std::ostream& out, bool terminal)
    : channel_(channel), out_(out), line_(out, terminal) {}

std::string TrainProgress::line(const RunStatus& status) {
  if (status.state == RunState::Starting) return status.stage;
  std::string text = "epoch " + roundedText(status.epoch, 3) + " of " + std::to_string(status.epochs) + " · step " +
                     std::to_string(status.step) + " of " + std::to_string(status.steps);
  if (status.iterationsPerSecond > 0) text += " · " + roundedText(status.iterationsPerSecond, 3) + " it/s";
  if (status.secondsLeft > 0) text += " · " + durationText(status.secondsLeft) + " left";
  if (status.taskLoss >= 0) text += " · task " + roundedText(status.taskLoss, 4);
  if (status.topoLoss >= 0) text += " · topo " + roundedText(status.topoLoss, 4);
  if (status.validationAccuracy >= 0) text += " · accuracy " + roundedText(status.validationAccuracy, 4);
  return text;
}

void TrainProgress::show() {
  showLog();
  const auto status = channel_.status();
  line_.show(status.steps > 0 ? double(status.step) / double(status.steps) : 0, line(status));
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
    if (entry.level == LogLine::Level::Error) continue;  // told as the command's own sentence
    out_ << (entry.level == LogLine::Level::Warning ? "warning: " : "") << visible(entry.text) << std::endl;
  }
}

}  // namespace studio
