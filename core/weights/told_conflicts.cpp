// Texts that contradict the shapes lose: what a file was made with shows in its weights.
#include "core/weights/told_conflicts.h"

#include <array>

#include "core/models/model.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using Texts = std::map<std::string, std::string>;

/// "model_args.n_layer", "n_layer", ...
bool isKey(std::string_view key, std::string_view last) {
  return key.ends_with(last) && (key.size() == last.size() || key[key.size() - last.size() - 1] == '.');
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
  for (const auto& unlike : findModel(model.name).published->unlike) look(unlike.key, unlike.isUnlike, unlike.what);
  if (model.vocabulary > 0 && layout.headMissing)
    look("tie_word_embeddings", isFalse, "the file has no output head lm_head.weight");
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
