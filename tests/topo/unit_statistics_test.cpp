// t, Welch, pooled t, d', their p and its correction.
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <limits>

#include "analysis_reference.h"
#include "topo/cortical_sheet.h"
#include "topo/selectivity.h"
#include "topo/undefined.h"

namespace studio {
namespace {

using testing::expectNear;
using testing::tensorValues;

torch::Tensor members(const std::vector<int>& stimuli, std::int64_t count) {
  auto chosen = torch::zeros({count}, torch::kBool);
  for (const int stimulus : stimuli) chosen[stimulus] = true;
  return chosen;
}

UnitStatistics computeStatistics(const torch::Tensor& on, const torch::Tensor& off) {  // columns of responses
  const auto isOn = torch::arange(on.size(0) + off.size(0)) < on.size(0);
  return unitStatistics(torch::cat({on, off}), isOn, isOn.logical_not());
}

torch::Tensor makeColumn(const std::vector<double>& values) {
  return torch::tensor(values, torch::kDouble).unsqueeze(1);
}

TEST(UnitStatistics, MatchTheGoldenValues) {
  const auto s = computeStatistics(makeColumn({3, 5, 4, 6, 7}), makeColumn({1, 2, 2, 3, 0, 4, 1}));
  EXPECT_NEAR(s.t.item<double>(), 3.986374541954, 1e-9);
  EXPECT_NEAR(s.welchT.item<double>(), 3.608659241971, 1e-9);
  EXPECT_NEAR(s.welchP.item<double>(), .0071742, 5.1e-8);
  EXPECT_NEAR(s.pooledT.item<double>(), 4.080075070218, 1e-9);
  EXPECT_NEAR(s.dPrime.item<double>(), 2.358647576643, 1e-9);
  EXPECT_NEAR(s.studentT.item<double>(), 3.716555581197, 1e-9);
}

TEST(UnitStatistics, EqualScipyAndTheDefinitionsWithHoles) {
  const auto& row = testing::analysisReference("statistics");
  const auto on = testing::makeTensor(row.at("on")) > 0.5, off = testing::makeTensor(row.at("off")) > 0.5;
  const auto s = unitStatistics(testing::makeTensor(row.at("responses")), on, off);
  expectNear(tensorValues(s.t), testing::readNumbers(row.at("t")), 1e-11, "t");
  expectNear(tensorValues(s.welchT), testing::readNumbers(row.at("welch_t")), 1e-11, "welch t");
  expectNear(tensorValues(s.welchP), testing::readNumbers(row.at("welch_p")), 1e-10, "welch p");
  expectNear(tensorValues(s.welchDf), testing::readNumbers(row.at("welch_df")), 1e-9, "welch df");
  expectNear(tensorValues(s.pooledT), testing::readNumbers(row.at("pooled_t")), 1e-11, "pooled t");
  expectNear(tensorValues(s.dPrime), testing::readNumbers(row.at("d_prime")), 1e-11, "d'");
  expectNear(tensorValues(s.studentT), testing::readNumbers(row.at("student_t")), 1e-11, "student t");
}

TEST(UnitStatistics, ALargeOffsetCostsNoDigits) {
  torch::manual_seed(1);
  const auto responses = torch::randn({40, 5}, torch::kDouble);
  const auto on = torch::arange(40) % 3 == 0;
  const auto plain = unitStatistics(responses, on, on.logical_not()),
             shifted = unitStatistics(responses + 1e6, on, on.logical_not());
  expectNear(tensorValues(shifted.t), tensorValues(plain.t), 1e-7);
}

TEST(UnitStatistics, ConstantGroupsAreZeroOrUndefinedAsSaid) {
  const auto s = computeStatistics(torch::full({7, 1}, 0.3), torch::full({9, 1}, 0.1));
  EXPECT_EQ(s.t.item<double>(), 0);
  EXPECT_EQ(s.dPrime.item<double>(), 0);
  for (const auto& value : {s.welchT, s.welchP, s.welchDf, s.pooledT, s.studentT})
    EXPECT_TRUE(std::isnan(value.item<double>()));
}

TEST(UnitStatistics, TooFewResponsesAreUndefined) {
  const auto single = computeStatistics(makeColumn({3}), makeColumn({1, 2, 4}));
  EXPECT_TRUE(std::isfinite(single.t.item<double>()));
  for (const auto& value : {single.welchT, single.welchP, single.welchDf, single.pooledT, single.studentT})
    EXPECT_TRUE(std::isnan(value.item<double>()));
  const auto empty = computeStatistics(torch::empty({0, 1}, torch::kDouble), makeColumn({1, 2}));
  const auto undefined =
      computeStatistics(makeColumn({kUndefinedMeasure, kUndefinedMeasure, kUndefinedMeasure}), makeColumn({1, 2}));
  for (const auto& s : {empty, undefined})
    for (const auto& value : {s.t, s.welchT, s.welchP, s.welchDf, s.pooledT, s.dPrime, s.studentT})
      EXPECT_TRUE(std::isnan(value.item<double>()));
}

TEST(UnitStatistics, ManyUnitsInBlocksAreThoseOfEachAlone) {
  torch::manual_seed(4);
  const auto responses = torch::rand({900, 5000});  // more than one block
  const auto on = torch::arange(900) % 2 == 0;
  const auto all = unitStatistics(responses, on, on.logical_not());
  const auto last = unitStatistics(responses.narrow(1, 4999, 1), on, on.logical_not());
  EXPECT_NEAR(all.t[4999].item<double>(), last.t[0].item<double>(), 1e-12);
  EXPECT_NEAR(all.t[4999].item<double>(),
              selectivityOfContrasts(responses, on.unsqueeze(0), on.logical_not().unsqueeze(0))[0][4999].item<float>(),
              1e-5);
}

TEST(UnitStatistics, RefusesGroupsThatOverlapOrDoNotFit) {
  const auto responses = torch::rand({4, 2});
  EXPECT_THROW(unitStatistics(responses, members({0, 1}, 4), members({1, 2}, 4)), std::invalid_argument);
  EXPECT_THROW(unitStatistics(responses, members({0}, 3), members({1}, 4)), std::invalid_argument);
  EXPECT_THROW(unitStatistics(responses, torch::zeros({4}), members({1}, 4)), std::invalid_argument);
  EXPECT_THROW(unitStatistics(torch::rand({4}), members({0}, 4), members({1}, 4)), std::invalid_argument);
}

TEST(StudentT, TailsEqualScipys) {
  for (const auto& row : testing::analysisReference("tails")) {
    const auto numbers = testing::readNumbers(row);
    const double p = twoSidedP(numbers[0], numbers[1]);
    EXPECT_NEAR(p, numbers[2], 1e-10) << numbers[0] << " with " << numbers[1];
    EXPECT_NEAR(p / numbers[2], 1, 1e-10) << numbers[0] << " with " << numbers[1];
    EXPECT_EQ(twoSidedP(-numbers[0], numbers[1]), p);
  }
  EXPECT_EQ(twoSidedP(0, 5), 1);
  EXPECT_EQ(twoSidedP(std::numeric_limits<double>::infinity(), 5), 0);
  EXPECT_NEAR(twoSidedP(1.959963984540054, 1e15), 0.05, 1e-12);
  EXPECT_NEAR(twoSidedP(1, 1), 0.5, 1e-14);  // Cauchy
  for (const double freedom : {0.0, -1.0, kUndefinedMeasure}) EXPECT_TRUE(std::isnan(twoSidedP(1, freedom)));
  EXPECT_TRUE(std::isnan(twoSidedP(kUndefinedMeasure, 4)));
}

TEST(Significant, IsBenjaminiAndHochbergs) {
  const auto& row = testing::analysisReference("significance");
  const auto p = testing::makeTensor(row.at("p"));
  expectNear(tensorValues(significant(p, row.at("q"))), testing::readNumbers(row.at("significant")), 0);
  const auto holed =
      torch::cat({p, torch::full({20}, kUndefinedMeasure, torch::kDouble)});  // no tests: they change nothing
  expectNear(tensorValues(significant(holed, row.at("q")).narrow(0, 0, p.size(0))),
             testing::readNumbers(row.at("significant")), 0);
  EXPECT_FALSE(significant(holed).narrow(0, p.size(0), 20).any().item<bool>());
  EXPECT_TRUE(torch::equal(significant(torch::tensor({{.01, .04}, {.03, .5}}, torch::kDouble)),
                           torch::tensor({{true, false}, {false, false}})));
  EXPECT_THROW(significant(p, 0), std::invalid_argument);
}

}  // namespace
}  // namespace studio
