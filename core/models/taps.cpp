// Layers call pass() with the tensor that goes on; a recording keeps tensors of its own or such as nobody changes.
#include "core/models/taps.h"

#include <stdexcept>
#include <utility>

namespace studio {
namespace {

std::string joinedPath(std::initializer_list<std::string_view> parts) {
  std::string path;
  for (const auto part : parts) path.append(part);
  return path;
}

/// Of 2 dimensions and of 3 the last one is the units', of 4 the second.
std::int64_t unitDimension(const torch::Tensor& values) { return values.dim() == 4 ? 1 : values.dim() - 1; }

/// One for the units whose values change and zero for the others, so that it can be multiplied.
torch::Tensor chosenUnits(const std::vector<std::int64_t>& units, const torch::Tensor& values) {
  const std::int64_t dimension = unitDimension(values);
  auto chosen = torch::zeros({values.size(dimension)}, values.options().dtype(torch::kBool).requires_grad(false));
  for (const auto unit : units) chosen[unit] = true;
  return dimension == 1 && values.dim() == 4 ? chosen.view({1, -1, 1, 1}) : chosen;
}

/// A unit's values in one stimulus, pooled otherwise than by their mean.
torch::Tensor pooledValues(const torch::Tensor& response, Pooling pooling, bool everyToken) {
  if (response.dim() == 2) return response;
  if (response.dim() == 3 && everyToken)
    return response.flatten(0, 1);                              // [batch, tokens, units] -> [batch * tokens, units]
  if (pooling == Pooling::Flatten) return response.flatten(1);  // [batch, ...] -> [batch, values]
  return response.dim() == 4 ? response.amax({2, 3}) : response.amax(1);  // -> [batch, units]
}

}  // namespace

void Taps::add(const std::string& layer, Tap tap) { taps_[layer].push_back(std::move(tap)); }

void Taps::add(const Taps& others) {
  for (const auto& [layer, list] : others.taps_)
    for (const auto& tap : list) add(layer, tap);
  for (const auto& [layer, units] : others.orders_) setOrder(layer, units);
}

torch::Tensor Taps::order(const std::string& layer) const {
  const auto found = orders_.find(layer);
  return found == orders_.end() ? torch::Tensor() : found->second;
}

torch::Tensor Taps::pass(std::initializer_list<std::string_view> path, torch::Tensor values) const {
  if (taps_.empty()) return values;
  const auto found = taps_.find(joinedPath(path));
  if (found == taps_.end()) return values;
  for (const auto& tap : found->second) {
    auto given = tap(values);
    if (!given.defined() || given.sizes() != values.sizes())
      throw std::invalid_argument("a tap of the layer " + found->first + " gave values of another shape back");
    values = std::move(given);
  }
  return values;
}

Taps::Tap lesion(std::vector<std::int64_t> units) {
  return [units = std::move(units)](const torch::Tensor& values) {
    return values.masked_fill(chosenUnits(units, values), 0);
  };
}

Taps::Tap stimulation(std::vector<std::int64_t> units, double added) {
  return [units = std::move(units), added](const torch::Tensor& values) {
    return values + chosenUnits(units, values).to(values.scalar_type()) * added;
  };
}

Recording::Recording(std::vector<std::string> layers, Pooling pooling, bool everyToken)
    : layers_(std::move(layers)), pooling_(pooling), everyToken_(everyToken) {}

void Recording::addTo(Taps& taps) {
  for (const auto& layer : layers_)
    taps.add(layer, [this, layer, order = taps.order(layer)](const torch::Tensor& values) {
      take(layer, order, values);
      return values;
    });
}

void Recording::take(const std::string& layer, const torch::Tensor& order, const torch::Tensor& values) {
  auto response = values.detach();
  if (order.defined()) response = response.index_select(unitDimension(response), order.to(response.device()));
  if (response.dim() == 4)
    seen[layer] = response.mean({2, 3});  // [batch, units, height, width] -> [batch, units]
  else if (response.dim() == 2)
    seen[layer] = response;
  else
    seen[layer] = everyToken_
                      ? response.flatten(0, 1)
                      : response.mean(1);  // [batch, tokens, units] -> [batch * tokens, units] or [batch, units]
  if (pooling_ != Pooling::Mean) pooled[layer] = pooledValues(response, pooling_, everyToken_);
}

}  // namespace studio
