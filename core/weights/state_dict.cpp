// Names and tensors between a module, a file and another module.
#include "core/weights/state_dict.h"

#include <torch/nn/module.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "core/run/cut_guard.h"
#include "core/run/error.h"
#include "core/weights/key_maps.h"
#include "core/weights/safetensors.h"
#include "core/weights/torch_writer.h"

namespace studio {
namespace {

struct TypePair {
  const char* stored;
  torch::ScalarType torch;
};
constexpr std::array kTypeNames{TypePair{"F32", torch::kFloat32},   TypePair{"F64", torch::kFloat64}, TypePair{"F16", torch::kFloat16}, TypePair{"BF16", torch::kBFloat16},
                            TypePair{"I64", torch::kInt64},     TypePair{"I32", torch::kInt32},   TypePair{"I16", torch::kInt16},   TypePair{"I8", torch::kInt8},
                            TypePair{"U64", torch::kUInt64},    TypePair{"U32", torch::kUInt32},  TypePair{"U16", torch::kUInt16}, TypePair{"U8", torch::kUInt8},
                            TypePair{"BOOL", torch::kBool},     TypePair{"F8_E4M3", torch::kFloat8_e4m3fn},       TypePair{"F8_E5M2", torch::kFloat8_e5m2}};

torch::ScalarType torchTypeOf(const StoredTensor& stored, const std::string& source) {
  for (const auto& [name, type] : kTypeNames)
    if (stored.dtype == name) return type;
  throw UserError(source + ": " + stored.name + " is of the type " + stored.dtype + ", which is not supported; save it as float32.");
}

bool isAligned(const StoredTensor& stored) { return reinterpret_cast<std::uintptr_t>(stored.bytes.data()) % storedItemSize(stored.dtype) == 0; }

/// A file may hold a tensor at any byte; processors want numbers at multiples of their size.
torch::Tensor alignedCopy(const StoredTensor& stored, torch::ScalarType type) {
  auto copy = torch::empty({static_cast<std::int64_t>(stored.bytes.size())}, torch::kUInt8);
  std::memcpy(copy.data_ptr(), stored.bytes.data(), stored.bytes.size());
  requireWhole(stored.bytes.data());
  const auto flat = copy.view(type);
  return stored.strides.empty() ? flat.view(stored.shape) : flat.as_strided(stored.shape, stored.strides);
}

torch::Tensor tensorOf(const StoredTensor& stored, torch::ScalarType type, const std::shared_ptr<const WeightsFile>& file) {
  if (stored.bytes.empty()) return torch::empty(stored.shape, type);
  if (!isAligned(stored)) return alignedCopy(stored, type);
  auto* bytes = const_cast<std::byte*>(stored.bytes.data());   // torch has no read-only tensors
  const auto keep = [file](void*) {};
  return stored.strides.empty() ? torch::from_blob(bytes, stored.shape, keep, type) : torch::from_blob(bytes, stored.shape, stored.strides, keep, type);
}

const char* storedTypeOf(const torch::Tensor& tensor, const std::string& name) {
  for (const auto& [stored, type] : kTypeNames)
    if (tensor.scalar_type() == type) return stored;
  throw std::invalid_argument(name + " has a type that safetensors files do not hold");
}

void addOwn(StateDict& tensors, const std::string& path, const torch::nn::Module& module) {
  const auto prefix = path.empty() ? path : path + ".";
  for (const auto& item : module.named_parameters(false)) tensors.emplace_back(prefix + item.key(), item.value());
  for (const auto& item : module.named_buffers(false)) tensors.emplace_back(prefix + item.key(), item.value());
}

/// The module's own tensors, not copies, in PyTorch's order: of each module parameters, buffers, then what is inside it.
StateDict ownTensors(const torch::nn::Module& module) {
  StateDict tensors;
  addOwn(tensors, "", module);
  for (const auto& item : module.named_modules("", false)) addOwn(tensors, item.key(), *item.value());
  return tensors;
}

}  // namespace

bool isTorchName(const std::filesystem::path& file) {
  const auto ending = file.extension();
  return ending == ".pt" || ending == ".pth" || ending == ".bin";
}

StateDict stateDictOf(const torch::nn::Module& module) {
  auto tensors = ownTensors(module);
  for (auto& [name, tensor] : tensors) tensor = tensor.detach().to(torch::kCPU).contiguous();
  return tensors;
}

StateDict tensorsOf(const WeightsFile& file) {
  const auto keep = std::make_shared<const WeightsFile>(WeightsFile{{}, {}, {}, {}, file.holders});
  StateDict tensors;
  tensors.reserve(file.tensors.size());
  for (const auto& tensor : file.tensors) tensors.emplace_back(tensor.name, tensorOf(tensor, torchTypeOf(tensor, file.files.front().string()), keep));
  return tensors;
}

StateDict readWeights(const std::filesystem::path& path) { return tensorsOf(openWeights(path)); }

void writeWeights(const std::filesystem::path& file, const StateDict& tensors, const std::map<std::string, std::string>& metadata) {
  std::vector<torch::Tensor> held;   // keeps contiguous copies alive until written
  std::vector<StoredTensor> stored;
  for (const auto& [name, tensor] : tensors) {
    held.push_back(tensor.detach().to(torch::kCPU).contiguous());
    requireWhole(tensor.const_data_ptr());
    const auto bytes = std::span(static_cast<const std::byte*>(held.back().data_ptr()), held.back().nbytes());
    stored.push_back({name, storedTypeOf(tensor, name), tensor.sizes().vec(), bytes});
  }
  if (isTorchName(file)) writeTorchArchive(file, stored);
  else writeSafetensors(file, stored, metadata);
}

StateDict fittedTo(const torch::nn::Module& module, const StateDict& tensors, const std::string& sourceName) {
  const auto target = ownTensors(module);
  std::map<std::string, torch::Tensor> given;
  for (auto& [name, tensor] : fitNames(tensors, shapesOf(target))) given[name] = tensor;
  std::vector<std::string> missing, shapes, leftOver;
  StateDict fitted;
  for (const auto& [name, own] : target) {
    const auto found = given.find(name);
    if (found == given.end()) {
      if (!name.ends_with("num_batches_tracked")) missing.push_back(name);   // files from before PyTorch 0.4.1 lack these counters
      continue;
    }
    if (found->second.sizes() != own.sizes())
      shapes.push_back(name + " is " + shapeText(found->second.sizes()) + ", the model has " + shapeText(own.sizes()));
    else fitted.emplace_back(name, found->second);
    given.erase(found);
  }
  for (const auto& [name, tensor] : given) leftOver.push_back(name);
  if (missing.size() + shapes.size() + leftOver.size() > 0)
    throw UserError(sourceName + " does not fit the model:" + listText("missing", missing) + listText("of another shape", shapes) +
                    listText("left over", leftOver) + " check the model's name and its settings (--set model.KEY=VALUE).");
  return fitted;
}

void loadInto(torch::nn::Module& module, const StateDict& tensors, const std::string& sourceName) {
  const auto fitted = fittedTo(module, tensors, sourceName);
  const auto target = ownTensors(module);
  std::map<std::string, torch::Tensor> own(target.begin(), target.end());
  torch::NoGradGuard noGrad;
  for (const auto& [name, value] : fitted) {
    own.at(name).copy_(value);
    requireWhole(value.const_data_ptr());
  }
}

}  // namespace studio
