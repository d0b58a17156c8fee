// One JPEG, PNG, WebP or BMP file as 8-bit RGB. Grey becomes three equal channels; alpha is left out (as torchvision
// does).
#pragma once
#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/run/error.h"

namespace studio {

/// A file that cannot be read, or is no image; sets that leave such files out tell them from other mistakes by this.
class UnreadableImage : public UserError {
 public:
  UnreadableImage(const std::filesystem::path& file, const std::string& reason)
      : UserError(file.string() + " cannot be read as an image: " + reason +
                  "; repair it or take it out of the folder."),
        reason_(reason) {}
  const std::string& reason() const { return reason_; }  ///< "it is empty"

 private:
  std::string reason_;
};

struct ImageSize {
  std::int64_t height = 0, width = 0;
};

/// By the ending of the name: .jpg, .jpeg, .jpe, .jfif, .png, .webp, .bmp, .dib in any case.
bool isImageName(const std::filesystem::path& file);
/// From the file's header alone. Throws UnreadableImage naming the file.
ImageSize imageSizeOf(const std::filesystem::path& file);
/// A quick look at a file's beginning and end: false where it may be empty, cut short or no image, which decoding it
/// then tells.
bool looksWhole(const std::filesystem::path& file);
/// uint8 [3, height, width], in memory by pixels as decoders give it (resizing such images is twice as fast). Throws
/// UnreadableImage naming the file when it is truncated, damaged, too large or no image.
torch::Tensor decodeImage(const std::filesystem::path& file);

}  // namespace studio
