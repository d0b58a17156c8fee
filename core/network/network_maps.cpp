#include "core/network/network_maps.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <map>

#include "core/network/topo_layers.h"

namespace studio {
namespace {

/// Cosine and norm of one layer as maps; nothing where a tensor is missing.
void addMaps(std::vector<MapTensor>& maps, const LayerInfo& layer, std::int64_t step, NetworkMaps::Wish wish,
             const UnitMaps& swept) {
  const auto add = [&](const char* quantity, const at::Tensor& values) {
    maps.push_back({layer.name, quantity, layer.height, layer.width, step, values});
  };
  if (wish.cosine && swept.cosine.defined()) add(kCosineQuantity, swept.cosine);
  if (wish.norm && swept.norm.defined()) add(kNormQuantity, swept.norm);
}

const LayerLoss* findLoss(const TopoLoss& loss, const std::string& layer) {
  for (const auto& entry : loss.layers())
    if (entry.layer == layer) return &entry;
  return nullptr;
}

std::vector<float> valuesOf(const float* from, std::int64_t count) { return {from, from + count}; }

int rankOf(const std::string& quantity) { return quantity == kCosineQuantity ? 0 : quantity == kNormQuantity ? 1 : 2; }

}  // namespace

NetworkMaps::NetworkMaps(const Model& model, const TopoLossConfig& config)
    : model_(model),
      trained_(trainedLoss(model, config)),
      watched_(watchedLoss(model, config)),
      layers_(model.layers()) {}

std::vector<MapTensor> NetworkMaps::watched(std::int64_t step, Wish wish) const {
  const torch::NoGradGuard noGrad;
  std::vector<MapTensor> maps;
  const auto swept = watched_.layers().empty() ? std::vector<UnitMaps>{} : watched_.value(true).maps;
  for (const auto& layer : layers_) {
    if (findLoss(trained_, layer.name)) continue;
    if (const auto* loss = findLoss(watched_, layer.name))
      addMaps(maps, layer, step, wish, swept[std::size_t(loss - watched_.layers().data())]);
    else  // the factor does not fit this sheet: it has norms all the same
      addMaps(maps, layer, step, wish, {{}, model_.weightOf(layer.name).detach().flatten(1).norm(2, 1)});
  }
  return maps;
}

std::vector<MapTensor> NetworkMaps::measure(std::int64_t step, Wish wish) const {
  std::vector<MapTensor> maps;
  const auto swept = trained_.layers().empty() ? std::vector<UnitMaps>{} : trained_.value(true).maps;
  for (std::size_t i = 0; i < swept.size(); ++i)
    for (const auto& layer : layers_)
      if (layer.name == trained_.layers()[i].layer) addMaps(maps, layer, step, wish, swept[i]);
  for (auto& map : watched(step, wish)) maps.push_back(std::move(map));
  return maps;
}

void sortMaps(std::vector<MapTensor>& maps, const std::vector<LayerInfo>& layers) {
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < layers.size(); ++i) place[layers[i].name] = i;
  std::stable_sort(maps.begin(), maps.end(), [&](const MapTensor& a, const MapTensor& b) {
    return std::pair(place[a.layer], rankOf(a.quantity)) < std::pair(place[b.layer], rankOf(b.quantity));
  });
}

at::Tensor joined(const std::vector<MapTensor>& maps) {
  std::vector<torch::Tensor> values;
  for (const auto& map : maps) values.push_back(map.values.detach().reshape(-1).to(torch::kFloat));
  return values.empty() ? torch::zeros({0}) : torch::cat(values);
}

Snapshot snapshotOf(std::int64_t step, double epoch, const std::vector<MapTensor>& maps, const at::Tensor& values,
                    std::optional<UnitWeights> unit) {
  Snapshot snapshot;
  snapshot.step = step;
  snapshot.epoch = epoch;
  const auto host = values.to(torch::kCPU).contiguous();
  const float* next = host.const_data_ptr<float>();
  for (const auto& map : maps) {
    const std::int64_t count = map.height * map.width;
    snapshot.maps.push_back({map.layer, map.quantity, map.height, map.width, map.step, valuesOf(next, count)});
    next += count;
  }
  if (unit) {
    unit->values = valuesOf(next, host.const_data_ptr<float>() + host.numel() - next);
    snapshot.unit = std::move(unit);
  }
  return snapshot;
}

}  // namespace studio
