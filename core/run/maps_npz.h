// A stored snapshot as .npz: one float32 array LAYER/QUANTITY [height, width] a map; _meta/epoch and _meta/steps beside them.
// What the probe found of a layer are single numbers: LAYER/smoothness and LAYER/dimensionality, measured at _meta/probe_step.
#pragma once
#include <filesystem>

#include "core/run/snapshot.h"

namespace studio {

void writeMapsFile(const std::filesystem::path& file, const Snapshot& snapshot);
/// Throws UserError naming the file. Arrays that are no maps are skipped.
Snapshot readMapsFile(const std::filesystem::path& file, std::int64_t step);

}  // namespace studio
