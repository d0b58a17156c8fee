// BMP through libjpeg-turbo's loader: 8, 24 and 32 bits a pixel, not compressed.
#include <turbojpeg.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "core/data/image_codec.h"
#include "core/run/little_endian.h"

namespace studio {
namespace {

constexpr std::size_t kSidesEnd = 26;   // 14 bytes of the file's header, the length of the picture's, and its sides

/// From the header alone; in a file whose first row comes first the height is negative.
RgbImage bmpSides(std::string_view bytes) {
  if (bytes.size() < kSidesEnd) throw std::runtime_error("it ends early (truncated)");
  const bool os2 = readLittle<std::uint32_t>(bytes, 14) == 12;
  const auto side = [&](std::size_t at) { return std::int64_t(static_cast<std::int32_t>(readLittle<std::uint32_t>(bytes, at))); };
  if (os2) return {readLittle<std::uint16_t>(bytes, 20), readLittle<std::uint16_t>(bytes, 18), {}};
  return {std::abs(side(22)), side(18), {}};
}

struct FreePixels {
  void operator()(unsigned char* pixels) const { tjFree(pixels); }
};

}  // namespace

bool isBmp(std::string_view bytes) { return bytes.starts_with("BM"); }

RgbImage decodeBmp(const std::string& file, std::string_view bytes, bool sizeOnly) {
  auto image = bmpSides(bytes);
  requireSaneSize(image.height, image.width);
  if (sizeOnly) return image;
  int width = 0, height = 0, format = TJPF_RGB;
  const std::unique_ptr<unsigned char, FreePixels> pixels(tjLoadImage(file.c_str(), &width, 1, &height, &format, 0));
  if (!pixels || width != image.width || height != image.height)
    throw std::runtime_error("it is a damaged BMP, or one of 1, 4 or 16 bits or compressed, which is not read");
  image.pixels.assign(pixels.get(), pixels.get() + 3 * image.height * image.width);
  return image;
}

}  // namespace studio
