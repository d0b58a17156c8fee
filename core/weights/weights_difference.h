// Two files of weights beside each other, tensor by tensor: how far their values lie apart. Nothing of a file is run;
// what is wrong with one of them is a UserError naming it. No torch here.
#pragma once
#include <filesystem>

#include "core/run/network_request.h"
#include "core/run/weights_difference.h"

namespace studio {

/// Files, checkpoints, runs (their last checkpoint) or FILE#PART. Tensors belong together by their names; where those
/// of the two files are spelled differently and the first one's network is recognised, both are read under its names.
/// Only pieces of two tensors are in memory as doubles at a time. `computing.progress` after each tensor.
WeightsDifference compareWeightsFiles(const std::filesystem::path& a, const std::filesystem::path& b,
                                      const Computing& computing = {});

}  // namespace studio
