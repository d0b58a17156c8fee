// The one table of tokenizers, and opening what a person names.
#include <nlohmann/json.hpp>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"
#include "core/text/json_file.h"
#include "core/text/tokenizer.h"

namespace studio {

// The rows: the function of this name stands in the tokenizer's own file and makes its row.
// clang-format off
#define STUDIO_TOKENIZERS(row) \
  row(bytePairRow)             \
  row(byteRow)                 \
  row(characterRow)
// clang-format on

#define STUDIO_DECLARE_TOKENIZER(make) TokenizerRow make();
STUDIO_TOKENIZERS(STUDIO_DECLARE_TOKENIZER)

std::span<const TokenizerRow> tokenizers() {
#define STUDIO_MAKE_TOKENIZER(make) make(),
  static const TokenizerRow table[] = {STUDIO_TOKENIZERS(STUDIO_MAKE_TOKENIZER)};
  return table;
}

namespace {

namespace fs = std::filesystem;

std::string modelType(const nlohmann::json& file, const std::string& source) {
  const auto model = file.is_object() ? file.find("model") : file.end();
  if (!file.is_object() || model == file.end() || !model->is_object())
    throw UserError(source +
                    " describes no tokenizer (there is no model in it); name a tokenizer.json, or GPT-2's "
                    "vocab.json with merges.txt beside it.");
  if (const auto type = model->find("type"); type != model->end() && type->is_string()) return type->get<std::string>();
  return model->contains("merges") ? "BPE" : "";  // files of before 2021 do not say it
}

TokenizerPointer readTokenizer(const fs::path& file) {
  const auto json = readJsonFile(file);
  const auto type = modelType(json, file.string());
  for (const auto& row : tokenizers())
    if (type == row.model) return row.read(json, file.string());
  throw UserError(file.string() + " is a tokenizer of the kind " + (type.empty() ? "unknown" : visible(type)) +
                  ", which is not read here; take a byte-level BPE (GPT-2, GPT-Neo), or characters or bytes.");
}

/// What other kinds have in place of a tokenizer.json, by the names that they always have.
void refuseOtherKinds(const fs::path& folder) {
  for (const auto& [name, kind] :
       {std::pair("spiece.model", "SentencePiece (Unigram)"),
        std::pair("tokenizer.model", "SentencePiece (Unigram or BPE of characters)"),
        std::pair("sentencepiece.bpe.model", "SentencePiece (BPE of characters)"), std::pair("vocab.txt", "WordPiece")})
    if (fs::is_regular_file(folder / name))
      throw UserError((folder / name).string() + " is a tokenizer of the kind " + kind +
                      ", which is not read here; take a byte-level BPE (GPT-2, GPT-Neo), or characters or bytes.");
}

/// Of a folder, or of a vocab.json by its own name; nothing where there are no such files.
std::optional<std::pair<fs::path, fs::path>> findPair(const fs::path& folder, const std::string& vocabulary = {}) {
  for (const auto& [words, merges] : {std::pair("vocab.json", "merges.txt"), std::pair("encoder.json", "vocab.bpe")})
    if ((vocabulary.empty() || vocabulary == words) && fs::is_regular_file(folder / words))
      return std::pair(folder / words, folder / merges);
  return {};
}

}  // namespace

nlohmann::json readJsonFile(const fs::path& file) try {
  return nlohmann::json::parse(withoutByteOrderMark(readFile(file, kLargestTokenizer)));
} catch (const nlohmann::json::exception&) {
  throw UserError(file.string() + " is no JSON; name a tokenizer.json or a vocab.json as GPT-2 has them.");
}

TokenizerPointer openTokenizer(const fs::path& place) {
  if (!fs::is_directory(place)) {
    const auto pair = findPair(place.parent_path(), place.filename().string());
    return pair ? openBytePairs(pair->first, pair->second) : readTokenizer(place);
  }
  if (fs::is_regular_file(place / kTokenizerFile)) return readTokenizer(place / kTokenizerFile);
  if (const auto pair = findPair(place)) return openBytePairs(pair->first, pair->second);
  refuseOtherKinds(place);
  throw UserError("There is no tokenizer in " + place.string() +
                  ": expected tokenizer.json, or vocab.json and merges.txt; name the file or another folder.");
}

TokenIds Tokenizer::encode(std::string_view text, const std::string& source) const {
  TokenIds ids;
  const auto encoding = encoder(source);
  encoding->add(text, ids);
  encoding->finish(ids);
  return ids;
}

std::string Tokenizer::decode(std::span<const std::int32_t> ids) const {
  std::string text;
  for (const auto id : ids) {
    const auto part = bytes(id);
    if (!part)
      throw UserError("The token " + std::to_string(id) + " is none of the tokenizer's " +
                      std::to_string(vocabulary()) + " (0 to " + std::to_string(vocabulary() - 1) +
                      "); take the tokenizer that the tokens were made "
                      "with.");
    text += *part;
  }
  return text;
}

}  // namespace studio
