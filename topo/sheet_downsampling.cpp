// See sheet_downsampling.h.
#include "topo/sheet_downsampling.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

namespace studio {
namespace {

double sideScale(double sparsity) {
  if (!(sparsity >= 0 && sparsity < 1)) throw std::invalid_argument("a sparsity lies from 0 to below 1");
  return std::sqrt(1 - sparsity);
}

/// As interpolate computes the size of its output.
std::int64_t smallSide(std::int64_t side, double scale) {
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::floor(static_cast<double>(side) * scale)));
}

/// weight [units, ...] -> float [1, depth, height, width]
at::Tensor asMaps(const at::Tensor& weight, const CorticalSheet& sheet) {
  if (weight.dim() < 1 || weight.size(0) != sheet.units())
    throw std::invalid_argument("the weight has not as many units as its sheet");
  const auto type = weight.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
  return weight.detach().to(type).reshape({sheet.height, sheet.width, -1}).permute({2, 0, 1}).unsqueeze(0).contiguous();
}

/// [1, depth, height, width] -> [units, ...] with the trailing sizes and the type of `like`
at::Tensor asWeight(const at::Tensor& maps, const at::Tensor& like) {
  auto shape = like.sizes().vec();
  shape[0] = maps.size(2) * maps.size(3);
  return maps.squeeze(0).permute({1, 2, 0}).reshape(shape).to(like.scalar_type());
}

}  // namespace

CorticalSheet smallSheet(const CorticalSheet& sheet, double sparsity) {
  const double scale = sideScale(sparsity);
  CorticalSheet small = sheet;
  small.height = smallSide(sheet.height, scale);
  small.width = smallSide(sheet.width, scale);
  return small;
}

at::Tensor shrinkSheet(const at::Tensor& weight, const CorticalSheet& sheet, double sparsity) {
  const auto small = smallSheet(sheet, sparsity);
  const auto maps = asMaps(weight, sheet);
  if (small == sheet) return weight;
  const double scale = sideScale(sparsity);
  const auto along = [&](std::int64_t side) { return side == 1 ? 1.0 : scale; };
  return asWeight(at::upsample_bilinear2d(maps, {small.height, small.width}, /*align_corners=*/false,
                                          along(sheet.height), along(sheet.width)),
                  weight);
}

at::Tensor enlargeSheet(const at::Tensor& small, const CorticalSheet& stored, const CorticalSheet& sheet) {
  const auto maps = asMaps(small, stored);
  if (stored == sheet) return small;
  return asWeight(
      at::upsample_bilinear2d(maps, {sheet.height, sheet.width}, /*align_corners=*/false, std::nullopt, std::nullopt),
      small);
}

}  // namespace studio
