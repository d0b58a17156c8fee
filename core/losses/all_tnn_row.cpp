// All-TNN's loss as a row of the table of losses: neighbours on the sheet get weights that point the same way
// (topo/rival_losses.h).
#include <torch/types.h>
#include <torch/utils.h>

#include "core/losses/layer_loss.h"
#include "topo/rival_losses.h"

namespace studio {
namespace {

constexpr const char* kAllTnn = "all_tnn";
constexpr const char* kAllTnnTitle = "All-TNN";

bool takesEight(const RunConfig& config) { return lossSetting<bool>(config, kAllTnn, "eight_neighbours"); }

class AllTnnLoss : public WeightsLoss {
 public:
  AllTnnLoss(const Model& model, const RunConfig& config)
      : WeightsLoss(model, config, kAllTnn), eight_(takesEight(config)) {}

 protected:
  at::Tensor layerValue(std::size_t place, double scale) override {
    auto& layer = layers()[place];
    auto rows = layer.weight.detach().flatten(1);  // [units, depth]
    const auto depth = rows.size(1);
    if (layer.bias.defined()) rows = torch::cat({rows, layer.bias.detach().unsqueeze(1)}, 1);
    const CorticalSheet sheet{layer.info.height, layer.info.width};
    if (scale == 0) return neighbourDistance(rows, sheet, eight_);
    at::Tensor slope;
    const auto value = neighbourDistance(rows, sheet, eight_, &slope);
    addToGradient(layer.weight, slope.narrow(1, 0, depth).contiguous(), scale);
    if (layer.bias.defined()) addToGradient(layer.bias, slope.select(1, depth).contiguous(), scale);
    return value;
  }

 private:
  bool eight_;
};

std::unique_ptr<AuxiliaryLoss> makeAllTnn(Model& model, const RunConfig& config) {
  return std::make_unique<AllTnnLoss>(model, config);
}

ArrayLossValue allTnnOfArray(const at::Tensor& weight, const RunConfig& config, const ArrayUse&) {
  const auto rows = weight.flatten(1);
  ArrayLossValue found{CorticalSheet::ofUnits(rows.size(0)), rows.size(1), {}, {}};
  found.loss = neighbourDistance(rows, found.sheet, takesEight(config), &found.gradient);
  found.gradient = found.gradient.view(weight.sizes());
  return found;
}

ConfigField neighboursField() {
  return lossField(kAllTnn, "eight_neighbours", "8 neighbours", "across the corners too; else the 4 that share a side",
                   false);
}

}  // namespace

LossRow allTnnRow() {
  return {.name = kAllTnn,
          .title = kAllTnnTitle,
          .purpose = "weights of neighbours alike",
          .on = ActsOn::Weights,
          .fields = {neighboursField(), layersField(kAllTnn)},
          .columns = lossColumns(kAllTnn, kAllTnnTitle),
          .make = makeAllTnn,
          .ofArray = allTnnOfArray};
}

}  // namespace studio
