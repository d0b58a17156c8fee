// PNG through libpng's simplified interface: palette, grey, alpha, 16 bits and interlacing all become 8-bit RGBA.
#include <png.h>

#include <stdexcept>
#include <string>

#include "core/data/image_file.h"

namespace studio {
namespace {

struct PngReader {
  png_image image{};
  PngReader() { image.version = PNG_IMAGE_VERSION; }
  ~PngReader() { png_image_free(&image); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;
  [[noreturn]] void fail() const {
    throw std::runtime_error(image.message[0] != 0 ? std::string(image.message) : "it is damaged");
  }
};

}  // namespace

bool isPng(std::string_view bytes) { return bytes.starts_with("\x89PNG\r\n\x1a\n"); }

RgbImage decodePng(std::string_view bytes, bool sizeOnly) {
  PngReader reader;
  if (!png_image_begin_read_from_memory(&reader.image, bytes.data(), bytes.size())) reader.fail();
  requirePlausibleSize(reader.image.height, reader.image.width);
  RgbImage result{reader.image.height, reader.image.width, {}};
  if (sizeOnly) return result;
  if (bytes.rfind("IEND") == std::string_view::npos) throw std::runtime_error("it ends early (truncated)");
  reader.image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // else 16-bit values would be taken as linear light
  reader.image.format = PNG_FORMAT_RGBA;            // and alpha is dropped below, not blended with a background
  std::vector<std::uint8_t> rgba(static_cast<std::size_t>(result.width * result.height) * 4);
  if (!png_image_finish_read(&reader.image, nullptr, rgba.data(), 0, nullptr)) reader.fail();
  result.pixels.resize(rgba.size() / 4 * 3);
  for (std::size_t pixel = 0; pixel < rgba.size() / 4; ++pixel)
    for (std::size_t channel = 0; channel < 3; ++channel)
      result.pixels[3 * pixel + channel] = rgba[4 * pixel + channel];
  return result;
}

}  // namespace studio
