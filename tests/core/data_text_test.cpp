// The data set "text" by a tokenizer: its tokens, its parts, and what is made once.
#include <gtest/gtest.h>

#include "core/data/encoded_text.h"
#include "tests/core/token_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

DataConfig textIn(const std::filesystem::path& root, const std::string& tokenizer, std::int64_t context = 4) {
  auto config = tokensIn(root, context);
  config.kind = "text";
  if (!tokenizer.empty()) config.further[kTokenizerSetting] = tokenizer;
  return config;
}

std::vector<std::int64_t> wide(const TokenIds& ids) { return {ids.begin(), ids.end()}; }

TEST(TextByTokenizer, RowsAreItsTokens) {
  TemporaryFolder folder;
  const std::string tokenizer = STUDIO_SOURCE_DIR "/tests/data/tokenizer";
  const auto config = textIn(folder.write("a.txt", "So long lives this,\r\nand this gives life to thee."), tokenizer);
  const auto data = openData(config, 0).training;
  EXPECT_EQ(data->vocabulary(), 384);
  auto expected = wide(openTokenizer(tokenizer)->encode("So long lives this,\nand this gives life to thee."));
  expected.resize(static_cast<std::size_t>(4 * data->size()));  // what fills no row is not used
  EXPECT_GE(data->size(), 3);
  EXPECT_EQ(readShown(config), expected);
}

TEST(TextByTokenizer, TheEndIsTheValidation) {
  TemporaryFolder folder;
  auto config = textIn(folder.write("a.txt", std::string(4 * 20, 'a') + "b"), "characters");
  config.validation = 0.1;
  const auto data = openData(config, 0);
  EXPECT_EQ(data.training->size(), 18);
  EXPECT_EQ(data.validation->size(), 2);
  EXPECT_EQ(tensorValues(data.validation->get(1).next), (std::vector<std::int64_t>{0, 0, 0, 1}));
}

TEST(TextByTokenizer, CharactersAreThoseOfBothParts) {
  TemporaryFolder folder;
  folder.write("train.txt", "bbbbbdddd");
  folder.write("val.txt", "acacaca");
  const auto data = openData(textIn(folder.path(), "characters"), 0);
  EXPECT_EQ(data.training->vocabulary(), 4);
  EXPECT_EQ(tensorValues(data.training->get(0).image), (std::vector<std::int64_t>{1, 1, 1, 1}));
  EXPECT_EQ(tensorValues(data.validation->get(0).image), (std::vector<std::int64_t>{0, 2, 0, 2}));
}

TEST(TextByTokenizer, LinesOfJsonAreBytesWithoutOne) {
  TemporaryFolder folder;
  const auto file = folder.write("a.jsonl", "{\"text\":\"abc\"}\n{\"text\":\"defgh\"}\n");
  EXPECT_EQ(readShown(textIn(file, "")), (std::vector<std::int64_t>{'a', 'b', 'c', '\n', 'd', 'e', 'f', 'g'}));
}

TEST(TextByTokenizer, TokensAreMadeOnceUntilTheFileChanges) {
  TemporaryFolder folder;
  const auto file = folder.write("a.txt", "to be or not to be");
  const auto tokenizer = openTokenizer(STUDIO_SOURCE_DIR "/tests/data/tokenizer");
  const auto first = encodedText(file, *tokenizer);
  EXPECT_EQ(encodedText(file, *tokenizer), first);
  EXPECT_NE(encodedText(file, *byteTokenizer()), first);
  folder.write("a.txt", "to be or not to be, that is");
  EXPECT_NE(encodedText(file, *tokenizer), first);
}

TEST(TextByTokenizer, WhatIsWrongIsOneSentence) {
  TemporaryFolder folder;
  const auto file = folder.write("a.txt", "to be or not to be");
  EXPECT_TRUE(holds(errorSentence([&] { openData(textIn(file, "nowhere.json"), 0); }), "nowhere.json"));
  auto config = textIn(file, STUDIO_SOURCE_DIR "/tests/data/tokenizer");
  config.vocabulary = 100;  // of a model with fewer tokens
  EXPECT_TRUE(holds(errorSentence([&] { openData(config, 0).training->get(0); }), "a.txt", "100"));
  std::string zero("to be or not to be");
  zero[3] = '\0';
  for (const char* tokenizer : {"", "characters", STUDIO_SOURCE_DIR "/tests/data/tokenizer"})
    EXPECT_TRUE(holds(errorSentence([&] { openData(textIn(folder.write("z.txt", zero), tokenizer), 0); }), "z.txt",
                      "zero byte at position 3"))
        << tokenizer;
  for (const char* tokenizer : {"", "characters", STUDIO_SOURCE_DIR "/tests/data/tokenizer"})
    EXPECT_TRUE(holds(errorSentence([&] { openData(textIn(folder.write("e.txt", ""), tokenizer), 0); }), "e.txt"))
        << tokenizer;
  for (const char* kind : {"Unigram", "WordPiece"}) {
    folder.write("other/tokenizer.json", R"({"model":{"type":")" + std::string(kind) + R"("}})");
    EXPECT_TRUE(holds(errorSentence([&] { openData(textIn(file, folder.path() / "other"), 0); }), kind));
  }
  const auto lines = folder.write("b.jsonl", "{\"text\":\"abcdefgh\"}\nno\n");
  EXPECT_TRUE(holds(errorSentence([&] { openData(textIn(lines, ""), 0); }), "b.jsonl line 2", "no JSON"));
}

/// Beyond what is looked at before a text is read.
TEST(TextByTokenizer, AZeroByteFarInsideIsRefusedWhereItIsRead) {
  TemporaryFolder folder;
  const std::size_t place = (std::size_t{1} << 24) + 70;
  std::string text(place + 30, 'a');
  text[place] = '\0';
  const auto data = openData(textIn(folder.write("large.txt", text), "", 64), 0).training;
  EXPECT_EQ(tensorValues(data->get(0).image)[0], 'a');
  EXPECT_TRUE(holds(errorSentence([&] { data->get(std::int64_t(place / 64)); }), "large.txt",
                    "zero byte at position " + std::to_string(place)));
}

}  // namespace
}  // namespace studio
