// The fit of integration windows against SciPy's curve_fit (tests/data/window_reference.json), the golden values of
// science.md 7.2 and planted shapes.
#include "topo/window_fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "topo/undefined.h"

namespace studio {
namespace {

std::vector<double> plantedWindow(const WindowShape& shape, int lags) {
  std::vector<double> window;
  for (int lag = 0; lag <= lags; ++lag) window.push_back(shape.value(lag));
  return window;
}

double squaredError(const std::vector<double>& window, const WindowShape& shape) {
  double sum = 0;
  for (std::size_t lag = 0; lag < window.size(); ++lag) sum += std::pow(window[lag] - shape.value(double(lag)), 2);
  return sum;
}

TEST(WindowFit, ReturnsTheGoldenParameters) {
  const auto fit = fitWindow(plantedWindow({.powerWeight = 0.4, .exponent = 0.7, .rate = 0.8}, 31));
  EXPECT_NEAR(fit.shape.powerWeight, 0.4, 1e-3);
  EXPECT_NEAR(fit.shape.exponent, 0.7, 1e-3);
  EXPECT_NEAR(fit.shape.rate, 0.8, 1e-3);
  EXPECT_NEAR(fit.r2, 1, 1e-9);
}

TEST(WindowFit, FindsPlantedShapes) {
  for (const double weight : {0.05, 0.2, 0.5, 0.8})
    for (const double exponent : {0.3, 0.6, 1.1})
      for (const double rate : {0.5, 1.5, 3.0}) {
        const WindowShape shape{weight, exponent, rate};
        const auto fit = fitWindow(plantedWindow(shape, 20));
        EXPECT_NEAR(fit.shape.powerWeight, weight, 2e-3) << weight << ' ' << exponent << ' ' << rate;
        EXPECT_NEAR(fit.shape.exponent, exponent, 2e-3) << weight << ' ' << exponent << ' ' << rate;
        EXPECT_NEAR(fit.shape.rate, rate, 2e-3 * rate) << weight << ' ' << exponent << ' ' << rate;
      }
}

TEST(WindowFit, EqualsScipysCurveFit) {
  std::ifstream file(std::string(STUDIO_SOURCE_DIR) + "/tests/data/window_reference.json");
  const auto windows = nlohmann::json::parse(file).at("windows");
  ASSERT_EQ(windows.size(), 40u);
  for (const auto& each : windows) {
    const auto window = each["window"].get<std::vector<double>>();
    const auto fit = fitWindow(window);
    EXPECT_NEAR(fit.shape.powerWeight, each["c"].get<double>(), 1e-5);
    EXPECT_NEAR(fit.shape.exponent, each["a"].get<double>(), 1e-4);
    EXPECT_NEAR(fit.shape.rate, each["b"].get<double>(), 1e-4);
    EXPECT_NEAR(squaredError(window, fit.shape), each["error"].get<double>(), 1e-8 * each["error"].get<double>());
    EXPECT_NEAR(fit.r2, each["r2"].get<double>(), 1e-9);
    EXPECT_NEAR(fit.aicc, each["aicc"].get<double>(), 1e-6);
    EXPECT_NEAR(fit.aiccExponential, each["aicc_exponential"].get<double>(), 1e-6);
    EXPECT_NEAR(fit.aiccPower, each["aicc_power"].get<double>(), 1e-6);
    EXPECT_NEAR(fit.aiccConstant, each["aicc_constant"].get<double>(), 1e-6);
  }
}

TEST(WindowFit, OfOneTermAloneSaysNothingOfTheOther) {
  const auto exponential = fitWindow(plantedWindow({0, 1, 0.6}, 20));
  EXPECT_NEAR(exponential.shape.rate, 0.6, 1e-5);
  EXPECT_NEAR(exponential.shape.powerWeight, 0, 1e-5);
  EXPECT_LT(exponential.aiccExponential, exponential.aicc);
  EXPECT_LT(exponential.aicc, exponential.aiccPower);
  const auto power = fitWindow(plantedWindow({1, 0.9, 1}, 20));
  EXPECT_NEAR(power.shape.exponent, 0.9, 1e-5);
  EXPECT_NEAR(power.shape.powerWeight, 1, 1e-5);
  EXPECT_LT(power.aiccPower, power.aicc);
  std::vector<double> risen = plantedWindow({0, 1, 0.6}, 20);  // below an exponential: a power law has no place
  for (std::size_t lag = 2; lag < risen.size(); ++lag) risen[lag] *= 0.5;
  const auto bound = fitWindow(risen);
  EXPECT_EQ(bound.shape.powerWeight, 0);
  EXPECT_TRUE(std::isnan(bound.shape.exponent));
  EXPECT_TRUE(std::isfinite(bound.shape.value(3)));
}

/// Any window: random ones, those that rise, and the edges of what there is.
TEST(WindowFit, IsNeverWorseThanItsPartsAndKeepsItsBounds) {
  std::mt19937_64 random(8);
  std::normal_distribution<double> normal;
  for (int trial = 0; trial < 400; ++trial) {
    auto window = plantedWindow({0.5 + 0.5 * std::sin(trial), 0.1 * (trial % 30), 0.05 * (trial % 70)}, 20);
    for (std::size_t lag = 1; lag < window.size(); ++lag) window[lag] *= std::exp(0.003 * trial * normal(random));
    const auto fit = fitWindow(window);
    const double error = squaredError(window, fit.shape);
    const double penalty = 2 * 4 + 40.0 / 16, penaltyAlone = 2 * 2 + 12.0 / 18;  // of 3 parameters and 1, 21 lags
    EXPECT_LE(fit.aicc - penalty, std::min(fit.aiccExponential, fit.aiccPower) - penaltyAlone + 1e-9) << trial;
    EXPECT_TRUE(fit.shape.powerWeight >= 0 && fit.shape.powerWeight <= 1) << trial;
    EXPECT_FALSE(fit.shape.exponent < 0 || fit.shape.exponent > kLargestExponent) << trial;
    EXPECT_FALSE(fit.shape.rate < 0 || fit.shape.rate > kLargestRate) << trial;
    EXPECT_TRUE(std::isfinite(error)) << trial;
    EXPECT_EQ(fit.aicc, fitWindow(window).aicc) << trial;
  }
}

TEST(WindowFit, OfASinglePositionAndOfAConstant) {
  std::vector<double> window(21, 0.0);
  window[0] = 1;
  const auto single = fitWindow(window);
  EXPECT_GT(single.r2, 0.999999);
  const auto constant = fitWindow(std::vector<double>(21, 1.0));
  EXPECT_NEAR(squaredError(std::vector<double>(21, 1.0), constant.shape), 0, 1e-12);
  EXPECT_TRUE(std::isnan(constant.r2));
  EXPECT_TRUE(std::isfinite(constant.aicc) && std::isfinite(constant.aiccConstant));
}

TEST(WindowFit, IsUndefinedWhereAValueIsNotFinite) {
  auto window = plantedWindow({0.4, 0.7, 0.8}, 20);
  for (const double broken : {kUndefinedMeasure, std::numeric_limits<double>::infinity()}) {
    window[7] = broken;
    const auto fit = fitWindow(window);
    for (const double value : {fit.shape.powerWeight, fit.shape.exponent, fit.shape.rate, fit.r2, fit.aicc})
      EXPECT_TRUE(std::isnan(value));
  }
  EXPECT_THROW(fitWindow(std::vector<double>{1, 0.5, 0.2}), std::invalid_argument);
}

TEST(WindowFit, ReachIsWhereThreeQuartersOfTheSumAre) {
  const auto reach = windowReach(std::vector<double>{1, 0.5, 0.25, 0.25});
  EXPECT_EQ(reach.lagOfThreeQuarters, 1);
  EXPECT_DOUBLE_EQ(reach.meanLag, 0.875);
  EXPECT_EQ(windowReach(std::vector<double>{0, 0, 0}).lagOfThreeQuarters, -1);
}

}  // namespace
}  // namespace studio
