// The types of the safetensors format, which name PyTorch's as well; the words for shapes; the question about names,
// which every reader asks, so that names can be shown and written as they are afterwards; the marks of other forms.
#include "core/weights/stored_tensor.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "core/run/printable_text.h"

namespace studio {
namespace {

constexpr std::array<std::pair<std::string_view, std::uint64_t>, 17> kItemSizes{{{"F64", 8},
                                                                                 {"F32", 4},
                                                                                 {"F16", 2},
                                                                                 {"BF16", 2},
                                                                                 {"I64", 8},
                                                                                 {"I32", 4},
                                                                                 {"I16", 2},
                                                                                 {"I8", 1},
                                                                                 {"U64", 8},
                                                                                 {"U32", 4},
                                                                                 {"U16", 2},
                                                                                 {"U8", 1},
                                                                                 {"BOOL", 1},
                                                                                 {"F8_E4M3", 1},
                                                                                 {"F8_E5M2", 1},
                                                                                 {"C64", 8},
                                                                                 {"C128", 16}}};

// Other forms. Names are those of peft, loralib, bitsandbytes, GPTQ, AWQ, compressed-tensors and torch.ao.

constexpr std::array kAdapterParts =
    std::to_array<std::string_view>({"lora_A", "lora_B", "lora_embedding_A", "lora_embedding_B", "lora_down", "lora_up",
                                     "ia3_l", "hada_w1_a", "lokr_w1"});
constexpr std::array kScaleParts =
    std::to_array<std::string_view>({"SCB", "absmax", "quant_map", "qweight", "qzeros", "weight_packed", "weight_scale",
                                     "weight_scale_inv", "weight_zero_point", "zero_point", "_packed_params"});

struct TensorForm {
  std::string_view function, sentence;
};
constexpr std::array kTensorForms = std::to_array<TensorForm>({
    {"_rebuild_qtensor",
     " is a quantized tensor of PyTorch, which is not read; in Python save it after dequantize(), "
     "or save the network from before it was quantized."},
    {"_rebuild_sparse", " is a sparse tensor, which is not read; in Python save it after to_dense()."},
    {"_rebuild_meta_tensor",
     " is a tensor without values (of the device \"meta\"), so the file holds no weights; in "
     "Python load the network's weights before saving them."},
    {"_rebuild_device_tensor",
     " is a tensor of a device that only its own machine knows; in Python save it after cpu()."},
});

/// "transformer.h.0.attn.c_attn" of "transformer.h.0.attn.c_attn.lora_A.default.weight": what stands before the mark.
template <typename Marks>
std::string_view beforeMark(std::string_view name, const Marks& marks) {
  for (std::size_t begin = 0; begin <= name.size();) {
    const auto end = std::min(name.find('.', begin), name.size());
    if (begin > 0 && std::find(marks.begin(), marks.end(), name.substr(begin, end - begin)) != marks.end())
      return name.substr(0, begin - 1);
    begin = end + 1;
  }
  return {};
}

/// Whether the layer that an adapter changes is in the file, too.
bool hasLayer(const TensorShapes& shapes, const std::string& layer) {
  return shapes.contains(layer + ".weight") || shapes.contains(layer + ".base_layer.weight");
}

std::string adapterSentence(const TensorShapes& shapes, const std::string& name, const std::string& layer) {
  const auto mark = " (" + printable(name) + ")";
  if (hasLayer(shapes, layer))
    return "It is a network with an adapter beside its weights" + mark +
           ", which is not added to them here; in Python merge it (peft: model.merge_and_unload()) and save the "
           "state_dict of what that gives, without the adapter's own tensors.";
  return "It is an adapter" + mark +
         " without the network that it changes; in Python load that network with it (peft: "
         "PeftModel.from_pretrained), merge it (merge_and_unload()) and save the state_dict of what that gives.";
}

}  // namespace

TensorShapes listShapes(std::span<const StoredTensor> tensors) {
  TensorShapes shapes;
  for (const auto& tensor : tensors) shapes[tensor.name] = tensor.shape;
  return shapes;
}

std::uint64_t storedItemSize(std::string_view dtype) {
  for (const auto& [name, size] : kItemSizes)
    if (dtype == name) return size;
  return 0;
}

std::uint64_t byteCount(const StoredTensor& tensor) {
  std::uint64_t count = 0;
  countWithin(tensor.shape, std::numeric_limits<std::uint64_t>::max(), count);
  return count * storedItemSize(tensor.dtype);
}

bool countWithin(const std::vector<std::int64_t>& shape, std::uint64_t limit, std::uint64_t& count) {
  count = std::find(shape.begin(), shape.end(), 0) == shape.end() ? 1 : 0;
  for (const auto size : shape) {
    if (count == 0) return true;
    if (size < 0 || static_cast<std::uint64_t>(size) > limit / count) return false;
    count *= static_cast<std::uint64_t>(size);
  }
  return count <= limit;
}

std::string nameProblem(std::string_view name) {
  constexpr std::size_t kLongestName = 1000;
  if (name.size() > kLongestName) return "it has a tensor with a name of " + std::to_string(name.size()) + " bytes";
  if (!isUtf8(name) || hasControlCharacters(name)) return "it has a tensor whose name is no readable text";
  return {};
}

std::string otherFormIn(const TensorShapes& shapes) {
  for (const auto& [name, shape] : shapes) {
    if (const auto layer = beforeMark(name, kAdapterParts); !layer.empty())
      return adapterSentence(shapes, name, std::string(layer));
    if (!beforeMark(name, kScaleParts).empty())
      return "It is a network whose weights are quantized (" + printable(name) +
             " goes with them), which is not undone here; dequantize them in the program that quantized them "
             "(transformers: model.dequantize()) and save them as float32.";
  }
  return {};
}

std::string recogniseOtherTensor(std::string_view function) {
  for (const auto& [begin, sentence] : kTensorForms)
    if (function.starts_with(begin)) return std::string(sentence);
  return {};
}

}  // namespace studio
