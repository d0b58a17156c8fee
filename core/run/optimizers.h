// The table of optimizers as far as settings, forms and sizes need it: a row each. How a row's step is computed stands
// under its name in core/train/optimizer.cpp. Values; any thread; blocks nobody.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/run_config.h"

namespace studio {

struct OptimizerRow {
  std::string name;                   ///< a choice of optimizer.kind: "adamw"
  std::string title;                  ///< "AdamW"
  std::vector<std::string> settings;  ///< keys that not every row reads, this one among them: "optimizer.momentum"
  /// Numbers that it keeps for each one that is learned, float32 each: none, one moment or two.
  int (*moments)(const OptimizerConfig& config);

  bool reads(std::string_view key) const;
};

/// In the order of the form.
std::span<const OptimizerRow> optimizers();
std::vector<std::string> optimizerNames();
/// nullptr where there is none of that name.
const OptimizerRow* findOptimizer(std::string_view name);
/// Whether the chosen one reads this setting of those that not every row reads.
bool optimizerReads(const OptimizerConfig& config, std::string_view key);

}  // namespace studio
