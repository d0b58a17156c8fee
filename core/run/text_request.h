// What is asked of a text: to be made tokens, to be gone on with, to be read token by token; and what has become of it.
// Values; any thread.
#pragma once
#include <cstdint>
#include <filesystem>
#include <limits>
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

/// A text that a network of language reads: how much each token surprises it, and how a layer responds to each.
struct TextProbeRequest {
  std::string text{};
  std::string layer = {};      ///< whose responses are wanted; empty: of none
  std::string tokenizer = {};  ///< "bytes" or a place of its files; empty: the network's own
  bool operator==(const TextProbeRequest&) const = default;
};

struct TextProbe {
  struct Token {
    std::int64_t id = 0;
    std::string bytes;  ///< which may begin or end within a character
    /// -log p of this token given those before it, nats; NaN of the first one, which has none before it.
    double surprisal = std::numeric_limits<double>::quiet_NaN();
  };
  TextProbeRequest request;            ///< that this answers
  std::vector<Token> tokens;           ///< the first ones of the text, as many as the network sees
  std::int64_t tokensOfText = 0;       ///< of the whole text
  std::int64_t height = 0, width = 0;  ///< of the layer's sheet
  std::vector<float> responses;        ///< [tokens, height * width], before the activation function
  std::int64_t step = -1;              ///< of a run's weights; -1 = no run
  std::string note;                    ///< one sentence where the text did not fit, else empty
  std::string problem;                 ///< of a run that is trained: why it could not be read, one sentence

  /// Mean over the tokens that have one, nats; NaN where none has.
  double meanSurprisal() const;
};

/// The tokens of a text that drove each unit of a layer most, with what stands around them.
struct StrongestTokens {
  struct Place {
    std::string before, token, after;  ///< bytes, which may begin or end within a character
    float response = 0;                ///< before the activation function
  };
  std::string layer;
  std::int64_t height = 0, width = 0;     ///< of its sheet
  std::vector<std::vector<Place>> units;  ///< by their places on the sheet; first the strongest
  std::int64_t tokens = 0;                ///< that were read
  std::int64_t step = -1;                 ///< of a run's weights; -1 = no run
};

}  // namespace studio
