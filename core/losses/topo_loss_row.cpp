// TopoLoss as a row of the table of losses: its settings are [topoloss]'s, its weight is tau (losses.h).
#include "core/losses/losses.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/network/topo_layers.h"
#include "core/run/printable_text.h"
#include "core/run/snapshot.h"
#include "topo/topo_loss.h"

namespace studio {
namespace {

constexpr const char* kTopoLossColumn = "topo_loss";  ///< mean over its layers, before tau
constexpr const char* kTauColumn = "tau";
constexpr const char* kWeightNormColumn = "weight_norm";  ///< of the layers with TopoLoss

class TrainedTopoLoss : public AuxiliaryLoss {
 public:
  TrainedTopoLoss(Model& model, const RunConfig& config)
      : model_(model),
        schedule_(config),
        loss_(trainedLoss(model, config.topoloss)),
        shownFactor_(config.topoloss.factor),
        factor_(shownFactor_) {
    for (const auto& layer : model.layers())
      if (const auto setting = findLayerSetting(config.topoloss, layer); setting.listed) {
        layers_.push_back(layer);
        settings_.push_back(setting);
      }
    if (config.topoloss.factorSchedule != "constant") shown_ = loss_;
  }

  /// In closed form; where every tau is 0 it is only looked at. A row takes the norms of the same sweep.
  LossResult addGradients(const LossRequest& request) override {
    followSchedule(request);
    const auto& layers = loss_.layers();
    const bool looks = (request.scalars || request.maps) && !layers.empty();
    const bool trains = std::any_of(layers.begin(), layers.end(), [](const LayerLoss& each) { return each.tau != 0; });
    if (trains) return makeResult(loss_.addGradients(looks), request);
    if (looks) return makeResult(loss_.value(true), request);
    return makeResult({}, request);
  }

  LossResult value(const LossRequest& request) override {
    followSchedule(request);
    return makeResult(layers_.empty() ? TopoLoss::Result{} : loss_.value(true), request);
  }

 private:
  /// An override's tau and factor stay as they are.
  void followSchedule(const LossRequest& request) {
    const double tau = schedule_.tauAt(request.step, request.length);
    for (std::size_t i = 0; i < settings_.size(); ++i)
      if (!settings_[i].ownTau) loss_.layers()[i].tau = tau;
    const auto factor = schedule_.factorAt(request.step, request.length);
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
      result.scalars.emplace_back(kTauColumn,
                                  torch::scalar_tensor(schedule_.tauAt(request.step, request.length), torch::kDouble));
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
    const bool another = factor_ != shownFactor_;
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
  TopoLossSchedule schedule_;
  TopoLoss loss_, shown_;  ///< shown_: with the factor of [topoloss], where the trained one's changes
  std::pair<double, double> shownFactor_, factor_;  ///< of [topoloss]; of loss_ now
  std::vector<LayerInfo> layers_;
  std::vector<LayerSetting> settings_;
};

std::unique_ptr<AuxiliaryLoss> makeTopoLoss(Model& model, const RunConfig& config) {
  return std::make_unique<TrainedTopoLoss>(model, config);
}

/// Where tau is 0 it is watched.
bool isAlwaysUsed(const RunConfig&) { return true; }

/// Names of the first few; a network may have a hundred.
std::string layersText(const std::vector<LayerInfo>& layers) {
  constexpr std::size_t kNamed = 6;
  std::vector<std::string> named;
  for (const LayerInfo& layer : layers)
    if (layer.topo)
      named.push_back(layer.name + " (" + std::to_string(layer.height) + " × " + std::to_string(layer.width) + ")");
  if (named.empty()) return "no layer";
  std::string text = std::to_string(named.size()) + " of " + std::to_string(layers.size()) + " sheets: ";
  for (std::size_t i = 0; i < std::min(kNamed, named.size()); ++i) text += (i ? ", " : "") + named[i];
  return text + (named.size() > kNamed ? " and " + std::to_string(named.size() - kNamed) + " more" : "");
}

std::string describeTopoLoss(const RunConfig& config, const std::vector<LayerInfo>& layers) {
  const TopoLossConfig& topo = config.topoloss;
  return "TopoLoss with τ = " + numberText(topo.tau) + " and factor " + numberText(topo.factor.first) + " × " +
         numberText(topo.factor.second) + " on " + layersText(layers);
}

/// Of a weight [o, i] or [o, i, kh, kw], or a bias [o]; a factor that does not fit is SheetLoss' std::invalid_argument.
ArrayLossValue topoLossOfArray(const at::Tensor& array, const RunConfig& config, const ArrayUse& use) {
  const SheetLoss loss(array.sizes().vec(), use.kind, blurOptions(config.topoloss));
  ArrayLossValue found{loss.sheet(), loss.depth(), {}, {}};
  if (use.gradient) found.gradient = torch::zeros_like(array);
  found.loss = use.gradient ? loss.addGradient(array, found.gradient, 1) : loss.value(array);
  return found;
}

}  // namespace

LossRow topoLossRow() {
  return {.name = "topoloss",
          .title = "TopoLoss",
          .purpose = "units of similar weights come to lie beside each other on the cortical sheet",
          .ownSection = true,
          .blurs = true,
          .columns = {scalarColumn(kTopoLossColumn), scalarColumn(kTauColumn), scalarColumn(kWeightNormColumn)},
          .isUsed = isAlwaysUsed,
          .describe = describeTopoLoss,
          .make = makeTopoLoss,
          .ofArray = topoLossOfArray};
}

}  // namespace studio
