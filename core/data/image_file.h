// One JPEG, PNG, WebP or BMP file as 8-bit RGB, and the decoders of these formats, a file each (*_codec.cpp). Grey
// becomes three equal channels; alpha is left out (as torchvision does).
#pragma once
#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/error.h"

namespace studio {

/// A file that cannot be read, or is no image; sets that leave such files out distinguish them from other errors by
/// this.
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
/// The same endings as patterns of names: "*.jpg".
std::vector<std::string> imageFileNames();
/// From the file's header alone. Throws UnreadableImage naming the file.
ImageSize readImageSize(const std::filesystem::path& file);
/// A quick look at a file's beginning and end: false where it may be empty, cut short or no image, which decoding it
/// then reports it.
bool appearsComplete(const std::filesystem::path& file);
/// uint8 [3, height, width], in memory by pixels as decoders give it (resizing such images is twice as fast). Throws
/// UnreadableImage naming the file when it is truncated, damaged, too large or no image.
torch::Tensor decodeImage(const std::filesystem::path& file);

// The decoders behind decodeImage(): bytes in, interleaved 8-bit RGB out. They throw std::runtime_error with a reason
// that fits behind "FILE cannot be read: ".

struct RgbImage {
  std::int64_t height = 0, width = 0;
  std::vector<std::uint8_t> pixels;  ///< [height, width, 3]; empty when only the size was asked for
};

bool isJpeg(std::string_view bytes);
bool isPng(std::string_view bytes);
bool isWebp(std::string_view bytes);
bool isBmp(std::string_view bytes);
RgbImage decodeJpeg(std::string_view bytes, bool sizeOnly = false);
RgbImage decodePng(std::string_view bytes, bool sizeOnly = false);
RgbImage decodeWebp(std::string_view bytes, bool sizeOnly = false);
/// `bytes` are those of the file, whose pixels the library reads by its name.
RgbImage decodeBmp(const std::string& file, std::string_view bytes, bool sizeOnly = false);
/// Refuses sizes that no training image has before anything is allocated.
void requirePlausibleSize(std::int64_t height, std::int64_t width);

}  // namespace studio
