// TopoLoss as a row of the table of losses: its settings are [topoloss]'s, its weight is tau (losses.h).
#include "core/losses/losses.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/network/topo_layers.h"
#include "core/run/snapshot.h"
#include "topo/topo_loss.h"

namespace studio {
namespace {

class TrainedTopoLoss : public AuxiliaryLoss {
 public:
  TrainedTopoLoss(Model& model, const TopoLossConfig& config)
      : model_(model), config_(config), loss_(trainedLoss(model, config)), factor_(config.factor) {
    for (const auto& layer : model.layers())
      if (const auto setting = findLayerSetting(config, layer); setting.listed) {
        layers_.push_back(layer);
        settings_.push_back(setting);
      }
    if (config.factorSchedule != "constant") shown_ = loss_;
  }

  /// In closed form; where every tau is 0 it is only looked at. A row takes the norms of the same sweep.
  LossResult addGradients(const LossRequest& request) override {
    schedule(request);
    const auto& layers = loss_.layers();
    const bool looks = (request.scalars || request.maps) && !layers.empty();
    const bool trains = std::any_of(layers.begin(), layers.end(), [](const LayerLoss& each) { return each.tau != 0; });
    if (trains) return makeResult(loss_.addGradients(looks), request);
    if (looks) return makeResult(loss_.value(true), request);
    return makeResult({}, request);
  }

  LossResult value(const LossRequest& request) override {
    schedule(request);
    return makeResult(layers_.empty() ? TopoLoss::Result{} : loss_.value(true), request);
  }

 private:
  /// An override's tau and factor stay as they are.
  void schedule(const LossRequest& request) {
    const double tau = tauAt(config_, request.step, request.length);
    for (std::size_t i = 0; i < settings_.size(); ++i)
      if (!settings_[i].ownTau) loss_.layers()[i].tau = tau;
    const auto factor = factorAt(config_, request.step, request.length);
    if (factor == factor_) return;
    factor_ = factor;
    for (std::size_t i = 0; i < settings_.size(); ++i) {
      if (settings_[i].ownFactor) continue;
      auto options = settings_[i].options;
      std::tie(options.factorHeight, options.factorWidth) = factor;
      auto& layer = loss_.layers()[i];
      layer.loss = SheetLoss(layer.weight.sizes().vec(), layer.kind, options);
    }
  }

  LossResult makeResult(TopoLoss::Result found, const LossRequest& request) const {
    LossResult result;
    result.total = found.total;
    result.scalars.emplace_back(kTopoLossColumn, found.mean);
    if (request.scalars) {
      result.scalars.emplace_back("tau",
                                  torch::scalar_tensor(tauAt(config_, request.step, request.length), torch::kDouble));
      result.scalars.emplace_back(kWeightNormColumn, meanNorm(found.maps));
    }
    if (request.maps && !found.maps.empty()) addMaps(result, std::move(found.maps), request);
    return result;
  }

  /// Mean over a layer's units, then over the layers: a penalty on similarity that only shrinks weights is seen here.
  static at::Tensor meanNorm(const std::vector<UnitMaps>& maps) {
    std::vector<at::Tensor> means;
    for (const auto& each : maps)
      if (each.norm.defined()) means.push_back(each.norm.mean(torch::kDouble));
    return means.empty() ? at::Tensor() : torch::stack(means).mean();
  }

  /// Maps are always those of the factor in [topoloss], so that they can be compared over a run whose factor changes.
  void addMaps(LossResult& result, std::vector<UnitMaps> swept, const LossRequest& request) const {
    const bool another = factor_ != config_.factor;
    if (another) swept = shown_.value(true).maps;
    for (std::size_t i = 0; i < swept.size(); ++i) {
      const auto& layer = layers_[i];
      const auto maps = sheetMaps(model_, another ? shown_.layers()[i] : loss_.layers()[i], swept[i]);
      const auto add = [&](const char* quantity, const at::Tensor& values) {
        if (values.defined())
          result.maps.push_back({layer.name, quantity, layer.height, layer.width, request.step, values});
      };
      add(kCosineQuantity, maps.cosine);
      add(kNormQuantity, maps.norm);
    }
  }

  const Model& model_;
  TopoLossConfig config_;
  TopoLoss loss_, shown_;             ///< shown_: with the factor of [topoloss], where the trained one's changes
  std::pair<double, double> factor_;  ///< of loss_ now
  std::vector<LayerInfo> layers_;
  std::vector<LayerSetting> settings_;
};

std::unique_ptr<AuxiliaryLoss> makeTopoLoss(Model& model, const RunConfig& config) {
  return std::make_unique<TrainedTopoLoss>(model, config.topoloss);
}

}  // namespace

LossRow topoLossRow() {
  return {.name = kTopoLossName,
          .title = "TopoLoss",
          .purpose = "units of similar weights come to lie beside each other on the cortical sheet",
          .columns = {scalarColumn(kTopoLossColumn), scalarColumn("tau"), scalarColumn(kWeightNormColumn)},
          .make = makeTopoLoss};
}

}  // namespace studio
