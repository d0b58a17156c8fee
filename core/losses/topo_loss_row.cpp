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
  TrainedTopoLoss(Model& model, const TopoLossConfig& config) : config_(config), loss_(trainedLoss(model, config)) {
    for (const auto& layer : model.layers())
      if (const auto setting = findLayerSetting(config, layer); setting.listed) {
        layers_.push_back(layer);
        ownTau_.push_back(setting.ownTau);
      }
  }

  /// In closed form; where every tau is 0 it is only looked at.
  LossResult addGradients(const LossRequest& request) override {
    schedule(request);
    const auto& layers = loss_.layers();
    const bool trains = std::any_of(layers.begin(), layers.end(), [](const LayerLoss& each) { return each.tau != 0; });
    if (trains) return makeResult(loss_.addGradients(request.maps), request);
    if ((request.scalars || request.maps) && !layers.empty()) return makeResult(loss_.value(request.maps), request);
    return makeResult({}, request);
  }

  LossResult value(const LossRequest& request) override {
    schedule(request);
    return makeResult(layers_.empty() ? TopoLoss::Result{} : loss_.value(request.maps), request);
  }

 private:
  /// An override's tau stays as it is.
  void schedule(const LossRequest& request) {
    const double now = tauAt(config_, request.step, request.length);
    for (std::size_t i = 0; i < ownTau_.size(); ++i)
      if (!ownTau_[i]) loss_.layers()[i].tau = now;
  }

  LossResult makeResult(TopoLoss::Result found, const LossRequest& request) const {
    LossResult result;
    result.total = found.total;
    result.scalars.emplace_back(kTopoLossColumn, found.mean);
    if (request.scalars)
      result.scalars.emplace_back("tau",
                                  torch::scalar_tensor(tauAt(config_, request.step, request.length), torch::kDouble));
    for (std::size_t i = 0; i < found.maps.size(); ++i) {
      const auto& layer = layers_[i];
      const auto add = [&](const char* quantity, const at::Tensor& values) {
        if (values.defined())
          result.maps.push_back({layer.name, quantity, layer.height, layer.width, request.step, values});
      };
      add(kCosineQuantity, found.maps[i].cosine);
      add(kNormQuantity, found.maps[i].norm);
    }
    return result;
  }

  TopoLossConfig config_;
  TopoLoss loss_;
  std::vector<LayerInfo> layers_;
  std::vector<bool> ownTau_;  ///< layers whose tau an override fixes
};

std::unique_ptr<AuxiliaryLoss> makeTopoLoss(Model& model, const RunConfig& config) {
  return std::make_unique<TrainedTopoLoss>(model, config.topoloss);
}

TauSegment makeSegment(const TauStage& stage) {
  return {stage.start, stage.end, stage.steps, stage.mode == "cosine_decay" ? TauMode::CosineDecay : TauMode::Linear};
}

}  // namespace

LossRow topoLossRow() {
  return {.name = kTopoLossName,
          .title = "TopoLoss",
          .purpose = "units of similar weights come to lie beside each other on the cortical sheet",
          .columns = {scalarColumn(kTopoLossColumn), scalarColumn("tau")},
          .make = makeTopoLoss};
}

/// The stages of [topoloss]; a plain schedule is one of them.
double tauAt(const TopoLossConfig& config, std::int64_t step, std::int64_t steps) {
  const std::int64_t length = config.scheduleSteps > 0 ? config.scheduleSteps : steps;
  std::vector<TauSegment> segments;
  if (config.schedule == "linear") segments = {{config.tauStart, config.tau, length, TauMode::Linear}};
  if (config.schedule == "cosine_decay") segments = {{config.tau, config.tauEnd, length, TauMode::CosineDecay}};
  if (config.schedule == "chained")
    for (const auto& stage : config.stages) segments.push_back(makeSegment(stage));
  return segments.empty() ? config.tau : scheduledTau(segments, step);
}

}  // namespace studio
