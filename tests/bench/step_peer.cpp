#include "step_peer.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/network/autocast.h"
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

/// What is timed: the whole step, or the forward pass in evaluation mode alone.
struct Part {
  const char* ending;
  bool bf16, forward;
};
constexpr Part kParts[] = {
    {"", false, false}, {"@bf16", true, false}, {"@forward", false, true}, {"@forward_bf16", true, true}};

nlohmann::json wishOf(const RunConfig& config, const std::string& file, const Part& part) {
  return {{"model", config.model.name},
          {"file", file},
          {"bf16", part.bf16},
          {"forward", part.forward},
          {"learning_rate", config.optimizer.learningRate},
          {"weight_decay", config.optimizer.weightDecay},
          {"heads", config.model.heads}};
}

/// The first weights and the batch, for the peer.
void writeCase(const std::filesystem::path& file, Trainer& trainer, const Batch& batch) {
  auto tensors = stateDictOf(trainer.model());
  tensors.emplace_back("batch.x", batch.images);
  tensors.emplace_back("batch.y", batch.labels);
  writeWeights(file, tensors);
}

torch::Tensor forwardLoss(Trainer& trainer, const Batch& batch, double& ms) {
  const torch::NoGradGuard noGrad;
  const Autocast autocast(torch::kCPU, trainer.bfloat16());
  torch::Tensor logits;
  ms = timed([&] { logits = trainer.model().forward(batch.images); });
  return torch::cross_entropy_loss(logits.to(torch::kFloat).flatten(0, -2), batch.labels.flatten());
}

Result measure(const std::string& name, const Options& options, const StepCase& step, const RunConfig& config,
               const Part& part) {
  const TemporaryFolder folder;
  Trainer trainer(config, buildNetwork(config, inputOf(step.batch, config)), 1'000'000);
  const auto file = folder.path() / "first.safetensors";
  writeCase(file, trainer, step.batch);
  PythonPeer peer;
  if (!peer.start("peer_step.py", wishOf(config, file.string(), part))) return {};
  if (part.forward) trainer.model().eval();
  std::vector<double> losses, peerLosses;  // time by time
  const auto ours = [&] {
    double ms = 0;
    torch::Tensor loss;
    if (part.forward)
      loss = forwardLoss(trainer, step.batch, ms);
    else
      ms = timed([&] { loss = trainer.step(step.batch).taskLoss; });
    losses.push_back(loss.item<double>());
    return ms;
  };
  const auto theirs = [&] {
    const double ms = peer.milliseconds();
    peerLosses.push_back(peer.loss());
    return ms;
  };
  auto result = resultOf(name, peer.title(), timeAlternately(options.repeats, ours, theirs));
  result.error = std::abs(losses.at(1) / peerLosses.at(1) - 1),
  result.errorBound = part.bf16 ? step.bf16Bound : step.fp32Bound;
  result.errorMeaning = part.forward ? "between the losses" : "between the losses after one step";
  return result;
}

}  // namespace

std::vector<Result> measureStepAgainstPython(const Row& row, const Options& options, const StepCase& step) {
  std::vector<Result> results;
  for (const Part& part : kParts) {
    auto config = step.config;
    config.train.precision = part.bf16 ? "bf16" : "fp32";
    const auto result = measure(row.name + std::string(part.ending), options, step, config, part);
    if (!result.row.empty()) results.push_back(result);
  }
  if (results.empty()) std::fprintf(stderr, "%s needs a Python with torch; name it with STUDIO_PYTHON.\n", row.name);
  return results;
}

}  // namespace studio::bench
