// Raw files of other numbers than tokens of 2 bytes are refused, valid ones of every vocabulary are not.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "tests/core/token_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

/// As language has them: the smaller an id, the more frequent it is.
std::vector<std::int64_t> naturalTokens(std::int64_t vocabulary, std::int64_t count = 6000) {
  std::vector<std::int64_t> tokens;
  std::uint64_t state = 7;
  for (std::int64_t i = 0; i < count; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const double share = static_cast<double>(state >> 11) / 9007199254740992.0;  // 0 to 1
    tokens.push_back(
        std::min(vocabulary - 1, static_cast<std::int64_t>(std::pow(static_cast<double>(vocabulary), share)) - 1));
  }
  return tokens;
}

std::string makeFloats(const std::vector<std::int64_t>& tokens) {
  std::string bytes;
  for (const auto token : tokens) appendLittle(bytes, std::bit_cast<std::uint32_t>(static_cast<float>(token)));
  return bytes;
}

std::string bigEndian(std::string bytes, std::size_t size) {
  for (std::size_t at = 0; at + size <= bytes.size(); at += size)
    std::reverse(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                 bytes.begin() + static_cast<std::ptrdiff_t>(at + size));
  return bytes;
}

TEST(Tokens, OtherNumbersAreDoubtedWithAWayOutThatServes) {
  const TemporaryFolder folder;
  const auto gpt2 = naturalTokens(50257), letters = naturalTokens(65), llama = naturalTokens(128256);
  const auto refuse = [&](const std::string& bytes) {
    return errorSentence([&] { openData(tokensIn(folder.write("x.bin", bytes)), 0); });
  };
  EXPECT_TRUE(holds(refuse(makeFloats(gpt2)), "x.bin looks like floating-point numbers", "numpy.uint32",
                    "data.token_bytes to 2"));
  EXPECT_TRUE(holds(refuse(makeFloats(letters)), "floating-point"));
  std::string doubles;
  for (const auto token : gpt2) appendLittle(doubles, std::bit_cast<std::uint64_t>(static_cast<double>(token) / 3));
  EXPECT_TRUE(holds(refuse(doubles), "floating-point"));
  for (const auto& tokens : {gpt2, letters, languageTokens(4000)}) {
    EXPECT_TRUE(holds(refuse(bigEndian(tokensAs<std::uint16_t>(tokens), 2)), "x.bin looks like big-endian", "'<u4'"));
    EXPECT_TRUE(holds(refuse(bigEndian(tokensAs<std::uint32_t>(tokens), 4)), "big-endian"));
    EXPECT_TRUE(holds(refuse(bigEndian(tokensAs<std::int64_t>(tokens), 8)), "big-endian"));
  }
  EXPECT_TRUE(holds(refuse(bigEndian(tokensAs<std::uint32_t>(llama), 4)), "big-endian"));
  EXPECT_TRUE(holds(refuse(tokensAs<std::uint8_t>(letters)), "x.bin looks like tokens of 1 byte each",
                    "data.token_bytes to 1"));
  auto config = tokensIn(folder.write("bytes.bin", tokensAs<std::uint8_t>(letters)));
  config.tokenBytes = 1;
  EXPECT_EQ(readShown(config), std::vector<std::int64_t>(letters.begin(), letters.begin() + 5992));  // 749 rows of 8
  config.tokenBytes = 2;
  EXPECT_EQ(openData(config, 0).training->size(), 374);  // taken as they are where that is said
}

TEST(Tokens, SoundFilesOfEveryVocabularyAreTaken) {
  const TemporaryFolder folder;
  std::vector<std::int64_t> padded(6000, 256), all;  // bytes behind an end mark of 256, and mostly that
  for (std::size_t i = 0; i < padded.size(); i += 9) padded[i] = static_cast<std::int64_t>(i % 200);
  for (std::int64_t token = 0; token < 65536; ++token) all.push_back(token * 40503 % 65536);
  for (const auto& tokens : {naturalTokens(50257), naturalTokens(32000), naturalTokens(1000), naturalTokens(256),
                             naturalTokens(65), naturalTokens(4), languageTokens(6000), padded, all}) {
    const auto config = tokensIn(folder.write("x.bin", tokensAs<std::uint16_t>(tokens)));
    const auto data = openData(config, 0).training;
    EXPECT_EQ(data->size(), (static_cast<std::int64_t>(tokens.size()) - 1) / 8);
    EXPECT_TRUE(data->remarks().empty());
  }
  for (const std::int64_t vocabulary : {128256, 32000, 300}) {
    auto config = tokensIn(folder.write("wide.bin", tokensAs<std::uint32_t>(naturalTokens(vocabulary))));
    config.vocabulary = 128256;
    const auto tokens = naturalTokens(vocabulary);
    EXPECT_EQ(readShown(config), std::vector<std::int64_t>(tokens.begin(), tokens.begin() + 5992));
  }
}

TEST(Tokens, AdviceOnAForeignTokenIsTrueForTheFile) {
  const TemporaryFolder folder;
  const auto refuse = [&](const char* name, const std::string& bytes) {
    return errorSentence([&] { readShown(tokensIn(folder.write(name, bytes))); });
  };
  auto tokens = languageTokens();
  tokens[70] = 60000;
  EXPECT_TRUE(holds(refuse("x.bin", tokensAs<std::uint16_t>(tokens)), "token 60000", "model.vocabulary",
                    "data.token_bytes", "2 bytes each"));
  const auto message = refuse("x.npy", tokensAs<std::uint16_t>(tokens, npyHead("<u2", "400,")));
  EXPECT_TRUE(holds(message, "make model.vocabulary larger")) << message;
  EXPECT_FALSE(holds(message, "data.token_bytes")) << message;
  tokens[70] = -100;
  const auto padding = refuse("x.npy", tokensAs<std::int32_t>(tokens, npyHead("<i4", "400,")));
  EXPECT_TRUE(holds(padding, "token -100", "take them out")) << padding;
  EXPECT_FALSE(holds(padding, "model.vocabulary")) << padding;
}

}  // namespace
}  // namespace studio
