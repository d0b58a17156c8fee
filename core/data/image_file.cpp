// Reads the file and recognises the format by its first bytes.
#include "core/data/image_file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include "core/run/error.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

constexpr std::size_t kLargestFile = std::size_t{1} << 29;  // 512 MiB

std::string readFileBytes(const std::filesystem::path& file) {
  try {
    return readFile(file, kLargestFile);
  } catch (const UserError& error) {
    throw UnreadableImage(file, error.what());
  }
}

RgbImage decode(const std::filesystem::path& file, bool sizeOnly) {
  const auto bytes = readFileBytes(file);
  try {
    if (isJpeg(bytes)) return decodeJpeg(bytes, sizeOnly);
    if (isPng(bytes)) return decodePng(bytes, sizeOnly);
    if (isWebp(bytes)) return decodeWebp(bytes, sizeOnly);
    if (isBmp(bytes)) return decodeBmp(file.string(), bytes, sizeOnly);
    throw std::runtime_error(bytes.empty() ? "it is empty" : "it is neither a JPEG nor a PNG, WebP or BMP");
  } catch (const std::runtime_error& error) {
    throw UnreadableImage(file, error.what());
  }
}

/// The first bytes of a file and its last ones; of a small file all, twice.
std::pair<std::string, std::string> readEnds(const std::filesystem::path& file) {
  constexpr std::streamoff kHead = std::streamoff{1} << 16, kTail = 4096;
  std::ifstream stream(file, std::ios::binary | std::ios::ate);
  const std::streamoff size = stream.tellg();
  if (!stream || size <= 0) return {};
  std::string head(static_cast<std::size_t>(std::min(size, kHead)), '\0'),
      tail(static_cast<std::size_t>(std::min(size, kTail)), '\0');
  stream.seekg(0).read(head.data(), static_cast<std::streamsize>(head.size()));
  stream.seekg(size - static_cast<std::streamoff>(tail.size()))
      .read(tail.data(), static_cast<std::streamsize>(tail.size()));
  return stream ? std::pair{std::move(head), std::move(tail)} : std::pair<std::string, std::string>{};
}

}  // namespace

bool appearsComplete(const std::filesystem::path& file) try {
  const auto [head, tail] = readEnds(file);
  if (isJpeg(head)) return decodeJpeg(head, true).height > 0 && tail.rfind("\xff\xd9") != std::string::npos;
  return isPng(head) && decodePng(head, true).height > 0 && tail.rfind("IEND") != std::string::npos;
} catch (const std::exception&) {
  return false;
}

void requirePlausibleSize(std::int64_t height, std::int64_t width) {
  constexpr std::int64_t kMostPixels = std::int64_t{1} << 28;
  if (height < 1 || width < 1 || height > kMostPixels / width)
    throw std::runtime_error("it claims " + std::to_string(width) + " x " + std::to_string(height) +
                             " pixels, which is too large");
}

constexpr std::array kEndings{".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".dib"};

std::vector<std::string> imageFileNames() {
  std::vector<std::string> names;
  for (const char* ending : kEndings) names.push_back(std::string("*") + ending);
  return names;
}

bool isImageName(const std::filesystem::path& file) {
  auto ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

ImageSize readImageSize(const std::filesystem::path& file) {
  const auto image = decode(file, true);
  return {image.height, image.width};
}

torch::Tensor decodeImage(const std::filesystem::path& file) {
  auto image = decode(file, false);
  const auto pixels = std::make_shared<std::vector<std::uint8_t>>(std::move(image.pixels));  // kept alive by the tensor
  const auto interleaved = torch::from_blob(
      pixels->data(), {image.height, image.width, 3}, [pixels](void*) {}, torch::kUInt8);
  return interleaved.permute({2, 0, 1});  // [height, width, 3] -> [3, height, width]
}

}  // namespace studio
