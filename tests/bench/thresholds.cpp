// Thresholds of pruning: 19 amounts over the 11 million weights of a ResNet-18, all at once against kthvalue for each;
// and a pruning curve of ten levels against ten plain evaluations of the same network over the same images.
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>

#include "bench_row.h"
#include "core/analysis/analyses.h"
#include "core/network/evaluation.h"
#include "topo/pruning.h"
#include "training_step.h"

namespace studio::bench {
namespace {

constexpr std::int64_t kPrunedWeights = 11'173'962, kPrunedLevels = 19;
constexpr std::int64_t kCurveImages = 256;

std::vector<std::int64_t> countsOfLevels() {
  std::vector<std::int64_t> counts;
  for (std::int64_t level = 1; level <= kPrunedLevels; ++level)
    counts.push_back(prunedCount(0.05 * double(level), kPrunedWeights));
  return counts;
}

double mostApart(const Table& rows, const Evaluation& full) {
  return rows.rows() == 10 ? std::abs(rows.number(0, "loss") - full.loss) : 1;
}

}  // namespace

std::vector<Result> measureThresholds(const Row& row, const Options& options) {
  torch::manual_seed(1);
  const auto weights = torch::randn({kPrunedWeights}) * 0.02;
  const auto magnitudes = weights.abs();
  const auto counts = countsOfLevels();
  std::vector<PruningCut> ours;
  std::vector<float> peer(counts.size());
  const auto times = timeAlternately(
      options.repeats, [&] { return timed([&] { ours = pruningCuts({weights}, counts); }); },
      [&] {
        return timed([&] {
          for (std::size_t i = 0; i < counts.size(); ++i)
            peer[i] = std::get<0>(magnitudes.kthvalue(counts[i])).item<float>();
        });
      });
  auto result = makeResult(row.name, row.peer, times);
  for (std::size_t i = 0; i < counts.size(); ++i) result.error += ours[i].threshold != peer[i];
  result.errorMeaning = "thresholds that differ";
  return {result};
}

std::vector<Result> measurePruningCurve(const Row& row, const Options& options) {
  OpenedSource source;
  source.name = "resnet18";
  source.config = findModel("resnet18").defaults();
  source.config.model.smallImages = true;
  source.config.model.classes = 10;
  torch::manual_seed(1);
  source.model = findModel("resnet18").make(source.config.model, {3, 32, 32});
  Stimuli stimuli;
  stimuli.data = randomImages(kCurveImages);
  stimuli.options.shuffle = false;
  NetworkAnalysis found;
  Evaluation full;
  const auto times = timeAlternately(
      options.repeats,
      [&] {
        return timed([&] {
          found = {};
          analyseWholeNetwork({"prune"}, source, stimuli, {}, found);
        });
      },
      [&] {
        return timed([&] {
          for (int i = 0; i < 10; ++i) full = evaluate(*source.model, stimuli.data, stimuli.options);
        });
      });
  auto result = makeResult(row.name, row.peer, times);
  result.error = mostApart(*found.result("prune")->find("rows"), full);
  result.errorBound = 1e-9;
  result.errorMeaning = "difference of the losses without pruning";
  return {result};
}

}  // namespace studio::bench
