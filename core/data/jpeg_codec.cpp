// JPEG through libjpeg-turbo: grey, colour and the rare CMYK of photo collections.
#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <string>

#include "core/data/image_file.h"

namespace studio {
namespace {

struct Destroy {
  void operator()(void* handle) const { tjDestroy(handle); }
};
using Decoder = std::unique_ptr<void, Destroy>;

const unsigned char* data(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

/// Parts of libjpeg's warnings (jerror.h) that say nothing of the pixels and are common in real collections: stray
/// bytes between markers, and what cameras and editors write a little wrong into headers.
constexpr std::array<std::string_view, 5> kHarmless{"extraneous bytes", "Adobe color transform", "JFIF revision number",
                                                    "Invalid SOS parameters", "bad ICC marker"};

/// libjpeg goes on after a damaged or missing piece with a warning (the first is reported) and with grey or wrong
/// pixels.
void refuseDamaged(tjhandle handle, std::string_view bytes) {
  const std::string message = tjGetErrorStr2(handle);
  if (tjGetErrorCode(handle) != TJERR_WARNING) throw std::runtime_error(message);
  const bool early = message.find("remature end") != std::string::npos;
  const auto tail = bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 4096));
  if (early || tail.rfind("\xff\xd9") == std::string_view::npos) throw std::runtime_error("it ends early (truncated)");
  const auto stated = [&](std::string_view harmless) { return message.find(harmless) != std::string::npos; };
  if (std::none_of(kHarmless.begin(), kHarmless.end(), stated))
    throw std::runtime_error("it is damaged (" + message + ")");
}

/// Adobe's CMYK is stored inverted: c, m, y, k of 255 are no ink.
void cmykToRgb(const std::vector<std::uint8_t>& cmyk, std::vector<std::uint8_t>& rgb) {
  for (std::size_t pixel = 0; pixel < rgb.size() / 3; ++pixel)
    for (std::size_t channel = 0; channel < 3; ++channel)
      rgb[3 * pixel + channel] =
          static_cast<std::uint8_t>((cmyk[4 * pixel + channel] * cmyk[4 * pixel + 3] + 127) / 255);
}

}  // namespace

bool isJpeg(std::string_view bytes) { return bytes.starts_with("\xff\xd8"); }

RgbImage decodeJpeg(std::string_view bytes, bool sizeOnly) {
  const Decoder decoder(tjInitDecompress());
  if (!decoder) throw std::runtime_error("the JPEG decoder could not start");
  int width = 0, height = 0, sampling = 0, space = 0;
  if (tjDecompressHeader3(decoder.get(), data(bytes), bytes.size(), &width, &height, &sampling, &space) != 0 &&
      (width < 1 || height < 1))
    throw std::runtime_error(tjGetErrorStr2(decoder.get()));
  requirePlausibleSize(height, width);
  RgbImage image{height, width, {}};
  if (sizeOnly) return image;
  const bool cmyk = space == TJCS_CMYK || space == TJCS_YCCK;
  image.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  std::vector<std::uint8_t> inks(cmyk ? image.pixels.size() / 3 * 4 : 0);
  auto* into = cmyk ? inks.data() : image.pixels.data();
  if (tjDecompress2(decoder.get(), data(bytes), bytes.size(), into, width, 0, height, cmyk ? TJPF_CMYK : TJPF_RGB,
                    TJFLAG_ACCURATEDCT) != 0)
    refuseDamaged(decoder.get(), bytes);
  if (cmyk) cmykToRgb(inks, image.pixels);
  return image;
}

}  // namespace studio
