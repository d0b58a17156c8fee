// The rivals of TopoLoss against NumPy (tests/data/make_rival_losses_reference.py) and against torch's autograd, and
// what holds of them whatever the numbers.
#include <gtest/gtest.h>
#include <torch/nn/functional/distance.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "topo/rival_losses.h"

namespace studio {
namespace {

/// Read once: loops go over parts of it.
const nlohmann::json& rivalReference() {
  static const auto json = [] {
    std::ifstream file(STUDIO_SOURCE_DIR "/tests/data/rival_losses_reference.json");
    return nlohmann::json::parse(file);
  }();
  return json;
}

torch::Tensor arrayIn(const nlohmann::json& row, const char* key = "array") {
  return torch::tensor(row.at(key).get<std::vector<double>>(), torch::kDouble)
      .view(row.at("shape").get<std::vector<std::int64_t>>());
}

double largestDifference(const torch::Tensor& a, const torch::Tensor& b) { return (a - b).abs().max().item<double>(); }

struct Found {
  double value = 0;
  torch::Tensor gradient;
};

Found neighbours(const torch::Tensor& weight, bool eight) {
  torch::Tensor gradient;
  const auto rows = weight.flatten(1);
  const auto value = neighbourDistance(rows, CorticalSheet::ofUnits(rows.size(0)), eight, &gradient);
  return {value.item<double>(), gradient.view(weight.sizes())};
}

Found spatial(const torch::Tensor& responses, bool absolute) {
  const auto input = responses.clone().requires_grad_(true);
  const auto loss = spatialLoss(input, wholeSheet(CorticalSheet::ofUnits(responses.size(1))), {}, absolute);
  loss.backward();
  return {loss.item<double>(), input.grad()};
}

at::Tensor distances(const torch::Tensor& weight, double power) {
  return wiringDistances(CorticalSheet::ofUnits(weight.size(0)), CorticalSheet::ofUnits(weight.size(1)), power);
}

Found wiring(const torch::Tensor& weight, double power) {
  torch::Tensor gradient;
  const auto value = wiringCost(weight, distances(weight, power).to(weight.scalar_type()), &gradient);
  return {value.item<double>(), gradient};
}

Found found(const nlohmann::json& row, const torch::Tensor& array) {
  const auto& settings = row.at("settings");
  if (row.at("loss") == "all_tnn") return neighbours(array, settings.at("eight_neighbours"));
  if (row.at("loss") == "tdann") return spatial(array, settings.at("absolute"));
  return wiring(array, settings.at("power"));
}

TEST(RivalLosses, ValuesAndGradientsAreNumPys) {
  const auto cases = rivalReference().at("losses");
  ASSERT_GE(cases.size(), 14u);
  for (const auto& row : cases) {
    const auto array = arrayIn(row), gradient = arrayIn(row, "gradient");
    const std::string name = row.at("loss").get<std::string>() + row.at("settings").dump();
    const auto exact = found(row, array);
    EXPECT_NEAR(exact.value, row.at("value").get<double>(), 1e-11) << name;
    EXPECT_LE(largestDifference(exact.gradient, gradient), 1e-8) << name;
    const auto single = found(row, array.to(torch::kFloat));
    EXPECT_NEAR(single.value, row.at("value").get<double>(), 1e-5) << name;
    EXPECT_LE(largestDifference(single.gradient, gradient), 1e-5) << name;
  }
}

/// All-TNN's loss composed of torch's own cosine, on a sheet [height, width].
torch::Tensor composedNeighbours(const torch::Tensor& rows, std::int64_t height, std::int64_t width, bool eight) {
  const auto sheet = rows.view({height, width, -1});
  const auto cosine = [](const torch::Tensor& a, const torch::Tensor& b) {
    return torch::nn::functional::cosine_similarity(
               a, b, torch::nn::functional::CosineSimilarityFuncOptions().dim(2).eps(1e-12))
        .flatten();
  };
  std::vector<torch::Tensor> all{cosine(sheet.narrow(0, 0, height - 1), sheet.narrow(0, 1, height - 1)),
                                 cosine(sheet.narrow(1, 0, width - 1), sheet.narrow(1, 1, width - 1))};
  if (eight)
    for (const std::int64_t from : {0, 1})
      all.push_back(cosine(sheet.narrow(0, 0, height - 1).narrow(1, from, width - 1),
                           sheet.narrow(0, 1, height - 1).narrow(1, 1 - from, width - 1)));
  return ((1 - torch::cat(all)) / 2).mean();
}

TEST(RivalLosses, GradientsInClosedFormAreAutograds) {
  torch::manual_seed(3);
  for (const bool eight : {false, true}) {
    const auto rows = torch::randn({24, 7}, torch::kDouble).requires_grad_(true);
    composedNeighbours(rows, 4, 6, eight).backward();
    EXPECT_LE(largestDifference(neighbours(rows.detach(), eight).gradient, rows.grad()), 1e-12);
  }
  for (const double power : {0.0, 0.5, 1.0, 3.0}) {
    const auto weight = torch::randn({12, 6, 3, 3}, torch::kDouble).requires_grad_(true);
    (weight.abs() * distances(weight, power).view({12, 6, 1, 1})).mean().backward();
    EXPECT_LE(largestDifference(wiring(weight.detach(), power).gradient, weight.grad()), 1e-12) << power;
  }
}

TEST(RivalLosses, WeightsThatAreAlikeCostNothing) {
  const auto same = torch::ones({16, 3}, torch::kDouble) * torch::arange(1, 17, torch::kDouble).view({16, 1});
  EXPECT_NEAR(neighbours(same, true).value, 0, 1e-12) << "their lengths do not count";
  EXPECT_NEAR(neighbours(-same * torch::tensor({1.0, -1.0}).repeat({8}).view({16, 1}), false).value, 0.5, 1e-12)
      << "columns that point against each other, rows alike";
  const auto none = neighbours(torch::zeros({16, 3}, torch::kDouble), false);
  EXPECT_EQ(none.value, 0.5);
  EXPECT_EQ(none.gradient.abs().max().item<double>(), 0);
  EXPECT_EQ(neighbours(torch::ones({1, 3}, torch::kDouble), true).value, 0) << "one unit has no neighbour";
}

TEST(RivalLosses, NeighbourhoodsFitTheSheetAndTakeTheirOrder) {
  const CorticalSheet sheet{8, 16};
  const auto reach = neighbourhoodReach(sheet, 3);
  EXPECT_EQ(reach.rows, 2);
  EXPECT_EQ(countCentres(sheet, reach), 4 * 12);
  for (std::int64_t i = 0; i < countCentres(sheet, reach); ++i) {
    const auto centre = centreAt(sheet, reach, i);
    EXPECT_TRUE(sheet.row(centre) >= 2 && sheet.row(centre) <= 5 && sheet.column(centre) >= 2 &&
                sheet.column(centre) <= 13);
  }
  const auto made = neighbourhoodsAround(sheet, reach, {centreAt(sheet, reach, 0), centreAt(sheet, reach, 47)});
  EXPECT_EQ(made.positions.sizes(), (std::vector<std::int64_t>{2, 25}));
  EXPECT_EQ(made.positions.min().item<std::int64_t>(), 0);
  EXPECT_EQ(made.positions.max().item<std::int64_t>(), 127);
  const auto strip = neighbourhoodReach({1, 13}, 5);  // no room above and below
  EXPECT_EQ(strip.rows, 0);
  EXPECT_EQ(strip.columns, 4);

  torch::manual_seed(5);
  const auto responses = torch::randn({9, 12}, torch::kDouble);
  const auto order = torch::randperm(12, torch::kLong);
  const auto whole = wholeSheet({3, 4});
  EXPECT_NEAR(spatialLoss(responses, whole, order, false).item<double>(),
              spatialLoss(responses.index_select(1, order), whole, {}, false).item<double>(), 1e-12);
}

TEST(RivalLosses, AUnitThatRespondsToAllAlikeHasNoSlope) {
  torch::manual_seed(5);
  auto responses = torch::randn({9, 12}, torch::kDouble);
  responses.select(1, 4).fill_(2);
  const auto quiet = spatial(responses, false);
  EXPECT_TRUE(std::isfinite(quiet.value));
  EXPECT_TRUE(torch::isfinite(quiet.gradient).all().item<bool>());
  EXPECT_EQ(quiet.gradient.select(1, 4).abs().max().item<double>(), 0);
  const auto one = spatial(responses.narrow(0, 0, 1), false);
  EXPECT_EQ(one.value, 0.5) << "one stimulus has no correlations";
  EXPECT_EQ(one.gradient.abs().max().item<double>(), 0);
}

SmoothingKernel kernelNamed(const std::string& name) {
  return name == "mean"       ? SmoothingKernel::Mean
         : name == "gaussian" ? SmoothingKernel::Gaussian
                              : SmoothingKernel::MexicanHat;
}

TEST(Smoothing, IsNumPys) {
  ASSERT_FALSE(rivalReference().at("smoothing").empty());
  for (const auto& row : rivalReference().at("smoothing")) {
    const auto matrix = smoothingMatrix({4, 5}, kernelNamed(row.at("kernel")), row.at("width"));
    EXPECT_LE(largestDifference(smoothed(arrayIn(row), matrix, 1), arrayIn(row, "result")), 1e-12) << row.at("kernel");
  }
}

TEST(Smoothing, ActsOnTheUnitsOfImagesAndTokensAndPassesItsGradient) {
  torch::manual_seed(5);
  const auto matrix = smoothingMatrix({4, 5}, SmoothingKernel::MexicanHat, 1.0);
  const auto images = torch::randn({2, 20, 3, 4}, torch::kDouble).requires_grad_(true);
  const auto tokens = images.detach().flatten(2).transpose(1, 2).contiguous();  // [2, 12, 20]
  const auto result = smoothed(images, matrix, 0.25);
  EXPECT_LE(largestDifference(result.flatten(2).transpose(1, 2), smoothed(tokens, matrix, 0.25)), 1e-12);
  EXPECT_LE(largestDifference(smoothed(tokens, matrix, 0.25), 0.75 * tokens + 0.25 * tokens.matmul(matrix.t())), 1e-12);
  const auto slope = torch::randn_like(images);
  result.backward(slope);
  const auto expected = 0.75 * slope + 0.25 * torch::einsum("uv,buhw->bvhw", {matrix, slope});
  EXPECT_LE(largestDifference(images.grad(), expected), 1e-12);
  EXPECT_THROW(smoothingMatrix({2, 2}, SmoothingKernel::Mean, 0), std::invalid_argument);
}

TEST(CbSom, IsNumPys) {
  ASSERT_FALSE(rivalReference().at("updates").empty());
  for (const auto& row : rivalReference().at("updates")) {
    auto weight = arrayIn(row).clone();
    moveTowardsLargestGradient(weight, arrayIn(row, "gradient"), unitPlaces(CorticalSheet::ofUnits(weight.size(0))),
                               row.at("alpha"), row.at("sigma"));
    EXPECT_LE(largestDifference(weight, arrayIn(row, "result")), 1e-12);
  }
}

TEST(CbSom, DecaysToItsFloor) {
  EXPECT_EQ(decayedOfCbSom(0.5, 0, 100), 0.5);
  EXPECT_NEAR(decayedOfCbSom(0.5, 100, 100), 0.5 * std::exp(-3), 1e-15);
  EXPECT_EQ(decayedOfCbSom(0.01, 100, 100), 0.003);
  EXPECT_EQ(decayedOfCbSom(0, 10, 100), 0);
}

}  // namespace
}  // namespace studio
