#include "core/analysis/analysis_work.h"

#include <torch/utils.h>

#include <algorithm>

#include "core/run/error.h"

namespace studio {

void AnalysisWork::begin(const LayerResponses& layer) {
  layer_ = &layer;
  statistics_.assign(groups_.contrasts.size(), {});
}

const UnitStatistics& AnalysisWork::statistics(std::size_t contrast) {
  auto& known = statistics_.at(contrast);
  if (!known) known = unitStatistics(layer_->units, groups_.on[contrast], groups_.off[contrast]);
  return *known;
}

torch::Tensor AnalysisWork::map(std::size_t contrast) {
  const auto& all = statistics(contrast);
  const auto& name = settings().statistic;
  if (name != "t" && name != "welch_t" && name != "d_prime") throw UserError("There is no statistic \"" + name + "\"; name t, welch_t or d_prime.");
  const auto& values = name == "t" ? all.t : name == "welch_t" ? all.welchT : all.dPrime;
  return values.view({layer_->height, layer_->width});   // [units] -> [height, width]
}

void AnalysisWork::addMap(const std::string& quantity, const torch::Tensor& values) {
  const auto plain = values.to(torch::kCPU, torch::kFloat32).contiguous();
  const float* first = plain.const_data_ptr<float>();
  found_.maps.push_back({layer_->layer, quantity, layer_->height, layer_->width, std::max<std::int64_t>(0, found_.step), {first, first + plain.numel()}});
}

ContrastFound& contrastIn(LayerAnalysis& layer, const std::string& contrast) {
  const auto found = std::find_if(layer.contrasts.begin(), layer.contrasts.end(), [&](const ContrastFound& each) { return each.contrast == contrast; });
  if (found != layer.contrasts.end()) return *found;
  layer.contrasts.emplace_back().contrast = contrast;
  return layer.contrasts.back();
}

}  // namespace studio
