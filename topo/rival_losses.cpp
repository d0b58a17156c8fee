// All-TNN, LLCNN, CB-SOM and wiring cost (rival_losses.h). TDANN has a file of its own (tdann.cpp).
#include "topo/rival_losses.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace studio {

// All-TNN: the pairs of one direction at a time, as two shifted views of the same sheet.

namespace {

constexpr double kNoWeight = 1e-8;  ///< norms below it are those of no weight at all

struct Direction {
  std::int64_t down, right;
};

/// Both ends of the pairs of one direction: views [rows, columns, depth] of a sheet [height, width, depth].
struct Ends {
  at::Tensor first, second;
  Ends(const at::Tensor& sheet, Direction direction) {
    const auto rows = sheet.size(0) - direction.down, columns = sheet.size(1) - std::abs(direction.right);
    const auto from = direction.right < 0 ? -direction.right : 0, to = direction.right > 0 ? direction.right : 0;
    first = sheet.narrow(0, 0, rows).narrow(1, from, columns);
    second = sheet.narrow(0, direction.down, rows).narrow(1, to, columns);
  }
};

/// Each pair of neighbours once: to the right, below, and below across a corner.
constexpr std::array<Direction, 4> kDirections{{{0, 1}, {1, 0}, {1, 1}, {1, -1}}};

bool hasPairs(const CorticalSheet& sheet, Direction direction, bool eight) {
  if (direction.down != 0 && direction.right != 0 && !eight) return false;
  return sheet.height > direction.down && sheet.width > std::abs(direction.right);
}

}  // namespace

at::Tensor neighbourDistance(const at::Tensor& rows, const CorticalSheet& sheet, bool eight, at::Tensor* gradient) {
  const at::NoGradGuard noGraph;
  if (rows.dim() != 2 || rows.size(0) != sheet.units())
    throw std::invalid_argument("the weights are not one row for each unit of the sheet");
  const auto norm = rows.norm(2, 1, /*keepdim=*/true);  // [units, 1]
  const auto inverse = (norm > kNoWeight).to(rows.scalar_type()) / norm.clamp_min(kNoWeight);
  const auto unit = (rows * inverse).view({sheet.height, sheet.width, rows.size(1)});  // of length 1
  auto slope = gradient ? at::zeros_like(unit) : at::Tensor();
  auto sum = at::zeros({}, rows.options().dtype(at::kDouble));
  std::int64_t pairs = 0;
  for (const auto direction : kDirections) {
    if (!hasPairs(sheet, direction, eight)) continue;
    const Ends ends(unit, direction);
    sum += (ends.first * ends.second).sum(at::kDouble);
    pairs += ends.first.size(0) * ends.first.size(1);
    if (!gradient) continue;
    const Ends slopes(slope, direction);
    slopes.first.add_(ends.second);
    slopes.second.add_(ends.first);
  }
  if (gradient) {  // d cos / d row: what of the others' sum does not point along the row itself, by its length
    const auto along = (slope * unit).sum(-1, /*keepdim=*/true);
    *gradient = (slope - unit * along).view(rows.sizes()) * inverse * (pairs > 0 ? -0.5 / double(pairs) : 0.0);
  }
  return pairs > 0 ? (1 - sum / double(pairs)) / 2 : sum;
}

// LLCNN: the kernel as a matrix over the units, so a linear layer or a 1 x 1 convolution.

namespace {

double kernelAt(SmoothingKernel kernel, double down, double right, double width) {
  if (kernel == SmoothingKernel::Mean) return std::max(std::abs(down), std::abs(right)) <= std::round(width) ? 1 : 0;
  const double far = (down * down + right * right) / (2 * width * width);
  return kernel == SmoothingKernel::MexicanHat ? (1 - far) * std::exp(-far) : std::exp(-far);
}

}  // namespace

at::Tensor smoothingMatrix(const CorticalSheet& sheet, SmoothingKernel kernel, double width) {
  if (!(width > 0)) throw std::invalid_argument("the width of a kernel must be above 0");
  const auto units = sheet.units();
  auto matrix = at::empty({units, units}, at::kDouble);
  auto* value = matrix.data_ptr<double>();
  for (std::int64_t u = 0; u < units; ++u)
    for (std::int64_t v = 0; v < units; ++v)
      *value++ =
          kernelAt(kernel, double(sheet.row(u) - sheet.row(v)), double(sheet.column(u) - sheet.column(v)), width);
  return matrix / matrix.abs().sum(1, /*keepdim=*/true);
}

at::Tensor smoothed(const at::Tensor& values, const at::Tensor& matrix, double share) {
  const auto other =
      values.dim() == 4 ? at::conv2d(values, matrix.unsqueeze(2).unsqueeze(3)) : at::linear(values, matrix);
  if (share == 1) return other.to(values.scalar_type());
  return values + share * (other - values).to(values.scalar_type());
}

// CB-SOM: the unit of the largest gradient stays an index on the device.

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

// Wiring cost: distances once, then a product a step.

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
