// Settings of layers, their losses, and their maps.
#include "core/network/topo_layers.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <map>

#include "core/run/error.h"

namespace studio {
namespace {

LayerLoss makeLoss(const Model& model, const LayerInfo& layer, const LayerSetting& setting) {
  const auto weight = model.layerWeight(layer.name);
  return {layer.name,
          SheetKind::Weight,
          weight,
          SheetLoss(weight.sizes().vec(), SheetKind::Weight, setting.options),
          setting.tau,
          /*watchOnly=*/!setting.listed};
}

// Maps.

/// Cosine and norm of one layer as maps; nothing where a tensor is missing.
void addMaps(std::vector<MapTensor>& maps, const LayerInfo& layer, std::int64_t step, NetworkMaps::Request request,
             const UnitMaps& swept) {
  const auto add = [&](const char* quantity, const at::Tensor& values) {
    maps.push_back({layer.name, quantity, layer.height, layer.width, step, values});
  };
  if (request.cosine && swept.cosine.defined()) add(kCosineQuantity, swept.cosine);
  if (request.norm && swept.norm.defined()) add(kNormQuantity, swept.norm);
}

at::Tensor unitNorms(const Model& model, const std::string& layer) {
  const auto norms = model.layerWeight(layer).detach().flatten(1).norm(2, 1);
  const auto order = model.taps().order(layer);
  return order.defined() ? norms.index_select(0, order.to(norms.device())) : norms;
}

const LayerLoss* findLoss(const TopoLoss& loss, const std::string& layer) {
  for (const auto& entry : loss.layers())
    if (entry.layer == layer) return &entry;
  return nullptr;
}

std::vector<float> copyValues(const float* from, std::int64_t count) { return {from, from + count}; }

}  // namespace

/// Another mode than these two is a problem of the settings (settingProblems()).
TopoOptions blurOptions(const TopoLossConfig& config) {
  return {config.factor.first, config.factor.second, parseBlurMode(config.mode).value_or(BlurMode::Bilinear),
          config.perSlice};
}

LayerSetting findLayerSetting(const TopoLossConfig& config, const LayerInfo& layer) {
  LayerSetting setting;
  setting.listed = config.defaultLayers
                       ? layer.topo
                       : std::find(config.layers.begin(), config.layers.end(), layer.name) != config.layers.end();
  setting.tau = config.tau;
  setting.options = blurOptions(config);
  for (const auto& entry : config.overrides) {
    if (entry.layer != layer.name) continue;
    if (entry.tau) setting.tau = *entry.tau, setting.ownTau = true;
    if (!entry.factor) continue;
    setting.options.factorHeight = entry.factor->first, setting.options.factorWidth = entry.factor->second;
    setting.ownFactor = true;
  }
  return setting;
}

TopoLossSchedule::TopoLossSchedule(const RunConfig& config)
    : tau_(config.topoloss.tau),
      factor_(config.topoloss.factor),
      tauSchedule_(readSchedule(config, tauScheduleKeys())),
      factorSchedule_(readSchedule(config, factorScheduleKeys())) {}

std::pair<double, double> TopoLossSchedule::factorAt(std::int64_t step, std::int64_t steps) const {
  return {factorSchedule_.valueAt(factor_.first, step, steps), factorSchedule_.valueAt(factor_.second, step, steps)};
}

TopoLoss trainedLoss(const Model& model, const TopoLossConfig& config) {
  for (const auto& problem : layerProblems(config, model.layers()))
    if (problem.severity == Problem::Severity::Error) throw UserError(problem.sentence);
  std::vector<LayerLoss> losses;
  for (const auto& layer : model.layers())
    if (const auto setting = findLayerSetting(config, layer); setting.listed)
      losses.push_back(makeLoss(model, layer, setting));
  return TopoLoss(std::move(losses));
}

TopoLoss watchedLoss(const Model& model, const TopoLossConfig& config) {
  std::vector<LayerLoss> losses;
  for (const auto& layer : model.layers()) {
    const auto setting = findLayerSetting(config, layer);
    if (!setting.listed && factorProblem({layer.height, layer.width}, setting.options).empty())
      losses.push_back(makeLoss(model, layer, setting));
  }
  return TopoLoss(std::move(losses));
}

UnitMaps sheetMaps(const Model& model, const LayerLoss& loss, const UnitMaps& swept) {
  const auto order = model.taps().order(loss.layer);
  if (!order.defined()) return swept;
  const torch::NoGradGuard noGrad;
  UnitMaps maps;
  loss.loss.value(loss.weight.detach().index_select(0, order.to(loss.weight.device())), &maps);
  return maps;
}

NetworkMaps::NetworkMaps(const Model& model, const TopoLossConfig& config)
    : model_(model),
      trained_(trainedLoss(model, config)),
      watched_(watchedLoss(model, config)),
      layers_(model.layers()) {}

std::vector<MapTensor> NetworkMaps::watched(std::int64_t step, Request request) const {
  const torch::NoGradGuard noGrad;
  std::vector<MapTensor> maps;
  const auto swept = watched_.layers().empty() ? std::vector<UnitMaps>{} : watched_.value(true).maps;
  for (const auto& layer : layers_) {
    if (findLoss(trained_, layer.name)) continue;
    if (const auto* loss = findLoss(watched_, layer.name))
      addMaps(maps, layer, step, request,
              sheetMaps(model_, *loss, swept[std::size_t(loss - watched_.layers().data())]));
    else  // the factor does not fit this sheet: it has norms all the same
      addMaps(maps, layer, step, request, {{}, unitNorms(model_, layer.name)});
  }
  return maps;
}

std::vector<MapTensor> NetworkMaps::measure(std::int64_t step, Request request) const {
  std::vector<MapTensor> maps;
  const auto swept = trained_.layers().empty() ? std::vector<UnitMaps>{} : trained_.value(true).maps;
  for (std::size_t i = 0; i < swept.size(); ++i)
    for (const auto& layer : layers_)
      if (layer.name == trained_.layers()[i].layer)
        addMaps(maps, layer, step, request, sheetMaps(model_, trained_.layers()[i], swept[i]));
  for (auto& map : watched(step, request)) maps.push_back(std::move(map));
  return maps;
}

void sortMaps(std::vector<MapTensor>& maps, const std::vector<LayerInfo>& layers) {
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < layers.size(); ++i) place[layers[i].name] = i;
  std::stable_sort(maps.begin(), maps.end(), [&](const MapTensor& a, const MapTensor& b) {
    return std::pair(place[a.layer], quantityKind(a.quantity)) < std::pair(place[b.layer], quantityKind(b.quantity));
  });
}

at::Tensor joined(const std::vector<MapTensor>& maps) {
  std::vector<torch::Tensor> values;
  for (const auto& map : maps) values.push_back(map.values.detach().reshape(-1).to(torch::kFloat));
  return values.empty() ? torch::zeros({0}) : torch::cat(values);
}

Snapshot makeSnapshot(std::int64_t step, double epoch, const std::vector<MapTensor>& maps, const at::Tensor& values,
                      std::optional<UnitWeights> unit) {
  Snapshot snapshot;
  snapshot.step = step;
  snapshot.epoch = epoch;
  const auto host = values.to(torch::kCPU).contiguous();
  const float* next = host.const_data_ptr<float>();
  for (const auto& map : maps) {
    const std::int64_t count = map.height * map.width;
    snapshot.maps.push_back({map.layer, map.quantity, map.height, map.width, map.step, copyValues(next, count)});
    next += count;
  }
  if (unit) {
    unit->values = copyValues(next, host.const_data_ptr<float>() + host.numel() - next);
    snapshot.unit = std::move(unit);
  }
  return snapshot;
}

}  // namespace studio
