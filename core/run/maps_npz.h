// A stored snapshot as .npz: one float32 array LAYER/QUANTITY [height, width] a map; _meta/epoch and _meta/steps beside
// them. What the probe found of a layer are single numbers: LAYER/smoothness and LAYER/dimensionality, measured at
// _meta/probe_step.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "core/run/snapshot.h"

namespace studio {

std::string formatMaps(const Snapshot& snapshot);
/// Throws UserError naming the file. Arrays that are no maps are skipped.
Snapshot parseMaps(std::string_view bytes, const std::filesystem::path& name, std::int64_t step);

}  // namespace studio
