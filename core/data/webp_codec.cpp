// WebP through libwebp. Alpha is left out, as everywhere.
#include <webp/decode.h>

#include <stdexcept>

#include "core/data/image_file.h"

namespace studio {
namespace {

const std::uint8_t* webpBytes(std::string_view bytes) { return reinterpret_cast<const std::uint8_t*>(bytes.data()); }

}  // namespace

bool isWebp(std::string_view bytes) {
  return bytes.starts_with("RIFF") && bytes.size() > 11 && bytes.substr(8, 4) == "WEBP";
}

RgbImage decodeWebp(std::string_view bytes, bool sizeOnly) {
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(webpBytes(bytes), bytes.size(), &features) != VP8_STATUS_OK)
    throw std::runtime_error("it is a damaged WebP");
  if (features.has_animation) throw std::runtime_error("it is an animated WebP, which is not read");
  requirePlausibleSize(features.height, features.width);
  RgbImage image{features.height, features.width, {}};
  if (sizeOnly) return image;
  image.pixels.resize(static_cast<std::size_t>(image.height * image.width) * 3);
  if (!WebPDecodeRGBInto(webpBytes(bytes), bytes.size(), image.pixels.data(), image.pixels.size(),
                         static_cast<int>(3 * image.width)))
    throw std::runtime_error("it is a damaged WebP, or ends early");
  return image;
}

}  // namespace studio
