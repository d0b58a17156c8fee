// Neighbourhoods of one size are computed together; torch's graph gives the gradient (rival_losses.h).
#include "topo/rival_losses.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace studio {
namespace {

constexpr double kSmall = 1e-8;

at::Tensor indices(const std::vector<std::int64_t>& values) {
  auto tensor = at::empty({std::int64_t(values.size())}, at::kLong);
  std::copy(values.begin(), values.end(), tensor.data_ptr<std::int64_t>());
  return tensor;
}

/// Pairs of the members of a rectangle of so many rows and columns, row by row.
void addPairs(Neighbourhoods& made, std::int64_t rows, std::int64_t columns) {
  const std::int64_t members = rows * columns;
  made.pairs = at::empty({members * (members - 1) / 2}, at::kLong);
  made.closeness = at::empty({members * (members - 1) / 2}, at::kDouble);
  auto* pair = made.pairs.data_ptr<std::int64_t>();
  auto* close = made.closeness.data_ptr<double>();
  for (std::int64_t u = 0; u < members; ++u)
    for (std::int64_t v = u + 1; v < members; ++v) {
      *pair++ = u * members + v;
      *close++ = 1 / (1 + std::hypot(double(u / columns - v / columns), double(u % columns - v % columns)));
    }
}

/// values / length, 0 where there is no length: nor has it a slope there.
at::Tensor ofLengthOne(const at::Tensor& values, std::int64_t dimension) {
  const auto length = values.norm(2, dimension, /*keepdim=*/true);
  return values / length.clamp_min(kSmall) * (length > kSmall).to(values.scalar_type());
}

}  // namespace

NeighbourhoodReach neighbourhoodReach(const CorticalSheet& sheet, std::int64_t radius) {
  return {std::min(radius - 1, (sheet.height - 1) / 2), std::min(radius - 1, (sheet.width - 1) / 2)};
}

std::int64_t countCentres(const CorticalSheet& sheet, NeighbourhoodReach reach) {
  return (sheet.height - 2 * reach.rows) * (sheet.width - 2 * reach.columns);
}

std::int64_t centreAt(const CorticalSheet& sheet, NeighbourhoodReach reach, std::int64_t index) {
  const std::int64_t across = sheet.width - 2 * reach.columns;
  return (reach.rows + index / across) * sheet.width + reach.columns + index % across;
}

at::Tensor neighbourhoodPositions(const CorticalSheet& sheet, NeighbourhoodReach reach,
                                  const std::vector<std::int64_t>& centres) {
  std::vector<std::int64_t> positions;
  for (const auto centre : centres)
    for (std::int64_t down = -reach.rows; down <= reach.rows; ++down)
      for (std::int64_t right = -reach.columns; right <= reach.columns; ++right)
        positions.push_back(centre + down * sheet.width + right);
  return indices(positions).view({std::int64_t(centres.size()), (2 * reach.rows + 1) * (2 * reach.columns + 1)});
}

Neighbourhoods neighbourhoodsAround(const CorticalSheet& sheet, NeighbourhoodReach reach,
                                    const std::vector<std::int64_t>& centres) {
  Neighbourhoods made;
  made.positions = neighbourhoodPositions(sheet, reach, centres);
  addPairs(made, 2 * reach.rows + 1, 2 * reach.columns + 1);
  return made;
}

Neighbourhoods wholeSheet(const CorticalSheet& sheet) {
  Neighbourhoods made;
  made.positions = at::arange(sheet.units(), at::kLong).view({1, -1});
  addPairs(made, sheet.height, sheet.width);
  return made;
}

at::Tensor spatialLoss(const at::Tensor& responses, const Neighbourhoods& neighbourhoods, const at::Tensor& order,
                       bool absolute) {
  const auto count = neighbourhoods.positions.size(0), members = neighbourhoods.positions.size(1);
  if (neighbourhoods.pairs.numel() == 0) return responses.sum() * 0;
  auto units = neighbourhoods.positions.flatten();
  if (order.defined()) units = order.index_select(0, units);
  const auto seen = responses.index_select(1, units)
                        .view({responses.size(0), count, members})
                        .permute({1, 0, 2});  // [stimuli, units] -> [neighbourhoods, stimuli, members]
  const auto z = ofLengthOne(seen - seen.mean(1, /*keepdim=*/true), 1);
  const auto all = at::matmul(z.transpose(1, 2), z).flatten(1);  // [neighbourhoods, members * members]
  const auto r = all.index_select(1, neighbourhoods.pairs);      // [neighbourhoods, pairs]
  const auto closeness = neighbourhoods.closeness.to(r.options());
  if (absolute) return (r - closeness).abs().mean();
  const auto centred = ofLengthOne(r - r.mean(1, /*keepdim=*/true), 1);
  const auto wanted = ofLengthOne(closeness - closeness.mean(), 0);
  return (1 - at::mv(centred, wanted).mean()) / 2;
}

}  // namespace studio
