// What the tests of networks against Python share: the formula of tests/data/wave_weights.py, and reading its answers.
#pragma once
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/models/model.h"
#include "core/weights/state_dict.h"

namespace studio {

inline nlohmann::json readReferences(const std::string& file) {
  auto references = nlohmann::json::parse(std::ifstream(std::string(STUDIO_SOURCE_DIR) + "/tests/data/" + file));
  if (references.empty()) throw std::logic_error("no case in " + file);
  return references;
}

inline bool endsWithAny(const std::string& name, std::initializer_list<const char*> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](const char* end) { return name.ends_with(end); });
}

inline void fillWaves(Model& model) {
  torch::set_num_threads(1);  // on a busy machine threads of such small networks wait for each other most of the time
  torch::NoGradGuard noGrad;
  std::int64_t number = 0;
  const bool ownHead = model.named_parameters().contains("lm_head.weight");
  for (auto& [name, tensor] : makeStateDict(model)) {
    const auto index = number++;
    if (endsWithAny(name, {"num_batches_tracked", "blur_filter"}) || (name == "lm_head.weight" && !ownHead)) continue;
    auto wave = torch::sin(0.0137 * torch::arange(tensor.numel(), torch::kDouble).square() + static_cast<double>(index))
                    .view(tensor.sizes());
    if (endsWithAny(name, {"wte.weight", "wpe.weight", "lm_head.weight", "pos_embedding", "class_token"}))
      wave = 0.5 * wave;
    else if (tensor.dim() > 1)
      wave = wave * std::sqrt(2.0 / static_cast<double>(tensor[0].numel()));
    else if (name.ends_with("running_var"))
      wave = 1 + 0.5 * wave;
    else
      wave = name.ends_with("weight") ? 1 + 0.1 * wave : 0.1 * wave;
    tensor.copy_(wave);  // shares its memory with the model on the CPU
  }
}

/// Nested lists of numbers.
inline torch::Tensor tensorFrom(const nlohmann::json& values) {
  if (!values.is_array()) return torch::tensor(values.get<double>(), torch::kDouble);
  std::vector<torch::Tensor> parts;
  for (const auto& part : values) parts.push_back(tensorFrom(part));
  return torch::stack(parts);
}

/// Differs by less than `share` of the largest value.
inline ::testing::AssertionResult isClose(const torch::Tensor& found, const torch::Tensor& expected, double share) {
  if (found.sizes() != expected.sizes())
    return ::testing::AssertionFailure() << "other shape: " << found.sizes() << ", not " << expected.sizes();
  const double off = (found.to(torch::kDouble) - expected).abs().max().item<double>(),
               largest = expected.abs().max().item<double>();
  if (off < share * largest) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "off by " << off << " of " << largest;
}

/// A row at its default settings, without values.
inline std::shared_ptr<Model> ofPublishedSize(const char* name) {
  const ShapesOnly shapesOnly;
  const auto config = findModel(name).defaults().model;
  return findModel(name).make(config, defaultInputShape(config));
}

inline std::int64_t countParameters(const Model& model) {
  std::int64_t count = 0;
  for (const auto& parameter : model.parameters()) count += parameter.numel();
  return count;
}

/// Names in PyTorch's order, the number of parameters, and what the model's seed drew.
inline void expectNamesCountsAndDraws(const Model& model, const nlohmann::json& row) {
  std::vector<std::string> names;
  std::map<std::string, torch::Tensor> tensors;
  for (const auto& [name, tensor] : makeStateDict(model)) {
    names.push_back(name);
    tensors[name] = tensor;
  }
  EXPECT_EQ(names, row["names"].get<std::vector<std::string>>());
  EXPECT_EQ(countParameters(model), row["parameters"].get<std::int64_t>());
  if (!row.contains("drawn")) return;
  for (const auto& [name, values] : row["drawn"].items())
    for (int index = 0; index < 3; ++index)
      EXPECT_NEAR(tensors.at(name).flatten()[index].item<double>(),
                  values[static_cast<std::size_t>(index)].get<double>(), 1e-6)
          << name;
}

}  // namespace studio
