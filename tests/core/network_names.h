// A small ResNet and a small vision transformer under every naming of the field, written by hand: as networks for
// images lie in files of weights, beside copies of themselves and parts of others.
#pragma once
#include <torch/types.h>

#include <array>
#include <map>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "core/models/model.h"
#include "core/weights/state_dict.h"

namespace studio {

using Pairs = std::vector<std::pair<const char*, const char*>>;

inline constexpr InputShape kResnetInput{3, 32, 32}, kVitInput{3, 16, 16};

inline ModelConfig conventionConfig(const std::string& name) {
  ModelConfig config;
  config.name = name;
  config.classes = 5;
  if (name == "vit_b_32") config.layers = 2, config.heads = 2, config.width = 32, config.patchSize = 8;
  return config;
}

inline const StateDict& storedWeights(const std::string& name) {
  static std::map<std::string, StateDict> made;
  auto& tensors = made[name];
  if (tensors.empty())
    tensors =
        makeStateDict(*findModel(name).make(conventionConfig(name), name == "vit_b_32" ? kVitInput : kResnetInput));
  return tensors;
}

inline StateDict replacedNames(const StateDict& tensors, const Pairs& pairs) {
  StateDict other;
  for (const auto& [name, tensor] : tensors) {
    auto changed = name;
    for (const auto& [from, to] : pairs) changed = std::regex_replace(changed, std::regex(from), to);
    other.emplace_back(changed, tensor);
  }
  return other;
}

inline StateDict under(const std::string& prefix, const StateDict& tensors) {
  StateDict longer;
  for (const auto& [name, tensor] : tensors) longer.emplace_back(prefix + name, tensor);
  return longer;
}

inline StateDict together(StateDict first, const StateDict& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

/// A copy with other values.
inline StateDict emptied(const StateDict& tensors) {
  StateDict other;
  for (const auto& [name, tensor] : tensors) other.emplace_back(name, torch::zeros_like(tensor));
  return other;
}

inline StateDict lacking(const StateDict& tensors, const std::string& start) {
  StateDict rest;
  for (const auto& item : tensors)
    if (!item.first.starts_with(start)) rest.push_back(item);
  return rest;
}

inline StateDict joinedResnet(const StateDict& ours) { return ours; }
inline StateDict dataParallel(const StateDict& ours) { return under("module.", ours); }
inline StateDict contrastivePair(const StateDict& ours) {
  return together(together(under("module.encoder_k.", emptied(ours)), under("module.encoder_q.", ours)),
                  {{"module.queue", torch::rand({4})}});
}
inline StateDict backboneAndTeacher(const StateDict& ours) {
  return together(together(under("backbone.", ours), under("teacher_backbone.", emptied(ours))),
                  {{"projection_head.0.weight", torch::rand({2, 2})}});
}
inline StateDict studentAndTeacher(const StateDict& ours) {
  return together(under("teacher.net.", emptied(ours)), under("student.net.", ours));
}
inline StateDict onlineAndTarget(const StateDict& ours) {
  return together(under("target_encoder.", emptied(ours)), under("online_encoder.", ours));
}
inline StateDict modelAndEma(const StateDict& ours) {
  return together(under("ema.", emptied(ours)), under("model.", ours));
}
inline StateDict attacked(const StateDict& ours) {
  return together(under("module.attacker.model.", emptied(ours)), under("module.model.", ours));
}
inline StateDict pytorchCifar(const StateDict& ours) {
  return replacedNames(under("module.", ours), {{"downsample", "shortcut"}, {"\\.fc\\.", ".linear."}});
}
inline StateDict pytorchCifarAndCopy(const StateDict& ours) {
  return together(under("ema.", pytorchCifar(emptied(ours))), pytorchCifar(ours));
}
inline StateDict openMmlab(const StateDict& ours) {
  return replacedNames(under("backbone.", ours), {{"^backbone\\.fc\\.", "head.fc."}});
}
inline StateDict headInSequence(const StateDict& ours) { return replacedNames(ours, {{"^fc\\.", "fc.1."}}); }
inline StateDict numberedChildren(const StateDict& ours) {
  return replacedNames(lacking(ours, "fc."), {{"^conv1", "backbone.0"},
                                              {"^bn1", "backbone.1"},
                                              {"^layer1", "backbone.4"},
                                              {"^layer2", "backbone.5"},
                                              {"^layer3", "backbone.6"},
                                              {"^layer4", "backbone.7"}});
}
inline StateDict projected(const StateDict& ours) {
  return together(lacking(ours, "fc."),
                  {{"fc.0.weight", torch::rand({512, 512})}, {"fc.2.weight", torch::rand({16, 512})}});
}
inline StateDict headless(const StateDict& ours) { return lacking(ours, "fc."); }
inline StateDict huggingResnet(const StateDict& ours) {
  Pairs pairs{{"^conv1\\.", "resnet.embedder.embedder.convolution."},
              {"^bn1\\.", "resnet.embedder.embedder.normalization."},
              {"^fc\\.", "classifier.1."},
              {"^layer(\\d)\\.(\\d)\\.downsample\\.0", "resnet.encoder.stages.$1.layers.$2.shortcut.convolution"},
              {"^layer(\\d)\\.(\\d)\\.downsample\\.1", "resnet.encoder.stages.$1.layers.$2.shortcut.normalization"},
              {"^layer(\\d)\\.(\\d)\\.conv(\\d)", "resnet.encoder.stages.$1.layers.$2.layer.c$3.convolution"},
              {"^layer(\\d)\\.(\\d)\\.bn(\\d)", "resnet.encoder.stages.$1.layers.$2.layer.c$3.normalization"},
              {"stages\\.1", "stages.0"},
              {"stages\\.2", "stages.1"},
              {"stages\\.3", "stages.2"},
              {"stages\\.4", "stages.3"},
              {"layer\\.c1", "layer.0"},
              {"layer\\.c2", "layer.1"},
              {"layer\\.c3", "layer.2"}};
  return replacedNames(ours, pairs);
}
inline StateDict huggingResnetBase(const StateDict& ours) {
  return replacedNames(huggingResnet(lacking(ours, "fc.")), {{"^resnet\\.", ""}});
}

/// in_proj as three tensors, with these names.
inline StateDict splitProjections(const StateDict& ours, const std::array<const char*, 3>& names) {
  StateDict split;
  for (const auto& [name, tensor] : ours) {
    const auto place = name.find("in_proj_");
    if (place == std::string::npos) {
      split.emplace_back(name, tensor);
      continue;
    }
    const auto parts = tensor.chunk(3, 0);
    for (std::size_t part = 0; part < 3; ++part)
      split.emplace_back(name.substr(0, place) + names[part] + "." + name.substr(place + 8), parts[part]);
  }
  return split;
}
inline const Pairs kHuggingAround{{"^class_token", "vit.embeddings.cls_token"},
                                  {"^encoder\\.pos_embedding", "vit.embeddings.position_embeddings"},
                                  {"^conv_proj", "vit.embeddings.patch_embeddings.projection"},
                                  {"^encoder\\.ln\\.", "vit.layernorm."},
                                  {"^heads\\.head", "classifier"}};
inline StateDict huggingVitFile(const StateDict& ours) {
  return replacedNames(replacedNames(splitProjections(ours, {"query", "key", "value"}), kHuggingAround),
                       {{"^encoder\\.layers\\.encoder_layer_(\\d+)\\.", "vit.encoder.layer.$1."},
                        {"self_attention\\.out_proj", "attention.output.dense"},
                        {"self_attention\\.", "attention.attention."},
                        {"mlp\\.0", "intermediate.dense"},
                        {"mlp\\.3", "output.dense"},
                        {"ln_1", "layernorm_before"},
                        {"ln_2", "layernorm_after"}});
}
inline StateDict huggingVitModel(const StateDict& ours) {
  return replacedNames(replacedNames(splitProjections(ours, {"q_proj", "k_proj", "v_proj"}), kHuggingAround),
                       {{"^encoder\\.layers\\.encoder_layer_(\\d+)\\.", "vit.layers.$1."},
                        {"self_attention\\.out_proj", "attention.o_proj"},
                        {"self_attention\\.", "attention."},
                        {"mlp\\.0", "mlp.fc1"},
                        {"mlp\\.3", "mlp.fc2"},
                        {"ln_1", "layernorm_before"},
                        {"ln_2", "layernorm_after"}});
}
inline StateDict huggingVitBase(const StateDict& ours) {
  return together(replacedNames(huggingVitFile(lacking(ours, "heads.")), {{"^vit\\.", ""}}),
                  {{"pooler.dense.weight", torch::rand({32, 32})}, {"pooler.dense.bias", torch::rand({32})}});
}
inline StateDict timmVit(const StateDict& ours) {
  return replacedNames(ours, {{"^class_token", "cls_token"},
                              {"^encoder\\.pos_embedding", "pos_embed"},
                              {"^conv_proj", "patch_embed.proj"},
                              {"^encoder\\.ln\\.", "norm."},
                              {"^heads\\.head", "head"},
                              {"^encoder\\.layers\\.encoder_layer_(\\d+)\\.", "blocks.$1."},
                              {"self_attention\\.out_proj", "attn.proj"},
                              {"self_attention\\.in_proj_", "attn.qkv."},
                              {"mlp\\.0", "mlp.fc1"},
                              {"mlp\\.3", "mlp.fc2"},
                              {"ln_1", "norm1"},
                              {"ln_2", "norm2"}});
}
inline StateDict maskedAutoencoder(const StateDict& ours) {
  return together(timmVit(lacking(ours, "heads.")),
                  {{"mask_token", torch::rand({1, 1, 8})}, {"decoder_blocks.0.attn.qkv.weight", torch::rand({24, 8})}});
}
inline StateDict dinoVit(const StateDict& ours) {
  return together(under("module.backbone.", timmVit(lacking(ours, "heads."))),
                  {{"module.head.mlp.0.weight", torch::rand({8, 32})}});
}
inline StateDict oldTorchvisionVit(const StateDict& ours) {
  return replacedNames(ours, {{"mlp\\.0", "mlp.linear_1"}, {"mlp\\.3", "mlp.linear_2"}});
}
inline StateDict newHeadVit(const StateDict& ours) { return replacedNames(ours, {{"^heads\\.head", "heads"}}); }

}  // namespace studio
