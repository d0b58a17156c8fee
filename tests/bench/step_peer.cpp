#include "step_peer.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/network/network.h"
#include "core/train/trainer.h"
#include "core/weights/state_dict.h"
#include "paired_times.h"
#include "python_peer.h"
#include "tests/support/temporary_folder.h"

namespace studio::bench {
namespace {

InputShape inputOf(const Batch& batch, const RunConfig& config) {
  if (batch.images.dim() == 2) return InputShape::ofTokens(batch.images.size(1), config.model.vocabulary);
  return {batch.images.size(1), batch.images.size(2), batch.images.size(3)};
}

nlohmann::json wishOf(const RunConfig& config, const std::string& file) {
  return {{"model", config.model.name}, {"file", file}, {"bf16", config.train.precision == "bf16"}, {"learning_rate", config.optimizer.learningRate},
          {"weight_decay", config.optimizer.weightDecay}, {"heads", config.model.heads}};
}

Result measure(const std::string& name, const Options& options, const StepCase& step, const RunConfig& config, double bound) {
  const TemporaryFolder folder;
  Trainer trainer(config, buildNetwork(config, inputOf(step.batch, config)), 1'000'000);
  auto tensors = stateDictOf(trainer.model());
  tensors.emplace_back("batch.x", step.batch.images);
  tensors.emplace_back("batch.y", step.batch.labels);
  const auto file = folder.path() / "first.safetensors";
  writeWeights(file, tensors);
  PythonPeer peer;
  if (!peer.start("peer_step.py", wishOf(config, file.string()))) return {};
  std::vector<double> losses, peerLosses;   // step by step
  const auto ours = [&] {
    torch::Tensor loss;
    const double ms = timed([&] { loss = trainer.step(step.batch).taskLoss; });
    losses.push_back(loss.item<double>());
    return ms;
  };
  const auto theirs = [&] {
    const double ms = peer.milliseconds();
    peerLosses.push_back(peer.loss());
    return ms;
  };
  auto result = resultOf(name, peer.title(), timeAlternately(options.repeats, ours, theirs));
  result.error = std::abs(losses.at(1) / peerLosses.at(1) - 1), result.errorBound = bound;
  result.errorMeaning = "between the losses after one step";
  return result;
}

}  // namespace

std::vector<Result> measureStepAgainstPython(const Row& row, const Options& options, const StepCase& step) {
  std::vector<Result> results;
  for (const bool bf16 : {false, true}) {
    auto config = step.config;
    config.train.precision = bf16 ? "bf16" : "fp32";
    const auto result = measure(row.name + std::string(bf16 ? "@bf16" : ""), options, step, config, bf16 ? step.bf16Bound : step.fp32Bound);
    if (!result.row.empty()) results.push_back(result);
  }
  if (results.empty()) std::fprintf(stderr, "%s needs a Python with torch; name it with STUDIO_PYTHON.\n", row.name);
  return results;
}

}  // namespace studio::bench
