// Names and tensors between a module, a file and another module.
#include "core/weights/state_dict.h"

#include <torch/nn/module.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "core/data/npy_tensor.h"
#include "core/models/model.h"
#include "core/run/zip_archive.h"
#include "core/run/error.h"
#include "core/run/mapped_file.h"
#include "core/run/printable_text.h"
#include "core/weights/weights_file.h"
#include "core/weights/key_maps.h"
#include "core/weights/recognise.h"
#include "core/weights/safetensors.h"
#include "core/weights/torch_zip.h"

namespace studio {
namespace {

struct TypePair {
  const char* stored;
  torch::ScalarType torch;
};
constexpr std::array kTypeNames{TypePair{"F32", torch::kFloat32},        TypePair{"F64", torch::kFloat64},
                                TypePair{"F16", torch::kFloat16},        TypePair{"BF16", torch::kBFloat16},
                                TypePair{"I64", torch::kInt64},          TypePair{"I32", torch::kInt32},
                                TypePair{"I16", torch::kInt16},          TypePair{"I8", torch::kInt8},
                                TypePair{"U64", torch::kUInt64},         TypePair{"U32", torch::kUInt32},
                                TypePair{"U16", torch::kUInt16},         TypePair{"U8", torch::kUInt8},
                                TypePair{"BOOL", torch::kBool},          TypePair{"F8_E4M3", torch::kFloat8_e4m3fn},
                                TypePair{"F8_E5M2", torch::kFloat8_e5m2}};

torch::ScalarType torchType(const StoredTensor& stored, const std::string& source) {
  for (const auto& [name, type] : kTypeNames)
    if (stored.dtype == name) return type;
  throw UserError(source + ": " + stored.name + " is of the type " + stored.dtype +
                  ", which is not supported; save it as float32.");
}

bool isAligned(const StoredTensor& stored) {
  return reinterpret_cast<std::uintptr_t>(stored.bytes.data()) % storedItemSize(stored.dtype) == 0;
}

/// A file may hold a tensor at any byte; processors want numbers at multiples of their size.
torch::Tensor alignedCopy(const StoredTensor& stored, torch::ScalarType type) {
  auto copy = torch::empty({static_cast<std::int64_t>(stored.bytes.size())}, torch::kUInt8);
  std::memcpy(copy.data_ptr(), stored.bytes.data(), stored.bytes.size());
  requireWhole(stored.bytes.data());
  const auto flat = copy.view(type);
  return stored.strides.empty() ? flat.view(stored.shape) : flat.as_strided(stored.shape, stored.strides);
}

torch::Tensor makeTensor(const StoredTensor& stored, torch::ScalarType type,
                         const std::shared_ptr<const WeightsFile>& file) {
  if (stored.bytes.empty()) return torch::empty(stored.shape, type);
  if (!isAligned(stored)) return alignedCopy(stored, type);
  auto* bytes = const_cast<std::byte*>(stored.bytes.data());  // torch has no read-only tensors
  const auto keep = [file](void*) {};
  return stored.strides.empty() ? torch::from_blob(bytes, stored.shape, keep, type)
                                : torch::from_blob(bytes, stored.shape, stored.strides, keep, type);
}

const char* storedTypeName(const torch::Tensor& tensor, const std::string& name) {
  for (const auto& [stored, type] : kTypeNames)
    if (tensor.scalar_type() == type) return stored;
  throw std::invalid_argument(name + " has a type that safetensors files do not hold");
}

void addOwn(StateDict& tensors, const std::string& path, const torch::nn::Module& module) {
  const auto prefix = path.empty() ? path : path + ".";
  for (const auto& item : module.named_parameters(false)) tensors.emplace_back(prefix + item.key(), item.value());
  for (const auto& item : module.named_buffers(false)) tensors.emplace_back(prefix + item.key(), item.value());
}

/// The module's own tensors, not copies, in PyTorch's order: of each module parameters, buffers, then what is inside
/// it.
StateDict ownTensors(const torch::nn::Module& module) {
  StateDict tensors;
  addOwn(tensors, "", module);
  for (const auto& item : module.named_modules("", false)) addOwn(tensors, item.key(), *item.value());
  return tensors;
}

std::string_view firstPart(std::string_view name) { return name.substr(0, name.find('.')); }

/// What is left over of a file and changes nothing in the network: it stands beside it, not within it. A row of linear
/// layers may have anything between them.
bool standsBeside(const std::string& name, const TensorShapes& target) {
  const auto* form = findFamily(target);
  if (!form || !form->conventions) return false;
  const auto first = firstPart(name);
  const bool headless = !target.contains(std::string(form->head) + ".weight");
  if (headless && first == firstPart(form->head)) return true;
  return std::none_of(target.begin(), target.end(), [&](const auto& own) { return firstPart(own.first) == first; });
}

/// A weight of the classifier.
bool isHead(const std::string& name) {
  const auto forms = weightsForms();
  return std::any_of(forms.begin(), forms.end(), [&](const auto* form) {
    return !form->head.empty() && name.starts_with(std::string(firstPart(form->head)) + ".");
  });
}

/// Whether the network has the very settings that the weights show: then it is the file that lacks something.
bool isOwnNetwork(const ModelConfig& model, const TensorShapes& target) try {
  return model.vocabulary > 0 && makeNetworkPlan(withSomeHeads(model), defaultInputShape(model)).shapes == target;
} catch (const UserError&) {  // settings of no network
  return false;
}

/// What of a file and a module does not go together.
struct Mismatch {
  std::vector<std::string> missing, shapes, leftOver;
  std::string lists() const {
    return listText("missing", missing) + listText("of another shape", shapes) + listText("left over", leftOver);
  }
};

/// "hidden 32, 16" of "model.hidden=[32, 16]".
std::string inWords(std::string setting) {
  if (const auto dot = setting.find('.'); dot < setting.find('=')) setting.erase(0, dot + 1);
  std::erase_if(setting, [](char letter) { return letter == '[' || letter == ']' || letter == '"'; });
  std::replace_if(
      setting.begin(), setting.end(), [](char letter) { return letter == '=' || letter == '_'; }, ' ');
  return setting;
}

/// What the file is, for a sentence that says what does not fit, and the way out.
std::string mismatchSentence(const StateDict& tensors, const std::string& source, const TensorShapes& target,
                             const Mismatch& mismatch) {
  const auto found = recognise(listShapes(tensors));
  const auto lists = mismatch.lists();
  if (!found.model && found.problem.starts_with("It is ")) return source + ": " + found.problem;
  if (!found.model && found.problem.starts_with("It looks like "))  // against its own size, not the model's
    return source + found.problem.substr(2);
  if (!found.model) return source + " does not fit the model:" + lists + " check the model's name and its settings.";
  if (isOwnNetwork(*found.model, target))
    return source + " looks like a " + found.model->name + ", but parts of it are missing or it has others:" + lists +
           mismatchAdvice(mismatch.missing, mismatch.shapes);
  std::string own = found.model->name;
  for (const auto& setting : describeSettings(*found.model)) own += ", " + inWords(setting);
  return source + " holds weights of " + (found.title.empty() ? found.model->name : found.title) +
         ", which do not fit the model:" + lists + " they are of the model " + own +
         "; take it, load what fits, or take another file.";
}

}  // namespace

StateDict makeStateDict(const torch::nn::Module& module) {
  auto tensors = ownTensors(module);
  for (auto& [name, tensor] : tensors) tensor = tensor.detach().to(torch::kCPU).contiguous();
  return tensors;
}

StateDict readStateDict(const WeightsFile& file) {
  const auto keep = std::make_shared<const WeightsFile>(WeightsFile{{}, {}, {}, {}, file.holders});
  StateDict tensors;
  tensors.reserve(file.tensors.size());
  for (const auto& tensor : file.tensors)
    tensors.emplace_back(tensor.name, makeTensor(tensor, torchType(tensor, file.files.front().string()), keep));
  return tensors;
}

StateDict readWeights(const std::filesystem::path& path) {
  requireAsWritten(findWeightsFile(findWeightsPlace(path).file));
  return readStateDict(openWeights(path));
}

StateDict readWeights(const FolderHandle& folder, const std::string& name) {
  return readStateDict(openWeights(folder, name));
}

namespace {

/// As they are written; `held` keeps contiguous copies alive until then.
std::vector<StoredTensor> storedTensors(const StateDict& tensors, std::vector<torch::Tensor>& held) {
  std::vector<StoredTensor> stored;
  for (const auto& [name, tensor] : tensors) {
    held.push_back(tensor.detach().to(torch::kCPU).contiguous());
    requireWhole(tensor.const_data_ptr());
    const auto bytes = std::span(static_cast<const std::byte*>(held.back().data_ptr()), held.back().nbytes());
    stored.push_back({name, storedTypeName(tensor, name), tensor.sizes().vec(), bytes});
  }
  return stored;
}

}  // namespace

std::uint32_t writeWeights(const FolderHandle& folder, const std::string& name, const StateDict& tensors,
                           const std::map<std::string, std::string>& metadata) {
  std::vector<torch::Tensor> held;
  const auto bytes = formatSafetensors(storedTensors(tensors, held), metadata);
  folder.write(name, bytes);
  return computeCrc32(bytes);
}

void writeWeights(const std::filesystem::path& file, const StateDict& tensors,
                  const std::map<std::string, std::string>& metadata) {
  std::vector<torch::Tensor> held;
  const auto stored = storedTensors(tensors, held);
  if (isTorchName(file)) {
    auto texts = metadata;
    texts.erase("format");  // "pt", which other files say for this one's readers
    writeTorchArchive(file, stored, texts);
  } else
    writeSafetensors(file, stored, metadata);
}

namespace {

bool areSame(const torch::Tensor& a, const torch::Tensor& b) {
  if (a.data_ptr() == b.data_ptr() && a.strides() == b.strides()) return true;
  if (a.scalar_type() != b.scalar_type() || a.sizes() != b.sizes()) return false;
  const auto first = a.contiguous(), second = b.contiguous();
  return std::memcmp(first.const_data_ptr(), second.const_data_ptr(), first.nbytes()) == 0;  // NaN equals itself here
}

/// A network may have one tensor under two names (a tied head): of two different ones in a file the later would
/// overwrite the earlier.
void requireSameWhereShared(const StateDict& target, const StateDict& fitted, const std::string& sourceName) {
  std::map<std::string, torch::Tensor> own(target.begin(), target.end());
  std::map<const void*, std::pair<std::string, torch::Tensor>> first;
  for (const auto& [name, value] : fitted) {
    const auto& place = own.at(name);
    if (place.is_meta() || place.numel() == 0) continue;
    const auto [known, isNew] = first.try_emplace(place.const_data_ptr(), name, value);
    if (!isNew && !areSame(known->second.second, value))
      throw UserError(sourceName + ": " + name + " differs from " + known->second.first +
                      ", and the network has one tensor for both; model.tied_head=false keeps both.");
  }
}

}  // namespace

StateDict fittedTo(const torch::nn::Module& module, const StateDict& tensors, const std::string& sourceName,
                   FileHead head) {
  const auto target = ownTensors(module);
  std::map<std::string, torch::Tensor> given;
  for (auto& [name, tensor] : fitNames(tensors, listShapes(target))) given[name] = tensor;
  Mismatch mismatch;
  StateDict fitted;
  for (const auto& [name, own] : target) {
    const auto found = given.find(name);
    if (found == given.end()) {
      const bool counter = name.ends_with("num_batches_tracked");  // files from before PyTorch 0.4.1 lack these
      if (!counter && !(head == FileHead::MayBeMissing && isHead(name))) mismatch.missing.push_back(name);
      continue;
    }
    if (found->second.sizes() != own.sizes())
      mismatch.shapes.push_back(name + " is " + shapeText(found->second.sizes()) + ", the model has " +
                                shapeText(own.sizes()));
    else
      fitted.emplace_back(name, found->second);
    given.erase(found);
  }
  bool within = false;
  const auto wanted = listShapes(target);
  for (const auto& [name, tensor] : given) {
    mismatch.leftOver.push_back(printable(name));
    within = within || !standsBeside(name, wanted);
  }
  if (mismatch.missing.size() + mismatch.shapes.size() > 0 || within)
    throw UserError(mismatchSentence(tensors, sourceName, wanted, mismatch));
  requireSameWhereShared(target, fitted, sourceName);
  return fitted;
}

namespace {

/// Three digits of a single-precision number are enough.
std::string shortText(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 3).ptr;
  return {text.data(), end};
}

}  // namespace

std::string brokenVarianceIn(const std::string& name, const torch::Tensor& values) {
  if (!name.ends_with("running_var") || !values.is_floating_point() || values.numel() == 0) return {};
  const double least = values.to(torch::kFloat64).min().item<double>();
  requireWhole(values.const_data_ptr());
  return least < 0 ? name + " holds " + shortText(least) + ", a variance below zero" : "";
}

std::string nonFiniteIn(const StateDict& tensors) {
  for (const auto& [name, tensor] : tensors) {
    if (const auto found = nonFiniteIn(tensor); !found.empty()) return name + " holds " + found;
    if (auto found = brokenVarianceIn(name, tensor); !found.empty()) return found;
  }
  return {};
}

void loadInto(torch::nn::Module& module, const StateDict& tensors, const std::string& sourceName, FileHead head) {
  const auto fitted = fittedTo(module, tensors, sourceName, head);
  const auto target = ownTensors(module);
  std::map<std::string, torch::Tensor> own(target.begin(), target.end());
  for (const auto& [name, value] : fitted)  // all of them before the first is taken: a refusal changes nothing
    if (own.at(name).is_floating_point() && !value.is_floating_point())
      throw UserError(sourceName + ": " + name +
                      " holds whole numbers, as quantized weights do, and not the scale that "
                      "goes with them; dequantize them in the program they come from and save them as float32.");
  torch::NoGradGuard noGrad;
  for (const auto& [name, value] : fitted) {
    own.at(name).copy_(value);
    requireWhole(value.const_data_ptr());
  }
}

NetworkPlan makeNetworkPlan(const ModelConfig& config, const InputShape& input) {
  const ShapesOnly shapesOnly;
  const auto model = findModel(config.name).make(config, input);
  NetworkPlan plan{model->layers().front().name, {}};
  for (const auto& item : model->named_parameters()) plan.shapes[item.key()] = item.value().sizes().vec();
  for (const auto& item : model->named_buffers()) plan.shapes[item.key()] = item.value().sizes().vec();
  return plan;
}

InputShape inputOfWeights(const ModelConfig& config, const StateDict& tensors, InputShape input) {
  if (input.language()) return input;
  const auto plan = makeNetworkPlan(config, input);
  const auto named = fitNames(tensors, plan.shapes);
  const auto find = [&](const std::string& name) -> const torch::Tensor* {
    const auto found = std::find_if(named.begin(), named.end(), [&](const auto& item) { return item.first == name; });
    return found == named.end() ? nullptr : &found->second;
  };
  const auto* first = find(plan.firstLayer + ".weight");
  if (first && first->dim() == 2 && input.channels * input.height * input.width != first->size(1))
    return {1, 1, first->size(1)};
  if (!first || first->dim() != 4) return input;
  input.channels = first->size(1);
  if (const auto* form = findModel(config.name).weights; form && form->fitInput)
    form->fitInput(listShapes(named), input);
  return input;
}

}  // namespace studio
