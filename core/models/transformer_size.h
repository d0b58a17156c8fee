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

}  // namespace studio
