// Tensors by name: from and to weights files, and into a model.
#pragma once
#include <torch/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/models/model.h"
#include "core/weights/weights_file.h"

namespace studio {

using StateDict = std::vector<std::pair<std::string, torch::Tensor>>;   ///< in the module's order

StateDict stateDictOf(const torch::nn::Module& module);                 ///< parameters and buffers, on the CPU, contiguous
/// By the file's content; a checkpoint, a run or an index of parts too (weights_file.h). Throws UserError. The tensors are views into the
/// mapped file, which they keep open: nothing is copied and nothing may be written into them; who keeps one while the file may change clones it.
StateDict readWeights(const std::filesystem::path& path);
StateDict tensorsOf(const WeightsFile& file);
bool isTorchName(const std::filesystem::path& file);                     ///< .pt, .pth, .bin
/// As a PyTorch archive where the name says so (which holds no metadata), else as safetensors. Whole or not there.
void writeWeights(const std::filesystem::path& file, const StateDict& tensors, const std::map<std::string, std::string>& metadata = {});
/// The tensors that a module asks for, under its names and in its order; other spellings are understood (key_maps.h). Throws UserError
/// listing what is missing, left over or of another shape (at most five of each).
StateDict fittedTo(const torch::nn::Module& module, const StateDict& tensors, const std::string& sourceName);
/// Copies them into it. Where it throws, nothing is changed; only where a file was cut short meanwhile (cut_guard.h), the module is spoilt.
void loadInto(torch::nn::Module& module, const StateDict& tensors, const std::string& sourceName);

}  // namespace studio
