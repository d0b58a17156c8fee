// Which steps have maps: those of the run's folder and those that are to come (time_bar.h).
#include <algorithm>
#include <cmath>

#include "widgets/sheets/time_bar.h"

namespace studio {
namespace {

constexpr std::int64_t kMostToCome = 2000;  // more ticks than pixels help nobody

}  // namespace

std::int64_t stepsInEpoch(const RunConfig& config, const RunStatus& status) {
  if (config.train.steps > 0)  // its last epoch is not a whole one: what has been trained shows how long one is
    return status.step > 0 && status.epoch > 0 ? std::llround(double(status.step) / status.epoch) : 0;
  return status.epochs > 0 && status.steps > 0 && status.steps % status.epochs == 0 ? status.steps / status.epochs : 0;
}

std::vector<std::int64_t> snapshotTimes(const RunConfig& config, const RunStatus& status,
                                        const std::vector<std::int64_t>& stored) {
  std::vector<std::int64_t> times = stored;
  const bool isOver = status.state == RunState::Finished || (!isLive(status.state) && status.steps <= 0);
  if (isOver || config.output.maps == "none") return times;  // it stores no more
  const std::int64_t from = stored.empty() ? -1 : stored.back();
  if (from < 0) times.push_back(0);
  if (config.output.maps == "log+epoch")
    for (std::int64_t decade = 1; decade <= status.steps && decade > 0; decade *= 10)
      for (const std::int64_t factor : {1, 2, 5})
        if (decade * factor <= status.steps && decade * factor > from) times.push_back(decade * factor);
  // Every epoch that is to come, of very many every second one or so: without them the way that is left would be one
  // place wide, and the knob at its end.
  const std::int64_t epoch = stepsInEpoch(config, status);
  if (epoch > 0) {
    const std::int64_t done = std::max<std::int64_t>(from, 0) / epoch, left = status.steps / epoch - done;
    const std::int64_t every = std::max<std::int64_t>(1, (left + kMostToCome - 1) / kMostToCome);
    for (std::int64_t step = (done + 1) * epoch; step <= status.steps; step += every * epoch)
      if (step > from) times.push_back(step);
  }
  if (status.steps > from) times.push_back(status.steps);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

}  // namespace studio
