// Curves over distance and the measures of smoothness: golden values, all pairs in NumPy, and what must hold for any
// responses.
#include "topo/smoothness.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <limits>

#include "analysis_reference.h"
#include "topo/cortical_sheet.h"
#include "topo/undefined.h"

namespace studio {
namespace {

using testing::expectNear;

DistanceBins goldenBins() {
  DistanceBins bins{{}, false};
  for (int edge = 0; edge < 10; ++edge) bins.edges.push_back(10.0 * edge / 9);  // linspace(0, 10, 10)
  return bins;
}

DistanceBins readBins(const nlohmann::json& row, bool lastInclusive) {
  return {testing::readNumbers(row.at("edges")), lastInclusive};
}

void expectCurve(const DistanceCurve& curve, const nlohmann::json& row, double tolerance, bool spread = true) {
  expectNear(curve.correlation, testing::readNumbers(row.at("correlation")), tolerance, "correlation");
  expectNear(curve.distance, testing::readNumbers(row.at("distance")), 1e-12, "distance");
  if (spread) expectNear(curve.spread, testing::readNumbers(row.at("spread")), 1e-9, "spread");
  EXPECT_EQ(curve.pairs, row.at("pairs").get<std::vector<std::int64_t>>());
}

/// Responses that vary smoothly over the sheet, [stimuli, units] float.
torch::Tensor smoothResponses(std::int64_t stimuli, std::int64_t height, std::int64_t width, double sigma) {
  torch::manual_seed(5);
  std::vector<torch::Tensor> maps;
  for (std::int64_t map = 0; map < stimuli; ++map)
    maps.push_back(gaussianSmoothed(torch::randn({height, width}), sigma).flatten());
  return torch::stack(maps).to(torch::kFloat);
}

class CurveMethodTest : public ::testing::TestWithParam<CurveMethod> {};
INSTANTIATE_TEST_SUITE_P(Both, CurveMethodTest, ::testing::Values(CurveMethod::Product, CurveMethod::Fourier),
                         [](const auto& info) { return info.param == CurveMethod::Product ? "Product" : "Fourier"; });

TEST_P(CurveMethodTest, MatchesTheGoldenCurve) {
  const auto curve = correlationCurve(testing::goldenResponses(), 8, 8, goldenBins(), GetParam());
  expectNear(curve.correlation, {.849506, .725894, .416774, .061274, -.184238, -.312479, -.316402, -.316834, -.263955},
             5.1e-7);
  EXPECT_EQ(curve.pairs, (std::vector<std::int64_t>{112, 194, 460, 346, 380, 276, 178, 60, 10}));
  const auto scores = curveSmoothness(curve);
  EXPECT_NEAR(scores.llcnn, 1.372962, 5.1e-7);
  EXPECT_NEAR(scores.maxMinusMin, 1.166339, 1.1e-6);
  EXPECT_NEAR(scores.tdann, .885715, 5.1e-7);
}

TEST_P(CurveMethodTest, EqualsAllPairsWithHolesAndStrips) {
  for (const auto& row : testing::analysisReference("correlation")) {
    const bool product = GetParam() == CurveMethod::Product;
    const auto responses = testing::makeTensor(row.at("responses"));
    const auto bins = readBins(row, row.at("last_inclusive"));
    const auto curve = correlationCurve(responses, row.at("height"), row.at("width"), bins, GetParam());
    expectCurve(curve, row, 1e-9, product);
    expectCurve(correlationCurve(responses.to(torch::kFloat), row.at("height"), row.at("width"), bins, GetParam()), row,
                1e-6, false);
    for (const double spread : curve.spread) EXPECT_EQ(std::isnan(spread), !product);
  }
}

TEST_P(CurveMethodTest, IsTheSameForAnyScaleAndOffsetOfAUnit) {
  torch::manual_seed(1);
  const auto responses = torch::randn({15, 42}, torch::kDouble);
  const auto changed =
      responses * (torch::rand({42}, torch::kDouble) + 0.1) * 1e3 + torch::randn({42}, torch::kDouble) * 1e4;
  const auto bins = defaultBins(6, 7);
  expectNear(correlationCurve(changed, 6, 7, bins, GetParam()).correlation,
             correlationCurve(responses, 6, 7, bins, GetParam()).correlation, 1e-9);
}

TEST_P(CurveMethodTest, IsTheSameForTheTransposedSheet) {
  torch::manual_seed(2);
  const auto responses = torch::randn({9, 5, 8}, torch::kDouble);  // [stimuli, height, width]
  const auto bins = defaultBins(5, 8);
  const auto curve = correlationCurve(responses.flatten(1), 5, 8, bins, GetParam());
  const auto turned = correlationCurve(responses.transpose(1, 2).flatten(1), 8, 5, bins, GetParam());
  expectNear(turned.correlation, curve.correlation, 1e-12);
  EXPECT_EQ(turned.pairs, curve.pairs);
}

TEST_P(CurveMethodTest, UndefinedUnitsAreLeftOutAndNothingIsLeftOfNothing) {
  const auto bins = defaultBins(4, 4);
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double value : {0.1, kUndefinedMeasure, infinity}) {
    const auto curve = correlationCurve(torch::full({6, 16}, value, torch::kDouble), 4, 4, bins, GetParam());
    EXPECT_TRUE(curve.correlation.empty()) << value;
    const auto scores = curveSmoothness(curve);
    EXPECT_TRUE(std::isnan(scores.maxMinusMin) && std::isnan(scores.llcnn) && std::isnan(scores.tdann));
  }
  EXPECT_TRUE(correlationCurve(torch::rand({1, 16}), 4, 4, bins, GetParam())
                  .correlation.empty());  // one stimulus: no correlation
}

TEST(CorrelationCurve, BothMethodsAgreeOnLargeFloatSheetsAndOnConstantUnits) {
  const std::pair<std::int64_t, std::int64_t> sheets[] = {{40, 40}, {24, 70}, {1, 1500}};
  for (const auto& [height, width] : sheets) {
    torch::manual_seed(3);
    auto responses = torch::randn({150, height * width}) + torch::randn({150, 1}) + 20;  // 150 stimuli: float work
    responses.select(1, 7).fill_(0.3);
    responses[4][11] = kUndefinedMeasure;
    const auto bins = defaultBins(height, width);
    const auto product = correlationCurve(responses, height, width, bins, CurveMethod::Product);
    const auto fourier = correlationCurve(responses, height, width, bins, CurveMethod::Fourier);
    expectNear(fourier.correlation, product.correlation, 1e-5);
    const auto exact = correlationCurve(responses.to(torch::kDouble), height, width, bins, CurveMethod::Product);
    expectNear(product.correlation, exact.correlation, 1e-6);
    EXPECT_EQ(fourier.pairs, product.pairs);
  }
}

TEST(CorrelationCurve, FourierTakesEveryOneOfManyStimuli) {
  torch::manual_seed(5);
  const auto responses =
      torch::randn({40000, 36}, torch::kDouble) + torch::randn({40000, 1}, torch::kDouble);  // more than 16 batches
  const auto bins = defaultBins(6, 6);
  expectNear(correlationCurve(responses, 6, 6, bins, CurveMethod::Fourier).correlation,
             correlationCurve(responses, 6, 6, bins, CurveMethod::Product).correlation, 1e-10);
}

TEST(CorrelationCurve, FourierGivesTheSameBitsForAnyNumberOfThreads) {
  torch::manual_seed(3);
  const auto responses = torch::randn({40, 900}, torch::kDouble);
  const auto threads = torch::get_num_threads();
  torch::set_num_threads(1);
  const auto one = correlationCurve(responses, 30, 30, defaultBins(30, 30), CurveMethod::Fourier);
  torch::set_num_threads(2);
  const auto two = correlationCurve(responses, 30, 30, defaultBins(30, 30), CurveMethod::Fourier);
  torch::set_num_threads(threads);
  EXPECT_EQ(one.correlation, two.correlation);
}

TEST(CorrelationCurve, SmoothFieldsAreSmootherThanTheSameUnitsShuffled) {
  const auto responses = smoothResponses(60, 16, 16, 2);
  torch::manual_seed(4);
  const auto shuffled = responses.index_select(1, torch::randperm(256));
  const auto bins = defaultBins(16, 16);
  EXPECT_GT(curveSmoothness(correlationCurve(responses, 16, 16, bins)).maxMinusMin, 0.7);
  EXPECT_LT(curveSmoothness(correlationCurve(shuffled, 16, 16, bins)).maxMinusMin, 0.2);
}

TEST(CorrelationCurve, BinsFollowTheirEdges) {
  const auto responses =
      torch::arange(2, torch::kDouble).unsqueeze(1) * torch::ones({1, 4}, torch::kDouble);  // 2 stimuli, all r = 1
  const auto pairs = [&](const std::vector<double>& edges, bool last) {
    return correlationCurve(responses, 1, 4, {edges, last}).pairs;
  };
  EXPECT_EQ(pairs({0, 1, 2, 3}, true), std::vector<std::int64_t>());          // nothing below 1: ends before it begins
  EXPECT_EQ(pairs({1, 2, 3}, true), (std::vector<std::int64_t>{3, 3}));       // 2 and 3 together
  EXPECT_EQ(pairs({1, 2, 3}, false), (std::vector<std::int64_t>{3, 2}));      // 3 dropped
  EXPECT_EQ(pairs({0, 1.5, 1.7, 9}, false), (std::vector<std::int64_t>{3}));  // an empty bin ends the curve
}

TEST(CorrelationCurve, RefusesWhatDoesNotBelongTogether) {
  EXPECT_THROW(correlationCurve(torch::rand({4, 9}), 3, 4, defaultBins(3, 4)), std::invalid_argument);
  EXPECT_THROW(correlationCurve(torch::rand({9}), 3, 3, defaultBins(3, 3)), std::invalid_argument);
  EXPECT_THROW(correlationCurve(torch::rand({0, 9}), 3, 3, defaultBins(3, 3)), std::invalid_argument);
  for (const std::vector<double>& edges : {std::vector<double>{}, {0}, {0, 1, 1}, {0, 2, 1}, {0, kUndefinedMeasure}})
    EXPECT_THROW(correlationCurve(torch::rand({4, 9}), 3, 3, {edges, true}), std::invalid_argument);
}

TEST(DefaultBins, EveryBinHoldsADistanceAndTheFirstHoldsOne) {
  EXPECT_EQ(defaultBins(48, 64).edges.size(), 21u);
  EXPECT_EQ(defaultBins(16, 16).edges.size(), 21u);
  for (std::int64_t height = 1; height <= 20; ++height)
    for (std::int64_t width = height; width <= 40; width += 3) {
      if (height * width < 2) continue;
      const auto bins = defaultBins(height, width);
      const auto curve = correlationCurve(torch::arange(2, torch::kDouble).unsqueeze(1).expand({2, height * width}),
                                          height, width, bins);
      const auto all = height * width * (height * width - 1) / 2;
      EXPECT_EQ(std::accumulate(curve.pairs.begin(), curve.pairs.end(), std::int64_t{0}), all)
          << height << " x " << width;
      EXPECT_GT(bins.edges[1], bins.edges.size() == 2 ? 0.999 : 1.0);
    }
  EXPECT_TRUE(correlationCurve(torch::rand({5, 1}), 1, 1, defaultBins(1, 1)).pairs.empty());
  EXPECT_THROW(defaultBins(0, 4), std::invalid_argument);
}

TEST(SmoothnessScores, AreUndefinedWhereTheScienceSaysSo) {
  const auto computeScores = [](std::vector<double> c) {
    return curveSmoothness({c, c, c, std::vector<std::int64_t>(c.size(), 1)});
  };
  EXPECT_TRUE(std::isnan(computeScores({0.049, -0.1}).llcnn));
  EXPECT_NEAR(computeScores({0.05, -0.1}).llcnn, 3, 1e-12);
  EXPECT_NEAR(computeScores({0.049, -0.1}).maxMinusMin, 0.149, 1e-12);
  EXPECT_TRUE(std::isnan(computeScores({0.5}).maxMinusMin));
}

}  // namespace
}  // namespace studio
