// Which file holds the weights, and whether its format can be read. No torch here.
#pragma once
#include <filesystem>

namespace studio {

/// The file itself; of a checkpoint's folder its model.safetensors, of a run's folder that of its last checkpoint.
/// Throws UserError naming what was looked for.
std::filesystem::path weightsFileOf(const std::filesystem::path& path);
/// Throws UserError with the way out when the file is a PyTorch .pt file (told by its content, not its name).
void refusePickle(const std::filesystem::path& file);

}  // namespace studio
