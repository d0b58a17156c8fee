// CIFAR-10's binary files: their records, class names and split, and what is wrong with them.
#include <gtest/gtest.h>
#include <torch/types.h>

#include "core/data/batcher.h"
#include "core/data/dataset.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

DataConfig cifarConfig(const std::filesystem::path& root, std::int64_t size = 0) {
  DataConfig config;
  config.kind = "cifar10";
  config.root = root.string();
  config.imageSize = size;
  return config;
}

/// Red is the label, green rises by a row, blue is 200.
std::string record(int label) {
  std::string bytes(1, static_cast<char>(label));
  bytes += std::string(1024, static_cast<char>(label));
  for (int pixel = 0; pixel < 1024; ++pixel) bytes += static_cast<char>(pixel / 32);
  return bytes + std::string(1024, static_cast<char>(200));
}

/// Batch n holds two images, of the classes n and 9 - n; the test batch one of class 9.
void writeSet(const TemporaryFolder& folder, const std::string& place) {
  for (int batch = 1; batch <= 5; ++batch) folder.write(place + "data_batch_" + std::to_string(batch) + ".bin", record(batch) + record(9 - batch));
  folder.write(place + "test_batch.bin", record(9));
}

TEST(Cifar10, RecordsBecomeImagesInTheirOwnSplit) {
  for (const char* place : {"", "cifar-10-batches-bin/"}) {
    const TemporaryFolder folder;
    writeSet(folder, place);
    const auto split = openData(cifarConfig(folder.path()), 0);
    ASSERT_EQ(split.training->size(), 10);
    ASSERT_EQ(split.validation->size(), 1);
    EXPECT_EQ(split.training->imageShape(), (std::vector<std::int64_t>{3, 32, 32}));
    const auto example = split.training->get(5);   // second of the third batch
    EXPECT_EQ(example.label, 6);
    EXPECT_EQ(example.image[0][31][0].item<int>(), 6);
    EXPECT_EQ(example.image[1][7][30].item<int>(), 7);
    EXPECT_EQ(example.image[2][0][0].item<int>(), 200);
    EXPECT_EQ(split.validation->label(0), 9);
    EXPECT_EQ(split.training->classNames()[3], "cat");
    EXPECT_EQ(split.training->defaultMean(), (std::vector<double>{0.4914, 0.4822, 0.4465}));
    EXPECT_EQ(split.validation->defaultStd(), (std::vector<double>{0.2470, 0.2435, 0.2616}));
    const auto batch = makeBatch(*split.validation, {0}, {});
    EXPECT_NEAR(batch.images[0][2][0][0].item<float>(), (200.0 / 255 - 0.4465) / 0.2616, 1e-5);
  }
}

TEST(Cifar10, SizeLimitAndClassNamesAreFollowed) {
  const TemporaryFolder folder;
  writeSet(folder, "");
  folder.write("batches.meta.txt", "a\r\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
  auto config = cifarConfig(folder.path(), 48);
  config.limit = 3;
  const auto split = openData(config, 0);
  EXPECT_EQ(split.training->size(), 3);
  EXPECT_EQ(split.training->get(2).image.sizes(), (std::vector<std::int64_t>{3, 48, 48}));
  EXPECT_EQ(split.training->stored(2).image.sizes(), (std::vector<std::int64_t>{3, 32, 32}));
  EXPECT_EQ(split.training->classNames().front(), "a");
  EXPECT_EQ(split.training->defaultMean()[0], 0.4914);
}

TEST(Cifar10, WhatIsWrongIsSaidOfTheFile) {
  const TemporaryFolder folder;
  writeSet(folder, "");
  const auto refuse = [&] { return sentenceOf([&] { openData(cifarConfig(folder.path()), 0); }); };
  folder.write("data_batch_2.bin", record(1) + record(2).substr(0, 3072));
  EXPECT_TRUE(holds(refuse(), "data_batch_2.bin ends within a record"));
  folder.write("data_batch_2.bin", "");
  EXPECT_TRUE(holds(refuse(), "data_batch_2.bin ends within a record"));
  folder.write("data_batch_2.bin", record(1) + record(10));
  EXPECT_TRUE(holds(refuse(), "data_batch_2.bin has the label 10 in record 2"));
  std::filesystem::remove(folder.path() / "data_batch_2.bin");
  EXPECT_TRUE(holds(refuse(), "data_batch_2.bin is missing", "data.root"));
  writeSet(folder, "");
  folder.write("batches.meta.txt", "a\nb\n");
  EXPECT_TRUE(holds(refuse(), "batches.meta.txt names 2 classes"));
  std::filesystem::remove(folder.path() / "test_batch.bin");
  EXPECT_FALSE(refuse().empty());
  EXPECT_TRUE(holds(sentenceOf([&] { openData(cifarConfig(folder.path() / "nowhere"), 0); }), "nowhere", "is missing"));
}

}  // namespace
}  // namespace studio
