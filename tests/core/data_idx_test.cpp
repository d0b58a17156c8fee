// IDX files: the real digits, both parts of a set, and files that are not what they claim.
#include <gtest/gtest.h>
#include <torch/types.h>
#include <zlib.h>

#include "core/data/dataset.h"
#include "core/data/idx.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::string header(std::initializer_list<unsigned> sizes, unsigned char type = 0x08) {
  std::string bytes{'\0', '\0', static_cast<char>(type), static_cast<char>(sizes.size())};
  for (const unsigned size : sizes)
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((size >> shift) & 0xff);
  return bytes;
}

std::string images(unsigned count, char first = 0) {
  auto bytes = header({count, 2, 3});
  for (unsigned index = 0; index < count * 6; ++index) bytes += static_cast<char>(first + static_cast<char>(index));
  return bytes;
}

std::string labels(std::initializer_list<char> values) {
  return header({static_cast<unsigned>(values.size())}) + std::string(values);
}

std::string gzip(const std::string& bytes) {
  TemporaryFolder folder;
  const auto file = folder.path() / "x.gz";
  gzFile opened = gzopen(file.c_str(), "wb");
  gzwrite(opened, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(opened);
  return readFileBytes(file);
}

DataConfig idxConfig(const std::filesystem::path& root, double validation = 0.1) {
  DataConfig config;
  config.root = root.string();
  config.validation = validation;
  return config;
}

TEST(Idx, DemoDigitsAreSplitByTheSeed) {
  const auto root = std::filesystem::path(STUDIO_SOURCE_DIR) / "resources/demo";
  const auto split = openData(idxConfig(root), 0);
  ASSERT_EQ(split.training->size(), 9000);
  ASSERT_EQ(split.validation->size(), 1000);
  EXPECT_EQ(split.training->imageShape(), (std::vector<std::int64_t>{1, 28, 28}));
  EXPECT_EQ(split.training->classNames().size(), 10U);
  // The two parts hold each digit once: together they have the label counts of MNIST's test set.
  std::vector<int> counts(10);
  for (const auto& part : {split.training, split.validation})
    for (std::int64_t index = 0; index < part->size(); ++index) ++counts[static_cast<std::size_t>(part->label(index))];
  EXPECT_EQ(counts, (std::vector<int>{980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}));
  const auto again = openData(idxConfig(root), 0), other = openData(idxConfig(root), 1);
  bool differs = false;
  for (std::int64_t index = 0; index < 200; ++index) {
    EXPECT_TRUE(torch::equal(split.validation->get(index).image, again.validation->get(index).image));
    differs = differs || !torch::equal(split.validation->get(index).image, other.validation->get(index).image);
  }
  EXPECT_TRUE(differs);
}

TEST(Idx, TrainAndTestFilesAreTheTwoParts) {
  TemporaryFolder folder;
  folder.write("train-images-idx3-ubyte", images(3));
  folder.write("train-labels-idx1-ubyte", labels({0, 2, 1}));
  folder.write("t10k-images-idx3-ubyte.gz", gzip(images(2, 50)));
  folder.write("t10k-labels-idx1-ubyte.gz", gzip(labels({1, 4})));
  const auto split = openData(idxConfig(folder.path()), 0);
  EXPECT_EQ(split.training->size(), 3);
  EXPECT_EQ(split.validation->size(), 2);
  EXPECT_EQ(split.training->classNames().size(), 5U);  // of both parts
  EXPECT_EQ(split.training->get(1).label, 2);
  EXPECT_EQ(split.training->get(1).image[0][1][2].item<int>(), 11);
  EXPECT_EQ(split.validation->get(0).image[0][0][0].item<int>(), 50);
}

TEST(Idx, LimitAndImageSizeApply) {
  TemporaryFolder folder;
  folder.write("images-idx3-ubyte", images(10));
  folder.write("labels-idx1-ubyte", labels({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  auto config = idxConfig(folder.path(), 0);
  config.limit = 4;
  config.imageSize = 8;
  const auto split = openData(config, 0);
  EXPECT_EQ(split.training->size(), 4);
  EXPECT_EQ(split.validation->size(), 0);
  EXPECT_EQ(split.training->imageShape(), (std::vector<std::int64_t>{1, 8, 8}));
}

TEST(Idx, TruncatedFilesAreRefusedByName) {
  TemporaryFolder folder;
  const auto whole = images(5);
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{9}, std::size_t{16}, whole.size() - 1}) {
    const auto file = folder.write("images-idx3-ubyte", whole.substr(0, size));
    EXPECT_TRUE(holds(errorSentence([&] { readIdx(file); }), "images-idx3-ubyte", "again")) << size;
  }
  const auto packed = gzip(whole);
  for (const std::size_t size :
       {packed.size() / 2, packed.size() - 4}) {  // the second cut leaves all values but no checksum
    const auto file = folder.write("images-idx3-ubyte.gz", packed.substr(0, size));
    EXPECT_TRUE(holds(errorSentence([&] { readIdx(file); }), "images-idx3-ubyte.gz", "again")) << size;
  }
  auto damaged = packed;
  damaged[damaged.size() - 6] = static_cast<char>(damaged[damaged.size() - 6] ^ 1);  // in the checksum
  EXPECT_TRUE(holds(errorSentence([&] { readIdx(folder.write("x.gz", damaged)); }), "x.gz", "again"));
}

TEST(Idx, AbsurdSizesAreRefusedBeforeAnythingIsAllocated) {
  TemporaryFolder folder;
  const auto huge = header({0xffffffff, 0xffffffff, 0xffffffff});
  EXPECT_TRUE(holds(errorSentence([&] { readIdx(folder.write("a", huge + "xxxx")); }), "more values"));
  EXPECT_TRUE(holds(errorSentence([&] { readIdx(folder.write("b.gz", gzip(huge))); }), "more values"));
  EXPECT_TRUE(holds(errorSentence([&] { readIdx(folder.write("c", header({0, 2, 2}))); }), "empty"));
  EXPECT_TRUE(holds(errorSentence([&] { readIdx(folder.write("d", header({1}, 0x0d) + "xxxx")); }), "type"));
  EXPECT_TRUE(holds(errorSentence([&] { readIdx(folder.write("e", header({1}) + "xx")); }), "more values than"));
  EXPECT_TRUE(holds(errorSentence([&] { readIdx(folder.write("f", "hello world")); }), "not an IDX file"));
  EXPECT_TRUE(holds(errorSentence([&] { readIdx(folder.path()); }), "cannot be opened"));
}

TEST(Idx, FoldersThatDoNotFitAreRefused) {
  TemporaryFolder folder;
  EXPECT_TRUE(holds(errorSentence([&] { openData(idxConfig(folder.path()), 0); }), "No IDX files",
                    folder.path().string(), "data.root"));
  EXPECT_TRUE(holds(errorSentence([&] { openData(idxConfig(folder.path() / "nowhere"), 0); }), "No IDX files"));
  folder.write("train-images-idx3-ubyte", images(3));
  EXPECT_TRUE(holds(errorSentence([&] { openData(idxConfig(folder.path()), 0); }), "train-labels-idx1-ubyte"));
  folder.write("train-labels-idx1-ubyte", labels({0, 1}));
  EXPECT_TRUE(
      holds(errorSentence([&] { openData(idxConfig(folder.path()), 0); }), "one label for each of the 3 images"));
  folder.write("train-labels-idx1-ubyte", labels({0, 1, 2}));
  folder.write("b-train-images-idx3-ubyte", images(3));
  EXPECT_TRUE(holds(errorSentence([&] { openData(idxConfig(folder.path()), 0); }), "two sets of images"));
}

TEST(Idx, HalfOfAPartIsRefusedByTheFileThatIsMissing) {
  const TemporaryFolder folder;
  folder.write("train-images-idx3-ubyte", images(3));
  folder.write("train-labels-idx1-ubyte", labels({0, 1, 2}));
  EXPECT_TRUE(openData(idxConfig(folder.path()), 0).training->remarks().empty());
  EXPECT_TRUE(holds(openData(idxConfig(folder.path(), 0), 0).training->remarks().at(0), "no test images"));
  const auto refuse = [&] { return errorSentence([&] { openData(idxConfig(folder.path()), 0); }); };
  folder.write("t10k-labels-idx1-ubyte.gz", gzip(labels({0, 1})));
  EXPECT_TRUE(holds(refuse(), "t10k-labels-idx1-ubyte.gz has no images", "put t10k-images-idx3-ubyte")) << refuse();
  folder.write("t10k-images-idx3-ubyte", images(2));
  EXPECT_EQ(openData(idxConfig(folder.path()), 0).validation->size(), 2);
  std::filesystem::remove(folder.path() / "train-images-idx3-ubyte");
  EXPECT_TRUE(holds(refuse(), "train-labels-idx1-ubyte has no images", "put train-images-idx3-ubyte"));
  EXPECT_EQ(openData(idxConfig(folder.path() / "t10k-images-idx3-ubyte", 0), 0).training->size(),
            2);  // a file is what was named
  folder.write("train-images-idx3-ubyte", images(3));
  folder.write("emnist-train-labels-idx1-ubyte", labels({0, 1}));  // of another set
  EXPECT_TRUE(holds(openData(idxConfig(folder.path()), 0).training->remarks().at(0), "emnist-train-labels-idx1-ubyte",
                    "is not read"));
}

TEST(Idx, AFileAndAnotherOnePackedBesideItAreTold) {
  const TemporaryFolder folder;
  folder.write("images-idx3-ubyte", images(3));
  folder.write("images-idx3-ubyte.gz", gzip(images(3)));
  folder.write("labels-idx1-ubyte", labels({0, 1, 2}));
  EXPECT_TRUE(openData(idxConfig(folder.path()), 0).training->remarks().empty());
  folder.write("images-idx3-ubyte.gz", gzip(images(3, 9)));
  auto remarks = openData(idxConfig(folder.path()), 0).training->remarks();
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_TRUE(
      holds(remarks[0], "images-idx3-ubyte and images-idx3-ubyte.gz in", "differ, and images-idx3-ubyte is read"))
      << remarks[0];
  folder.write("labels-idx1-ubyte.gz", gzip(labels({0, 1, 1})));
  remarks = openData(idxConfig(folder.path()), 0).training->remarks();
  ASSERT_EQ(remarks.size(), 2U);
  EXPECT_TRUE(holds(remarks[1], "labels-idx1-ubyte is read"));
  EXPECT_EQ(openData(idxConfig(folder.path(), 0), 0).training->label(2), 2);
}

std::string lettersFrom(int first, int last, unsigned more = 0) {
  std::string values;
  for (int label = first; label <= last; ++label) values += static_cast<char>(label);
  values.append(more, static_cast<char>(last));
  return header({static_cast<unsigned>(values.size())}) + values;
}

TEST(Idx, LettersOfEmnistAre26ClassesWithoutAnEmptyOne) {
  const TemporaryFolder folder;
  folder.write("emnist-letters-train-images-idx3-ubyte", images(26));
  folder.write("emnist-letters-train-labels-idx1-ubyte", lettersFrom(1, 26));
  folder.write("emnist-letters-test-images-idx3-ubyte", images(2));
  folder.write("emnist-letters-test-labels-idx1-ubyte", labels({1, 3}));
  auto split = openData(idxConfig(folder.path()), 0);
  ASSERT_EQ(split.training->classNames().size(), 26U);
  EXPECT_EQ(split.training->classNames()[2], "C");
  EXPECT_EQ(split.training->label(0), 0);
  EXPECT_EQ(split.training->label(25), 25);
  EXPECT_EQ(split.validation->label(1), 2);
  EXPECT_EQ(split.validation->firstLabel(), 1);
  EXPECT_TRUE(holds(split.training->remarks().at(0), "Labels 1 to 26", "A to Z"));
  EXPECT_TRUE(holds(split.training->remarks().at(1), "transposed"));
  folder.write("emnist-letters-mapping.txt",
               "\xef\xbb\xbf"
               "1 97 65\r\n2 98 66\r\n3 99 67\r\n");
  EXPECT_TRUE(
      holds(errorSentence([&] { openData(idxConfig(folder.path()), 0); }), "hold 4", "mapping.txt names 1 to 3"));
  folder.write("emnist-letters-mapping.txt", "1 97 65\n3 98 66\n");
  EXPECT_TRUE(holds(errorSentence([&] { openData(idxConfig(folder.path()), 0); }), "mapping.txt", "no mapping"));
}

TEST(Idx, ImagesBesideTheTwoPartsAreNamed) {
  const TemporaryFolder folder;
  for (const char* part : {"train", "t10k"}) {
    folder.write(std::string(part) + "-images-idx3-ubyte", images(3));
    folder.write(std::string(part) + "-labels-idx1-ubyte", labels({0, 1, 2}));
  }
  EXPECT_TRUE(openData(idxConfig(folder.path()), 0).training->remarks().empty());
  EXPECT_EQ(openData(idxConfig(folder.path()), 0).training->firstLabel(), 0);
  folder.write("extra-images-idx3-ubyte", images(3));
  const auto remarks = openData(idxConfig(folder.path()), 0).training->remarks();
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_TRUE(holds(remarks[0], "extra-images-idx3-ubyte", "is not read", "name the file as the data")) << remarks[0];
}

TEST(Idx, MappingFilesNameTheClasses) {
  const TemporaryFolder folder;
  folder.write("emnist-balanced-train-images-idx3-ubyte", images(3));
  folder.write("emnist-balanced-train-labels-idx1-ubyte", labels({0, 2, 1}));
  folder.write("emnist-balanced-mapping.txt", "0 48\n1 65\n2 97\n");
  const auto split = openData(idxConfig(folder.path(), 0), 0);
  EXPECT_EQ(split.training->classNames(), (std::vector<std::string>{"0", "A", "a"}));
  EXPECT_EQ(split.training->label(1), 2);
}

TEST(Idx, OneToTwentySixIsToldByTheLabelsAloneToo) {
  const TemporaryFolder folder;
  folder.write("train-images-idx3-ubyte", images(30));
  folder.write("train-labels-idx1-ubyte", lettersFrom(1, 26, 4));
  EXPECT_EQ(openData(idxConfig(folder.path(), 0), 0).training->classNames().size(), 26U);
  folder.write("train-labels-idx1-ubyte",
               lettersFrom(1, 25, 5));  // not those: a class without images is reported by the pre-flight
  EXPECT_EQ(openData(idxConfig(folder.path(), 0), 0).training->classNames().size(), 26U);
  EXPECT_EQ(openData(idxConfig(folder.path(), 0), 0).training->classNames()[0], "0");
}

}  // namespace
}  // namespace studio
