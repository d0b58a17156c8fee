// Tensors by name: from and to weights files, and into a model.
#pragma once
#include <torch/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/models/model.h"

namespace studio {

using StateDict = std::vector<std::pair<std::string, torch::Tensor>>;   ///< in the module's order

StateDict stateDictOf(const torch::nn::Module& module);                 ///< parameters and buffers, on the CPU, contiguous
StateDict readWeights(const std::filesystem::path& file);               ///< by the file's content; throws UserError
void writeWeights(const std::filesystem::path& file, const StateDict& tensors, const std::map<std::string, std::string>& metadata = {});
/// Copies by name. Throws UserError listing what is missing, left over or of another shape (at most five of each).
void loadInto(torch::nn::Module& module, const StateDict& tensors, const std::string& sourceName);

}  // namespace studio
