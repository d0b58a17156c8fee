// Texts that contradict the shapes lose: what a file was made with shows in its weights.
#include "core/weights/told_conflicts.h"

#include <array>

#include "core/run/printable_text.h"

namespace studio {
namespace {

using Texts = std::map<std::string, std::string>;

/// Blocks take turns: all tokens, the window, all tokens, ...
bool takesTurns(const std::string& kinds) {
  const std::string pair = "global,local,";
  for (std::size_t at = 0; at < kinds.size(); ++at)
    if (kinds[at] != pair[at % pair.size()]) return false;
  return true;
}

/// "model_args.n_layer", "n_layer", ...
bool isKey(const std::string& key, std::string_view last) {
  return key == last || key.ends_with("." + std::string(last));
}

}  // namespace

void findUnlike(Recognition& found, const Texts& metadata, const Texts& json, const WeightsLayout& layout) {
  const auto& model = *found.model;
  const auto look = [&](const char* key, const auto& isUnlike, const std::string& what) {
    for (const auto& [texts, where] : {std::pair(&metadata, kToldInFile), std::pair(&json, kToldInJson)}) {
      const auto said = texts->find(key);
      if (said == texts->end()) continue;
      if (!isUnlike(said->second)) return;
      found.unlike.push_back(key + std::string(where) + " is " + said->second.substr(0, 60) + ", and " + what);
      found.unlikeTexts[key] = said->second;
      return;
    }
  };
  const auto isFalse = [](const std::string& text) { return text == "false"; };
  const auto isTrue = [](const std::string& text) { return text == "true"; };
  if (model.name == "nanogpt") {
    look("scale_attn_weights", isFalse, "nanogpt scales the products of its attention");
    look("scale_attn_by_inverse_layer_idx", isTrue, "nanogpt scales all its blocks alike");
    look("add_cross_attention", isTrue, "nanogpt has none");
  }
  if (model.vocabulary > 0 && layout.headMissing)
    look("tie_word_embeddings", isFalse, "the file has no output head lm_head.weight");
  if (model.name == "gpt_neo_125m")
    look(
        "attention_layers", [](const std::string& text) { return !takesTurns(text); },
        "those of gpt_neo_125m take turns, global and local");
}

void noteOtherSizes(Recognition& found, const Texts& metadata) {
  struct Size {
    std::string_view key;
    std::int64_t own;
    const char* what;
  };
  const auto& model = *found.model;
  if (model.vocabulary == 0) return;
  for (const auto& [last, own, what] :
       {Size{"n_layer", model.layers, " blocks"}, Size{"n_embd", model.width, " units a token"},
        Size{"block_size", model.context, " positions"}}) {
    std::string told;
    bool agrees = false;
    for (const auto& [key, text] : metadata) {
      if (!isKey(key, last)) continue;
      agrees = agrees || text == std::to_string(own);
      if (told.empty()) told = printable(key).append(kToldInFile) + " is " + printable(text.substr(0, 40));
    }
    if (!told.empty() && !agrees)
      found.notes.push_back(told + ", but the weights are of " + std::to_string(own) + what +
                            "; the weights are believed.");
  }
}

}  // namespace studio
