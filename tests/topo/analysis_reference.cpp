// Reads the reference file (analysis_reference.h).
#include "analysis_reference.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <stdexcept>

namespace studio::testing {
namespace {

nlohmann::json wholeReference() {
  std::ifstream file(std::string(STUDIO_SOURCE_DIR) + "/tests/data/analysis_reference.json");
  return nlohmann::json::parse(file);
}

template <typename Formula>
torch::Tensor filled(std::int64_t rows, std::int64_t columns, const Formula& formula) {
  auto map = torch::empty({rows, columns}, torch::kDouble);
  for (std::int64_t k = 0; k < map.numel(); ++k) map.data_ptr<double>()[k] = formula(k);
  return map;
}

}  // namespace

const nlohmann::json& analysisReference(const std::string& part) {
  static const auto reference = wholeReference();
  if (reference.at(part).empty()) throw std::logic_error("no case of " + part + " in the file of references");
  return reference.at(part);
}

std::vector<double> readNumbers(const nlohmann::json& json) {
  if (json.is_null()) return {std::nan("")};
  if (!json.is_array()) return {json.is_boolean() ? static_cast<double>(json.get<bool>()) : json.get<double>()};
  std::vector<double> numbers;
  for (const auto& entry : json)
    for (const double number : readNumbers(entry)) numbers.push_back(number);
  return numbers;
}

torch::Tensor makeTensor(const nlohmann::json& json) {
  std::vector<std::int64_t> shape;
  for (const auto* level = &json; level->is_array(); level = &level->front())
    shape.push_back(static_cast<std::int64_t>(level->size()));
  return torch::tensor(readNumbers(json), torch::kDouble).view(shape);
}

std::vector<double> tensorValues(const torch::Tensor& tensor) {
  const auto plain = tensor.to(torch::kDouble).contiguous();
  return {plain.const_data_ptr<double>(), plain.const_data_ptr<double>() + plain.numel()};
}

void expectNear(const std::vector<double>& actual, const std::vector<double>& expected, double tolerance,
                const std::string& what) {
  ASSERT_EQ(actual.size(), expected.size()) << what;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    if (std::isnan(expected[i]))
      EXPECT_TRUE(std::isnan(actual[i])) << what << " " << i << ": " << actual[i];
    else
      EXPECT_NEAR(actual[i], expected[i], tolerance) << what << " " << i;
  }
}

torch::Tensor goldenMapA() {
  return filled(16, 16, [](std::int64_t k) { return std::sin(0.1 * static_cast<double>(k)); });
}

torch::Tensor goldenMapB() {
  return filled(16, 16, [](std::int64_t k) {
    return std::cos(0.07 * static_cast<double>(k) + 0.3 * std::sin(static_cast<double>(k)));
  });
}

torch::Tensor goldenResponses() {
  return filled(12, 64, [](std::int64_t k) {
    const auto t = static_cast<double>(k / 64), y = static_cast<double>(k % 64 / 8), x = static_cast<double>(k % 8);
    return std::sin(.7 * x * std::cos(t) + .5 * y * std::sin(1.3 * t) + t) + .2 * std::cos(3.1 * x + 1.7 * y + 2 * t);
  });
}

}  // namespace studio::testing
