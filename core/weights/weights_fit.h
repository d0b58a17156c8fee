// A file of weights that fits a network in part: which of its tensors do, by name and shape, and those alone loaded.
#pragma once
#include <string>

#include "core/run/weights_report.h"
#include "core/weights/state_dict.h"

namespace studio {

/// Other spellings of names are understood (key_maps.h).
WeightsFit compareWeights(const StateDict& tensors, const TensorShapes& ours);
/// The names of what does not fit and is the network's: it keeps its first weights.
std::vector<std::string> namesWithoutFile(const WeightsFit& fit);
/// Copies what fits into the module. Throws UserError where nothing does.
void loadFitting(torch::nn::Module& module, const StateDict& tensors, const std::string& sourceName);

}  // namespace studio
