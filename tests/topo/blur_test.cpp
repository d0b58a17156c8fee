// The 1-D blur against LibTorch's own interpolation, for each factor, size, mode and precision.
#include <gtest/gtest.h>

#include "composed_loss.h"
#include "topo/sheet_plan.h"

namespace studio {
namespace {

torch::Tensor makeMatrix(const BlurAxis& axis) {
  auto values = blurMatrix(axis);
  return torch::from_blob(values.data(), {axis.size, axis.size}, torch::kDouble).clone();
}

/// Interpolation of the identity along its rows: the matrix that LibTorch's blur is.
torch::Tensor interpolated(std::int64_t size, double factor, BlurMode mode, torch::Dtype type) {
  const auto x = torch::eye(size, type).t().reshape({1, size, size, 1});  // a channel a column
  const auto low = static_cast<std::int64_t>(static_cast<double>(size) * (1.0 / factor));
  const auto down = mode == BlurMode::Bilinear ? at::upsample_bilinear2d(x, {low, 1}, false, 1.0 / factor, 1.0)
                                               : at::upsample_nearest2d(x, {low, 1}, 1.0 / factor, 1.0);
  const auto up = mode == BlurMode::Bilinear ? at::upsample_bilinear2d(down, {size, 1}, false)
                                             : at::upsample_nearest2d(down, {size, 1});
  return up.reshape({size, size}).t().to(torch::kDouble);  // [size, channels]
}

TEST(BlurAxisTest, EqualsInterpolationForAllSizesAndFactors) {
  for (std::int64_t size = 1; size <= 66; ++size)
    for (const double factor : {1.0, 1.3, 2.0, 2.4, 2.5, 3.0, 3.3, 4.0, 5.0, 7.0, 8.0}) {
      if (lowSize(size, factor) < 1) continue;
      for (const auto mode : {BlurMode::Bilinear, BlurMode::Nearest})
        for (const auto type : {torch::kFloat, torch::kDouble}) {
          const auto difference = (makeMatrix(blurAxis(size, factor, mode)) - interpolated(size, factor, mode, type))
                                      .abs()
                                      .max()
                                      .item<double>();
          EXPECT_LE(difference, type == torch::kFloat ? 1e-5 : 1e-12) << size << " / " << factor;
        }
    }
}

TEST(BlurAxisTest, FactorThreeReadsEveryThirdUnit) {
  const auto axis = blurAxis(16, 3, BlurMode::Bilinear);
  ASSERT_EQ(axis.low, 5);
  for (std::int64_t i = 0; i < 5; ++i) {
    EXPECT_EQ(axis.down[static_cast<std::size_t>(i)].first, 3 * i + 1);
    EXPECT_EQ(axis.down[static_cast<std::size_t>(i)].weight, 0.0);
  }
}

TEST(BlurredTest, IsTheInterpolatedSheetInTheWeightsOrder) {
  torch::manual_seed(5);
  for (const auto format : {torch::MemoryFormat::Contiguous, torch::MemoryFormat::ChannelsLast}) {
    const auto weight = torch::randn({128, 6, 3, 3}, torch::kDouble).contiguous(format);
    const auto grid = weight.reshape({8, 16, 54}).permute({2, 0, 1}).unsqueeze(0);
    const auto down = at::upsample_bilinear2d(grid, {3, 5}, false, 1 / 2.5, 1 / 3.0);
    const auto expected =
        at::upsample_bilinear2d(down, {8, 16}, false).squeeze(0).permute({1, 2, 0}).reshape({128, 54});
    EXPECT_LE(testing::relativeError(SheetLoss({128, 6, 3, 3}, SheetKind::Weight, {2.5, 3}).blurred(weight), expected),
              1e-12);
  }
}

TEST(BlurredTest, LongStripsNeedNoMatrix) {
  torch::manual_seed(6);
  const auto strip = torch::randn({2503, 4}, torch::kDouble);
  const auto down = at::upsample_bilinear2d(strip.t().reshape({1, 4, 1, 2503}), {1, 834}, false, 1.0, 1 / 3.0);
  const auto expected = at::upsample_bilinear2d(down, {1, 2503}, false).reshape({4, 2503}).t();
  EXPECT_LE(testing::relativeError(SheetLoss({2503, 4}, SheetKind::Weight, {1, 3}).blurred(strip), expected), 1e-12);
}

}  // namespace
}  // namespace studio
