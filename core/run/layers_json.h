// layers.json: what a reader of a run must know of its layers without building the model.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/run/layer_info.h"

namespace studio {

std::string formatLayers(const std::vector<LayerInfo>& layers);
/// Throws UserError naming `sourceName`.
std::vector<LayerInfo> parseLayers(std::string_view json, const std::string& sourceName);

}  // namespace studio
