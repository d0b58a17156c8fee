// Vision transformers in files of weights: torchvision's names and those of others, their sizes, and which other
// network it is.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/models/model.h"

namespace studio {
namespace {

constexpr std::int64_t kLargestPatch = 65536;
constexpr double kTransformersEpsilon =
    1e-12;  // layer norm of transformers' ViT where its configuration is not beside the file
constexpr std::string_view kBlock = "encoder.layers.encoder_layer_{1}";

NamingConvention torchvisionVit() {
  return {"torchvision's",
          "conv_proj.weight",
          "",
          {},
          {{"encoder.layers.encoder_layer_#.mlp.linear_1", "encoder.layers.encoder_layer_{1}.mlp.0"},  // before 0.13
           {"encoder.layers.encoder_layer_#.mlp.linear_2", "encoder.layers.encoder_layer_{1}.mlp.3"},
           {"heads.#", "heads.head.{1}"},
           {"heads.weight", "heads.head.weight"},
           {"heads.bias", "heads.head.bias"}},
          true};
}

/// What both of Hugging Face's ways have around the blocks.
const std::vector<NameRule> kHuggingFrame{{"embeddings.cls_token", "class_token"},
                                          {"embeddings.position_embeddings", "encoder.pos_embedding"},
                                          {"embeddings.patch_embeddings.projection", "conv_proj"},
                                          {"layernorm", "encoder.ln"}};

NamingConvention huggingVit(std::string_view anchor, std::vector<NameRule> rules) {
  rules.insert(rules.begin(), kHuggingFrame.begin(), kHuggingFrame.end());
  return {"Hugging Face's",    anchor, "vit.", {{"classifier", "heads.head"}}, std::move(rules), false,
          kTransformersEpsilon};
}

/// As its files name them, and the models of transformers before version 5.
NamingConvention huggingVitFiles() {
  return huggingVit(
      "encoder.layer.0.attention.attention.query.weight",
      {{"encoder.layer.#.attention.attention.query", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_", 0},
       {"encoder.layer.#.attention.attention.key", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_", 1},
       {"encoder.layer.#.attention.attention.value", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_", 2},
       {"encoder.layer.#.attention.output.dense", "encoder.layers.encoder_layer_{1}.self_attention.out_proj"},
       {"encoder.layer.#.intermediate.dense", "encoder.layers.encoder_layer_{1}.mlp.0"},
       {"encoder.layer.#.output.dense", "encoder.layers.encoder_layer_{1}.mlp.3"},
       {"encoder.layer.#.layernorm_before", "encoder.layers.encoder_layer_{1}.ln_1"},
       {"encoder.layer.#.layernorm_after", "encoder.layers.encoder_layer_{1}.ln_2"},
       {"encoder.layer.#", kBlock}});
}

/// state_dict() of the models of transformers 5.
NamingConvention huggingVitModels() {
  return huggingVit("layers.0.attention.q_proj.weight",
                    {{"layers.#.attention.q_proj", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_", 0},
                     {"layers.#.attention.k_proj", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_", 1},
                     {"layers.#.attention.v_proj", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_", 2},
                     {"layers.#.attention.o_proj", "encoder.layers.encoder_layer_{1}.self_attention.out_proj"},
                     {"layers.#.mlp.fc1", "encoder.layers.encoder_layer_{1}.mlp.0"},
                     {"layers.#.mlp.fc2", "encoder.layers.encoder_layer_{1}.mlp.3"},
                     {"layers.#.layernorm_before", "encoder.layers.encoder_layer_{1}.ln_1"},
                     {"layers.#.layernorm_after", "encoder.layers.encoder_layer_{1}.ln_2"},
                     {"layers.#", kBlock}});
}

NamingConvention timmVit() {
  return {"timm's",
          "blocks.0.attn.qkv.weight",
          "",
          {},
          {{"cls_token", "class_token"},
           {"pos_embed", "encoder.pos_embedding"},
           {"patch_embed.proj", "conv_proj"},
           {"blocks.#.norm1", "encoder.layers.encoder_layer_{1}.ln_1"},
           {"blocks.#.norm2", "encoder.layers.encoder_layer_{1}.ln_2"},
           {"blocks.#.attn.qkv.weight", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_weight"},
           {"blocks.#.attn.qkv.bias", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_bias"},
           {"blocks.#.attn.proj", "encoder.layers.encoder_layer_{1}.self_attention.out_proj"},
           {"blocks.#.mlp.fc1", "encoder.layers.encoder_layer_{1}.mlp.0"},
           {"blocks.#.mlp.fc2", "encoder.layers.encoder_layer_{1}.mlp.3"},
           {"blocks.#", kBlock},
           {"norm", "encoder.ln"},
           {"head", "heads.head"}},
          false};
}

constexpr std::array kOtherVits = std::to_array<OtherPart>({
    {"dist_token", "a distilled vision transformer (DeiT) with a second token"},
    {"embeddings.distillation_token", "a distilled vision transformer (DeiT) with a second token"},
    {"fc_norm.", "a vision transformer that averages its tokens (fc_norm)"},
    {"norm_pre.", "a vision transformer that normalises before its blocks (norm_pre, as CLIP's)"},
    {"pre_logits.", "a vision transformer with a layer before its classifier (pre_logits)"},
    {"heads.pre_logits.", "a vision transformer with a layer before its classifier (pre_logits)"},
    {"reg_token", "a vision transformer with registers"},
    {"embeddings.register_tokens", "a vision transformer with registers"},
    {"blocks.0.ls1.", "a vision transformer with LayerScale (as DINOv2)"},
    {"blocks.0.attn.q_norm.", "a vision transformer that normalises its queries"},
    {"encoder.layer.0.lambda_1", "a vision transformer with LayerScale (BEiT)"},
    {"encoder.layer.0.attention.attention.relative_position_bias",
     "a vision transformer with relative positions (BEiT)"},
});

std::optional<ModelConfig> vitSettings(const TensorShapes& ours) {
  const auto patches = shapeIn(ours, "conv_proj.weight", 4), places = shapeIn(ours, "encoder.pos_embedding", 3),
             head = shapeIn(ours, "heads.head.weight", 2);
  const auto layers = countIn(ours, "encoder.layers.encoder_layer_", ".ln_1.weight");
  if (!patches || !places || layers == 0 || (*patches)[2] != (*patches)[3] || (*patches)[2] < 1 ||
      (*patches)[2] > kLargestPatch)
    return {};
  if ((*places)[1] < 2 || (*places)[1] > kLargestPatch * kLargestPatch || (*patches)[0] < 1 || (*patches)[1] < 1)
    return {};
  ModelConfig model;
  model.name = "vit_b_32";
  model.classes = head ? (*head)[0] : 0;
  model.layers = layers;
  model.width = (*patches)[0];
  model.patchSize = (*patches)[2];
  return model;
}

StatedNetwork describeVit(const TensorShapes& ours, const NetworkNames&) {
  StatedNetwork stated;
  stated.model = vitSettings(ours);
  if (!stated.model) stated.other = "a vision transformer whose patches, positions or blocks are not torchvision's";
  return stated;
}

std::string vitTitle(const ModelConfig& model) {
  return "vision transformer of " + std::to_string(model.layers) + " blocks, width " + std::to_string(model.width) +
         " and patches of " + std::to_string(model.patchSize) + " px";
}

/// As many patches as there are positions, whatever the sides; only shapes are made of it.
InputShape vitPlanInput(const ModelConfig& model, const TensorShapes& ours) {
  const auto first = shapeIn(ours, "conv_proj.weight", 4);
  return {first ? (*first)[1] : 3, model.patchSize * (ours.at("encoder.pos_embedding")[1] - 1), model.patchSize};
}

/// An image of as many patches as the stored positions are for.
void fitVitInput(const TensorShapes& ours, InputShape& input) {
  const auto patches = shapeIn(ours, "conv_proj.weight", 4), places = shapeIn(ours, "encoder.pos_embedding", 3);
  if (!patches || !places || (*patches)[2] < 1 || (*places)[1] < 2) return;
  const auto patch = (*patches)[2], positions = (*places)[1] - 1;
  if (input.height % patch == 0 && input.width % patch == 0 &&
      (input.height / patch) * (input.width / patch) == positions)
    return;
  input.height = input.width = patch * std::llround(std::sqrt(static_cast<double>(positions)));
}

/// What lacks the same thing everywhere and nothing else.
std::string lackingVit(const std::vector<std::string>& missing) {
  const auto lacks = [&](std::string_view ending) {
    return std::all_of(missing.begin(), missing.end(), [&](const auto& name) { return name.ends_with(ending); });
  };
  if (lacks("in_proj_bias"))
    return "a vision transformer whose queries, keys and values have no biases (qkv_bias = False)";
  return lacks("class_token") ? "a vision transformer without a class token" : "";
}

const std::vector<NamingConvention>& vitConventions() {
  static const std::vector<NamingConvention> conventions{torchvisionVit(), huggingVitFiles(), huggingVitModels(),
                                                         timmVit()};
  return conventions;
}

}  // namespace

const WeightsForm& vitWeights() {
  static const WeightsForm form{.anchor = "conv_proj.weight",
                                .describeNetwork = describeVit,
                                .conventions = vitConventions,
                                .parts = {"class_token", "conv_proj", "encoder", "heads"},
                                .head = "heads.head",
                                .others = kOtherVits,
                                .lacking = lackingVit,
                                .planInput = vitPlanInput,
                                .title = vitTitle,
                                .fitInput = fitVitInput};
  return form;
}

}  // namespace studio
