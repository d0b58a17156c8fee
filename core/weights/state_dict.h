// Tensors by name: from and to weights files, and into a model; what a network asks for, and what its weights show of
// the images it was shown.
#pragma once
#include <torch/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/models/model.h"
#include "core/run/folder_handle.h"
#include "core/weights/stored_tensor.h"
#include "core/weights/weights_file.h"

namespace studio {

using StateDict = std::vector<std::pair<std::string, torch::Tensor>>;  ///< in the module's order

StateDict makeStateDict(const torch::nn::Module& module);  ///< parameters and buffers, on the CPU, contiguous
/// By the file's content; a checkpoint, a run or an index of parts too (weights_file.h). Throws UserError. The tensors
/// are views into the mapped file, which they keep open: nothing is copied and nothing may be written into them; who
/// keeps one while the file may change clones it.
StateDict readWeights(const std::filesystem::path& path);
/// A .safetensors file of a held folder, as checkpoints have.
StateDict readWeights(const FolderHandle& folder, const std::string& name);
StateDict readStateDict(const WeightsFile& file);
/// As a PyTorch archive where the name says so, else as safetensors. Whole or not there.
void writeWeights(const std::filesystem::path& file, const StateDict& tensors,
                  const std::map<std::string, std::string>& metadata = {});
/// As safetensors into a held folder; returns the checksum of what was written (computeCrc32).
std::uint32_t writeWeights(const FolderHandle& folder, const std::string& name, const StateDict& tensors,
                           const std::map<std::string, std::string>& metadata = {});
/// The tensors that a module asks for, under its names and in its order; other spellings are understood (key_maps.h).
/// Throws UserError saying what the file is and listing what is missing, of another shape or left over (at most five of
/// each). What stands beside the network and not within it may be left over. MayBeMissing: a classifier that the file
/// has not keeps its first weights.
enum class FileHead { Needed, MayBeMissing };
StateDict fittedTo(const torch::nn::Module& module, const StateDict& tensors, const std::string& sourceName,
                   FileHead head = FileHead::Needed);
/// "bn1.running_var holds -0.3, a variance below zero", of which batch norm makes NaN; empty for other tensors.
std::string brokenVarianceIn(const std::string& name, const torch::Tensor& values);
/// "fc1.weight holds NaN at [3, 0] (2 of 36 values are not finite)" or brokenVarianceIn of the first such tensor, else
/// empty.
std::string nonFiniteIn(const StateDict& tensors);
/// Copies them into it. Where it throws, nothing is changed; only where a file was cut short meanwhile (mapped_file.h),
/// the module is left partly changed.
void loadInto(torch::nn::Module& module, const StateDict& tensors, const std::string& sourceName,
              FileHead head = FileHead::Needed);

/// What a network asks for, by name and shape, without its memory.
struct NetworkPlan {
  std::string firstLayer;  ///< with a sheet
  TensorShapes shapes;     ///< parameters and buffers
};
/// Milliseconds, for any size. Throws UserError where the settings make no network.
NetworkPlan makeNetworkPlan(const ModelConfig& config, const InputShape& input);

/// What a network was shown, as far as its weights show: `request` with what the weights decide: channels of a first
/// convolution, values of a linear layer ({1, 1, values}), sides for the positions of a vision transformer. Language,
/// and where the weights are not of this model: `request`.
InputShape inputOfWeights(const ModelConfig& config, const StateDict& tensors, InputShape request);

}  // namespace studio
