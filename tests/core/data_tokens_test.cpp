// Rows of tokens from nanoGPT's files and from text: their values, the split, the batches, and what is refused.
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <numeric>

#include "core/data/batcher.h"
#include "core/data/token_dataset.h"
#include "core/run/little_endian.h"
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

DataConfig tokensIn(const std::filesystem::path& root, std::int64_t context = 8) {
  DataConfig config;
  config.kind = "tokens";
  config.root = root.string();
  config.context = context;
  config.vocabulary = 50304;
  config.validation = 0;
  return config;
}

std::vector<std::int64_t> valuesOf(const torch::Tensor& tokens) {
  const auto flat = tokens.contiguous();
  return {flat.const_data_ptr<std::int64_t>(), flat.const_data_ptr<std::int64_t>() + flat.numel()};
}

std::vector<std::int64_t> from(std::int64_t first, std::int64_t count) {
  std::vector<std::int64_t> values(static_cast<std::size_t>(count));
  std::iota(values.begin(), values.end(), first);
  return values;
}

TEST(Tokens, RowsAreTheFileAndTheSameShiftedByOne) {
  TemporaryFolder folder;
  folder.write("train.bin", tokenBytes(300, 45));   // 5 rows of 8 need 41 tokens; 4 are left over
  folder.write("val.bin", tokenBytes(1000, 17));
  const auto data = openData(tokensIn(folder.path()), 0);
  EXPECT_EQ(data.training->size(), 5);
  EXPECT_EQ(data.validation->size(), 2);
  EXPECT_TRUE(data.training->isLanguage());
  EXPECT_EQ(data.training->imageShape(), (std::vector<std::int64_t>{8}));
  EXPECT_EQ(data.training->vocabulary(), 50304);
  EXPECT_TRUE(data.training->classNames().empty());
  for (std::int64_t row = 0; row < 5; ++row) {
    EXPECT_EQ(valuesOf(data.training->get(row).image), from(300 + 8 * row, 8));
    EXPECT_EQ(valuesOf(data.training->get(row).next), from(301 + 8 * row, 8));
  }
  EXPECT_EQ(valuesOf(data.validation->get(1).next), from(1009, 8));
}

TEST(Tokens, TheEndOfOneFileIsSetApart) {
  TemporaryFolder folder;
  auto config = tokensIn(folder.write("corpus.bin", tokenBytes(0, 8 * 20 + 1)));
  config.validation = 0.25;
  auto data = openData(config, 0);
  EXPECT_EQ(data.training->size(), 15);
  EXPECT_EQ(data.validation->size(), 5);
  EXPECT_EQ(valuesOf(data.training->get(14).next), from(8 * 14 + 1, 8));
  EXPECT_EQ(valuesOf(data.validation->get(0).image), from(8 * 15, 8));
  EXPECT_EQ(valuesOf(data.validation->get(4).next), from(8 * 19 + 1, 8));
  config.validation = 0;
  data = openData(config, 0);
  EXPECT_EQ(data.training->size(), 20);
  EXPECT_EQ(data.validation->size(), 0);
  config.limit = 8 * 3 + 1;   // tokens
  EXPECT_EQ(openData(config, 0).training->size(), 3);
  folder.write("one/train.bin", tokenBytes(0, 81));   // a folder without val.bin
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
  EXPECT_EQ(valuesOf(data->get(0).image), (std::vector<std::int64_t>{'a', 'b', 0xc3, 0xa9}));
  EXPECT_EQ(valuesOf(data->get(0).next), (std::vector<std::int64_t>{'b', 0xc3, 0xa9, ' '}));
  EXPECT_EQ(data->get(1).image[1].item<std::int64_t>(), 0xff);
  config.vocabulary = 128;   // a model that knows ASCII alone
  EXPECT_TRUE(holds(sentenceOf([&] { openData(config, 0).training->get(0); }), "corpus", "token 195", "position 2", "128"));
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
      for (const auto start : valuesOf(batch->images.select(1, 0))) starts.push_back(start);
    }
    return starts;
  };
  const auto order = epoch(1, 0);
  EXPECT_EQ(order.size(), 30U);
  EXPECT_EQ(epoch(3, 0), order);
  EXPECT_NE(epoch(1, 1), order);
  auto sorted = order;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t row = 0; row < 30; ++row) EXPECT_EQ(sorted[row], static_cast<std::int64_t>(8 * row));   // each row once
  Batcher::Options moved;
  moved.augment = "crop_flip";
  EXPECT_TRUE(holds(sentenceOf([&] { Batcher(data, moved); }), "crop_flip", "tokens"));
}

TEST(Tokens, DamagedFilesAreOneSentence) {
  TemporaryFolder folder;
  const auto refuse = [&](const std::filesystem::path& root) { return sentenceOf([&] { openData(tokensIn(root), 0).training->get(0); }); };
  EXPECT_TRUE(holds(refuse(folder.write("odd.bin", tokenBytes(0, 20) + "x")), "odd.bin", "41 bytes", "whole tokens"));
  EXPECT_TRUE(holds(refuse(folder.write("short.bin", tokenBytes(0, 8))), "short.bin", "8 tokens", "data.context"));
  EXPECT_TRUE(holds(refuse(folder.write("empty.bin", "")), "empty.bin", "0 tokens"));
  EXPECT_TRUE(holds(refuse(folder.write("foreign.bin", tokenBytes(50300, 20))), "foreign.bin", "token 50304", "position 4", "model.vocabulary"));
  std::filesystem::create_directories(folder.path() / "nothing");
  EXPECT_TRUE(holds(refuse(folder.path() / "nothing"), "nothing", "train.bin", "val.bin"));
  EXPECT_TRUE(holds(refuse(folder.path() / "not there"), "not there", "train.bin"));
  folder.write("half/train.bin", tokenBytes(0, 20));
  folder.write("half/val.bin", tokenBytes(0, 3));
  EXPECT_TRUE(holds(refuse(folder.path() / "half"), "val.bin", "3 tokens"));
  EXPECT_TRUE(holds(sentenceOf([&] { openData(tokensIn(folder.path() / "half", 0), 0); }), "data.context is 0"));
  auto config = tokensIn(folder.write("good.bin", tokenBytes(0, 100)));
  config.validation = 0.95;
  EXPECT_TRUE(holds(sentenceOf([&] { openData(config, 0); }), "data.validation"));
  config.validation = 0;
  config.limit = 5;
  EXPECT_TRUE(holds(sentenceOf([&] { openData(config, 0); }), "5 tokens within data.limit"));
}

TEST(TokenRows, AreTakenAsTheyAreAndHaveNoNextToken) {
  const TokenRows rows(torch::arange(12).view({3, 4}), 12, "x.npy");
  const auto batch = makeBatch(rows, {2, 0}, {});
  EXPECT_EQ(valuesOf(batch.images), (std::vector<std::int64_t>{8, 9, 10, 11, 0, 1, 2, 3}));
  EXPECT_TRUE((batch.labels == kNoToken).all().item<bool>());
  EXPECT_TRUE(holds(sentenceOf([] { TokenRows(torch::arange(12).view({3, 4}), 11, "x.npy"); }), "x.npy", "11 in row 2 at position 3", "0 to 10"));
  EXPECT_TRUE(holds(sentenceOf([] { TokenRows(torch::tensor({-1, 0}).to(torch::kInt64).view({1, 2}), 11, "x.npy"); }), "-1 in row 0"));
}

}  // namespace
}  // namespace studio
