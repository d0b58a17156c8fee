// What a reader says of the runs of a queue (sweep_queue.h).
#include <algorithm>
#include <array>

#include "core/run/error.h"
#include "core/run/sweep_queue.h"

namespace studio {
namespace {

constexpr std::array kSweepStates{"queued", "running", "finished", "stopped", "failed", "dropped"};

double secondsInAll(const RunStatus& status) {
  return status.secondsLeft >= 0 ? status.secondsTrained + status.secondsLeft : -1;
}

/// Mean over the runs that were trained here to their end, else over those at work; -1 = nothing is known.
double meanLength(const SweepView& view) {
  double ended = 0, atWork = 0;
  int endedCount = 0, atWorkCount = 0;
  for (const SweepRow& row : view.rows) {
    const double length = secondsInAll(row.status);
    if (row.entry.state == SweepState::Finished && !row.entry.taken && row.status.secondsTrained > 0)
      ended += row.status.secondsTrained, ++endedCount;
    if (row.held && length > 0) atWork += length, ++atWorkCount;
  }
  if (endedCount > 0) return ended / endedCount;
  return atWorkCount > 0 ? atWork / atWorkCount : -1;
}

}  // namespace

std::string_view toString(SweepState state) { return kSweepStates[std::size_t(state)]; }

std::string SweepRow::stateWord() const {
  if (entry.state == SweepState::Queued) return status.step > 0 ? "stopped" : "queued";
  if (entry.state != SweepState::Running) return std::string(toString(entry.state));
  if (!held) return "interrupted";
  return isLive(status.state) ? std::string(toString(status.state)) : "starting";
}

bool SweepRow::isOver() const {
  return entry.state == SweepState::Finished || entry.state == SweepState::Failed || entry.state == SweepState::Dropped;
}

SweepState sweepStateFrom(const std::string& name) {
  const auto found = std::find(kSweepStates.begin(), kSweepStates.end(), name);
  if (found == kSweepStates.end()) throw UserError("`" + name + "` is not a state of a run in a queue.");
  return SweepState(found - kSweepStates.begin());
}

std::size_t SweepView::count(SweepState state) const {
  return std::size_t(
      std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return row.entry.state == state; }));
}

double SweepView::secondsLeft() const {
  const double each = meanLength(*this);
  double left = 0;
  for (const SweepRow& row : rows) {
    if (row.isOver() || row.entry.state == SweepState::Stopped) continue;
    const bool known = row.held && row.status.secondsLeft >= 0;
    if (!known && each < 0) return -1;
    left += known ? row.status.secondsLeft : std::max(0.0, each - row.status.secondsTrained);
  }
  return left / std::max(1, jobs);
}

}  // namespace studio
