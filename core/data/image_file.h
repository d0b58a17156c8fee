// One JPEG or PNG file as 8-bit RGB. Grey becomes three equal channels; alpha is left out (as torchvision does).
#pragma once
#include <torch/types.h>

#include <cstdint>
#include <filesystem>

namespace studio {

struct ImageSize { std::int64_t height = 0, width = 0; };

/// By the ending of the name: .jpg, .jpeg, .png in any case.
bool isImageName(const std::filesystem::path& file);
/// From the file's header alone. Throws UserError naming the file.
ImageSize imageSizeOf(const std::filesystem::path& file);
/// uint8 [3, height, width], in memory by pixels as decoders give it (resizing such images is twice as fast). Throws UserError naming the file when it is truncated, damaged, too large or no image.
torch::Tensor decodeImage(const std::filesystem::path& file);

}  // namespace studio
