// The unit of the largest gradient stays an index on the device (cb_som.h).
#include "topo/cb_som.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace studio {

double decayedOfCbSom(double start, std::int64_t step, std::int64_t steps) {
  if (start == 0) return 0;
  return std::max(start * std::exp(-3.0 * double(step) / double(std::max<std::int64_t>(steps, 1))), kLeastOfCbSom);
}

at::Tensor unitPlaces(const CorticalSheet& sheet) {
  auto places = at::empty({sheet.units(), 2}, at::kDouble);
  auto* value = places.data_ptr<double>();
  for (std::int64_t unit = 0; unit < sheet.units(); ++unit) {
    *value++ = double(sheet.row(unit));
    *value++ = double(sheet.column(unit));
  }
  return places;
}

void moveTowardsLargestGradient(at::Tensor& weight, const at::Tensor& gradient, const at::Tensor& places, double alpha,
                                double sigma) {
  const at::NoGradGuard noGraph;
  const auto rows = weight.flatten(1);                                                         // [units, depth]
  const auto best = gradient.flatten(1).norm(2, 1).argmax(0, /*keepdim=*/true);                // [1]
  const auto far = (places - places.index_select(0, best)).square().sum(1, /*keepdim=*/true);  // [units, 1]
  const auto share = alpha * at::exp(-far / (2 * sigma * sigma));
  weight.add_((share * (rows.index_select(0, best) - rows)).view(weight.sizes()));
}

}  // namespace studio
