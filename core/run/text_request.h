// What is asked of a text: to be made tokens, and what has become of it. Values; any thread.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

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

/// Text that a network of language goes on with.
struct SampleRequest {
  std::string prompt = "\n";   ///< empty: the end of text where the tokenizer has one, else a line end
  std::string tokenizer = {};  ///< "bytes" or a place of its files; empty: the network's own
  std::int64_t tokens = 200;   ///< that are drawn, 1 or more
  double temperature = 0.8;    ///< 0: always the likeliest token
  std::int64_t topK = 200;     ///< the likeliest of which one is drawn; 0 = all
  std::int64_t seed = 0;       ///< same seed, same text
};

struct SampledText {
  std::string prompt, text;          ///< bytes, which may end within a character
  std::vector<std::int64_t> tokens;  ///< of the text
  std::string note;                  ///< one sentence where the prompt did not fit, else empty
};

}  // namespace studio
