// Files of text as streams, and their tokens on the disk.
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <array>

#include "core/run/little_endian.h"
#include "core/text/text_source.h"
#include "core/text/tokenize.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::filesystem::path writeGzip(const TemporaryFolder& folder, const std::string& name, const std::string& text) {
  const auto file = folder.path() / name;
  const auto out = gzopen(file.c_str(), "wb");
  gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
  gzclose(out);
  return file;
}

std::string readSource(const std::filesystem::path& file, TextSource::Form form = TextSource::Form::AsWritten) {
  TextSource source(file, form);
  std::string all;
  while (const auto piece = source.next()) all.append(piece->text).append(piece->endsDocument ? "|" : "");
  EXPECT_EQ(source.bytesRead(), source.bytes());
  return all;
}

TEST(TextSource, TextComesAsItIsAndPlain) {
  TemporaryFolder folder;
  const std::string text = "\xef\xbb\xbfone\r\ntwo\rthree\n\r\r\n\xff";
  for (const auto& file : {folder.write("a.txt", text), writeGzip(folder, "a.txt.gz", text)}) {
    EXPECT_EQ(readSource(file), text);
    EXPECT_EQ(readSource(file, TextSource::Form::Plain), "one\ntwo\nthree\n\n\n\xff");
  }
  std::string large((std::size_t{1} << 18) - 1, 'x');  // CR and LF in two blocks
  large += "\r\nlast";
  EXPECT_EQ(readSource(folder.write("large.txt", large), TextSource::Form::Plain),
            large.substr(0, large.size() - 6) + "\nlast");
}

TEST(TextSource, LinesOfJsonAreDocuments) {
  TemporaryFolder folder;
  const std::string lines =
      "{\"text\": \"one\\ntwo \\u00e9\", \"id\": 3}\r\n\n  \n{\"text\":\"\"}\n{\"text\":\"three\"}";
  for (const auto& file : {folder.write("a.jsonl", lines), writeGzip(folder, "a.jsonl.gz", lines)})
    EXPECT_EQ(readSource(file), "one\ntwo \xc3\xa9||three|");
}

TEST(TextSource, WhatIsWrongIsOneSentenceWithItsPlace) {
  TemporaryFolder folder;
  const auto refuse = [&](const std::string& name, const std::string& text) {
    return errorSentence([&] { readSource(folder.write(name, text)); });
  };
  EXPECT_TRUE(holds(refuse("a.jsonl", "{\"text\":\"x\"}\n\n{\"text\":}\n"), "a.jsonl line 3", "no JSON"));
  EXPECT_TRUE(holds(refuse("a.jsonl", "{\"text\":\"x\"}\n{\"texts\":\"y\"}\n"), "a.jsonl line 2", "no \"text\""));
  EXPECT_TRUE(holds(refuse("a.jsonl", "{\"text\":3}\n"), "line 1", "no \"text\""));
  EXPECT_TRUE(holds(refuse("a.jsonl", "[\"text\"]\n"), "line 1", "no \"text\""));
  EXPECT_TRUE(holds(refuse("a.jsonl", "\n\n"), "a.jsonl", "no text"));
  EXPECT_TRUE(holds(refuse("a.txt", ""), "a.txt", "no text"));
  EXPECT_TRUE(holds(refuse("a.txt", std::string("abc\0def", 7)), "a.txt", "zero byte", "position 3"));
  EXPECT_TRUE(holds(refuse("a.jsonl", "{\"text\":\"x\"}\n{\"text\":\"a\\u0000b\"}\n"), "a.jsonl line 2", "zero byte"));
  EXPECT_TRUE(holds(refuse("a.txt",
                           "\xff\xfe"
                           "a"),
                    "UTF-16"));
  EXPECT_TRUE(holds(errorSentence([&] { readSource(folder.path() / "none.txt"); }), "none.txt"));
  const auto whole = readFileBytes(writeGzip(folder, "b.txt.gz", std::string(100000, 'q') + "end"));
  EXPECT_TRUE(holds(refuse("b.txt.gz", whole.substr(0, whole.size() - 9)), "b.txt.gz", "ends early"));
  const auto bomb = writeGzip(folder, "c.jsonl.gz", std::string(TextSource::kLongestLine + 2, 'q'));  // a small file
  EXPECT_TRUE(holds(errorSentence([&] { readSource(bomb); }), "line 1", "64 MiB"));
}

/// A line of a gibibyte goes the same way, whatever its length.
TEST(TextSource, ALineOfAnyLengthComesInSmallPieces) {
  TemporaryFolder folder;
  constexpr std::size_t kLine = std::size_t{3} << 24;
  for (const auto form : {TextSource::Form::AsWritten, TextSource::Form::Plain}) {
    TextSource source(writeGzip(folder, "line.txt.gz", std::string(kLine, 'q')), form);
    std::size_t all = 0, most = 0;
    while (const auto piece = source.next()) all += piece->text.size(), most = std::max(most, piece->text.size());
    EXPECT_EQ(all, kLine);
    EXPECT_LE(most, (std::size_t{1} << 18) + 1);
  }
}

TEST(Tokenize, ALineOfAnyLengthIsWrittenAsItComes) {
  TemporaryFolder folder;
  constexpr std::size_t kLine = std::size_t{1} << 22;
  TokenizeRequest request{writeGzip(folder, "line.txt.gz", std::string(kLine, 'a')), folder.path() / "a.bin"};
  request.tokenizer = STUDIO_SOURCE_DIR "/tests/data/tokenizer";
  const auto tokenizer = openTokenizer(request.tokenizer);
  std::size_t most = 0;
  tokenizeFiles(std::array{request.text}, TextSource::Form::AsWritten, *tokenizer,
                [&](const TokenIds& ids) { most = std::max(most, ids.size()); });
  EXPECT_LE(most, 2 * kLongestWord + (std::size_t{1} << 18)) << "two words at most are held, not the line";
  EXPECT_LT(most, kLine);
  const std::int64_t tokens = tokenizeText(request, {}).tokens;
  EXPECT_EQ(tokens, std::int64_t(std::filesystem::file_size(request.output) / 2));
}

TEST(Tokenize, WritesTwoBytesATokenAndTheTokenizerBeside) {
  TemporaryFolder folder;
  const auto text = folder.write("a.txt", "the\r\nhe\xc3\xa9");
  std::filesystem::create_directories(folder.path() / "out");
  TokenizeRequest request{text, folder.path() / "out" / "train.bin"};
  request.tokenizer = STUDIO_SOURCE_DIR "/tests/data/tokenizer";
  std::int64_t seen = 0, total = 0;
  const auto done = tokenizeText(request, [&](std::int64_t bytes, std::int64_t all) { seen = bytes, total = all; });
  const auto expected = openTokenizer(request.tokenizer)->encode("the\r\nhe\xc3\xa9");
  const auto bytes = readFileBytes(request.output);
  ASSERT_EQ(bytes.size(), 2 * expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(readLittle<std::uint16_t>(bytes, 2 * i), expected[i]);
  EXPECT_EQ(done.tokens, static_cast<std::int64_t>(expected.size()));
  EXPECT_EQ(done.kind, "bpe");
  EXPECT_TRUE(seen == 9 && total == 9);
  EXPECT_EQ(openTokenizer(folder.path() / "out")->json(), openTokenizer(request.tokenizer)->json());
  request.tokenizer.clear();
  request.bytes = true;  // another tokenizer in the same folder
  EXPECT_TRUE(holds(errorSentence([&] { tokenizeText(request, {}); }), "tokenizer.json", "another"));
  EXPECT_EQ(readFileBytes(request.output), bytes);
}

TEST(Tokenize, DocumentsEndWithTheEndOfText) {
  TemporaryFolder folder;
  TokenizeRequest request{folder.write("a.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n"), folder.path() / "a.bin"};
  request.tokenizer = STUDIO_SOURCE_DIR "/tests/data/tokenizer/vocab.json";
  EXPECT_EQ(tokenizeText(request, {}).tokens, 4);
  EXPECT_EQ(readLittle<std::uint16_t>(readFileBytes(request.output), 2), 383);
  std::filesystem::remove(folder.path() / kTokenizerFile);
  request.tokenizer.clear();
  request.characters = true;
  EXPECT_EQ(tokenizeText(request, {}).vocabulary, 3);  // a, b and the line end between them
  EXPECT_EQ(readFileBytes(request.output), std::string("\1\0\0\0\2\0\0\0", 8));
}

TEST(Tokenize, NothingHalfWrittenStays) {
  TemporaryFolder folder;
  TokenizeRequest request{folder.write("a.jsonl", "{\"text\":\"a\"}\nx\n"), folder.path() / "a.bin"};
  EXPECT_TRUE(holds(errorSentence([&] { tokenizeText(request, {}); }), "one tokenizer"));
  request.bytes = true;
  EXPECT_TRUE(holds(errorSentence([&] { tokenizeText(request, {}); }), "line 2"));
  struct Stopped {};
  EXPECT_THROW(tokenizeText(request, [](std::int64_t, std::int64_t) { throw Stopped(); }), Stopped);
  request.output = request.text;
  EXPECT_TRUE(holds(errorSentence([&] { tokenizeText(request, {}); }), "the text itself"));
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) files += entry.exists();
  EXPECT_EQ(files, 1U);  // the text
}

}  // namespace
}  // namespace studio
