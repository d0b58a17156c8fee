#include "core/train/run_timing.h"

#include <torch/types.h>

#include <algorithm>
#include <chrono>
#include <numeric>

#include "core/data/image_growth.h"
#include "core/data/tensor_dataset.h"
#include "core/eval/evaluator.h"
#include "core/network/run_batches.h"
#include "core/train/probe_stimuli.h"

namespace studio {
namespace {

constexpr std::size_t kFewest = 3, kMost = 200;  ///< timed steps
constexpr double kSeconds = 0.4, kLong = 5;      ///< spent on them where they are fast; from here on one is enough
constexpr std::int64_t kImages = 64;             ///< of the validation
constexpr double kLongestProbe = 3;              ///< seconds; a longer one is reckoned, not made

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// The next batch, of the next epoch where this one has ended.
Batch nextOf(Batcher& batches, std::int64_t& epoch) {
  if (auto batch = batches.next()) return std::move(*batch);
  batches.startEpoch(++epoch);
  return *batches.next();
}

/// After a first step, which is slower than the rest, each from waiting for its batch to the device's last word.
void timeSteps(RunTiming& timing, const RunConfig& config, const DataSplit& data, Trainer& trainer) {
  const auto made = trainingBatches(config, data.training, trainer.device());
  Batcher& batches = *made;
  const std::int64_t epochs = (trainer.length() + batches.batches() - 1) / std::max<std::int64_t>(batches.batches(), 1);
  std::int64_t epoch = largestEpoch(config.data, epochs);  // what it takes of memory is taken there
  batches.startEpoch(epoch);
  const auto first = trainer.step(nextOf(batches, epoch), {.scalars = true});
  timing.taskLoss = first.taskLoss.item<double>();
  timing.topoLoss = first.topoLoss.defined() ? first.topoLoss.item<double>() : 0;
  std::vector<double> times;
  const auto goesOn = [&, begin = now()] {
    const double spent = now() - begin;
    return times.empty() || (times.size() < kFewest && spent < kLong) || (times.size() < kMost && spent < kSeconds);
  };
  while (goesOn()) {
    const double start = now();
    trainer.step(nextOf(batches, epoch)).taskLoss.item<double>();
    times.push_back(now() - start);
  }
  std::nth_element(times.begin(), times.begin() + std::ptrdiff_t(times.size() / 2), times.end());
  timing.secondsPerStep = times[times.size() / 2];
}

void timeValidation(RunTiming& timing, const RunConfig& config, const DataSplit& data, Trainer& trainer) {
  const auto& seen = data.validation && data.validation->size() > 0 ? data.validation : data.training;
  std::vector<std::int64_t> first(std::size_t(std::min(kImages, seen->size())));
  std::iota(first.begin(), first.end(), 0);
  Batcher batches(std::make_shared<SubsetDataset>(seen, first), validationOptions(config, trainer.device()));
  const double start = now();
  evaluate(trainer.model(), batches, trainer.bfloat16(), {}, config.data.flipTest);
  timing.secondsPerImageSeen = (now() - start) / double(first.size());
}

/// Once: what it does first takes longer, and so does a run's.
void timeProbe(RunTiming& timing, const RunConfig& config, const DataSplit& data, Trainer& trainer) {
  const bool validates = data.validation && data.validation->size() > 0;
  const auto probe =
      openProbe(config, validates ? data.validation : data.training, validationOptions(config, trainer.device()));
  timing.secondsPerProbe = timing.secondsPerImageSeen * double(probe->stimuli());
  if (timing.secondsPerProbe > kLongestProbe) return;
  const double start = now();
  probe->measure(trainer.model(), trainer.model().layers(), 0, trainer.bfloat16());
  timing.secondsPerProbe = now() - start;
}

}  // namespace

double timeStep(const RunConfig& config, const DataSplit& data, Trainer& trainer) {
  RunTiming timing;
  timeSteps(timing, config, data, trainer);
  return timing.secondsPerStep;
}

RunTiming timeRun(const RunConfig& config, const DataSplit& data, Trainer& trainer) {
  RunTiming timing;
  timeSteps(timing, config, data, trainer);
  timeValidation(timing, config, data, trainer);
  if (config.output.maps != "none") timeProbe(timing, config, data, trainer);
  return timing;
}

}  // namespace studio
