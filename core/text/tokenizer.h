// Text into tokens and back: what a tokenizer is, and the table of their kinds, one row each. A further one is a file
// with its row, and the name of the function that makes it in tokenizers.cpp. No torch here.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

using TokenIds = std::vector<std::int32_t>;

/// One text that comes in pieces; where they are cut makes no difference. It keeps what cannot be decided yet, at most
/// about kLongestWord bytes, so a line of any length needs no more.
class TextEncoder {
 public:
  virtual ~TextEncoder() = default;
  /// Appends the tokens that are certain by now. Throws UserError for text that the tokenizer has no tokens for.
  virtual void add(std::string_view piece, TokenIds& into) = 0;
  /// The text has ended: appends what is left. The next piece begins another text.
  virtual void finish(TokenIds& into) = 0;
};

/// Never changes once it is made; any thread.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;
  virtual std::string kind() const = 0;                                 ///< its row: "bpe"
  virtual std::int64_t vocabulary() const = 0;                          ///< ids are 0 .. vocabulary - 1
  virtual std::optional<std::int32_t> endOfText() const { return {}; }  ///< GPT-2's <|endoftext|>
  /// Of one token; nullopt where there is none of this id.
  virtual std::optional<std::string_view> bytes(std::int32_t id) const = 0;
  /// The tokenizer must outlive it; `source` is what its sentences call the text.
  virtual std::unique_ptr<TextEncoder> encoder(const std::string& source = "The text") const = 0;
  /// A tokenizer.json; of "bpe" as Hugging Face writes it.
  virtual std::string json() const = 0;

  /// Throws UserError for text that it has no tokens for, called `source`.
  TokenIds encode(std::string_view text, const std::string& source = "The text") const;
  /// The bytes of the text. Throws UserError for a token that it does not know.
  std::string decode(std::span<const std::int32_t> ids) const;
};

using TokenizerPointer = std::shared_ptr<const Tokenizer>;

// The table.

struct TokenizerRow {
  const char* name;   ///< "bpe"
  const char* title;  ///< half a line
  const char* model;  ///< model.type of its tokenizer.json
  /// Of a file's JSON. Throws UserError naming `source`.
  TokenizerPointer (*read)(const nlohmann::json& file, const std::string& source);
};
std::span<const TokenizerRow> tokenizers();

/// What a person names: a tokenizer.json, a vocab.json with its merges.txt beside it (also encoder.json and vocab.bpe),
/// or a folder with one of these. Throws UserError naming the file, for a tokenizer of another kind too.
TokenizerPointer openTokenizer(const std::filesystem::path& place);
/// GPT-2's two files. Throws UserError naming the one that is wrong.
TokenizerPointer openBytePairs(const std::filesystem::path& vocabulary, const std::filesystem::path& merges);
/// Each byte a token.
TokenizerPointer byteTokenizer();

/// The distinct characters of texts, in the order of their code points, as nanoGPT's shakespeare_char has them.
class CharacterCounter {
 public:
  /// What sentences call the text that comes.
  void begin(std::string source) { source_ = std::move(source); }
  /// Throws UserError for bytes that are no UTF-8, as finish() does.
  void add(std::string_view piece);
  void finish();  ///< the text has ended
  /// Throws UserError where there was no character at all.
  TokenizerPointer tokenizer() const;

 private:
  std::string source_, rest_;
  std::vector<bool> seen_;
  std::uint64_t at_ = 0;  ///< bytes that were read
};

inline constexpr const char* kTokenizerFile = "tokenizer.json";
/// Bytes: a longer word (a run of letters, of digits, of blanks ...) is cut there; Hugging Face would hold all of it.
inline constexpr std::size_t kLongestWord = std::size_t{1} << 20;
inline constexpr std::int64_t kMostTokens = 10'000'000;  ///< ids of a vocabulary

}  // namespace studio
