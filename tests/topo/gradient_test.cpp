// Value and gradient against autograd of the composed formula, in double and float, for every factor, sheet shape and
// layout, with each instruction set that runs here and by operations.
#include <gtest/gtest.h>

#include "composed_loss.h"
#include "topo/sheet_pass.h"

namespace studio {
namespace {

const std::vector<double> kFactors = {1, 2, 2.5, 3, 4, 5, 8};

struct Shape {
  const char* name;
  std::vector<std::int64_t> weight;
};
const std::vector<Shape> kShapes = {
    {"8x8", {64, 16, 3, 3}},        {"8x8_stem", {64, 3, 7, 7}}, {"8x16", {128, 70}},        {"16x16", {256, 9, 3, 3}},
    {"16x32", {512, 300}},          {"24x32", {768, 33}},        {"48x64", {3072, 24}},      {"25x40", {1000, 17}},
    {"pointwise", {128, 64, 1, 1}}, {"one_input", {64, 1}},      {"grouped", {64, 2, 3, 3}},
};

/// Restores the instruction set when a test ends.
struct ForcedSet {
  InstructionSet before = instructionSet();
  explicit ForcedSet(InstructionSet set) { useInstructionSet(set); }
  ~ForcedSet() { useInstructionSet(before); }
};

testing::LossAndGradient byOperations(const torch::Tensor& weight, SheetKind kind, const TopoOptions& options) {
  const SheetLoss loss(weight.sizes().vec(), kind, options);
  auto gradient = torch::zeros_like(weight);
  const auto result = computeByOperations({{&loss.plan(), weight, &gradient, 1.0, false}});
  return {result.front().loss.item<double>(), gradient};
}

void expectSame(const testing::LossAndGradient& result, const testing::LossAndGradient& expected, double lossBound,
                double gradientBound, const std::string& what) {
  EXPECT_NEAR(result.loss, expected.loss, lossBound) << what;
  EXPECT_LE(testing::relativeError(result.gradient, expected.gradient), gradientBound) << what;
}

/// Gradients at factor 1 are zero but for autograd's own rounding, so an absolute bound serves there.
void compareAll(const torch::Tensor& weight, SheetKind kind, const TopoOptions& options, const std::string& name) {
  const auto exact = testing::composed(weight, kind, options);
  const bool identity = options.factorHeight == 1 && options.factorWidth == 1;
  if (identity) {
    const auto result = testing::ours(weight, kind, options);
    EXPECT_EQ(result.loss, 0.0) << name;
    EXPECT_LE((result.gradient - exact.gradient).abs().max().item<double>(), 1e-12) << name;
    return;
  }
  expectSame(byOperations(weight, kind, options), exact, 1e-10, 1e-10, name + " by operations");
  for (const auto set : instructionSets()) {
    const ForcedSet forced(set);
    const auto what = name + " " + std::string(toString(set));
    expectSame(testing::ours(weight, kind, options), exact, 1e-11, 1e-11, what + " double");
    expectSame(testing::ours(weight.to(torch::kFloat), kind, options), exact, 1e-6, 1e-6, what + " float");
  }
}

class GradientTest : public ::testing::TestWithParam<Shape> {};

TEST_P(GradientTest, EqualsAutogradForEveryFactor) {
  torch::manual_seed(11);
  const auto weight = torch::randn(GetParam().weight, torch::kDouble);
  const auto sheet = CorticalSheet::ofUnits(weight.size(0));
  int compared = 0;
  for (const double factor : kFactors) {
    const TopoOptions options{factor, factor, BlurMode::Bilinear, false};
    if (!factorProblem(sheet, options).empty()) continue;
    ++compared;
    compareAll(weight, SheetKind::Weight, options, GetParam().name + std::string(" factor ") + std::to_string(factor));
  }
  EXPECT_GE(compared, 4) << "a factor for which no sheet is too small";
}

TEST_P(GradientTest, EqualsAutogradWithNearestAndPerSlice) {
  torch::manual_seed(12);
  const auto weight = torch::randn(GetParam().weight, torch::kDouble);
  for (const auto& options :
       {TopoOptions{3, 3, BlurMode::Nearest, false}, TopoOptions{2, 2.5, BlurMode::Bilinear, true},
        TopoOptions{3, 4, BlurMode::Nearest, true}})
    compareAll(weight, SheetKind::Weight, options, GetParam().name);
}

TEST_P(GradientTest, ChannelsLastWeightsKeepTheirLayout) {
  if (GetParam().weight.size() != 4) GTEST_SKIP() << "no weight of a convolution";
  torch::manual_seed(13);
  const auto weight = torch::randn(GetParam().weight, torch::kDouble).contiguous(torch::MemoryFormat::ChannelsLast);
  compareAll(weight, SheetKind::Weight, {3, 3, BlurMode::Bilinear, false},
             GetParam().name + std::string(" channels_last"));
  const auto result = testing::ours(weight, SheetKind::Weight, {});
  EXPECT_TRUE(result.gradient.is_contiguous(torch::MemoryFormat::ChannelsLast));
}

INSTANTIATE_TEST_SUITE_P(Sheets, GradientTest, ::testing::ValuesIn(kShapes),
                         [](const auto& info) { return "sheet_" + std::string(info.param.name); });

TEST(GradientKindTest, InputAndBiasSheetsEqualAutograd) {
  torch::manual_seed(14);
  for (const double factor : {2.0, 2.5, 3.0, 4.0}) {
    const TopoOptions options{factor, factor, BlurMode::Bilinear, false};
    compareAll(torch::randn({21, 256}, torch::kDouble), SheetKind::Input, options, "input");
    compareAll(torch::randn({256}, torch::kDouble), SheetKind::Bias, options, "bias");
  }
}

TEST(GradientKindTest, StripsEqualAutograd) {
  torch::manual_seed(15);
  for (const std::int64_t units : {7, 13, 97, 2503})  // the last is longer than the matrices of the operations
    for (const double factor : {2.0, 2.5, 3.0}) {
      const TopoOptions options{1, factor, BlurMode::Bilinear, false};
      compareAll(torch::randn({units, 20}, torch::kDouble), SheetKind::Weight, options,
                 "strip " + std::to_string(units));
    }
}

TEST(GradientKindTest, FactorsOfOddSidesEqualAutograd) {
  torch::manual_seed(16);
  const auto weight = torch::randn({30, 19}, torch::kDouble);  // 5 x 6
  for (const auto& [height, width] : {std::pair{1.0, 3.0}, {5.0, 6.0}, {4.9, 1.1}, {1.7, 2.3}, {5.0, 1.0}})
    for (const auto mode : {BlurMode::Bilinear, BlurMode::Nearest})
      compareAll(weight, SheetKind::Weight, {height, width, mode, false},
                 std::to_string(height) + " x " + std::to_string(width));
}

TEST(GradientLayoutTest, GradientIsAddedWithItsScaleInAnyLayout) {
  torch::manual_seed(17);
  const auto weight = torch::randn({64, 8, 3, 3});
  const auto exact = testing::composed(weight.to(torch::kDouble), SheetKind::Weight, {}).gradient;
  const SheetLoss loss(weight.sizes().vec(), SheetKind::Weight, {});
  for (const auto format : {torch::MemoryFormat::Contiguous, torch::MemoryFormat::ChannelsLast}) {
    auto gradient = torch::ones_like(weight).contiguous(format);
    loss.addGradient(weight, gradient, -2.5);
    EXPECT_LE(testing::relativeError(gradient, 1 - 2.5 * exact), 1e-6);
  }
  auto strided = torch::ones({64, 8, 3, 6}).slice(3, 0, 6, 2);  // gaps between its elements
  loss.addGradient(weight, strided, -2.5);
  EXPECT_LE(testing::relativeError(strided, 1 - 2.5 * exact), 1e-6);
}

TEST(GradientLayoutTest, WeightsWithGapsEqualTheirCopies) {
  torch::manual_seed(18);
  const auto wide = torch::randn({64, 80});
  const auto part = wide.slice(1, 3, 60);
  const auto a = testing::ours(part, SheetKind::Weight, {}),
             b = testing::ours(part.contiguous(), SheetKind::Weight, {});
  EXPECT_EQ(a.loss, b.loss);
  EXPECT_TRUE(torch::equal(a.gradient, b.gradient));
}

TEST(GradientLayoutTest, HalfPrecisionIsComputedInFloat) {
  torch::manual_seed(19);
  for (const auto type : {torch::kBFloat16, torch::kHalf}) {
    const auto weight = torch::randn({128, 100}).to(type);
    const auto exact = testing::composed(weight.to(torch::kDouble), SheetKind::Weight, {});
    const auto result = testing::ours(weight, SheetKind::Weight, {}, 64.0);
    EXPECT_NEAR(result.loss, exact.loss, 1e-6);
    EXPECT_EQ(result.gradient.scalar_type(), type);
    EXPECT_LE(testing::relativeError(result.gradient, 64.0 * exact.gradient), type == torch::kHalf ? 1e-3 : 5e-3);
  }
}

}  // namespace
}  // namespace studio
