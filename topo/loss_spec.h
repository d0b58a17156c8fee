// The list of losses that the topoloss package saves and loads as JSON (TopoLoss.save_json; science.md 1.6).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "topo/topo_loss.h"

namespace studio {

/// One entry of the list. `scale` is tau; null in the file = watched only.
struct LossSpec {
  std::string layer;
  SheetKind kind = SheetKind::Weight;
  TopoOptions options;
  std::optional<double> scale = 1.0;
  std::string weightAttribute;  ///< custom_weight_attribute_name, e.g. "weight_hh_l0"; empty = "weight" (or "bias")

  bool watchOnly() const { return !scale; }
};

/// Throws std::invalid_argument with a sentence that names the entry. `sourceName` is the file, for that sentence.
std::vector<LossSpec> parseLosses(std::string_view json, const std::string& sourceName);
/// The package reads it back, unless an entry is per slice: that key ("per_slice") is ours, and written only where it
/// is true.
std::string toJson(const std::vector<LossSpec>& losses);

}  // namespace studio
