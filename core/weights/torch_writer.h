// A state dict as PyTorch's torch.save writes it: torch.load(weights_only=True) takes it as it is. No torch here.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/weights/stored_tensor.h"

namespace studio {

/// Where the texts are: torch.load("x.pt").toponets is a dict. As an attribute of the state dict they leave it what
/// load_state_dict takes.
inline constexpr std::string_view kTextsAttribute = "toponets";

/// Tensors in C order; those with the same bytes share a storage, as tied weights do. Written under a temporary name,
/// synced, renamed. Throws UserError: a zip archive of ours is below 4 GiB.
void writeTorchArchive(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors,
                       const std::map<std::string, std::string>& texts = {});

}  // namespace studio
