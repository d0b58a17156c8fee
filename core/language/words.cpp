// Words of a text (words.h).
#include "core/language/words.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "core/run/error.h"
#include "core/run/text_file.h"
#include "core/text/text_source.h"

namespace studio {
namespace {

constexpr std::size_t kMostTagBytes = std::size_t{1} << 28;

bool isSpace(char letter) { return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r'; }

/// Bytes of a sign of general punctuation (U+2010 to U+203F: dashes, quotes, an ellipsis) at a place; 0 = it is none.
std::size_t punctuationAt(std::string_view word, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(word[at + i]); };
  if (at + 2 >= word.size() || byte(0) != 0xe2 || byte(1) != 0x80 || byte(2) < 0x90) return 0;
  return 3;
}

/// "Word," -> "word"; an apostrophe within a word stays.
std::string plainWord(std::string_view word) {
  std::string plain;
  for (std::size_t at = 0; at < word.size(); ++at) {
    const auto letter = static_cast<unsigned char>(word[at]);
    if (const auto sign = punctuationAt(word, at); sign > 0)
      at += sign - 1;
    else if (std::isalnum(letter) || letter > 127 || (letter == '\'' && !plain.empty()))
      plain += char(std::tolower(letter));
  }
  while (plain.ends_with('\'')) plain.pop_back();
  return plain;
}

/// Also before a closing quote or bracket: "he said."
bool endsSentenceWith(std::string_view word) {
  while (!word.empty() && (word.back() == '"' || word.back() == '\'' || word.back() == ')')) word.remove_suffix(1);
  return word.ends_with('.') || word.ends_with('!') || word.ends_with('?');
}

class WordCollector {
 public:
  WordCollector(const Tokenizer& tokenizer, WordUnit unit, std::size_t most, WordWriting writing, std::string name)
      : tokenizer_(tokenizer), unit_(unit), most_(most), writing_(writing), name_(std::move(name)) {}
  bool full() const { return words_.size() >= most_; }
  void add(std::string_view piece) {
    for (const char letter : piece) {
      if (full()) return;
      const bool ends = isSpace(letter) || word_.size() >= kLongestWord;  // so that a line without blanks is bounded
      if (ends && !word_.empty()) finishWord();
      if (!isSpace(letter)) word_ += letter;
    }
  }
  TextWords take() {
    if (!word_.empty() && !full()) finishWord();
    return std::move(words_);
  }

 private:
  /// The first of the text has no blank before it either.
  void finishWord() {
    const bool ends = endsSentenceWith(word_);
    if (writing_ == WordWriting::Plain) word_ = plainWord(word_);
    if (!word_.empty())
      addWord(ends);
    else if (ends && words_.size() > 0)
      words_.endsSentence.back() = true;  // a sign that stands alone
    word_.clear();
  }
  void addWord(bool ends) {
    const auto ids = tokenizer_.encode(words_.size() == 0 ? word_ : " " + word_, name_);
    if (unit_ == WordUnit::Word) return addOne({ids.begin(), ids.end()}, word_, ends);
    for (std::size_t i = 0; i < ids.size() && !full(); ++i)
      addOne({ids[i]}, std::string(tokenizer_.bytes(ids[i]).value_or("")), ends && i + 1 == ids.size());
  }
  void addOne(std::vector<std::int64_t> tokens, std::string text, bool ends) {
    if (tokens.empty()) return;
    words_.tokens.push_back(std::move(tokens));
    words_.texts.push_back(std::move(text));
    words_.endsSentence.push_back(ends);
  }
  const Tokenizer& tokenizer_;
  WordUnit unit_;
  std::size_t most_;
  WordWriting writing_;
  std::string name_;  ///< what sentences call a word
  std::string word_;
  TextWords words_;
};

}  // namespace

TextWords readWords(const std::filesystem::path& text, const Tokenizer& tokenizer, WordUnit unit, std::size_t most,
                    WordWriting writing) {
  TextSource source(text, TextSource::Form::Plain);
  WordCollector collector(tokenizer, unit, most, writing, "A word of " + text.string());
  while (!collector.full()) {
    const auto piece = source.next();
    if (!piece) break;
    collector.add(piece->text);
    if (piece->endsDocument) collector.add("\n");
  }
  return collector.take();
}

std::vector<std::size_t> chooseSequences(const TextWords& text, std::size_t words, std::size_t tokens,
                                         std::size_t count) {
  std::vector<std::size_t> fitting;
  std::size_t held = 0;
  for (std::size_t end = 0; end < text.size(); ++end) {
    held += text.tokens[end].size();
    if (end >= words) held -= text.tokens[end - words].size();
    if (end + 1 >= words && held <= tokens) fitting.push_back(end + 1 - words);
  }
  std::vector<std::size_t> chosen;
  const std::size_t taken = std::min(count, fitting.size());
  for (std::size_t i = 0; i < taken; ++i) chosen.push_back(fitting[i * fitting.size() / taken]);
  return chosen;
}

std::vector<std::size_t> findSentences(const TextWords& text, std::size_t words, bool ofOneToken) {
  std::vector<std::size_t> found;
  const auto fits = [&](std::size_t begin) {
    for (std::size_t word = begin; ofOneToken && word < begin + words; ++word)
      if (text.tokens[word].size() != 1) return false;
    return begin > 0;  // the first may have begun before the text
  };
  for (std::size_t begin = 0, word = 0; word < text.size(); ++word) {
    if (!text.endsSentence[word]) continue;
    if (word + 1 - begin == words && fits(begin)) found.push_back(begin);
    begin = word + 1;
  }
  return found;
}

WordTags::WordTags(const std::filesystem::path& file) {
  std::map<std::string, std::string> tags;
  std::size_t number = 0;
  for (const auto& line : readLines(file, kMostTagBytes)) {
    ++number;
    if (line.empty()) continue;
    const auto tab = line.find('\t');
    if (tab == std::string::npos || tab == 0 || tab + 1 == line.size())
      throw UserError(file.string() + " line " + std::to_string(number) + " is not a word, a tab and its tag.");
    tags[plainWord(line.substr(0, tab))] = line.substr(tab + 1);
  }
  tags_.assign(tags.begin(), tags.end());
}

std::string WordTags::tagOf(const std::string& word) const {
  const auto plain = plainWord(word);
  const auto found = std::lower_bound(tags_.begin(), tags_.end(), plain,
                                      [](const auto& tag, const std::string& name) { return tag.first < name; });
  return found == tags_.end() || found->first != plain ? std::string() : found->second;
}

}  // namespace studio
