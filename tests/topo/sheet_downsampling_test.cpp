// Sheets stored small: sizes of the published networks, values against torch's interpolate in Python.
#include "topo/sheet_downsampling.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace studio {
namespace {

CorticalSheet sheetOfSides(std::int64_t height, std::int64_t width) {
  CorticalSheet sheet;
  sheet.height = height;
  sheet.width = width;
  return sheet;
}

torch::Tensor rowsFrom(const nlohmann::json& json) {
  std::vector<torch::Tensor> rows;
  for (const auto& row : json) rows.push_back(torch::tensor(row.get<std::vector<double>>(), torch::kDouble));
  return torch::stack(rows);
}

TEST(SheetDownsampling, SidesAreThoseOfThePublishedNetworks) {
  const auto sheet = sheetOfSides(48, 64);
  EXPECT_EQ(smallSheet(sheet, 0), sheet);
  EXPECT_EQ(smallSheet(sheet, .2), sheetOfSides(42, 57));
  EXPECT_EQ(smallSheet(sheet, .5), sheetOfSides(33, 45));
  EXPECT_EQ(smallSheet(sheet, .8), sheetOfSides(21, 28));
  EXPECT_EQ(smallSheet(sheetOfSides(1, 13), .5), sheetOfSides(1, 9));
  EXPECT_EQ(smallSheet(sheetOfSides(2, 2), .99), sheetOfSides(1, 1)) << "never nothing";
  EXPECT_THROW(smallSheet(sheet, 1), std::invalid_argument);
  EXPECT_THROW(smallSheet(sheet, -0.1), std::invalid_argument);
}

TEST(SheetDownsampling, ValuesAreTorchsInterpolation) {
  std::ifstream file(std::string(STUDIO_SOURCE_DIR) + "/tests/data/pruning_reference.json");
  const auto reference = nlohmann::json::parse(file);
  ASSERT_EQ(reference["sheets"].size(), 4u);
  for (const auto& each : reference["sheets"]) {
    const auto sheet = sheetOfSides(each["sheet"][0], each["sheet"][1]);
    const double sparsity = each["sparsity"];
    const auto stored = smallSheet(sheet, sparsity);
    EXPECT_EQ(stored, sheetOfSides(each["stored"][0], each["stored"][1]));
    const auto small = shrinkSheet(rowsFrom(each["weight"]), sheet, sparsity);
    EXPECT_TRUE(torch::allclose(small, rowsFrom(each["small"]), 1e-5, 1e-6)) << each["sheet"];
    EXPECT_TRUE(torch::allclose(enlargeSheet(small, stored, sheet), rowsFrom(each["whole"]), 1e-5, 1e-6));
  }
}

TEST(SheetDownsampling, KernelsOfAConvolutionAreMapsOfTheirOwn) {
  torch::manual_seed(1);
  const auto sheet = sheetOfSides(4, 6);
  const auto kernels = torch::randn({24, 2, 3, 3});
  const auto small = shrinkSheet(kernels, sheet, .5), flat = shrinkSheet(kernels.view({24, -1}), sheet, .5);
  EXPECT_EQ(small.sizes(), (torch::IntArrayRef{8, 2, 3, 3}));
  EXPECT_TRUE(torch::equal(small.reshape({8, -1}), flat));
  EXPECT_EQ(enlargeSheet(small, smallSheet(sheet, .5), sheet).sizes(), kernels.sizes());
}

TEST(SheetDownsampling, ASmoothSheetLosesLessThanAShuffledOne) {
  torch::manual_seed(4);
  const auto sheet = sheetOfSides(12, 16);
  const auto along = torch::arange(192, torch::kFloat);
  const auto smooth = torch::stack({(along / 16).floor() * 0.3, (along.remainder(16) * 0.2).sin()}, 1);
  const auto shuffled = smooth.index_select(0, torch::randperm(192));
  const auto lost = [&](const torch::Tensor& weight) {
    const auto back = enlargeSheet(shrinkSheet(weight, sheet, .5), smallSheet(sheet, .5), sheet);
    return (back - weight).norm().item<double>() / weight.norm().item<double>();
  };
  EXPECT_LT(5 * lost(smooth), lost(shuffled));
  EXPECT_LT(lost(torch::ones({192, 3})), 1e-6) << "a constant stays";
}

TEST(SheetDownsampling, NothingIsDoneAtFullSize) {
  const auto weight = torch::randn({6, 2});
  EXPECT_TRUE(shrinkSheet(weight, sheetOfSides(2, 3), 0).is_same(weight));
  EXPECT_TRUE(enlargeSheet(weight, sheetOfSides(2, 3), sheetOfSides(2, 3)).is_same(weight));
  EXPECT_EQ(shrinkSheet(weight.to(torch::kBFloat16), sheetOfSides(2, 3), .5).scalar_type(), torch::kBFloat16);
  EXPECT_THROW(shrinkSheet(weight, sheetOfSides(2, 4), .5), std::invalid_argument);
}

}  // namespace
}  // namespace studio
