// What tests/data/make_analysis_reference.py computed with NumPy, SciPy and scikit-image, and the maps of the science's
// golden values.
#pragma once
#include <torch/types.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace studio::testing {

/// One part of tests/data/analysis_reference.json.
const nlohmann::json& analysisReference(const std::string& part);
/// Numbers, in lists of lists or not; null is NaN.
std::vector<double> readNumbers(const nlohmann::json& json);
torch::Tensor makeTensor(const nlohmann::json& json);
/// The values of a double tensor.
std::vector<double> tensorValues(const torch::Tensor& tensor);
/// Fails unless both are NaN or within the tolerance, value by value.
void expectNear(const std::vector<double>& actual, const std::vector<double>& expected, double tolerance,
                const std::string& what = "");

/// science.md, GOLD 2: A[k] = sin(0.1 k), B[k] = cos(0.07 k + 0.3 sin k) as 16 x 16.
torch::Tensor goldenMapA();
torch::Tensor goldenMapB();
/// R[t, (y, x)] = sin(.7 x cos t + .5 y sin 1.3 t + t) + .2 cos(3.1 x + 1.7 y + 2 t), 12 stimuli on 8 x 8.
torch::Tensor goldenResponses();

}  // namespace studio::testing
