// Measures of a map against their definitions in NumPy and SciPy (tests/data/patterns_reference.json), and what must
// hold for any map.
#include "topo/map_patterns.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <stdexcept>

namespace studio {
namespace {

const nlohmann::json& patterns(const char* part) {
  static const auto json = [] {
    std::ifstream file(std::string(STUDIO_SOURCE_DIR) + "/tests/data/patterns_reference.json");
    return nlohmann::json::parse(file);
  }();
  if (json.at(part).empty()) throw std::logic_error(std::string("no case of ") + part);
  return json.at(part);
}

torch::Tensor mapFrom(const nlohmann::json& json) {
  std::vector<torch::Tensor> rows;
  for (const auto& row : json) rows.push_back(torch::tensor(row.get<std::vector<double>>(), torch::kDouble));
  return torch::stack(rows);
}

/// Waves of 12 and 16 units.
torch::Tensor smoothMap() {
  const auto row = torch::arange(24, torch::kDouble).unsqueeze(1), column = torch::arange(32, torch::kDouble);
  return (row * (2 * M_PI / 12)).sin() + (column * (2 * M_PI / 16)).cos() + 0.01 * row;
}

torch::Tensor shuffledMap(const torch::Tensor& map) {
  torch::manual_seed(5);
  return map.flatten().index_select(0, torch::randperm(map.numel())).view(map.sizes());
}

TEST(MapPatterns, IslandsAreThoseOfScipyAndTheirMoransI) {
  for (const auto& each : patterns("islands")) {
    const auto map = mapFrom(each["map"]);
    const auto found = islandMorans(map, map > each["above"].get<double>(), {.smallest = each["smallest"]});
    EXPECT_EQ(found.islands, each["islands"]);
    EXPECT_EQ(found.units, each["units"]);
    EXPECT_NEAR(found.i, each["i"], 1e-12);
    EXPECT_LE(found.significant, found.islands);
  }
}

TEST(MapPatterns, ABackgroundAddsNothingToIslands) {
  const auto small = smoothMap().slice(0, 0, 10).slice(1, 0, 10);
  auto large = torch::zeros({40, 40}, torch::kDouble);
  large.slice(0, 12, 22).slice(1, 12, 22).copy_(small);
  const auto in = [](const torch::Tensor& map) { return islandMorans(map, map > 0.2); };
  EXPECT_NEAR(in(small).i, in(large).i, 1e-12);
  EXPECT_EQ(in(small).islands, in(large).islands);
  EXPECT_GT(in(small).significant, 0);
  const auto none = islandMorans(small, small > 100);
  EXPECT_TRUE(std::isnan(none.i));
  EXPECT_EQ(none.islands, 0);
  EXPECT_THROW(islandMorans(small, large > 0), std::invalid_argument);
}

TEST(MapPatterns, ASmoothIslandHasALargerIThanAShuffledOne) {
  const auto map = smoothMap().abs() + 1;
  const auto all = torch::ones_like(map).to(torch::kBool);
  EXPECT_GT(islandMorans(map, all).i, 0.8);
  EXPECT_LT(std::abs(islandMorans(shuffledMap(map), all).i), 0.1);
}

TEST(MapPatterns, ThePowerOfFrequenciesIsNumpys) {
  for (const auto& each : patterns("spectra")) {
    const auto found = radialPower(mapFrom(each["map"]));
    ASSERT_EQ(found.power.size(), each["power"].size());
    for (std::size_t i = 0; i < found.power.size(); ++i) EXPECT_NEAR(found.power[i], each["power"][i], 1e-12) << i;
    EXPECT_NEAR(found.low, each["low"], 1e-12);
    EXPECT_NEAR(found.meanFrequency, each["mean_frequency"], 1e-12);
    EXPECT_NEAR(std::accumulate(found.power.begin(), found.power.end(), 0.0), 1, 1e-12);
    EXPECT_LE(found.frequency.back(), 0.5 + 0.5 / double(found.power.size()));
  }
}

TEST(MapPatterns, SmoothMapsHaveTheirPowerInLongWaves) {
  const auto smooth = radialPower(smoothMap()), shuffled = radialPower(shuffledMap(smoothMap()));
  EXPECT_GT(smooth.low, 0.95);
  EXPECT_LT(shuffled.low, 0.2);
  EXPECT_LT(smooth.meanFrequency, shuffled.meanFrequency / 3);
  const auto scaled = radialPower(smoothMap() * -7 + 3);
  EXPECT_NEAR(scaled.low, smooth.low, 1e-12) << "neither scale, sign nor mean matter";
  EXPECT_TRUE(std::isnan(radialPower(torch::ones({4, 4})).low));
  EXPECT_TRUE(radialPower(torch::full({4, 4}, std::nan(""))).power.empty());
}

TEST(MapPatterns, CoherenceIsTheDistanceOfTheMostSelectiveUnits) {
  for (const auto& each : patterns("coherence")) {
    const auto found = spatialCoherence(mapFrom(each["map"]), {.units = each["units"], .sets = 4000});
    EXPECT_NEAR(found.distance, each["distance"], 1e-12);
    EXPECT_NEAR(found.expected, each["expected"], 0.05 * each["expected"].get<double>()) << "of all pairs of units";
  }
}

TEST(MapPatterns, CoherenceSeesClustersAndKeepsToItsSeed) {
  auto map = shuffledMap(smoothMap()).abs();
  map.slice(0, 3, 7).slice(1, 8, 12).add_(100);
  const auto together = spatialCoherence(map);
  EXPECT_LT(together.z, -4);
  EXPECT_NEAR(together.p, 1 / 1001., 1e-12);
  const auto apart = spatialCoherence(shuffledMap(map));
  EXPECT_GT(apart.z, -3);
  EXPECT_GT(apart.p, 0.01);
  EXPECT_EQ(spatialCoherence(map, {.seed = 3}).z, spatialCoherence(map, {.seed = 3}).z);
  EXPECT_NE(spatialCoherence(map, {.seed = 3}).z, together.z);
  EXPECT_EQ(spatialCoherence(map * 2 - 1).distance, together.distance) << "only the order counts";
  const auto one = torch::tensor({{1.0, std::nan("")}});
  EXPECT_TRUE(std::isnan(spatialCoherence(one).distance));
  EXPECT_THROW(spatialCoherence(map, {.units = 1}), std::invalid_argument);
}

TEST(MapPatterns, CoherenceOfTheSameBitsOnAnyNumberOfThreads) {
  const int threads = torch::get_num_threads();
  torch::set_num_threads(1);
  const auto one = spatialCoherence(smoothMap());
  torch::set_num_threads(2);
  EXPECT_EQ(spatialCoherence(smoothMap()).z, one.z);
  torch::set_num_threads(threads);
}

TEST(MapPatterns, TheClusterRadiusIsTheOneOfItsDefinition) {
  for (const auto& each : patterns("clusters")) {
    const auto found = clusterRadius(mapFrom(each["degrees"]), each["bins"]);
    EXPECT_EQ(found.radii, each["radii"].get<std::vector<std::int64_t>>());
    EXPECT_NEAR(found.mean, each["mean"], 1e-12);
    EXPECT_EQ(found.median, each["median"]);
  }
}

TEST(MapPatterns, LargeClustersHaveALargeRadius) {
  const auto column = torch::arange(32, torch::kDouble).expand({16, 32});
  const auto slow = (column * (180.0 / 32)).contiguous(), fast = (column * (180.0 / 8)).remainder(180).contiguous();
  EXPECT_GT(clusterRadius(slow).mean, 3 * clusterRadius(fast).mean);
  EXPECT_LT(clusterRadius(shuffledMap(slow)).mean, clusterRadius(slow).mean / 2);
  auto holes = slow.clone();
  holes[0][0] = std::nan("");
  EXPECT_EQ(clusterRadius(holes).radii[0], -1);
  EXPECT_TRUE(std::isnan(clusterRadius(torch::ones({3, 3})).mean)) << "one angle alone";
  EXPECT_THROW(clusterRadius(slow, 1), std::invalid_argument);
}

}  // namespace
}  // namespace studio
