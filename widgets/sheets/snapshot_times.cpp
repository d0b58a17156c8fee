#include "widgets/sheets/snapshot_times.h"

#include <algorithm>

namespace studio {
namespace {

constexpr std::int64_t kMostEpochs = 2000;   // more ticks than pixels help nobody

}  // namespace

std::int64_t stepsInEpoch(const RunStatus& status) {
  return status.epochs > 0 && status.steps > 0 && status.steps % status.epochs == 0 ? status.steps / status.epochs : 0;
}

std::vector<std::int64_t> snapshotTimes(const RunConfig& config, const RunStatus& status, const std::vector<std::int64_t>& stored) {
  std::vector<std::int64_t> times = stored;
  if (!isLive(status.state) || config.output.maps == "none") return times;   // a run that has ended stores no more
  const std::int64_t from = stored.empty() ? -1 : stored.back();
  if (from < 0) times.push_back(0);
  if (config.output.maps == "log+epoch")
    for (std::int64_t decade = 1; decade <= status.steps && decade > 0; decade *= 10)
      for (const std::int64_t factor : {1, 2, 5})
        if (decade * factor <= status.steps && decade * factor > from) times.push_back(decade * factor);
  const std::int64_t epoch = stepsInEpoch(status);
  if (epoch > 0 && status.epochs <= kMostEpochs)
    for (std::int64_t step = epoch; step <= status.steps; step += epoch)
      if (step > from) times.push_back(step);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

}  // namespace studio
