// What is asked of a text: to be made tokens, and what has become of it. Values; any thread.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

namespace studio {

/// Exactly one tokenizer: a place of its files, GPT-2's two files, bytes, or the characters of the text itself.
struct TokenizeRequest {
  std::filesystem::path text;            ///< .txt, .jsonl, both also .gz
  std::filesystem::path output;          ///< OUT.bin
  std::filesystem::path tokenizer = {};  ///< tokenizer.json, or a folder with one or with GPT-2's files
  std::filesystem::path vocabulary = {}, merges = {};
  bool bytes = false, characters = false;
};

struct TokenizedText {
  std::int64_t tokens = 0, vocabulary = 0, bytesOfText = 0;
  std::string kind;                     ///< "bpe", "bytes", "characters"
  std::filesystem::path tokenizerFile;  ///< beside the tokens
};

}  // namespace studio
