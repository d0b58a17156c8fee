// The sizes every transformer has, from the configuration or as published.
#pragma once
#include <cstdint>

#include "core/run/run_config.h"

namespace studio {

struct TransformerSize {
  std::int64_t layers = 12, heads = 12, width = 768;
  std::int64_t hidden() const { return 4 * width; }   ///< units between the two layers of a block's MLP
};

/// A setting, or the published value where it is 0. Throws UserError for one below 0.
std::int64_t settingOr(std::int64_t setting, std::int64_t published, const char* key);
/// Throws UserError when the heads do not divide the width, or for a network that could only exhaust the memory;
/// `otherParameters` = those outside of the blocks, for each value of the width.
TransformerSize transformerSizeOf(const char* model, const ModelConfig& config, const TransformerSize& published, double otherParameters);

/// GELU as torch names its kinds, "none" (exact) or "tanh": the setting, or the published one.
const char* geluOr(const std::string& setting, const char* published);
/// Of the layer norms. Throws UserError for one that is not above 0 and at most 1.
double epsilonOr(double setting, double published);

}  // namespace studio
