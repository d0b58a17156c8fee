// The pairs of one direction at a time, as two shifted views of the same sheet (all_tnn.h).
#include "topo/all_tnn.h"

#include <ATen/ATen.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace studio {
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

}  // namespace studio
