// The types both sides know.
#include "core/data/npy_tensor.h"

#include <array>
#include <cstring>

#include "core/run/error.h"

namespace studio {
namespace {

struct TypePair {
  const char* npy;
  torch::ScalarType torch;
};
constexpr std::array kTypes{TypePair{"<f4", torch::kFloat32}, TypePair{"<f8", torch::kFloat64}, TypePair{"<f2", torch::kFloat16},
                            TypePair{"<i8", torch::kInt64},   TypePair{"<i4", torch::kInt32},   TypePair{"<i2", torch::kInt16},
                            TypePair{"|u1", torch::kUInt8},   TypePair{"|i1", torch::kInt8},    TypePair{"|b1", torch::kBool}};

}  // namespace

torch::Tensor tensorOf(const NpyArray& array, const std::string& source) {
  for (const auto& [npy, type] : kTypes)
    if (array.dtype == npy) return torch::from_blob(const_cast<char*>(array.bytes.data()), array.shape, torch::TensorOptions(type));
  throw UserError(source + " has values of the type " + array.dtype + "; save it as float32.");
}

torch::Tensor imagesOf(const NpyArray& array, const std::string& source) {
  const auto tensor = tensorOf(array, source);
  if (tensor.dim() < 2 || tensor.dim() > 4 || tensor.numel() == 0)
    throw UserError(source + " is not a stack of images; [n, channels, height, width], [n, height, width] or [n, features] is needed.");
  if (tensor.dim() == 4) return tensor;
  if (tensor.dim() == 3) return tensor.unsqueeze(1);
  return tensor.reshape({tensor.size(0), 1, 1, tensor.size(1)});
}

NpyArray arrayOf(const torch::Tensor& tensor) {
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
