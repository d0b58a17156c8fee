// tokenize, through the real program.
#include <gtest/gtest.h>

#include "tests/support/program.h"

namespace studio {
namespace {

const std::string kTokenizerFolder = std::string(STUDIO_SOURCE_DIR) + "/tests/data/tokenizer/";

TEST(TokenizeCommand, AnswersWithTheTokensAndWritesThem) {
  TemporaryFolder folder;
  const auto text = folder.write("a.txt", "the heart<|endoftext|>").string(), out = (folder.path() / "a.bin").string();
  const auto answer = toponets({"tokenize", "--vocab", kTokenizerFolder + "vocab.json", "--merges",
                                kTokenizerFolder + "merges.txt", text, out, "--json"});
  ASSERT_EQ(answer.code, 0);
  const auto json = answer.json();
  EXPECT_EQ(json["vocabulary"], 384);
  EXPECT_EQ(json["tokenizer"], "bpe");
  EXPECT_EQ(std::filesystem::file_size(out), 2 * json["tokens"].get<std::size_t>());
  const auto again = toponets({"tokenize", "--tokenizer", folder.path().string(), text, out});
  EXPECT_EQ(again.code, 0);
  EXPECT_NE(again.out.find("384"), std::string::npos);
}

TEST(TokenizeCommand, BytesAndCharacters) {
  TemporaryFolder folder;
  const auto text = folder.write("a.txt", "b\xc3\xa9").string();
  std::filesystem::create_directories(folder.path() / "one");
  EXPECT_EQ(toponets({"tokenize", "--bytes", text, (folder.path() / "a.bin").string(), "--json"}).json()["tokens"], 3);
  const auto characters =
      toponets({"tokenize", "--characters", text, (folder.path() / "one" / "a.bin").string(), "--json"}).json();
  EXPECT_EQ(characters["tokens"], 2);
  EXPECT_EQ(characters["vocabulary"], 2);
}

TEST(TokenizeCommand, WhatIsWrongIsOneSentence) {
  TemporaryFolder folder;
  const auto text = folder.write("a.txt", "b").string(), out = (folder.path() / "a.bin").string();
  EXPECT_TRUE(refuses(toponets({"tokenize", text, out}), "--vocab", "--bytes"));
  EXPECT_TRUE(refuses(toponets({"tokenize", "--bytes", "--characters", text, out}), "one tokenizer"));
  EXPECT_TRUE(refuses(toponets({"tokenize", "--vocab", kTokenizerFolder + "vocab.json", text, out}), "--merges"));
  EXPECT_TRUE(refuses(toponets({"tokenize", "--bytes", (folder.path() / "none.txt").string(), out}), "none.txt"));
  EXPECT_TRUE(refuses(toponets({"tokenize", "--bytes", folder.write("e.txt", "").string(), out}), "e.txt", "no text"));
  EXPECT_FALSE(std::filesystem::exists(out));
}

}  // namespace
}  // namespace studio
