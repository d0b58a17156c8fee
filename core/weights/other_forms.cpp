// Names are those of peft, loralib, bitsandbytes, GPTQ, AWQ, compressed-tensors and torch.ao.
#include "core/weights/other_forms.h"

#include <algorithm>
#include <array>

#include "core/run/printable_text.h"

namespace studio {
namespace {

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

std::string otherTensorOf(std::string_view function) {
  for (const auto& [begin, sentence] : kTensorForms)
    if (function.starts_with(begin)) return std::string(sentence);
  return {};
}

}  // namespace studio
