// A state dict as PyTorch's torch.save writes it: torch.load(weights_only=True) takes it as it is. No torch here.
#pragma once
#include <filesystem>
#include <vector>

#include "core/weights/stored_tensor.h"

namespace studio {

/// Tensors in C order; those with the same bytes share a storage, as tied weights do. Written under a temporary name, synced,
/// renamed. Throws UserError: a zip archive of ours is below 4 GiB.
void writeTorchArchive(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors);

}  // namespace studio
