// The spatial loss of TDANN and TopoLM as a row of the table of losses: units that respond alike are to lie close
// together (topo/rival_losses.h). It sees the responses of a step's own forward pass: of a convolution the mean over
// space, of a transformer's layer each token. Each layer has a random order of its units on the sheet, as TopoLM does
// it, else a residual stream prints one map into all layers; the sheets that are shown and measured are in this order
// (core/network/sheet_order.h).
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/data/counter_random.h"
#include "core/losses/layer_loss.h"
#include "core/run/error.h"
#include "topo/rival_losses.h"

namespace studio {
namespace {

constexpr const char* kTdann = "tdann";
constexpr const char* kTdannTitle = "TDANN/TopoLM";

struct TdannSettings {
  std::int64_t radius = 5, neighbourhoods = 5, seed = 0;
  bool permutes = true, absolute = false;

  explicit TdannSettings(const RunConfig& config)
      : radius(lossSetting<std::int64_t>(config, kTdann, "radius")),
        neighbourhoods(lossSetting<std::int64_t>(config, kTdann, "neighbourhoods")),
        seed(config.train.seed),
        permutes(lossSetting<bool>(config, kTdann, "permute")),
        absolute(lossSetting<bool>(config, kTdann, "absolute")) {}

  /// The unit at each place of a layer's sheet; undefined = their own order.
  at::Tensor order(std::int64_t units, std::size_t layer) const {
    if (!permutes) return {};
    return torch::tensor(shuffledOrder(units, seed, std::int64_t(layer), kPlacesPurpose), torch::kLong);
  }

  /// The centres of a step's neighbourhoods: a function of the seed, the step and the layer alone, so that a resumed
  /// run draws the same.
  std::vector<std::int64_t> centres(const CorticalSheet& sheet, std::int64_t step, std::size_t layer) const {
    const auto reach = neighbourhoodReach(sheet, radius);
    CounterRandom random(seed, step, std::int64_t(layer), kNeighbourhoodPurpose);
    std::vector<std::int64_t> drawn;
    for (std::int64_t i = 0; i < neighbourhoods; ++i)
      drawn.push_back(centreAt(sheet, reach, random.below(countCentres(sheet, reach))));
    return drawn;
  }
};

/// [batch, units, height, width] -> [batch, units]; [batch, tokens, units] -> [batch * tokens, units]; in float32.
at::Tensor unitResponses(const at::Tensor& values) {
  const auto exact = values.to(values.scalar_type() == torch::kDouble ? torch::kDouble : torch::kFloat);
  return exact.dim() == 4 ? exact.mean({2, 3}) : exact.flatten(0, -2);
}

/// A layer with what stays the same over the steps, on its device.
struct PlacedLayer {
  std::string name;
  CorticalSheet sheet;
  at::Tensor order;       ///< of the units; undefined = their own
  Neighbourhoods around;  ///< with the places of this step
};

class TdannLoss : public AuxiliaryLoss {
 public:
  TdannLoss(Model& model, const RunConfig& config) : settings_(config), weight_(config, kTdann) {
    for (const auto& layer : lossLayers(model, config, kTdann)) place(model, layer);
    seen_.resize(layers_.size());
  }

  void addTaps(Taps& taps, const LossRequest& request) override {
    if (weight_.at(request) == 0 && !request.scalars) return;
    for (std::size_t i = 0; i < layers_.size(); ++i)
      taps.add(layers_[i].name, [this, i](const torch::Tensor& values) {
        seen_[i] = unitResponses(values);
        return values;
      });
  }

  at::Tensor activationLoss(const LossRequest& request, double share) override {
    if (begun_ != request.step) begin(request.step);
    at::Tensor sum;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      if (!seen_[i].defined()) return {};
      const auto value = spatialLoss(seen_[i], layers_[i].around, layers_[i].order, settings_.absolute);
      seen_[i].reset();
      sum = sum.defined() ? sum + value : value;
    }
    const auto mean = sum * (share / double(layers_.size()));
    newest_ = newest_.defined() ? newest_ + mean.detach() : mean.detach();
    return mean * weight_.at(request);
  }

  LossResult addGradients(const LossRequest& request) override { return value(request); }

  LossResult value(const LossRequest& request) override { return lossResult(kTdann, newest_, weight_.at(request)); }

 private:
  void place(Model& model, const LayerInfo& info) {
    const auto options = model.layerWeight(info.name).options();
    PlacedLayer layer{info.name, {info.height, info.width}, settings_.order(info.units, layers_.size()), {}};
    if (layer.order.defined()) {
      model.taps().setOrder(info.name, layer.order);
      layer.order = layer.order.to(options.device());
    }
    layer.around = neighbourhoodsAround(layer.sheet, neighbourhoodReach(layer.sheet, settings_.radius), {});
    layer.around.pairs = layer.around.pairs.to(options.device());
    layer.around.closeness = layer.around.closeness.to(options);
    layers_.push_back(std::move(layer));
  }

  /// New neighbourhoods, the same for all parts of the step's batch.
  void begin(std::int64_t step) {
    begun_ = step;
    newest_.reset();
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      auto& [name, sheet, order, around] = layers_[i];
      const auto positions =
          neighbourhoodPositions(sheet, neighbourhoodReach(sheet, settings_.radius), settings_.centres(sheet, step, i));
      const auto device = around.pairs.device();
      around.positions = device.is_cpu() ? positions : positions.to(device, torch::kLong, /*non_blocking=*/true);
    }
  }

  TdannSettings settings_;
  ScheduledWeight weight_;
  std::vector<PlacedLayer> layers_;
  std::vector<at::Tensor> seen_;  ///< of one forward pass, with its graph
  std::int64_t begun_ = -1;       ///< the step that newest_ and the neighbourhoods are of
  at::Tensor newest_;             ///< before the weight
};

std::unique_ptr<AuxiliaryLoss> makeTdann(Model& model, const RunConfig& config) {
  return std::make_unique<TdannLoss>(model, config);
}

ArrayLossValue tdannOfArray(const at::Tensor& responses, const RunConfig& config, const ArrayUse& use) {
  if (responses.dim() != 2 || responses.size(0) < 2)
    throw UserError(std::string("The loss ") + kTdann +
                    " is one of responses [stimuli, units] to 2 stimuli or more; give such an array.");
  const TdannSettings settings(config);
  ArrayLossValue found{CorticalSheet::ofUnits(responses.size(1)), responses.size(0), {}, {}};
  const auto input = responses.detach().clone().requires_grad_(true);
  const auto where = use.allPairs ? wholeSheet(found.sheet)
                                  : neighbourhoodsAround(found.sheet, neighbourhoodReach(found.sheet, settings.radius),
                                                         settings.centres(found.sheet, 0, 0));
  const auto order = use.allPairs ? at::Tensor() : settings.order(responses.size(1), 0);
  const torch::AutoGradMode withGraph(true);
  const auto loss = spatialLoss(input, where, order, settings.absolute);
  loss.backward();
  found.loss = loss.detach();
  found.gradient = input.grad();
  return found;
}

std::vector<ConfigField> tdannFields() {
  auto radius = lossField(kTdann, "radius", "Radius",
                          "of a neighbourhood; 5: nine by nine units; where the sheet is "
                          "narrower, as many as fit",
                          std::int64_t{5});
  radius.unit = "units";
  radius.minimum = 2;
  radius.maximum = 100;
  auto number =
      lossField(kTdann, "neighbourhoods", "Neighbourhoods", "drawn at each step; of each layer", std::int64_t{5});
  number.minimum = 1;
  number.maximum = 1000;
  auto permute = lossField(kTdann, "permute", "Random places",
                           "units lie in random order; of each layer another, from "
                           "the seed; the sheets are shown in it",
                           true);
  auto absolute = lossField(kTdann, "absolute", "Absolute",
                            "mean |r − 1/(1+d)|; TDANN's older form, instead of their "
                            "correlation",
                            false);
  absolute.advanced = true;
  return {radius, number, permute, absolute, layersField(kTdann)};
}

}  // namespace

LossRow tdannRow() {
  return {.name = kTdann,
          .title = kTdannTitle,
          .purpose = "alike responses lie close",
          .on = ActsOn::Activations,
          .fields = tdannFields(),
          .columns = lossColumns(kTdann, kTdannTitle),
          .make = makeTdann,
          .ofArray = tdannOfArray};
}

}  // namespace studio
