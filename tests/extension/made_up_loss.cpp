// A loss that nobody published, as one would add it: this file and one row. Half the mean square distance of all
// weights from `towards`, times its weight. What a user meets of it is tested in made_up_loss_test.cpp and in widgets/.
#include <torch/types.h>
#include <torch/utils.h>

#include "core/losses/losses.h"

namespace studio {
namespace {

class MadeUpLoss : public AuxiliaryLoss {
 public:
  MadeUpLoss(Model& model, const RunConfig& config)
      : weight_(config, "made_up"), towards_(lossSetting<double>(config, "made_up", "towards")) {
    for (const auto& parameter : model.parameters())
      if (parameter.dim() > 1) weights_.push_back(parameter);
  }

  LossResult addGradients(const LossRequest& request) override {
    const torch::NoGradGuard noGrad;
    const double share = weight_.at(request) / double(weights_.size());
    for (auto& weight : weights_) {
      auto gradient = (weight - towards_) * (share / double(weight.numel()));
      if (weight.grad().defined())
        weight.mutable_grad() += gradient;
      else
        weight.mutable_grad() = gradient;
    }
    return request.scalars ? value(request) : LossResult{};
  }

  LossResult value(const LossRequest& request) override {
    const torch::NoGradGuard noGrad;
    auto mean = torch::zeros({}, weights_.front().options());
    for (const auto& weight : weights_) mean += (weight - towards_).square().mean() / (2 * double(weights_.size()));
    return {.total = weight_.at(request) * mean, .scalars = {{"made_up_loss", mean}}};
  }

 private:
  ScheduledWeight weight_;
  double towards_;
  std::vector<torch::Tensor> weights_;
};

std::unique_ptr<AuxiliaryLoss> makeMadeUpLoss(Model& model, const RunConfig& config) {
  return std::make_unique<MadeUpLoss>(model, config);
}

ArrayLossValue madeUpLossOfArray(const at::Tensor& weight, const RunConfig& config, const ArrayUse&) {
  const auto away = weight - lossSetting<double>(config, "made_up", "towards");
  return {CorticalSheet::ofUnits(weight.size(0)), weight.numel() / weight.size(0), away.square().mean() / 2,
          away / double(weight.numel())};
}

ConfigField towardsField() {
  auto field = lossField("made_up", "towards", "Towards", "what weights are drawn to", 0.0);
  field.minimum = -1;
  field.maximum = 1;
  return field;
}

}  // namespace

LossRow madeUpLoss() {
  return {.name = "made_up",
          .title = "Made-up loss",
          .purpose = "draws weights to one value",
          .fields = {towardsField()},
          .columns = {{"made_up_loss", "Made-up loss", "", ScalarKind::Loss}},
          .make = makeMadeUpLoss,
          .ofArray = madeUpLossOfArray};
}

}  // namespace studio
