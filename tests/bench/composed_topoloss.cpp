#include "composed_topoloss.h"

#include "topo/cortical_sheet.h"

namespace studio::bench {
namespace {

torch::Tensor layerLoss(const torch::Tensor& weight, double factor) {
  const auto sheet = CorticalSheet::ofUnits(weight.size(0));
  const auto grid =
      weight.reshape({sheet.height, sheet.width, -1}).permute({2, 0, 1}).unsqueeze(0);  // [1, depth, height, width]
  const double scale = 1.0 / factor;
  const auto low = [&](std::int64_t size) { return static_cast<std::int64_t>(static_cast<double>(size) * scale); };
  const auto down = at::upsample_bilinear2d(grid, {low(sheet.height), low(sheet.width)}, false, scale, scale);
  const auto up = at::upsample_bilinear2d(down, {sheet.height, sheet.width}, false);
  const auto rows = [](const torch::Tensor& x) {
    return x.squeeze(0).permute({1, 2, 0}).flatten(0, 1);
  };  // -> [units, depth]
  return 1 - at::cosine_similarity(rows(grid), rows(up), -1).mean();
}

}  // namespace

torch::Tensor composedTopoloss(const std::vector<torch::Tensor>& weights, double factor) {
  std::vector<torch::Tensor> losses;
  for (const auto& weight : weights) losses.push_back(layerLoss(weight, factor));
  return torch::stack(losses).mean();
}

}  // namespace studio::bench
