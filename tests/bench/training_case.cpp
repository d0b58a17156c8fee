#include "training_case.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/models/model.h"
#include "core/network/network.h"
#include "paired_times.h"

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

RunConfig configOf(double tau) {
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

TrainingCase::TrainingCase(double tau) : config_(configOf(tau)) {
  torch::manual_seed(7);
  batch_ = {torch::randn({kBatch, 3, kImage, kImage}).contiguous(torch::MemoryFormat::ChannelsLast),
            torch::randint(kClasses, {kBatch}), kBatch};
  trainer_ = std::make_unique<Trainer>(config_, buildNetwork(config_, {3, kImage, kImage}), 1'000'000);
}

double TrainingCase::step(Trainer::Wish wish) {
  return timed([&] { trainer_->step(batch_, wish); });
}

std::shared_ptr<const Dataset> randomImages(std::int64_t count) { return std::make_shared<RandomImages>(count); }

double overheadOf(double ratio) { return std::max(0.0, 1.0 / ratio - 1.0); }

}  // namespace studio::bench
