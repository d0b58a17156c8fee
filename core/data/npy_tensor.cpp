// The types both sides know.
#include "core/data/npy_tensor.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/run/error.h"

namespace studio {
namespace {

struct TypePair {
  const char* npy;
  torch::ScalarType torch;
};
constexpr std::array kTypes{
    TypePair{"<f4", torch::kFloat32}, TypePair{"<f8", torch::kFloat64}, TypePair{"<f2", torch::kFloat16},
    TypePair{"<i8", torch::kInt64},   TypePair{"<i4", torch::kInt32},   TypePair{"<i2", torch::kInt16},
    TypePair{"|u1", torch::kUInt8},   TypePair{"|i1", torch::kInt8},    TypePair{"|b1", torch::kBool},
    TypePair{"<u2", torch::kUInt16},  TypePair{"<u4", torch::kUInt32},  TypePair{"<u8", torch::kUInt64}};

constexpr std::int64_t kMostChannels = 4;  // of pictures

/// Pictures as other libraries keep them, [n, height, width, 3]: they would be images of `height` channels that are 3
/// wide.
void requireChannelsFirst(const torch::Tensor& images, const std::string& source) {
  if (images.dim() < 3) return;
  const auto last = images.size(-1), height = images.size(-3), width = images.size(-2);
  if (images.dim() == 3 && last == 3 && height > kMostChannels && width > kMostChannels)
    throw UserError(
        source + " has the shape [" + std::to_string(height) + ", " + std::to_string(width) +
        ", 3], one image with its channels last; save it as [1, 3, height, width] with x.transpose(2, 0, 1)[None].");
  const bool picture = last == 3 || ((last == 1 || last == 4) && height == width);
  if (images.dim() != 4 || !picture || height <= kMostChannels || width <= kMostChannels) return;
  const auto channels = std::to_string(last);
  throw UserError(source + " has the shape [n, " + std::to_string(height) + ", " + std::to_string(width) + ", " +
                  channels + "], its channels last; transpose it to [n, " + channels +
                  ", height, width] with x.transpose(0, 3, 1, 2).");
}

}  // namespace

torch::Tensor makeTensor(const NpyArray& array, const std::string& source) {
  for (const auto& [npy, type] : kTypes)
    if (array.dtype == npy)
      return torch::from_blob(const_cast<char*>(array.bytes.data()), array.shape, torch::TensorOptions(type));
  throw UserError(source + " has values of the type " + array.dtype + "; save it as float32.");
}

torch::Tensor readImages(const NpyArray& array, const std::string& source) {
  const auto tensor = makeTensor(array, source);
  if (tensor.dim() < 2 || tensor.dim() > 4 || tensor.numel() == 0)
    throw UserError(
        source +
        " is not a stack of images; [n, channels, height, width], [n, height, width] or [n, features] is needed.");
  requireChannelsFirst(tensor, source);
  if (tensor.dim() == 4) return tensor;
  if (tensor.dim() == 3) return tensor.unsqueeze(1);
  return tensor.reshape({tensor.size(0), 1, 1, tensor.size(1)});
}

std::string nonFiniteIn(const torch::Tensor& stored, const std::vector<std::string>& axes) {
  if (!torch::isFloatingType(stored.scalar_type()) || stored.numel() == 0) return {};
  const auto values = stored.scalar_type() == torch::kDouble ? stored.detach() : stored.detach().to(torch::kFloat32);
  const auto mask = values.isfinite().contiguous();
  const auto* first = mask.const_data_ptr<bool>();
  const auto* end = first + mask.numel();
  const auto bad = std::count(first, end, false);
  if (bad == 0) return {};
  auto place = std::find(first, end, false) - first;
  const bool nan = values.contiguous().view(-1)[place].isnan().item<bool>();
  std::string where;
  for (auto axis = values.dim(); axis-- > 0; place /= values.size(axis)) {
    const auto index = std::to_string(place % values.size(axis));
    const auto named = static_cast<std::size_t>(axis) < axes.size();
    where = (named ? axes[static_cast<std::size_t>(axis)] + " " : "") + index + (where.empty() ? "" : ", ") + where;
  }
  return std::string(nan ? "NaN" : "infinity") + " at " + (axes.empty() ? "[" + where + "]" : where) + " (" +
         std::to_string(bad) + " of " + std::to_string(mask.numel()) + " values are not finite)";
}

namespace {

std::string nonFiniteImage(const torch::Tensor& images) {
  const bool features = images.size(1) == 1 && images.size(2) == 1;
  return features ? nonFiniteIn(images.flatten(1), {"row", "feature"})
                  : nonFiniteIn(images, {"image", "channel", "row", "column"});
}

}  // namespace

torch::Tensor readFiniteImages(const NpyArray& array, const std::string& source) {
  const auto stored = readImages(array, source);
  if (const auto found = nonFiniteImage(stored); !found.empty())
    throw UserError(source + " holds " + found + "; take these images out or replace the values before they are used.");
  auto images = stored.to(torch::kFloat32).clone();
  if (const auto found = nonFiniteImage(images); !found.empty())
    throw UserError(
        source + " holds values of float64 too large for float32 (3.4e38), in which networks compute: there they are " +
        found + "; make them smaller, or take them out.");
  return images;
}

NpyArray makeNpyArray(const torch::Tensor& tensor) {
  auto values = tensor.detach().to(torch::kCPU).contiguous();
  const auto type = values.scalar_type();
  if (type != torch::kFloat64 && type != torch::kInt64) values = values.to(torch::kFloat32);
  NpyArray array;
  array.dtype = values.scalar_type() == torch::kFloat64 ? "<f8" : values.scalar_type() == torch::kInt64 ? "<i8" : "<f4";
  array.shape = values.sizes().vec();
  array.bytes.resize(values.nbytes());
  if (!array.bytes.empty()) std::memcpy(array.bytes.data(), values.data_ptr(), values.nbytes());
  return array;
}

}  // namespace studio
