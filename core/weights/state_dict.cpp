// Names and tensors between a module, a file and another module.
#include "core/weights/state_dict.h"

#include <torch/nn/module.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "core/run/error.h"
#include "core/weights/safetensors.h"
#include "core/weights/weights_file.h"

namespace studio {
namespace {

struct TypePair {
  const char* stored;
  torch::ScalarType torch;
};
constexpr std::array kTypes{TypePair{"F32", torch::kFloat32},   TypePair{"F64", torch::kFloat64}, TypePair{"F16", torch::kFloat16}, TypePair{"BF16", torch::kBFloat16},
                            TypePair{"I64", torch::kInt64},     TypePair{"I32", torch::kInt32},   TypePair{"I16", torch::kInt16},   TypePair{"I8", torch::kInt8},
                            TypePair{"U8", torch::kUInt8},      TypePair{"BOOL", torch::kBool}};

torch::Tensor tensorOf(const StoredTensor& stored, const std::string& source) {
  for (const auto& [name, type] : kTypes) {
    if (stored.dtype != name) continue;
    auto tensor = torch::empty(stored.shape, type);
    if (!stored.bytes.empty()) std::memcpy(tensor.data_ptr(), stored.bytes.data(), stored.bytes.size());   // the file may be misaligned
    return tensor;
  }
  throw UserError(source + ": " + stored.name + " is of the type " + stored.dtype + ", which is not supported; save it as float32.");
}

const char* storedTypeOf(const torch::Tensor& tensor, const std::string& name) {
  for (const auto& [stored, type] : kTypes)
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

std::string shapeText(const torch::Tensor& tensor) {
  std::string text;
  for (const auto size : tensor.sizes()) {
    if (!text.empty()) text += 'x';
    text += std::to_string(size);
  }
  return text.empty() ? "a single number" : text;
}

/// " missing: a, b, c, d, e and 7 more;" or nothing.
std::string listText(const char* title, const std::vector<std::string>& items) {
  if (items.empty()) return {};
  std::string text = std::string(" ") + title + ": ";
  for (std::size_t index = 0; index < std::min<std::size_t>(items.size(), 5); ++index) text.append(index ? ", " : "").append(items[index]);
  if (items.size() > 5) text += " and " + std::to_string(items.size() - 5) + " more";
  return text + ";";
}

}  // namespace

std::string plainName(std::string name) {
  for (const std::string prefix : {"module.", "_orig_mod."})
    while (name.starts_with(prefix)) name.erase(0, prefix.size());
  return name;
}

StateDict stateDictOf(const torch::nn::Module& module) {
  auto tensors = ownTensors(module);
  for (auto& [name, tensor] : tensors) tensor = tensor.detach().to(torch::kCPU).contiguous();
  return tensors;
}

StateDict readWeights(const std::filesystem::path& path) {
  const auto file = weightsFileOf(path);
  refusePickle(file);
  const SafetensorsFile stored(file);
  StateDict tensors;
  for (const auto& tensor : stored.tensors()) tensors.emplace_back(tensor.name, tensorOf(tensor, file.string()));
  return tensors;
}

void writeWeights(const std::filesystem::path& file, const StateDict& tensors, const std::map<std::string, std::string>& metadata) {
  std::vector<torch::Tensor> held;   // keeps contiguous copies alive until written
  std::vector<StoredTensor> stored;
  for (const auto& [name, tensor] : tensors) {
    held.push_back(tensor.detach().to(torch::kCPU).contiguous());
    const auto bytes = std::span(static_cast<const std::byte*>(held.back().data_ptr()), held.back().nbytes());
    stored.push_back({name, storedTypeOf(tensor, name), tensor.sizes().vec(), bytes});
  }
  writeSafetensors(file, stored, metadata);
}

void loadInto(torch::nn::Module& module, const StateDict& tensors, const std::string& sourceName) {
  std::map<std::string, torch::Tensor> given;
  for (const auto& [name, tensor] : tensors) given[plainName(name)] = tensor;
  std::vector<std::string> missing, shapes, leftOver;
  std::vector<std::pair<torch::Tensor, torch::Tensor>> copies;
  for (const auto& [name, own] : ownTensors(module)) {
    const auto found = given.find(name);
    if (found == given.end()) {
      if (!name.ends_with("num_batches_tracked")) missing.push_back(name);   // files from before PyTorch 0.4.1 lack these counters
      continue;
    }
    if (found->second.sizes() != own.sizes()) shapes.push_back(name + " is " + shapeText(found->second) + ", the model has " + shapeText(own));
    else copies.emplace_back(own, found->second);
    given.erase(found);
  }
  for (const auto& [name, tensor] : given) leftOver.push_back(name);
  if (missing.size() + shapes.size() + leftOver.size() > 0)
    throw UserError(sourceName + " does not fit the model:" + listText("missing", missing) + listText("of another shape", shapes) +
                    listText("left over", leftOver) + " check the model's name and its settings (--set model.KEY=VALUE).");
  torch::NoGradGuard noGrad;
  for (auto& [own, value] : copies) own.copy_(value);
}

}  // namespace studio
