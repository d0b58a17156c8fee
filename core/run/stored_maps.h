// The layers and the snapshots of a run as its folder stores them: layers.json and maps/*.npz. Any thread; no disk.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/layer_info.h"
#include "core/run/snapshot.h"

namespace studio {

// layers.json: what a reader of a run must know of its layers without building the model.
std::string formatLayers(const std::vector<LayerInfo>& layers);
/// Throws UserError naming `sourceName`.
std::vector<LayerInfo> parseLayers(std::string_view json, const std::string& sourceName);

// A stored snapshot as .npz: one float32 array LAYER/QUANTITY [height, width] a map; _meta/epoch and _meta/steps beside
// them. What the probe found of a layer are single numbers: LAYER/smoothness and LAYER/dimensionality, measured at
// _meta/probe_step.
std::string formatMaps(const Snapshot& snapshot);
/// Throws UserError naming the file. Arrays that are no maps are skipped.
Snapshot parseMaps(std::string_view bytes, const std::filesystem::path& name, std::int64_t step);

}  // namespace studio
