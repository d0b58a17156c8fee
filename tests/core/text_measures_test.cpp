// Losses of tokens by the bytes of their text.
#include "core/network/text_measures.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "core/data/encoded_text.h"
#include "core/text/text_source.h"
#include "tests/core/token_bytes.h"
#include "tests/support/temporary_folder.h"

namespace studio {
namespace {

std::shared_ptr<const Dataset> rowsOf(const std::filesystem::path& text, const std::string& tokenizer) {
  auto config = tokensIn(text, 4);
  config.kind = "text";
  config.validation = 0;
  config.further[kTokenizerSetting] = tokenizer;
  return openData(config, 0).training;
}

TEST(TextMeasures, BytesAreThoseThatThePredictedTokensStandFor) {
  TemporaryFolder folder;
  const std::string place = STUDIO_SOURCE_DIR "/tests/data/tokenizer";
  const auto tokenizer = openTokenizer(place);
  const auto rows = rowsOf(folder.write("a.txt", "So long lives this, and this gives life to thee."), place);
  double bytes = 0, tokens = 0;
  for (std::int64_t row = 0; row < rows->size(); ++row)
    for (const auto id : tensorValues(rows->get(row).next)) {
      bytes += double(tokenizer->bytes(std::int32_t(id))->size());
      ++tokens;
    }
  EXPECT_GT(tokens, 8);
  EXPECT_DOUBLE_EQ(bytesPerToken(*rows, *tokenizer), bytes / tokens);
}

TEST(TextMeasures, LettersOfTwoBytesCountTwice) {
  TemporaryFolder folder;
  const auto file = folder.write("a.txt", "\u00e4\u00f6\u00e4\u00f6\u00e4");
  const auto tokenizer = characterTokenizer(std::array{file}, TextSource::Form::Plain);
  EXPECT_DOUBLE_EQ(bytesPerToken(*rowsOf(file, "characters"), *tokenizer), 2);
  EXPECT_DOUBLE_EQ(bitsPerByte(std::log(2.0), 2), 0.5);
}

TEST(TextMeasures, TheEndOfATextIsNoText) {
  TemporaryFolder folder;
  const std::string place = STUDIO_SOURCE_DIR "/tests/data/tokenizer";
  const auto tokenizer = openTokenizer(place);
  std::string bytes;  // of five ends of text
  for (int i = 0; i < 5; ++i) bytes += {char(*tokenizer->endOfText() & 255), char(*tokenizer->endOfText() >> 8)};
  auto config = tokensIn(folder.write("a.bin", bytes), 4);
  config.validation = 0;
  config.tokenBytes = 2;
  EXPECT_TRUE(std::isnan(bytesPerToken(*openData(config, 0).training, *tokenizer))) << "there is no byte at all";
}

TEST(TextMeasures, TokensOfAnotherTokenizerAreNotMeasured) {
  TemporaryFolder folder;
  const auto rows = rowsOf(folder.write("a.txt", "to be or not to be"), "bytes");
  EXPECT_TRUE(std::isnan(
      bytesPerToken(*rows, *characterTokenizer(std::array{folder.write("b.txt", "abc")}, TextSource::Form::Plain))));
}

}  // namespace
}  // namespace studio
