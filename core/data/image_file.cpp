// Reads the file and tells the format by its first bytes.
#include "core/data/image_file.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <utility>
#include <vector>

#include "core/data/image_codec.h"
#include "core/run/atomic_file.h"
#include "core/run/error.h"

namespace studio {
namespace {

constexpr std::size_t kLargestFile = std::size_t{1} << 29;   // 512 MiB

std::string bytesOf(const std::filesystem::path& file) {
  try {
    return readFile(file, kLargestFile);
  } catch (const UserError& error) {
    throw UnreadableImage(file, error.what());
  }
}

RgbImage decode(const std::filesystem::path& file, bool sizeOnly) {
  const auto bytes = bytesOf(file);
  try {
    if (isJpeg(bytes)) return decodeJpeg(bytes, sizeOnly);
    if (isPng(bytes)) return decodePng(bytes, sizeOnly);
    throw std::runtime_error(bytes.empty() ? "it is empty" : "it is neither a JPEG nor a PNG");
  } catch (const std::runtime_error& error) {
    throw UnreadableImage(file, error.what());
  }
}

}  // namespace

void requireSaneSize(std::int64_t height, std::int64_t width) {
  constexpr std::int64_t kMostPixels = std::int64_t{1} << 28;
  if (height < 1 || width < 1 || height > kMostPixels / width)
    throw std::runtime_error("it claims " + std::to_string(width) + " x " + std::to_string(height) + " pixels, which is too large");
}

bool isImageName(const std::filesystem::path& file) {
  auto ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending == ".jpg" || ending == ".jpeg" || ending == ".png";
}

ImageSize imageSizeOf(const std::filesystem::path& file) {
  const auto image = decode(file, true);
  return {image.height, image.width};
}

torch::Tensor decodeImage(const std::filesystem::path& file) {
  auto image = decode(file, false);
  const auto pixels = std::make_shared<std::vector<std::uint8_t>>(std::move(image.pixels));   // kept alive by the tensor
  const auto interleaved = torch::from_blob(pixels->data(), {image.height, image.width, 3}, [pixels](void*) {}, torch::kUInt8);
  return interleaved.permute({2, 0, 1});   // [height, width, 3] -> [3, height, width]
}

}  // namespace studio
