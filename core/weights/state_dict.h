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
StateDict readWeights(const std::filesystem::path& path);               ///< by the file's content; a checkpoint or run too (weights_file.h); throws UserError
void writeWeights(const std::filesystem::path& file, const StateDict& tensors, const std::map<std::string, std::string>& metadata = {});
/// A name without what DataParallel ("module.") and torch.compile ("_orig_mod.") put before it.
std::string plainName(std::string name);
/// Copies by name (plainName). Throws UserError listing what is missing, left over or of another shape (at most five of each).
void loadInto(torch::nn::Module& module, const StateDict& tensors, const std::string& sourceName);

}  // namespace studio
