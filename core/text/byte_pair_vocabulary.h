// The files of a byte-level BPE (GPT-2: vocab.json with merges.txt; Hugging Face's tokenizer.json), read and written.
// In them each byte stands as a visible character: a space as "Ġ" (Radford et al. 2019, encoder.py, bytes_to_unicode).
#pragma once
#include <nlohmann/json_fwd.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace studio {

/// A token that is found in the text before words are: <|endoftext|>.
struct AddedToken {
  std::string text;
  std::int32_t id = 0;
  bool special = true;
};

struct BytePairVocabulary {
  std::vector<std::string> tokens;                              ///< their bytes, by id; empty: there is none
  std::vector<bool> listed;                                     ///< in the vocabulary, not only among `added`
  std::vector<std::pair<std::int32_t, std::int32_t>> merges{};  ///< the first of them goes first
  std::vector<std::int32_t> made{};                             ///< what each merge makes
  std::vector<AddedToken> added{};
  std::array<std::int32_t, 256> byteIds{};
};

inline constexpr const char* kEndOfText = "<|endoftext|>";

/// Throws UserError naming the file that is wrong: no JSON, ids twice or too large, merges of other tokens.
BytePairVocabulary readBytePairFiles(const std::filesystem::path& vocabulary, const std::filesystem::path& merges);
/// Of a tokenizer.json. Throws UserError naming `source` for what is no byte-level BPE too.
BytePairVocabulary readBytePairJson(const nlohmann::json& file, const std::string& source);
/// A tokenizer.json that Hugging Face's tokenizers read.
std::string bytePairJson(const BytePairVocabulary& vocabulary);

}  // namespace studio
