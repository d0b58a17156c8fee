// The words of a text and their tokens, for analyses that exchange words. No torch here.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/text/tokenizer.h"

namespace studio {

/// What counts as a word: what stands between blanks, with the blank before it as tokenizers have it; or each token.
enum class WordUnit { Word, Token };

/// Plain: lower case without punctuation, which marks ends of sentences and is gone, as Skrill and Norman-Haignere 2023
/// show text to networks.
enum class WordWriting { AsWritten, Plain };

struct TextWords {
  std::vector<std::vector<std::int64_t>> tokens;  ///< of each word, one or more
  std::vector<std::string> texts;                 ///< without blanks
  std::vector<bool> endsSentence;                 ///< ".", "!" or "?" at its end, as written
  std::size_t size() const { return tokens.size(); }
};

/// The first `most` words. Throws UserError as TextSource and the tokenizer do.
TextWords readWords(const std::filesystem::path& text, const Tokenizer& tokenizer, WordUnit unit, std::size_t most,
                    WordWriting writing = WordWriting::AsWritten);

/// Begins of sequences of `words` words that follow each other and have at most `tokens` tokens, spread evenly over the
/// text, at most `count`.
std::vector<std::size_t> chooseSequences(const TextWords& text, std::size_t words, std::size_t tokens,
                                         std::size_t count);
/// First words of the sentences that have exactly so many; `ofOneToken`: each of one token.
std::vector<std::size_t> findSentences(const TextWords& text, std::size_t words, bool ofOneToken = false);

/// Lines "word TAB tag", as parts of speech. Words without regard to case; later lines count. Throws UserError naming
/// the line.
class WordTags {
 public:
  explicit WordTags(const std::filesystem::path& file);
  /// Empty where the word is not there.
  std::string tagOf(const std::string& word) const;

 private:
  std::vector<std::pair<std::string, std::string>> tags_;  ///< by word, sorted
};

}  // namespace studio
