// The rows (optimizers.h).
#include "core/run/optimizers.h"

#include <algorithm>

namespace studio {
namespace {

/// Without momentum SGD remembers nothing.
int momentsOfSgd(const OptimizerConfig& config) { return config.momentum != 0 ? 1 : 0; }
/// Of the gradient and of its square.
int momentsOfAdam(const OptimizerConfig&) { return 2; }

}  // namespace

bool OptimizerRow::reads(std::string_view key) const {
  return std::find(settings.begin(), settings.end(), key) != settings.end();
}

std::span<const OptimizerRow> optimizers() {
  static const std::vector<OptimizerRow> kRows{
      {"sgd", "SGD", {"optimizer.momentum", "optimizer.nesterov"}, momentsOfSgd},
      {"adam", "Adam", {"optimizer.beta2"}, momentsOfAdam},
      {"adamw", "AdamW", {"optimizer.beta2"}, momentsOfAdam},
  };
  return kRows;
}

std::vector<std::string> optimizerNames() {
  std::vector<std::string> names;
  for (const OptimizerRow& row : optimizers()) names.push_back(row.name);
  return names;
}

const OptimizerRow* findOptimizer(std::string_view name) {
  for (const OptimizerRow& row : optimizers())
    if (row.name == name) return &row;
  return nullptr;
}

bool optimizerReads(const OptimizerConfig& config, std::string_view key) {
  const OptimizerRow* row = findOptimizer(config.kind);
  return row && row->reads(key);
}

}  // namespace studio
