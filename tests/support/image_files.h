// Makes small JPEG and PNG files in memory for tests.
#pragma once
#include <png.h>
#include <turbojpeg.h>

#include <cstdint>
#include <string>
#include <vector>

namespace studio {

/// A smooth picture with different values in each channel, [height, width, channels].
inline std::vector<std::uint8_t> gradientPixels(int height, int width, int channels, int shift = 0) {
  std::vector<std::uint8_t> pixels;
  for (int row = 0; row < height; ++row)
    for (int column = 0; column < width; ++column)
      for (int channel = 0; channel < channels; ++channel)
        pixels.push_back(static_cast<std::uint8_t>((3 * row + 5 * column + 40 * channel + shift) % 200 + 20));
  return pixels;
}

/// format: TJPF_RGB, TJPF_GRAY or TJPF_CMYK.
inline std::string encodeJpeg(const std::vector<std::uint8_t>& pixels, int height, int width, int format = TJPF_RGB,
                              int quality = 100) {
  tjhandle handle = tjInitCompress();
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  tjCompress2(handle, pixels.data(), width, 0, height, format, &buffer, &size,
              format == TJPF_GRAY ? TJSAMP_GRAY : TJSAMP_444, quality, 0);
  std::string bytes(reinterpret_cast<char*>(buffer), size);
  tjFree(buffer);
  tjDestroy(handle);
  return bytes;
}

/// A whole photograph, small and in colour.
inline std::string gradientJpeg(int shift = 0, int height = 12, int width = 16) {
  return encodeJpeg(gradientPixels(height, width, 3, shift), height, width);
}

/// format: PNG_FORMAT_GRAY, PNG_FORMAT_RGB, PNG_FORMAT_RGBA, PNG_FORMAT_LINEAR_Y (16 bits; pixels are then 16-bit
/// values).
inline std::string encodePng(const void* pixels, int height, int width, png_uint_32 format) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.height = static_cast<png_uint_32>(height);
  image.width = static_cast<png_uint_32>(width);
  image.format = format;
  png_alloc_size_t size = 0;
  png_image_write_to_memory(&image, nullptr, &size, 0, pixels, 0, nullptr);
  std::string bytes(size, '\0');
  png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels, 0, nullptr);
  bytes.resize(size);
  return bytes;
}

}  // namespace studio
