// The composition, operation by operation (composed_loss.h).
#include "composed_loss.h"

#include <c10/util/Exception.h>
#include <torch/nn/functional/distance.h>
#include <torch/nn/functional/upsampling.h>

#include "topo/cortical_sheet.h"

namespace F = torch::nn::functional;

namespace studio::testing {
namespace {

/// F::interpolate warns at each call that a scale is used as given, which is what is meant here.
class SilentWarnings : public c10::WarningHandler {
 public:
  void process(const c10::Warning&) override {}
};

}  // namespace

torch::Tensor composedRows(const torch::Tensor& weight, SheetKind kind) {
  if (kind == SheetKind::Input) return weight.t();
  return weight.reshape({weight.size(0), -1});
}

torch::Tensor composedLoss(const torch::Tensor& weight, SheetKind kind, const TopoOptions& options) {
  const auto rows = composedRows(weight, kind);  // [units, depth]
  const auto sheet = CorticalSheet::ofUnits(rows.size(0));
  const auto grid = rows.t().reshape({1, rows.size(1), sheet.height, sheet.width});  // [1, depth, height, width]
  const bool bilinear = options.mode == BlurMode::Bilinear;
  auto down = F::InterpolateFuncOptions().scale_factor(
      std::vector<double>{1.0 / options.factorHeight, 1.0 / options.factorWidth});
  auto up = F::InterpolateFuncOptions().size(std::vector<std::int64_t>{sheet.height, sheet.width});
  if (bilinear)
    down.mode(torch::kBilinear).align_corners(false), up.mode(torch::kBilinear).align_corners(false);
  else
    down.mode(torch::kNearest), up.mode(torch::kNearest);
  SilentWarnings silent;
  const c10::WarningUtils::WarningHandlerGuard guard(&silent);
  const auto blurred = F::interpolate(F::interpolate(grid, down), up);
  const auto perSlice = options.perSlice || kind == SheetKind::Bias;
  if (perSlice)
    return 1 -
           F::cosine_similarity(grid.flatten(2), blurred.flatten(2), F::CosineSimilarityFuncOptions().dim(2)).mean();
  return 1 - F::cosine_similarity(grid, blurred, F::CosineSimilarityFuncOptions().dim(1)).mean();
}

LossAndGradient composed(const torch::Tensor& weight, SheetKind kind, const TopoOptions& options) {
  auto leaf = weight.detach().clone().requires_grad_(true);
  const auto loss = composedLoss(leaf, kind, options);
  loss.backward();
  return {loss.item<double>(), leaf.grad()};
}

LossAndGradient ours(const torch::Tensor& weight, SheetKind kind, const TopoOptions& options, double scale) {
  auto gradient = torch::zeros_like(weight);
  const SheetLoss loss(weight.sizes().vec(), kind, options);
  const auto value = loss.addGradient(weight, gradient, scale);
  return {value.item<double>(), gradient};
}

double relativeError(const torch::Tensor& a, const torch::Tensor& b) {
  const auto norm = b.to(torch::kDouble).norm().item<double>();
  const auto difference = (a.to(torch::kDouble) - b.to(torch::kDouble)).norm().item<double>();
  return norm == 0 ? difference : difference / norm;
}

torch::Tensor sineWeight(torch::IntArrayRef shape) {
  std::int64_t count = 1;
  for (const auto size : shape) count *= size;
  return torch::sin(torch::arange(count, torch::kDouble) * 0.01).view(shape);
}

}  // namespace studio::testing
