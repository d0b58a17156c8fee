// BMP through libjpeg-turbo's loader: 8, 24 and 32 bits a pixel, not compressed. It takes files by name and only
// those whose last row comes first, so others are given to it with the sign of their height changed, and turned over
// afterwards.
#include <sys/mman.h>
#include <turbojpeg.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "core/data/image_file.h"
#include "core/run/little_endian.h"

namespace studio {
namespace {

constexpr std::size_t kHeightAt = 22;
constexpr std::size_t kSidesEnd = 26;  // 14 bytes of the file's header, the length of the picture's, and its sides

/// From the header alone; in a file whose first row comes first the height is negative.
RgbImage bmpSides(std::string_view bytes) {
  if (bytes.size() < kSidesEnd) throw std::runtime_error("it ends early (truncated)");
  const bool os2 = readLittle<std::uint32_t>(bytes, 14) == 12;
  const auto side = [&](std::size_t at) {
    return std::int64_t(static_cast<std::int32_t>(readLittle<std::uint32_t>(bytes, at)));
  };
  if (os2) return {readLittle<std::uint16_t>(bytes, 20), readLittle<std::uint16_t>(bytes, 18), {}};
  return {std::abs(side(kHeightAt)), side(18), {}};
}

/// Bytes in memory under a file's name.
class NamedBytes {
 public:
  explicit NamedBytes(std::string_view bytes) : descriptor_(::memfd_create("bmp", MFD_CLOEXEC)) {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written <= 0) break;  // then the loader finds it cut short
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  ~NamedBytes() { ::close(descriptor_); }
  NamedBytes(const NamedBytes&) = delete;
  NamedBytes& operator=(const NamedBytes&) = delete;
  std::string name() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

bool firstRowFirst(std::string_view bytes) {
  const bool os2 = readLittle<std::uint32_t>(bytes, 14) == 12;
  return !os2 && static_cast<std::int32_t>(readLittle<std::uint32_t>(bytes, kHeightAt)) < 0;
}

struct FreePixels {
  void operator()(unsigned char* pixels) const { tjFree(pixels); }
};

void loadBmp(const std::string& file, RgbImage& image) {
  int width = 0, height = 0, format = TJPF_RGB;
  const std::unique_ptr<unsigned char, FreePixels> pixels(tjLoadImage(file.c_str(), &width, 1, &height, &format, 0));
  if (!pixels || width != image.width || height != image.height)
    throw std::runtime_error("it is a damaged BMP, or one of 1, 4 or 16 bits or compressed, which is not read");
  image.pixels.assign(pixels.get(), pixels.get() + 3 * image.height * image.width);
}

}  // namespace

bool isBmp(std::string_view bytes) { return bytes.starts_with("BM"); }

RgbImage decodeBmp(const std::string& file, std::string_view bytes, bool sizeOnly) {
  auto image = bmpSides(bytes);
  requirePlausibleSize(image.height, image.width);
  if (sizeOnly) return image;
  if (!firstRowFirst(bytes)) {
    loadBmp(file, image);
    return image;
  }
  std::string turned(bytes), height;
  appendLittle<std::uint32_t>(height, static_cast<std::uint32_t>(image.height));
  turned.replace(kHeightAt, height.size(), height);
  loadBmp(NamedBytes(turned).name(), image);
  const auto row = static_cast<std::ptrdiff_t>(3 * image.width);
  for (auto first = image.pixels.begin(), last = image.pixels.end() - row; first < last; first += row, last -= row)
    std::swap_ranges(first, first + row, last);
  return image;
}

}  // namespace studio
