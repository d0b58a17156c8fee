// Tokens of texts against Hugging Face's tokenizers (tests/data/make_tokenizer_reference.py), back into bytes, and
// files that are refused.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <numeric>

#include "core/text/pair_merging.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"
#include "core/text/word_splitter.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

const std::filesystem::path kTokenizerFiles = STUDIO_SOURCE_DIR "/tests/data/tokenizer";

nlohmann::json tokenizerReference() { return nlohmann::json::parse(readFileBytes(kTokenizerFiles / "reference.json")); }

TokenIds encodeInPieces(const Tokenizer& tokenizer, std::string_view text, std::size_t piece) {
  const auto encoder = tokenizer.encoder();
  TokenIds ids;
  for (std::size_t at = 0; at < text.size(); at += piece) encoder->add(text.substr(at, piece), ids);
  encoder->finish(ids);
  return ids;
}

TEST(Tokenizers, IdsAreThoseOfHuggingFace) {
  const auto reference = tokenizerReference();
  for (const auto& place : {kTokenizerFiles / "vocab.json", kTokenizerFiles / "tokenizer.json"}) {
    const auto tokenizer = openTokenizer(place);
    EXPECT_EQ(tokenizer->vocabulary(), reference["vocabulary"]);
    EXPECT_EQ(tokenizer->endOfText(), tokenizer->vocabulary() - 1);
    for (const auto& each : reference["texts"]) {
      const auto text = each["text"].get<std::string>();
      const auto ids = each["ids"].get<TokenIds>();
      EXPECT_EQ(tokenizer->encode(text), ids) << text;
      EXPECT_EQ(tokenizer->decode(ids), text);
      for (const std::size_t piece : {1, 2, 5}) EXPECT_EQ(encodeInPieces(*tokenizer, text, piece), ids) << text;
    }
  }
}

TEST(Tokenizers, EveryCharacterIsALetterDigitBlankOrSignAsForHuggingFace) {
  const auto every = tokenizerReference()["every_character"];
  std::string text;
  for (auto code = every["from"].get<char32_t>(); code < every["to"].get<char32_t>(); ++code) {
    if (code >= 0xd800 && code < 0xe000) continue;
    for (const char beside : {'a', '1'}) appendUtf8(text, code), text += beside;
    text += '!';
  }
  WordSplitter splitter;
  splitter.begin(text, true);
  std::size_t words = 0;
  std::uint64_t state = 1469598103934665603U;
  for (auto word = splitter.next(); !word.empty(); word = splitter.next(), ++words)
    state = (state ^ word.size()) * 1099511628211U;
  EXPECT_EQ(splitter.taken(), text.size());
  EXPECT_EQ(words, every["words"].get<std::size_t>());
  EXPECT_EQ(std::to_string(state), every["fnv"].get<std::string>());
}

TEST(Tokenizers, BytesThatAreNoUtf8ComeBack) {
  const auto tokenizer = openTokenizer(kTokenizerFiles);
  std::string bytes;
  for (unsigned i = 0; i < 4096; ++i) bytes += static_cast<char>(i * 167 + i / 256 * 13);
  for (const std::string& text : {bytes, std::string("a\xff\xfe b\xc3"), std::string("\xe4\xbd", 2),
                                  std::string("\xed\xa0\x80 \xf5\x80 \xc0\xaf"), std::string("nul \0 nul", 9)}) {
    const auto ids = tokenizer->encode(text);
    EXPECT_EQ(tokenizer->decode(ids), text);
    for (const std::size_t piece : {1, 3, 1000}) EXPECT_EQ(encodeInPieces(*tokenizer, text, piece), ids);
  }
}

/// A word in which every merge counts, whichever of the two ways it goes.
TEST(Tokenizers, LongWordsMergeAsShortOnesDo) {
  PairTable table(6);
  const std::int32_t pairs[][4] = {{1, 1, 0, 3}, {1, 2, 1, 4}, {3, 1, 2, 5}, {3, 2, 3, 6}, {4, 3, 4, 7}, {2, 2, 5, 8}};
  for (const auto& [left, right, rank, made] : pairs) table.add(left, right, {rank, made});
  PairMerger merger(table);
  TokenIds all;
  std::uint32_t state = 1;
  for (int i = 0; i < 3000; ++i)
    all.push_back(1 + static_cast<std::int32_t>((state = state * 1664525 + 1013904223) >> 31));
  const auto naive = [&](TokenIds ids) {
    for (;;) {
      const PairMerge* best = nullptr;
      std::size_t at = 0;
      for (std::size_t i = 0; i + 1 < ids.size(); ++i)
        if (const auto* merge = table.find(ids[i], ids[i + 1]); merge && (!best || merge->rank < best->rank))
          best = merge, at = i;
      if (best == nullptr) return ids;
      ids[at] = best->made;
      ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    }
  };
  for (const std::size_t length : {1, 2, 3, 47, 48, 49, 50, 500, 3000}) {
    TokenIds ids(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(length));
    const auto expected = naive(ids);
    ids.resize(merger.merge(ids));
    EXPECT_EQ(ids, expected) << length;
  }
}

TEST(Tokenizers, AWordOfManyMebibytesNeedsLittleMemory) {
  const auto tokenizer = openTokenizer(kTokenizerFiles);
  const auto encoder = tokenizer->encoder();
  const std::string part(std::size_t{1} << 20, 'a');
  TokenIds ids;
  std::string back;
  std::size_t most = 0;
  for (int i = 0; i < 5; ++i) {
    encoder->add(part, ids);
    most = std::max(most, ids.size());
    back += tokenizer->decode(ids);
    ids.clear();
  }
  EXPECT_GT(back.size(), 3 * part.size());  // what is certain has come out
  encoder->finish(ids);
  EXPECT_EQ(back + tokenizer->decode(ids), std::string(5 * part.size(), 'a'));
}

TEST(Tokenizers, TheFileThatIsWrittenIsTheSameTokenizer) {
  TemporaryFolder folder;
  CharacterCounter counter;
  counter.add("b\xc3"), counter.add("\xa9"), counter.add("a\n"), counter.finish();
  for (const auto& made : {openTokenizer(kTokenizerFiles), byteTokenizer(), counter.tokenizer()}) {
    const auto read = openTokenizer(folder.write(kTokenizerFile, made->json()));
    EXPECT_EQ(read->kind(), made->kind());
    EXPECT_EQ(read->json(), made->json());
    EXPECT_EQ(read->encode("a\xc3\xa9\nb"), made->encode("a\xc3\xa9\nb"));
  }
  EXPECT_EQ(openTokenizer(kTokenizerFiles / "vocab.json")->json(), openTokenizer(kTokenizerFiles)->json());
}

TEST(Tokenizers, CharactersAreInTheOrderOfTheirCodePoints) {
  CharacterCounter counter;
  counter.add("hello \xc3\xa9\xe4\xbd\xa0\n"), counter.finish();
  const auto tokenizer = counter.tokenizer();
  EXPECT_EQ(tokenizer->vocabulary(), 8);  // \n, space, e, h, l, o, é, 你
  EXPECT_EQ(tokenizer->encode("\n oh\xc3\xa9\xe4\xbd\xa0"), (TokenIds{0, 1, 5, 3, 6, 7}));
  EXPECT_EQ(tokenizer->decode(TokenIds{3, 2, 4, 4, 5}), "hello");
  EXPECT_EQ(encodeInPieces(*tokenizer, "\xe4\xbd\xa0h", 1), (TokenIds{7, 3}));
  EXPECT_TRUE(holds(errorSentence([&] { tokenizer->encode("hex"); }), "\"x\"", "U+0078", "byte 2"));
  EXPECT_TRUE(holds(errorSentence([&] { tokenizer->encode("he\xff"); }), "no UTF-8", "byte 2"));
  EXPECT_TRUE(holds(errorSentence([&] { tokenizer->encode("he\xe4\xbd"); }), "ends within", "byte 2"));
}

TEST(Tokenizers, AnIdThatIsNoneIsRefused) {
  for (const auto& [tokenizer, id] :
       {std::pair(openTokenizer(kTokenizerFiles), 384), std::pair(byteTokenizer(), 256)}) {
    EXPECT_TRUE(holds(errorSentence([&] { tokenizer->decode(TokenIds{1, id}); }), std::to_string(id), "0 to"));
    EXPECT_TRUE(holds(errorSentence([&] { tokenizer->decode(TokenIds{-1}); }), "-1"));
  }
}

TEST(Tokenizers, OtherKindsAreNamedAndRefused) {
  TemporaryFolder folder;
  const auto refuse = [&](const std::string& json) {
    return errorSentence([&] { openTokenizer(folder.write("tokenizer.json", json)); });
  };
  for (const std::string kind : {"Unigram", "WordPiece", "WordLevel"})
    EXPECT_TRUE(holds(refuse(R"({"model":{"type":")" + kind + R"("}})"), "tokenizer.json", kind, "byte-level BPE"));
  EXPECT_TRUE(holds(refuse("\x0a\x0e sentencepiece"), "no JSON"));
  EXPECT_TRUE(holds(refuse(""), "no JSON"));
  EXPECT_TRUE(holds(refuse("[1]"), "no tokenizer"));
  auto json = nlohmann::json::parse(readFileBytes(kTokenizerFiles / "tokenizer.json"));
  const auto with = [&](const char* place, const nlohmann::json& value) {
    auto changed = json;
    changed[nlohmann::json::json_pointer(place)] = value;
    return refuse(changed.dump());
  };
  EXPECT_TRUE(holds(with("/pre_tokenizer", {{"type", "Metaspace"}}), "Metaspace"));
  EXPECT_TRUE(holds(with("/pre_tokenizer/add_prefix_space", true), "add_prefix_space"));
  EXPECT_TRUE(holds(with("/normalizer", {{"type", "NFC"}}), "NFC"));
  EXPECT_TRUE(holds(with("/model/continuing_subword_prefix", "##"), "continuing_subword_prefix"));
  EXPECT_TRUE(holds(with("/added_tokens/0/lstrip", true), "lstrip"));
  EXPECT_TRUE(holds(with("/added_tokens/0/id", 5), "<|endoftext|>", "5"));
  EXPECT_TRUE(holds(with("/model/vocab", nlohmann::json::object()), "no vocabulary"));
  EXPECT_TRUE(holds(with("/model/merges/0", nlohmann::json::array({"a"})), "merge 1"));
  folder.write("pieces/spiece.model", "\x0a\x0e");
  EXPECT_TRUE(holds(errorSentence([&] { openTokenizer(folder.path() / "pieces"); }), "spiece.model", "Unigram"));
  folder.write("bert/vocab.txt", "[PAD]\n");
  EXPECT_TRUE(holds(errorSentence([&] { openTokenizer(folder.path() / "bert"); }), "vocab.txt", "WordPiece"));
  std::filesystem::create_directories(folder.path() / "empty");
  EXPECT_TRUE(holds(errorSentence([&] { openTokenizer(folder.path() / "empty"); }), "empty", "merges.txt"));
  EXPECT_TRUE(holds(errorSentence([&] { openTokenizer(folder.path() / "none.json"); }), "none.json"));
}

TEST(Tokenizers, MergesMustBeOfTheVocabulary) {
  TemporaryFolder folder;
  auto vocabulary = nlohmann::json::parse(readFileBytes(kTokenizerFiles / "vocab.json"));
  const auto merges = readFileBytes(kTokenizerFiles / "merges.txt");
  const auto refuse = [&](const nlohmann::json& words, const std::string& pairs) {
    const auto file = folder.write("vocab.json", words.dump());
    const auto second = folder.write("merges.txt", pairs);
    return errorSentence([&] { openBytePairs(file, second); });
  };
  EXPECT_TRUE(holds(refuse(vocabulary, merges + "q z\n"), "merges.txt line 129", "\"qz\"", "same tokenizer"));
  EXPECT_TRUE(holds(refuse(vocabulary, "#version: 0.2\nabc\n"), "merges.txt line 2", "abc"));
  EXPECT_TRUE(holds(refuse(vocabulary, ""), "merges.txt", "no merges"));
  auto changed = vocabulary;
  changed.erase("A");
  EXPECT_TRUE(holds(refuse(changed, merges), "vocab.json", "byte 65"));
  changed = vocabulary;
  changed["A"] = changed["B"];
  EXPECT_TRUE(holds(refuse(changed, merges), "two tokens"));
  for (const nlohmann::json& id :
       {nlohmann::json(-1), nlohmann::json(4e9), nlohmann::json(40'000'000'000), nlohmann::json("x")}) {
    changed["A"] = id;
    EXPECT_TRUE(holds(refuse(changed, merges), "\"A\"", "whole numbers"));
  }
  changed = vocabulary;
  changed["\u4f60"] = 999;
  EXPECT_TRUE(holds(refuse(changed, merges), "stand for bytes"));
}

TEST(Tokenizers, TheCacheForgetsAndTokensStayTheSame) {
  const auto tokenizer = openTokenizer(kTokenizerFiles);
  const auto encoder = tokenizer->encoder();
  TokenIds ids;
  for (int word = 0; word < 200'000; ++word) {  // more than it keeps
    ids.clear();
    encoder->add(" shall" + std::to_string(word) + "summer", ids);
  }
  encoder->finish(ids);
  ids.clear();
  encoder->add("Shall I compare thee to a summer's day?", ids);
  encoder->finish(ids);
  EXPECT_EQ(ids, tokenizer->encode("Shall I compare thee to a summer's day?"));
}

}  // namespace
}  // namespace studio
