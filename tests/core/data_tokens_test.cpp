// Rows of tokens from nanoGPT's files and from text: their values, the split, the batches, and what is refused.
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <numeric>

#include "core/data/batcher.h"
#include "core/data/memory_datasets.h"
#include "core/data/token_dataset.h"
#include "tests/core/token_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

/// Tokens first, first + 1, ... as nanoGPT writes them.
std::string tokenBytes(std::uint16_t first, int count) {
  std::string bytes;
  for (int token = 0; token < count; ++token) appendLittle(bytes, static_cast<std::uint16_t>(first + token));
  return bytes;
}

std::vector<std::int64_t> from(std::int64_t first, std::int64_t count) {
  std::vector<std::int64_t> values(static_cast<std::size_t>(count));
  std::iota(values.begin(), values.end(), first);
  return values;
}

TEST(Tokens, RowsAreTheFileAndTheSameShiftedByOne) {
  TemporaryFolder folder;
  folder.write("train.bin", tokenBytes(300, 45));  // 5 rows of 8 need 41 tokens; 4 are left over
  folder.write("val.bin", tokenBytes(1000, 17));
  const auto data = openData(tokensIn(folder.path()), 0);
  EXPECT_EQ(data.training->size(), 5);
  EXPECT_EQ(data.validation->size(), 2);
  EXPECT_TRUE(data.training->isLanguage());
  EXPECT_EQ(data.training->imageShape(), (std::vector<std::int64_t>{8}));
  EXPECT_EQ(data.training->vocabulary(), 50304);
  EXPECT_TRUE(data.training->classNames().empty());
  for (std::int64_t row = 0; row < 5; ++row) {
    EXPECT_EQ(tensorValues(data.training->get(row).image), from(300 + 8 * row, 8));
    EXPECT_EQ(tensorValues(data.training->get(row).next), from(301 + 8 * row, 8));
  }
  EXPECT_EQ(tensorValues(data.validation->get(1).next), from(1009, 8));
}

/// What batches are made of, also where a row lies in two files.
TEST(Tokens, ARowIsWrittenAsItIsRead) {
  TemporaryFolder folder;
  folder.write("x_train_1.bin", tokenBytes(300, 20));
  folder.write("x_train_2.bin", tokenBytes(320, 21));
  const auto data = openData(tokensIn(folder.path()), 0).training;
  const auto half = std::make_shared<SubsetDataset>(data, std::vector<std::int64_t>{4, 2});
  const auto rows = std::make_shared<TokenRows>(torch::arange(16).view({2, 8}), 16, "x.npy");
  for (const std::shared_ptr<const Dataset>& each :
       {data, std::shared_ptr<const Dataset>(half), std::shared_ptr<const Dataset>(rows)})
    for (std::int64_t row = 0; row < each->size(); ++row) {
      std::vector<std::int64_t> tokens(8), next(8);
      each->readRow(row, tokens.data(), next.data());
      const auto read = each->get(row);
      EXPECT_EQ(tokens, tensorValues(read.image));
      EXPECT_EQ(next, read.next.defined() ? tensorValues(read.next) : std::vector<std::int64_t>(8, kNoToken));
    }
}

TEST(Tokens, TheEndOfOneFileIsSetApart) {
  TemporaryFolder folder;
  auto config = tokensIn(folder.write("corpus.bin", tokenBytes(0, 8 * 20 + 1)));
  config.validation = 0.25;
  auto data = openData(config, 0);
  EXPECT_EQ(data.training->size(), 15);
  EXPECT_EQ(data.validation->size(), 5);
  EXPECT_EQ(tensorValues(data.training->get(14).next), from(8 * 14 + 1, 8));
  EXPECT_EQ(tensorValues(data.validation->get(0).image), from(8 * 15, 8));
  EXPECT_EQ(tensorValues(data.validation->get(4).next), from(8 * 19 + 1, 8));
  config.validation = 0;
  data = openData(config, 0);
  EXPECT_EQ(data.training->size(), 20);
  EXPECT_EQ(data.validation->size(), 0);
  config.limit = 8 * 3 + 1;  // tokens
  EXPECT_EQ(openData(config, 0).training->size(), 3);
  folder.write("one/train.bin", tokenBytes(0, 81));  // a folder without val.bin
  config = tokensIn(folder.path() / "one");
  config.validation = 0.1;
  EXPECT_EQ(openData(config, 0).validation->size(), 1);
}

TEST(Text, BytesAreTheTokens) {
  TemporaryFolder folder;
  auto config = tokensIn(folder.write("corpus", "ab\xc3\xa9 \xff then more of it"), 4);
  config.kind = "text";
  const auto data = openData(config, 0).training;
  EXPECT_EQ(data->vocabulary(), 256);
  EXPECT_EQ(tensorValues(data->get(0).image), (std::vector<std::int64_t>{'a', 'b', 0xc3, 0xa9}));
  EXPECT_EQ(tensorValues(data->get(0).next), (std::vector<std::int64_t>{'b', 0xc3, 0xa9, ' '}));
  EXPECT_EQ(data->get(1).image[1].item<std::int64_t>(), 0xff);
  config.vocabulary = 128;  // a model that knows ASCII alone
  EXPECT_TRUE(
      holds(errorSentence([&] { openData(config, 0).training->get(0); }), "corpus", "token 195", "position 2", "128"));
}

TEST(Tokens, BatchesAreRowsInTheSeedsOrder) {
  TemporaryFolder folder;
  const auto data = openData(tokensIn(folder.write("a.bin", tokenBytes(0, 8 * 30 + 1))), 0).training;
  const auto epoch = [&](int workers, std::int64_t number) {
    Batcher::Options options;
    options.batchSize = 7;
    options.seed = 3;
    options.workers = workers;
    Batcher batcher(data, options);
    batcher.startEpoch(number);
    std::vector<std::int64_t> starts;
    while (const auto batch = batcher.next()) {
      EXPECT_EQ(batch->images.sizes(), (std::vector<std::int64_t>{batch->size, 8}));
      EXPECT_TRUE(torch::equal(batch->labels, batch->images + 1));
      for (const auto start : tensorValues(batch->images.select(1, 0))) starts.push_back(start);
    }
    return starts;
  };
  const auto order = epoch(1, 0);
  EXPECT_EQ(order.size(), 30U);
  EXPECT_EQ(epoch(3, 0), order);
  EXPECT_NE(epoch(1, 1), order);
  auto sorted = order;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t row = 0; row < 30; ++row)
    EXPECT_EQ(sorted[row], static_cast<std::int64_t>(8 * row));  // each row once
  Batcher::Options moved;
  moved.augment = "crop_flip";
  EXPECT_TRUE(holds(errorSentence([&] { Batcher(data, moved); }), "crop_flip", "tokens"));
}

TEST(Tokens, DamagedFilesAreOneSentence) {
  TemporaryFolder folder;
  const auto refuse = [&](const std::filesystem::path& root) {
    return errorSentence([&] { openData(tokensIn(root), 0).training->get(0); });
  };
  EXPECT_TRUE(holds(refuse(folder.write("odd.bin", tokenBytes(0, 20) + "x")), "odd.bin", "41 bytes", "whole tokens"));
  EXPECT_TRUE(holds(refuse(folder.write("short.bin", tokenBytes(0, 8))), "short.bin", "8 tokens", "data.context"));
  EXPECT_TRUE(holds(refuse(folder.write("empty.bin", "")), "empty.bin", "0 tokens"));
  EXPECT_TRUE(holds(refuse(folder.write("foreign.bin", tokenBytes(50300, 20))), "foreign.bin", "token 50304",
                    "position 4", "model.vocabulary"));
  std::filesystem::create_directories(folder.path() / "nothing");
  EXPECT_TRUE(holds(refuse(folder.path() / "nothing"), "nothing", "train.bin", "val.bin"));
  EXPECT_TRUE(holds(refuse(folder.path() / "not there"), "not there", "train.bin"));
  folder.write("half/train.bin", tokenBytes(0, 20));
  folder.write("half/val.bin", tokenBytes(0, 3));
  EXPECT_TRUE(holds(refuse(folder.path() / "half"), "val.bin", "3 tokens"));
  EXPECT_TRUE(holds(errorSentence([&] { openData(tokensIn(folder.path() / "half", 0), 0); }), "data.context is 0"));
  auto config = tokensIn(folder.write("good.bin", tokenBytes(0, 100)));
  config.validation = 0.95;
  EXPECT_TRUE(holds(errorSentence([&] { openData(config, 0); }), "data.validation"));
  config.validation = 0;
  config.limit = 5;
  EXPECT_TRUE(holds(errorSentence([&] { openData(config, 0); }), "5 tokens within data.limit"));
}

TEST(TokenRows, AreTakenAsTheyAreAndHaveNoNextToken) {
  const TokenRows rows(torch::arange(12).view({3, 4}), 12, "x.npy");
  const auto batch = makeBatch(rows, {2, 0}, {});
  EXPECT_EQ(tensorValues(batch.images), (std::vector<std::int64_t>{8, 9, 10, 11, 0, 1, 2, 3}));
  EXPECT_TRUE((batch.labels == kNoToken).all().item<bool>());
  EXPECT_TRUE(holds(errorSentence([] {
                      TokenRows(torch::arange(12).view({3, 4}), 11, "x.npy");
                    }),
                    "x.npy", "11 in row 2 at position 3", "0 to 10"));
  EXPECT_TRUE(holds(errorSentence([] {
                      TokenRows(torch::tensor({-1, 0}).to(torch::kInt64).view({1, 2}), 11, "x.npy");
                    }),
                    "-1 in row 0"));
}

TEST(Tokens, EveryFormOfTheFieldHoldsTheSame) {
  const TemporaryFolder folder;
  const auto tokens = languageTokens();
  const auto expected = readShown(tokensIn(folder.write("u16.bin", tokensAs<std::uint16_t>(tokens))));
  ASSERT_EQ(expected.size(), 392u);
  const std::vector<std::pair<const char*, std::string>> forms{
      {"u32.bin", tokensAs<std::uint32_t>(tokens)},
      {"i64.bin", tokensAs<std::int64_t>(tokens)},
      {"u16.npy", tokensAs<std::uint16_t>(tokens, npyHead("<u2", "400,"))},
      {"u32.npy", tokensAs<std::uint32_t>(tokens, npyHead("<u4", "400,"))},
      {"i32.npy", tokensAs<std::int32_t>(tokens, npyHead("<i4", "400,"))},
      {"i64.npy", tokensAs<std::int64_t>(tokens, npyHead("<i8", "400,"))},
      {"rows.npy", tokensAs<std::uint16_t>(tokens, npyHead("<u2", "20, 20"))},
      {"npy.bin", tokensAs<std::uint16_t>(tokens, npyHead("<u2", "400,"))},
      {"llmc.bin", tokensAs<std::uint16_t>(tokens, llmcHead(20240520, 400))},
      {"llama.bin", tokensAs<std::uint32_t>(tokens, llmcHead(20240801, 400))}};
  for (const auto& [name, bytes] : forms) EXPECT_EQ(readShown(tokensIn(folder.write(name, bytes))), expected) << name;
  EXPECT_TRUE(holds(openData(tokensIn(folder.path() / "u32.bin"), 0).training->remarks().at(0), "u32.bin", "4 bytes",
                    "data.token_bytes = 2"));
  EXPECT_TRUE(openData(tokensIn(folder.path() / "u16.bin"), 0).training->remarks().empty());
  auto forced = tokensIn(folder.path() / "u32.bin");
  forced.tokenBytes = 2;
  EXPECT_EQ(readShown(forced).at(1), 0);
  forced.tokenBytes = 3;
  EXPECT_TRUE(holds(errorSentence([&] { readShown(forced); }), "data.token_bytes is 3"));
}

TEST(Tokens, TokensBeyondSixteenBitsAndBelowZeroAreNamed) {
  const TemporaryFolder folder;
  auto tokens = languageTokens();
  tokens[70] = 100000;
  auto config = tokensIn(folder.write("large.bin", tokensAs<std::uint32_t>(tokens)));
  EXPECT_TRUE(holds(errorSentence([&] { readShown(config); }), "large.bin", "token 100000 at position 70", "50304"));
  config.vocabulary = 128256;
  EXPECT_EQ(readShown(config).at(70), 100000);
  tokens[70] = -100;  // what libraries pad labels with
  EXPECT_TRUE(holds(errorSentence([&] {
                      readShown(
                          tokensIn(folder.write("pad.npy", tokensAs<std::int32_t>(tokens, npyHead("<i4", "400,")))));
                    }),
                    "pad.npy", "token -100 at position 70"));
}

TEST(Tokens, ShardsOfAFolderAndOfAPatternAreOneAfterAnother) {
  const TemporaryFolder folder;
  folder.write("fineweb/x_train_000001.bin", tokenBytes(300, 21));
  folder.write("fineweb/x_train_000002.bin", tokenBytes(321, 24));
  folder.write("fineweb/x_val_000000.bin", tokenBytes(1000, 17));
  folder.write("fineweb/.x_train_000003.bin", tokenBytes(0, 24));
  folder.write("fineweb/meta.pkl", "not of them");
  const auto data = openData(tokensIn(folder.path() / "fineweb"), 0);
  ASSERT_EQ(data.training->size(), 5);
  EXPECT_EQ(data.validation->size(), 2);
  for (std::int64_t row = 0; row < 5; ++row)
    EXPECT_EQ(tensorValues(data.training->get(row).next), from(301 + 8 * row, 8));  // row 2 lies in both
  const auto pattern = openData(tokensIn(folder.path() / "fineweb" / "x_train_*.bin"), 0);
  EXPECT_EQ(pattern.training->size(), 5);
  EXPECT_EQ(pattern.validation->size(), 0);
  folder.write("shards/a_0.npy", tokensAs<std::uint16_t>(languageTokens(20), npyHead("<u2", "20,")));
  EXPECT_TRUE(
      holds(errorSentence([&] { openData(tokensIn(folder.path() / "shards"), 0); }), "train.bin", "shards/*.npy"));
  EXPECT_EQ(openData(tokensIn(folder.path() / "shards" / "*.npy"), 0).training->size(), 2);
  EXPECT_TRUE(holds(errorSentence([&] { openData(tokensIn(folder.path() / "shards" / "b*.npy"), 0); }), "No tokens in",
                    "b*.npy"));
}

TEST(Tokens, PartsAreToldByWholeWordsAndUnreadFilesAreNamed) {
  const TemporaryFolder folder;
  folder.write("set/fineweb_train_0.bin", tokenBytes(300, 17));
  folder.write("set/retrieval_train_0.bin", tokenBytes(500, 17));  // no validation
  folder.write("set/fineweb-validation0.bin", tokenBytes(1000, 17));
  auto data = openData(tokensIn(folder.path() / "set"), 0);
  EXPECT_EQ(data.training->size(), 4);
  EXPECT_EQ(data.validation->size(), 2);
  EXPECT_EQ(tensorValues(data.validation->get(0).image), from(1000, 8));
  EXPECT_TRUE(data.training->remarks().empty());
  folder.write("set/constrained.bin", tokenBytes(0, 17));
  folder.write("set/fineweb_train_1.npy", tokensAs<std::uint16_t>(languageTokens(20), npyHead("<u2", "20,")));
  folder.write("set/.hidden_train.bin", "");
  data = openData(tokensIn(folder.path() / "set"), 0);
  EXPECT_EQ(data.training->size(), 4);
  const auto remarks = data.training->remarks();
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_TRUE(holds(remarks[0], "2 files in", "constrained.bin, fineweb_train_1.npy", "data.root")) << remarks[0];
  folder.write("alone/train.bin", tokenBytes(0, 17));
  folder.write("alone/x_train_1.bin", tokenBytes(0, 17));
  const auto alone = openData(tokensIn(folder.path() / "alone"), 0).training->remarks();
  EXPECT_TRUE(holds(alone.at(0), "1 file in", "x_train_1.bin"));
  EXPECT_TRUE(openData(tokensIn(folder.path() / "set/*.bin"), 0).training->remarks().empty());
}

TEST(Tokens, WhatCannotBeTokensIsDoubtedByName) {
  const TemporaryFolder folder;
  const auto refuse = [&](const std::string& bytes) {
    return errorSentence([&] { openData(tokensIn(folder.write("x.bin", bytes)), 0); });
  };
  const std::string zeros(200, '\0');
  EXPECT_TRUE(holds(refuse("\x1f\x8b\x08" + zeros + "x"), "x.bin", "gzip"));
  EXPECT_TRUE(holds(refuse("PK\x03\x04" + zeros), "zip archive"));
  EXPECT_TRUE(holds(refuse("PAR1" + zeros), "Parquet"));
  EXPECT_TRUE(holds(refuse(std::string("\x80\x04\x95", 3) + zeros + "."), "pickle"));
  EXPECT_TRUE(holds(refuse(std::string("\x10\0\0\0\0\0\0\0{\"a\": 1}", 16) + zeros), "safetensors"));
  std::string prose;
  while (prose.size() < 400) prose += "Text with \xc3\xa9 and so on, ";
  EXPECT_TRUE(holds(refuse(prose), "x.bin", "text", "data.token_bytes"));
  EXPECT_TRUE(holds(refuse("{\"tokens\": [" + prose), "text"));
  EXPECT_TRUE(holds(refuse(tokensAs<std::uint32_t>(languageTokens(20))), "x.bin", "2 or of 4 bytes",
                    "data.token_bytes"));  // too few to decide
  EXPECT_TRUE(holds(refuse(tokensAs<std::uint16_t>(languageTokens(20), llmcHead(20240520, 400))),
                    "announces 400 tokens", "40 bytes follow"));
  EXPECT_TRUE(holds(refuse(npyHead("<f4", "50,") + zeros), "<f4", "no tokens"));
  EXPECT_TRUE(holds(refuse(npyHead(">u2", "100,") + zeros), "big-endian"));
  EXPECT_TRUE(holds(refuse(npyHead("<u2", "10, 10", "True") + zeros), "column by column"));
  EXPECT_TRUE(holds(refuse(npyHead("<u2", "400,") + zeros), "cut short"));
}

TEST(Text, MarksAndLineEndsAreNoTokens) {
  const TemporaryFolder folder;
  const auto shown = [&](const std::string& bytes) {
    auto config = tokensIn(folder.write("corpus.txt", bytes), 4);
    config.kind = "text";
    return readShown(config);
  };
  const auto expected = shown("one\ntwo\nthree and more");
  EXPECT_EQ(shown("\xef\xbb\xbfone\r\ntwo\r\nthree and more"), expected);
  EXPECT_EQ(shown("one\rtwo\rthree and more"), expected);
  EXPECT_TRUE(holds(errorSentence([&] { shown("\xff\xfeo\0n\0"); }), "corpus.txt", "UTF-16"));
  EXPECT_TRUE(holds(errorSentence([&] { shown("\x1f\x8b\x08 and so on, packed"); }), "corpus.txt", "gzip"));
}

}  // namespace
}  // namespace studio
