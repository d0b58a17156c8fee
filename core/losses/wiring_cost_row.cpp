// Wiring cost as a row of the table of losses: long connections get small weights (topo/rival_losses.h).
#include <torch/types.h>
#include <torch/utils.h>

#include "core/losses/layer_loss.h"
#include "topo/rival_losses.h"

namespace studio {
namespace {

constexpr const char* kWiring = "wiring_cost";
constexpr const char* kWiringTitle = "Wiring cost";

double wiringPower(const RunConfig& config) { return lossSetting<double>(config, kWiring, "power"); }

/// Of a weight [o, i, ...] with the output units on this sheet, in the weight's type and on its device.
at::Tensor distancesFor(const at::Tensor& weight, const CorticalSheet& outputs, double power) {
  return wiringDistances(outputs, CorticalSheet::ofUnits(weight.size(1)), power).to(weight.options());
}

class WiringCostLoss : public WeightsLoss {
 public:
  WiringCostLoss(const Model& model, const RunConfig& config) : WeightsLoss(model, config, kWiring) {
    for (const auto& layer : layers())
      distances_.push_back(
          distancesFor(layer.weight.detach(), {layer.info.height, layer.info.width}, wiringPower(config)));
  }

 protected:
  at::Tensor layerValue(std::size_t place, double scale) override {
    auto& layer = layers()[place];
    const auto weight = layer.weight.detach();
    if (scale == 0) return wiringCost(weight, distances_[place]);
    at::Tensor slope;
    const auto value = wiringCost(weight, distances_[place], &slope);
    addToGradient(layer.weight, slope, scale);
    return value;
  }

 private:
  std::vector<at::Tensor> distances_;  ///< [outputs, inputs] of each layer
};

std::unique_ptr<AuxiliaryLoss> makeWiringCost(Model& model, const RunConfig& config) {
  return std::make_unique<WiringCostLoss>(model, config);
}

ArrayLossValue wiringCostOfArray(const at::Tensor& weight, const RunConfig& config, const ArrayUse&) {
  ArrayLossValue found{CorticalSheet::ofUnits(weight.size(0)), weight.numel() / weight.size(0), {}, {}};
  found.loss = wiringCost(weight, distancesFor(weight, found.sheet, wiringPower(config)), &found.gradient);
  return found;
}

ConfigField powerField() {
  auto field = lossField(kWiring, "power", "Power p", "of the distance; |w| d^p; 0: the weights alone", 1.0);
  field.maximum = 10;
  return field;
}

}  // namespace

LossRow wiringCostRow() {
  return {.name = kWiring,
          .title = kWiringTitle,
          .purpose = "long connections small",
          .on = ActsOn::Weights,
          .fields = {powerField(), layersField(kWiring)},
          .columns = lossColumns(kWiring, kWiringTitle),
          .make = makeWiringCost,
          .ofArray = wiringCostOfArray};
}

}  // namespace studio
