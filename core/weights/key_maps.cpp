// The table and its rules (science.md 10.1 to 10.6).
#include "core/weights/key_maps.h"

#include <torch/types.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/models/model.h"
#include "core/run/error.h"
#include "core/run/mapped_file.h"
#include "core/weights/weight_pieces.h"

namespace studio {
namespace {

constexpr std::array kPrefixes =
    std::to_array<std::string_view>({"module.", "_orig_mod.", "model.", "backbone.", "net."});
constexpr std::string_view kTransformer = "transformer.", kTable = "transformer.wte.weight", kHead = "lm_head.weight";

const torch::Tensor* find(const StateDict& tensors, std::string_view name) {
  const auto found = std::find_if(tensors.begin(), tensors.end(), [&](const auto& item) { return item.first == name; });
  return found == tensors.end() ? nullptr : &found->second;
}

std::set<std::string> listNames(const StateDict& tensors) {
  std::set<std::string> names;
  for (const auto& [name, tensor] : tensors) names.insert(name);
  return names;
}

/// Each name that the target does not know becomes what `other` says, where that is free.
template <typename Other>
void rename(StateDict& given, const TensorShapes& target, Other other) {
  auto taken = listNames(given);
  for (auto& [name, tensor] : given) {
    if (target.contains(name)) continue;
    const auto renamed = other(name);
    if (renamed == name || !taken.insert(renamed).second) continue;
    taken.erase(name);
    name = renamed;
  }
}

/// "module." and "_orig_mod." mean nothing ever; the others only where the target has no names of that sort.
void stripWrappers(StateDict& given, const TensorShapes& target) {
  std::vector<std::string_view> foreign;
  for (const auto wrapper : kPrefixes) {
    const auto next = target.lower_bound(std::string(wrapper));
    if (next == target.end() || !next->first.starts_with(wrapper)) foreign.push_back(wrapper);
  }
  rename(given, target, [&](const std::string& name) {
    std::string_view rest = name;
    for (std::size_t index = 0; index < foreign.size();)
      if (rest.starts_with(foreign[index]))
        rest.remove_prefix(foreign[index].size()), index = 0;
      else
        ++index;
    return std::string(rest);
  });
}

/// Who sees whom, bool or 0 and 1 in [1, 1, tokens, tokens]: all tokens before, or the newest of them. Or the number
/// that stands for "unseen".
bool isMask(const std::string& name, const torch::Tensor& tensor) {
  if (name.ends_with("masked_bias")) return tensor.numel() == 1;
  if (tensor.dim() != 4 || tensor.size(0) != 1 || tensor.size(1) != 1 || tensor.size(2) != tensor.size(3) ||
      tensor.size(2) == 0)
    return false;
  const auto seen = tensor[0][0].to(torch::kBool);                                  // [tokens, tokens]
  const auto newest = seen.select(0, seen.size(0) - 1).sum().item<std::int64_t>();  // what the last token sees
  return torch::equal(seen, torch::ones_like(seen).tril().logical_xor(torch::ones_like(seen).tril(-newest)));
}

/// Causal masks that some versions store with the weights.
void dropMasks(StateDict& given, const TensorShapes& target) {
  constexpr std::array kMasks = std::to_array<std::string_view>(
      {".attn.bias", ".attn.masked_bias", ".attn.attention.bias", ".attn.attention.masked_bias"});
  std::erase_if(given, [&](const auto& item) {
    return !target.contains(item.first) &&
           std::any_of(kMasks.begin(), kMasks.end(), [&](auto mask) { return item.first.ends_with(mask); }) &&
           isMask(item.first, item.second);
  });
}

/// Hugging Face's base models lack the prefix that its models with a head have.
void fitTransformerPrefix(StateDict& given, const TensorShapes& target) {
  rename(given, target, [&](const std::string& name) {
    const auto longer = std::string(kTransformer) + name;
    if (target.contains(longer)) return longer;
    const auto shorter = name.starts_with(kTransformer) ? name.substr(kTransformer.size()) : name;
    return target.contains(shorter) ? shorter : name;
  });
}

/// Networks that are found by conventions of naming (weights_form.h); queries, keys and values become one tensor.
void nameAsOurs(StateDict& given, const TensorShapes& target) {
  const auto* form = findFamily(target);
  if (!form || !form->conventions) return;
  const auto shapes = listShapes(given);
  const auto names = networkNamesIn(shapes);
  if (!names.convention || names.convention->form != form) return;
  std::map<std::string, torch::Tensor> tensors(given.begin(), given.end());
  StateDict renamed;
  for (const auto& [ours, sources] : names.sources) {
    std::vector<torch::Tensor> parts;
    for (const auto& source : sources) parts.push_back(tensors.at(source));
    const auto& first = parts.front();
    const bool alike = std::all_of(parts.begin(), parts.end(), [&](const auto& part) {
      return part.dim() > 0 && part.is_floating_point() && part.itemsize() > 1 && part.sizes() == first.sizes() &&
             part.scalar_type() == first.scalar_type();
    });
    if (parts.size() == 1)
      renamed.emplace_back(ours, first);
    else if (alike)
      renamed.emplace_back(ours, torch::cat(parts));
    for (const auto& part : parts) requireWhole(part.const_data_ptr());
  }
  for (const auto& name : names.beside) renamed.emplace_back(name, tensors.at(name));
  given = std::move(renamed);
}

/// These alone, under our names.
void keepNamed(StateDict& given, const NetworkNames& names) {
  std::map<std::string, std::string> ours;
  for (const auto& [name, sources] : names.sources) ours[sources.front()] = name;
  std::erase_if(given, [&](const auto& item) { return !ours.contains(item.first); });
  for (auto& [name, tensor] : given) name = ours.at(name);
}

/// Of several GPTs or rows of linear layers the one that is recognised, without what stands before its names
/// (weights_form.h). What is beside it is left out, so that no part of another network takes a place that this one
/// leaves free; recognise.h says it.
void nameAsFound(StateDict& given, const TensorShapes& target) {
  const auto* form = findFamily(target);
  if (!form || !form->names) return;
  const auto names = form->names(listShapes(given));
  if (!names.sources.empty() && names.unexpected.empty()) keepNamed(given, names);
}

void joinPieces(StateDict& given, const TensorShapes&) { given = joinedPieces(std::move(given)); }

/// nn.Sequential counts its layers, activation functions included: 0, 2, 4 are fc1, fc2, fc3.
void nameNumberedLayers(StateDict& given, const TensorShapes& target) {
  const auto readNumber = [](const std::string& name) {
    const auto dot = name.find('.');
    const bool digits = dot != std::string::npos && dot > 0 && dot < 7 && name.find_first_not_of("0123456789") == dot;
    return digits ? std::stol(name.substr(0, dot)) : -1;
  };
  std::map<long, std::size_t> order;
  for (const auto& [name, tensor] : given)
    if (readNumber(name) >= 0) order[readNumber(name)];
  std::size_t count = 0;
  for (auto& [number, place] : order) place = ++count;
  rename(given, target, [&](const std::string& name) {
    const auto number = readNumber(name);
    const auto layer = number < 0 ? name : "fc" + std::to_string(order.at(number)) + name.substr(name.find('.'));
    return target.contains(layer) ? layer : name;
  });
}

/// The head of a language model may be its table of tokens: files name either or both. Two that differ stay as they
/// are.
void fitTiedHead(StateDict& given, const TensorShapes& target) {
  if (!target.contains(std::string(kTable))) return;
  const auto* table = find(given, kTable);
  const auto* head = find(given, kHead);
  if (!target.contains(std::string(kHead))) {
    const bool tied = head && table && head->sizes() == table->sizes() &&
                      (head->data_ptr() == table->data_ptr() || torch::equal(*head, *table));
    if (tied) std::erase_if(given, [](const auto& item) { return item.first == kHead; });
    return;
  }
  if (table && !head)
    given.emplace_back(kHead, *table);
  else if (head && !table)
    given.emplace_back(kTable, *head);
}

/// Hugging Face's GPT-2 keeps [inputs, outputs]. The square c_proj of the attention is recognised by the others of the
/// same file.
void turnConv1d(StateDict& given, const TensorShapes& target) {
  constexpr std::array kTurned = std::to_array<std::string_view>(
      {".attn.c_attn.weight", ".attn.c_proj.weight", ".mlp.c_fc.weight", ".mlp.c_proj.weight"});
  const auto isLinear = [&](const std::string& name) {
    return std::any_of(kTurned.begin(), kTurned.end(), [&](auto ending) { return name.ends_with(ending); });
  };
  bool turned = false, straight = false;
  for (const auto& [name, tensor] : given) {
    const auto wanted = target.find(name);
    if (wanted == target.end() || !isLinear(name) || tensor.dim() != 2 || wanted->second.size() != 2 ||
        tensor.size(0) == tensor.size(1))
      continue;
    if (tensor.sizes() == wanted->second)
      straight = true;
    else if (tensor.size(0) == wanted->second[1] && tensor.size(1) == wanted->second[0])
      turned = true;
  }
  if (!turned || straight) return;
  for (auto& [name, tensor] : given)
    if (isLinear(name) && tensor.dim() == 2 && target.contains(name)) tensor = tensor.t();
}

// A strided convolution with BlurPool is a module of its own: NAME.weight becomes NAME.conv.weight beside a buffer
// NAME.blur_filter. Which convolutions blur: those with stride 2 and 16 inputs or more, the first blocks of stages 2 to
// 4 (science.md 10.3).

constexpr std::string_view kFirst = "layer1.0.conv1.weight";  // of every ResNet
constexpr std::string_view kWeight = ".weight", kBlurred = ".conv.weight", kFilter = ".blur_filter";

/// "layer2.0.conv1" of "layer2.0.conv1.weight"; empty for another ending.
std::string moduleName(const std::string& name, std::string_view ending) {
  return name.ends_with(ending) ? name.substr(0, name.size() - ending.size()) : std::string();
}

std::string joined(const std::string& module, std::string_view ending) { return module + std::string(ending); }

/// [1 2 1; 2 4 2; 1 2 1] / 16 for each input: [inputs, 1, 3, 3].
torch::Tensor makeBlurFilter(const std::vector<std::int64_t>& shape) {
  const auto line = torch::tensor({1.0F, 2.0F, 1.0F});
  return (torch::outer(line, line) / 16).expand({shape.at(0), 1, 3, 3}).contiguous();
}

void addFilter(StateDict& made, const TensorShapes& given, const TensorShapes& target, const std::string& module) {
  const auto filter = target.find(joined(module, kFilter));
  const bool wanted = filter != target.end() && filter->second.size() == 4 && !given.contains(filter->first);
  if (wanted) made.emplace_back(filter->first, makeBlurFilter(filter->second));
}

std::string prefixOfResnet(const StateDict& given, const std::string& source) {
  for (const auto& [name, tensor] : given)
    if (name.ends_with(kFirst)) return name.substr(0, name.size() - kFirst.size());
  throw UserError(source + " holds no ResNet, the only networks with BlurPool; leave --blur-pool out.");
}

/// The modules that stride, under the names they have in this file.
std::vector<std::string> stridedModules(const TensorShapes& given, const std::string& prefix) {
  const bool bottleneck = given.contains(prefix + "layer1.0.conv3.weight");
  std::vector<std::string> modules;
  for (const char* stage : {"layer2.0.", "layer3.0.", "layer4.0."})
    for (const char* convolution : {bottleneck ? "conv2" : "conv1", "downsample.0"})
      modules.push_back(prefix + stage + convolution);
  return modules;
}

/// Both ways, as the target asks.
void fitBlurPool(StateDict& given, const TensorShapes& target) {
  const auto names = listShapes(given);
  const auto becomes = [&](const std::string& name) { return target.contains(name) && !names.contains(name); };
  StateDict made;
  for (const auto& [name, tensor] : given) {
    const auto plain = moduleName(name, kWeight), blurred = moduleName(name, kBlurred),
               filter = moduleName(name, kFilter);
    if (target.contains(name)) {
      if (!blurred.empty()) addFilter(made, names, target, blurred);  // a file whose filters were left out
      made.emplace_back(name, tensor);
    } else if (!blurred.empty() && becomes(joined(blurred, kWeight))) {
      made.emplace_back(joined(blurred, kWeight), tensor);
    } else if (!plain.empty() && becomes(joined(plain, kBlurred))) {
      addFilter(made, names, target, plain);
      made.emplace_back(joined(plain, kBlurred), tensor);
    } else if (filter.empty() || !target.contains(joined(filter, kWeight))) {
      made.emplace_back(name, tensor);
    }
  }
  given = std::move(made);
}

}  // namespace

std::span<const KeyRule> keyRules() {
  static constexpr KeyRule kRules[] = {
      {"pieces", "weight_orig and weight_mask, weight_g and weight_v, parametrizations.weight.original0 ... -> weight",
       joinPieces},
      {"network names",
       "ResNets and vision transformers of torchvision, Hugging Face, timm, pytorch-cifar -> torchvision's",
       nameAsOurs},
      {"found network",
       "gpt.h.0.ln_1.weight -> transformer.h.0.ln_1.weight; net.0.weight, net.2.weight -> fc1.weight, fc2.weight",
       nameAsFound},
      {"wrappers", "module., _orig_mod., model., backbone., net. before every name", stripWrappers},
      {"masks", "causal masks attn.bias, attn.masked_bias and the same of attn.attention are left out", dropMasks},
      {"transformer prefix", "h.0.ln_1.weight <-> transformer.h.0.ln_1.weight", fitTransformerPrefix},
      {"numbered layers", "0.weight, 2.weight -> fc1.weight, fc2.weight", nameNumberedLayers},
      {"blur pool", "conv1.weight <-> conv1.conv.weight with conv1.blur_filter", fitBlurPool},
      {"tied head", "lm_head.weight from, or left out for, transformer.wte.weight", fitTiedHead},
      {"conv1d", "GPT-2's [inputs, outputs] turned into [outputs, inputs]", turnConv1d},
  };
  return kRules;
}

StateDict fitNames(StateDict given, const TensorShapes& target) {
  for (const auto& rule : keyRules()) rule.apply(given, target);
  return given;
}

TensorShapes listShapes(const StateDict& tensors) {
  TensorShapes shapes;
  for (const auto& [name, tensor] : tensors) shapes[name] = tensor.sizes().vec();
  return shapes;
}

StateDict withBlurPool(StateDict given, bool on, const std::string& source) {
  if (const auto names = networkNamesIn(listShapes(given));
      names.convention && names.convention->form->anchor == kFirst && !names.convention->isOurs()) {
    std::map<std::string, torch::Tensor> tensors(given.begin(),
                                                 given.end());  // names of another sort become ours first
    given.clear();
    for (const auto& [ours, sources] : names.sources) given.emplace_back(ours, tensors.at(sources.front()));
    for (const auto& name : names.beside) given.emplace_back(name, tensors.at(name));
  }
  const auto prefix = prefixOfResnet(given, source);
  auto target = listShapes(given);
  for (const auto& module : stridedModules(target, prefix)) {
    const auto found = target.find(joined(module, on ? kWeight : kBlurred));
    if (found == target.end() || found->second.size() != 4) continue;  // as it should be already
    const auto shape = found->second;
    target.erase(found);
    target.erase(joined(module, kFilter));
    target[joined(module, on ? kBlurred : kWeight)] = shape;
    if (on) target[joined(module, kFilter)] = {shape[1], 1, 3, 3};
  }
  fitBlurPool(given, target);
  return given;
}

}  // namespace studio
