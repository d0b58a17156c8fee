// The row "bpe": GPT-2's byte-level BPE. Ids are those of Hugging Face's tokenizers for every text of Unicode; bytes
// that are no UTF-8 are taken as signs, a byte each, so that decoding gives them back.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

#include "core/text/byte_pair_vocabulary.h"
#include "core/text/pair_merging.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"
#include "core/text/word_splitter.h"

namespace studio {
namespace {

/// Where added tokens stand in a text; of several at one place the longest.
class AddedTokens {
 public:
  explicit AddedTokens(std::vector<AddedToken> tokens) : tokens_(std::move(tokens)) {
    std::stable_sort(tokens_.begin(), tokens_.end(),
                     [](const AddedToken& a, const AddedToken& b) { return a.text.size() > b.text.size(); });
    for (const auto& token : tokens_)
      if (firsts_.find(token.text[0]) == std::string::npos) firsts_ += token.text[0];
  }
  struct Place {
    std::size_t at;                     ///< the text's end where there is none
    const AddedToken* token = nullptr;  ///< null: the text ends within what may become one, or there is none
  };
  Place find(std::string_view text, std::size_t from, bool ends) const {
    for (auto at = text.find_first_of(firsts_, from); at != text.npos; at = text.find_first_of(firsts_, at + 1)) {
      const auto rest = text.substr(at);
      for (const auto& token : tokens_) {
        if (rest.starts_with(token.text)) return {at, &token};
        if (!ends && std::string_view(token.text).starts_with(rest)) return {at};
      }
    }
    return {text.size()};
  }

 private:
  std::vector<AddedToken> tokens_;
  std::string firsts_;
};

struct BytePairRules {
  PairTable merges;
  AddedTokens added;
  std::array<std::int32_t, 256> byteIds;
};

class BytePairEncoder : public TextEncoder {
 public:
  explicit BytePairEncoder(const BytePairRules& rules) : rules_(rules), merger_(rules.merges) {}
  void add(std::string_view piece, TokenIds& into) override {
    while (!piece.empty()) {  // a piece of any length
      const auto part = piece.substr(0, kLongestWord);
      held_ += part;
      piece.remove_prefix(part.size());
      if (held_.size() < 2 * undecided_) continue;  // else small pieces of a long word would read it again and again
      encodeHeld(false, into);
      undecided_ = held_.size();
    }
  }
  void finish(TokenIds& into) override {
    encodeHeld(true, into);
    undecided_ = 0;
  }

 private:
  void encodeHeld(bool ends, TokenIds& into) {
    const std::string_view text = held_;
    std::size_t done = 0;
    for (;;) {
      const auto place = rules_.added.find(text, done, ends);
      const auto words = text.substr(done, place.at - done);
      done += encodeWords(words, ends || place.token != nullptr, into);
      if (place.token == nullptr) {
        const auto left = place.at - done;  // of a word that goes on
        if (left > kLongestWord) done += encodeWords(text.substr(done, left - cutAtEnd(words)), true, into);
        break;
      }
      into.push_back(place.token->id);
      done = place.at + place.token->text.size();
    }
    held_.erase(0, done);
  }
  /// Bytes that were taken.
  std::size_t encodeWords(std::string_view text, bool ends, TokenIds& into) {
    splitter_.begin(text, ends);
    for (auto word = splitter_.next(); !word.empty(); word = splitter_.next()) encodeWord(word, into);
    return splitter_.taken();
  }
  void encodeWord(std::string_view word, TokenIds& into) {
    const auto hash = WordCache::hash(word.substr(0, WordCache::kLongest));
    const bool kept = word.size() <= WordCache::kLongest;
    std::size_t count = 0;
    if (const auto* known = kept ? cache_.find(word, hash, count) : nullptr; known != nullptr) {
      into.insert(into.end(), known, known + count);
      return;
    }
    const auto first = into.size();
    for (const char byte : word) into.push_back(rules_.byteIds[static_cast<unsigned char>(byte)]);
    const auto tokens = std::span(into).subspan(first);
    into.resize(first + merger_.merge(tokens));
    cache_.add(word, hash, std::span(into).subspan(first));
  }

  const BytePairRules& rules_;
  PairMerger merger_;
  WordSplitter splitter_;
  WordCache cache_;
  std::string held_;
  std::size_t undecided_ = 0;  ///< bytes that were held after the last look
};

class BytePairTokenizer : public Tokenizer {
 public:
  explicit BytePairTokenizer(BytePairVocabulary vocabulary)
      : vocabulary_(std::move(vocabulary)),
        rules_{PairTable(vocabulary_.merges.size()), AddedTokens(vocabulary_.added), vocabulary_.byteIds} {
    for (std::size_t rank = 0; rank < vocabulary_.merges.size(); ++rank)
      rules_.merges.add(vocabulary_.merges[rank].first, vocabulary_.merges[rank].second,
                        {static_cast<std::int32_t>(rank), vocabulary_.made[rank]});
  }
  std::string kind() const override { return "bpe"; }
  std::int64_t vocabulary() const override { return static_cast<std::int64_t>(vocabulary_.tokens.size()); }
  std::optional<std::int32_t> endOfText() const override {
    for (const auto& token : vocabulary_.added)
      if (token.text == kEndOfText) return token.id;
    return {};
  }
  std::optional<std::string_view> bytes(std::int32_t id) const override {
    const auto at = static_cast<std::size_t>(id);
    if (id < 0 || at >= vocabulary_.tokens.size() || vocabulary_.tokens[at].empty()) return {};
    return vocabulary_.tokens[at];
  }
  std::unique_ptr<TextEncoder> encoder(const std::string&) const override {
    return std::make_unique<BytePairEncoder>(rules_);
  }
  std::string json() const override { return bytePairJson(vocabulary_); }

 private:
  BytePairVocabulary vocabulary_;
  BytePairRules rules_;
};

TokenizerPointer readBytePairs(const nlohmann::json& file, const std::string& source) {
  return std::make_shared<BytePairTokenizer>(readBytePairJson(file, source));
}

}  // namespace

TokenizerPointer openBytePairs(const std::filesystem::path& vocabulary, const std::filesystem::path& merges) {
  return std::make_shared<BytePairTokenizer>(readBytePairFiles(vocabulary, merges));
}

TokenizerRow bytePairRow() { return {"bpe", "Byte-level BPE, as GPT-2's", "BPE", readBytePairs}; }

}  // namespace studio
