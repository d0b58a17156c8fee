// One image into its place: every order of memory, shifted and mirrored, against the same made of torch's operations.
#include "core/data/batch_writer.h"

#include <gtest/gtest.h>
#include <torch/types.h>

namespace studio {
namespace {

/// Mirrored, then the frame that begins at the move's place of the image padded with 0; all of values 0..1 before
/// normalising.
torch::Tensor composed(torch::Tensor image, const PixelMove& move, const std::vector<float>& scale,
                       const std::vector<float>& offset) {
  const auto height = image.size(1), width = image.size(2), channels = image.size(0);
  image = image.to(torch::kFloat32).clone();
  auto shifted = torch::zeros_like(image);
  for (std::int64_t row = 0; row < height; ++row)
    for (std::int64_t column = 0; column < width; ++column) {
      const auto y = row + move.rows, inFrame = column + move.columns, x = move.flip ? width - 1 - inFrame : inFrame;
      if (y >= 0 && y < height && inFrame >= 0 && inFrame < width)
        shifted.select(1, row).select(1, column).copy_(image.select(1, y).select(1, x));
    }
  return shifted * torch::tensor(scale).view({channels, 1, 1}) + torch::tensor(offset).view({channels, 1, 1});
}

void expectComposed(std::int64_t channels, bool byPixels, bool channelsLast, torch::ScalarType type) {
  const std::vector<float> scale{0.5F, 2, 3, 4}, offset{1, -1, 0.25F, 7};
  const std::vector<float> scales(scale.begin(), scale.begin() + channels),
      offsets(offset.begin(), offset.begin() + channels);
  auto image = torch::randint(0, 256, {channels, 6, 9}, torch::kUInt8).to(type);
  if (byPixels) image = image.permute({1, 2, 0}).contiguous().permute({2, 0, 1});
  const auto format = channelsLast ? torch::MemoryFormat::ChannelsLast : torch::MemoryFormat::Contiguous;
  const PixelWriter writer(scales, offsets);
  for (const bool flip : {false, true})
    for (const auto& [rows, columns] :
         {std::pair<std::int64_t, std::int64_t>{0, 0}, {2, -3}, {-1, 4}, {-6, 0}, {0, 9}}) {
      const auto batch =
          torch::full({2, channels, 6, 9}, -99.0, torch::TensorOptions(torch::kFloat32).memory_format(format));
      const PixelMove move{rows, columns, flip};
      writer.write(image, batch[1], move);
      EXPECT_TRUE(torch::equal(batch[1], composed(image, move, scales, offsets)))
          << channels << byPixels << channelsLast << flip << rows << columns;
      EXPECT_TRUE(batch[0].eq(-99).all().item<bool>());
    }
}

TEST(PixelWriter, WritesWhatTorchsOperationsGive) {
  torch::manual_seed(6);
  for (const std::int64_t channels : {1, 2, 3, 4})
    for (const bool byPixels : {false, true})
      for (const bool channelsLast : {false, true})
        for (const auto type : {torch::kUInt8, torch::kFloat32}) expectComposed(channels, byPixels, channelsLast, type);
}

}  // namespace
}  // namespace studio
