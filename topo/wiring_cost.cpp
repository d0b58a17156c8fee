// Distances once, then a product a step (wiring_cost.h).
#include "topo/wiring_cost.h"

#include <ATen/ATen.h>

namespace studio {
namespace {

/// The middle of each unit's cell, double [units, 2], on a sheet of size 1 x 1.
at::Tensor middles(const CorticalSheet& sheet) {
  auto places = at::empty({sheet.units(), 2}, at::kDouble);
  auto* value = places.data_ptr<double>();
  for (std::int64_t unit = 0; unit < sheet.units(); ++unit) {
    *value++ = (double(sheet.row(unit)) + 0.5) / double(sheet.height);
    *value++ = (double(sheet.column(unit)) + 0.5) / double(sheet.width);
  }
  return places;
}

}  // namespace

at::Tensor wiringDistances(const CorticalSheet& outputs, const CorticalSheet& inputs, double power) {
  const auto apart = middles(outputs).unsqueeze(1) - middles(inputs).unsqueeze(0);  // [outputs, inputs, 2]
  return apart.square().sum(2).sqrt().pow(power);
}

at::Tensor wiringCost(const at::Tensor& weight, const at::Tensor& distances, at::Tensor* gradient) {
  const at::NoGradGuard noGraph;
  const auto far = weight.dim() == 4 ? distances.unsqueeze(2).unsqueeze(3) : distances;
  if (gradient) *gradient = weight.sign() * far / double(weight.numel());
  return (weight.abs() * far).mean(at::kDouble);
}

}  // namespace studio
