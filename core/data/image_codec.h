// The decoders behind decodeImage(): bytes in, interleaved 8-bit RGB out. They throw std::runtime_error with a reason
// that fits behind "FILE cannot be read: ". No torch here.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

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
void requireSaneSize(std::int64_t height, std::int64_t width);

}  // namespace studio
