// Whole training steps: what TopoLoss adds to one, and ours against plain PyTorch in Python.
#include "training_step.h"

#include <nlohmann/json.hpp>
#include <malloc.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>

#include "core/models/model.h"
#include "core/network/device.h"
#include "core/network/network.h"
#include "core/run/machine_load.h"
#include "core/run/scalars.h"
#include "core/train/trainer.h"
#include "core/weights/state_dict.h"
#include "bench_row.h"
#include "python_peer.h"
#include "tests/support/temporary_folder.h"

namespace studio::bench {
namespace {

constexpr std::int64_t kImage = 32, kBatch = 64, kClasses = 10;

class RandomImages : public Dataset {
 public:
  explicit RandomImages(std::int64_t count) : images_(torch::randn({count, 3, kImage, kImage})) {}
  std::int64_t size() const override { return images_.size(0); }
  Example get(std::int64_t index) const override { return {images_[index], label(index)}; }
  std::int64_t label(std::int64_t index) const override { return index % kClasses; }
  std::vector<std::int64_t> imageShape() const override { return {3, kImage, kImage}; }
  std::vector<std::string> classNames() const override {
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < kClasses; ++i) names.push_back(std::to_string(i));
    return names;
  }
  bool scales() const override { return false; }

 private:
  torch::Tensor images_;
};

RunConfig makeConfig(double tau) {
  auto config = findModel("resnet18").defaults();
  config.model.name = "resnet18";
  config.model.classes = kClasses;
  config.model.smallImages = true;
  config.topoloss.tau = tau;
  if (tau == 0) config.topoloss.defaultLayers = false, config.topoloss.layers.clear();
  config.optimizer.schedule = "constant";
  return config;
}

}  // namespace

TrainingCase::TrainingCase(double tau) : config_(makeConfig(tau)) {
  torch::manual_seed(7);
  batch_ = {torch::randn({kBatch, 3, kImage, kImage}).contiguous(torch::MemoryFormat::ChannelsLast),
            torch::randint(kClasses, {kBatch}), kBatch};
  trainer_ = std::make_unique<Trainer>(config_, buildNetwork(config_, {3, kImage, kImage}), 1'000'000);
}

double TrainingCase::step(Trainer::Request request) {
  return timed([&] { trainer_->step(batch_, request); });
}

std::shared_ptr<const Dataset> randomImages(std::int64_t count) { return std::make_shared<RandomImages>(count); }

double computeOverhead(double ratio) { return std::max(0.0, 1.0 / ratio - 1.0); }

// What TopoLoss adds to a training step: two networks of the same first weights, one with it and one without.

std::vector<Result> measureStepTopoloss(const Row& row, const Options& options) {
  TrainingCase with(10.0), without(0.0);
  auto result = makeResult(row.name, row.peer,
                           timeAlternately(
                               options.repeats, [&] { return with.step(); }, [&] { return without.step(); }));
  result.error = computeOverhead(result.ratio), result.errorBound = 0.05;
  result.errorMeaning = "of the step's time added";
  return {result};
}

// One training step of ours, and its forward pass alone, against plain PyTorch in Python: the same weights, the same
// batch, in float32 and bfloat16.

namespace {

struct StepCase {
  RunConfig config;  ///< without TopoLoss; a constant learning rate
  Batch batch;
  double fp32Bound = 0, bf16Bound = 0;  ///< of the losses' relative difference
};

InputShape makeInputShape(const Batch& batch, const RunConfig& config) {
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

nlohmann::json makePeerRequest(const RunConfig& config, const std::string& file, const Part& part) {
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
  auto tensors = makeStateDict(trainer.model());
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

/// Of this process as it is, bytes.
double ownMemory() {
  ::malloc_trim(0);  // what rows before this one have freed
  forgetPeakMemory();
  return peakMemory();
}

/// `peaks`: most memory of ours and of the peer beyond what both have before the network, in bytes.
Result measure(const std::string& name, const Options& options, const StepCase& step, const RunConfig& config,
               const Part& part, std::pair<double, double>* peaks = nullptr) {
  const TemporaryFolder folder;
  const double before = ownMemory();
  Trainer trainer(config, buildNetwork(config, makeInputShape(step.batch, config)), 1'000'000);
  const auto file = folder.path() / "first.safetensors";
  writeCase(file, trainer, step.batch);
  PythonPeer peer;
  if (!peer.start("peer_step.py", makePeerRequest(config, file.string(), part))) return {};
  if (part.forward) trainer.model().eval();
  forgetPeakMemory();
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
  auto result = makeResult(name, peer.title(), timeAlternately(options.repeats, ours, theirs));
  result.error = std::abs(losses.at(1) / peerLosses.at(1) - 1),
  result.errorBound = part.bf16 ? step.bf16Bound : step.fp32Bound;
  result.errorMeaning = part.forward ? "between the losses" : "between the losses after one step";
  if (peaks) *peaks = {peakMemory() - before, peer.peakBytes()};
  return result;
}

/// The row itself, `row@bf16`, `row@forward` and `row@forward_bf16`; nothing where there is no Python with torch.
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

/// 4 blocks, width 256, 8 rows of random tokens.
StepCase makeGptCase(std::int64_t context, std::int64_t vocabulary) {
  auto config = findModel("nanogpt").defaults();
  config.model.layers = 4, config.model.heads = 4, config.model.width = 256, config.model.context = context,
  config.model.vocabulary = vocabulary;
  config.topoloss.defaultLayers = false;
  config.topoloss.tau = 0;
  config.optimizer.schedule = "constant";
  config.optimizer.warmupSteps = 0;
  config.optimizer.gradientClip = 0;
  torch::manual_seed(7);
  const auto tokens = torch::randint(vocabulary, {8, context + 1}, torch::kLong);
  return {
      config, {tokens.narrow(1, 0, context).contiguous(), tokens.narrow(1, 1, context).contiguous(), 8}, 1e-4, 1e-2};
}

}  // namespace

// A training step of a nanoGPT with GPT-2's vocabulary, whose logits are by far its largest arrays: 4 blocks, width
// 256, 8 rows of 256 tokens, in both precisions; and the most memory that each takes for it.

std::vector<Result> measureStepVocabulary(const Row& row, const Options& options) {
  auto step = makeGptCase(256, 50304);
  std::vector<Result> results;
  for (const Part& part : {kParts[0], kParts[1]}) {
    auto config = step.config;
    config.train.precision = part.bf16 ? "bf16" : "fp32";
    std::pair<double, double> peaks;
    auto result = measure(row.name + std::string(part.ending), options, step, config, part, &peaks);
    if (result.row.empty()) break;
    results.push_back(result);
    const auto [ours, theirs] = peaks;
    std::fprintf(stderr, "%s: peak memory %.0f MiB, peer %.0f MiB\n", result.row.c_str(), ours / (1 << 20),
                 theirs / (1 << 20));
    result.row += part.bf16 ? "_memory" : "@memory";
    result.error = theirs > 0 ? ours / theirs : kUndefined, result.errorBound = 0.6;
    result.errorMeaning = "of the peer's peak memory";
    results.push_back(result);
  }
  if (results.empty()) std::fprintf(stderr, "%s needs a Python with torch; name it with STUDIO_PYTHON.\n", row.name);
  return results;
}

// A training step of ResNet-18 on 64 images of 32 x 32 pixels, channels last.

std::vector<Result> measureStepResnet18(const Row& row, const Options& options) {
  const TrainingCase without(0.0);  // the same network and batch as the rows about TopoLoss
  return measureStepAgainstPython(row, options, {without.config(), without.batch(), 1e-3, 2e-2});
}

// A training step of a small nanoGPT: 4 blocks, width 256, 8 rows of 128 bytes.

std::vector<Result> measureStepGpt(const Row& row, const Options& options) {
  return measureStepAgainstPython(row, options, makeGptCase(128, 256));
}

}  // namespace studio::bench
