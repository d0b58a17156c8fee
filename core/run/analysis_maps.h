// The arrays of an analysis as .npy files in one folder: LAYER.QUANTITY.npy float32 [height, width], LAYER.strongest.npy int64
// [units, each] with the stimuli's names, one a line, in stimuli.txt. Blocks on the disk; any thread.
#pragma once
#include <string>

#include "core/run/analysis.h"
#include "core/run/held_folder.h"

namespace studio {

/// What belongs to this analysis, into a folder `name` of `results` that is made anew. Nothing is made for one without maps. Throws UserError
/// naming the file.
void writeAnalysisMaps(const HeldFolder& results, const std::string& name, const std::string& analysis, const NetworkAnalysis& found);
/// Adds the maps of the layers and contrasts that `found` has; missing files are left out. Throws UserError for a damaged one.
void readAnalysisMaps(const HeldFolder& results, const std::string& name, const std::string& analysis, NetworkAnalysis& found);

}  // namespace studio
