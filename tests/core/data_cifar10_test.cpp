// CIFAR-10's binary files: their records, class names and split, and what is wrong with them.
#include <gtest/gtest.h>
#include <torch/types.h>

#include "core/data/batcher.h"
#include "core/data/dataset.h"
#include "core/weights/pickle.h"
#include "tests/support/pickle_bytes.h"
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
  for (int batch = 1; batch <= 5; ++batch)
    folder.write(place + "data_batch_" + std::to_string(batch) + ".bin", record(batch) + record(9 - batch));
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
    const auto example = split.training->get(5);  // second of the third batch
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
  const auto refuse = [&] { return errorSentence([&] { openData(cifarConfig(folder.path()), 0); }); };
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
  EXPECT_TRUE(
      holds(errorSentence([&] { openData(cifarConfig(folder.path() / "nowhere"), 0); }), "nowhere", "is missing"));
}

/// A record of CIFAR-100: group, class, pixels.
std::string record100(int group, int label) { return std::string(1, static_cast<char>(group)) + record(label); }

TEST(Cifar100, TheFineLabelIsTheClass) {
  const TemporaryFolder folder;
  folder.write("cifar-100-binary/train.bin", record100(4, 99) + record100(19, 5));
  folder.write("cifar-100-binary/test.bin", record100(1, 42));
  auto config = cifarConfig(folder.path());
  config.kind = "cifar100";
  auto split = openData(config, 0);
  ASSERT_EQ(split.training->size(), 2);
  EXPECT_EQ(split.training->label(0), 99);
  EXPECT_EQ(split.training->get(1).image[0][31][0].item<int>(), 5);
  EXPECT_EQ(split.validation->label(0), 42);
  EXPECT_EQ(split.training->classNames().size(), 100U);
  std::string names;
  for (int label = 0; label < 100; ++label) names += "thing " + std::to_string(label) + "\r\n";
  folder.write("cifar-100-binary/fine_label_names.txt", "\xef\xbb\xbf" + names);
  EXPECT_EQ(openData(config, 0).training->classNames()[0], "thing 0");
  folder.write("cifar-100-binary/test.bin", record100(1, 100));
  EXPECT_TRUE(
      holds(errorSentence([&] { openData(config, 0); }), "test.bin has the label 100", "CIFAR-100's are 0 to 99"));
}

TEST(Cifar, AFolderOfTheOtherSetOrOfAnArchiveIsNamed) {
  const TemporaryFolder folder;
  folder.write("cifar-100-binary/train.bin", record100(4, 99));
  folder.write("cifar-100-binary/test.bin", record100(1, 42));
  EXPECT_TRUE(holds(errorSentence([&] { openData(cifarConfig(folder.path()), 0); }), "CIFAR-100, not CIFAR-10",
                    "kind cifar100"));
  EXPECT_TRUE(holds(errorSentence([&] { openData(cifarConfig(folder.path() / "cifar-100-binary"), 0); }),
                    "CIFAR-100, not CIFAR-10"));
  const TemporaryFolder ten;
  writeSet(ten, "");
  auto config = cifarConfig(ten.path());
  config.kind = "cifar100";
  EXPECT_TRUE(holds(errorSentence([&] { openData(config, 0); }), "CIFAR-10, not CIFAR-100", "kind cifar10"));
  EXPECT_TRUE(holds(errorSentence([&] { openData(cifarConfig(ten.write("cifar-10-binary.tar.gz", "x")), 0); }),
                    "an archive", "unpack"));
}

/// Bytes as Python 3 writes them in protocol 2: a text in UTF-8 that is to be encoded.
std::string encodedBytes(const std::string& bytes) {
  std::string utf8;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    if (value < 0x80)
      utf8 += byte;
    else
      utf8.append(1, static_cast<char>(0xc0 | value >> 6)).append(1, static_cast<char>(0x80 | (value & 0x3f)));
  }
  return pickled::call(pickled::global("_codecs", "encode"), {pickled::text(utf8), pickled::text("latin1")});
}

/// Python 3 wrote it again in protocol 2, after it had read it with texts as texts or as bytes.
std::string repickledBatch(const std::vector<int>& labels, bool keysAreBytes, const std::string& typeName = "u1") {
  using namespace pickled;
  std::string list = "](", pixels;
  for (const int label : labels) {
    list += integer(label);
    pixels += record(label).substr(1);
  }
  const auto key = [&](const std::string& name) { return keysAreBytes ? encodedBytes(name) : text(name); };
  const auto empty = call(global("numpy._core.multiarray", "_reconstruct"),
                          {global("numpy", "ndarray"), integers({0}), encodedBytes("b")});
  const auto type = call(global("numpy", "dtype"), {text(typeName), "\x89", "\x88"});
  const auto shape = integers({std::int64_t(labels.size()), 3072});
  const auto state = tuple({integer(1), shape, type, "\x89", encodedBytes(pixels)});
  return whole(dict({key("data"), empty + state + "b", key("labels"), list + "e"}));
}

TEST(Cifar, BatchesThatPython3WroteAgainHoldTheSameImages) {
  for (const bool keysAreBytes : {false, true}) {
    const TemporaryFolder folder;
    for (int batch = 1; batch <= 5; ++batch)
      folder.write("data_batch_" + std::to_string(batch), repickledBatch({batch, 9 - batch}, keysAreBytes));
    folder.write("test_batch", repickledBatch({9}, keysAreBytes));
    std::string names = "](";
    for (int name = 0; name < 10; ++name) names += encodedBytes("thing " + std::to_string(name));
    folder.write("batches.meta", pickled::whole(pickled::dict({pickled::text("label_names"), names + "e"})));
    const auto split = openData(cifarConfig(folder.path()), 0);
    ASSERT_EQ(split.training->size(), 10);
    const auto example = split.training->get(5);
    EXPECT_EQ(example.label, 6);
    EXPECT_EQ(example.image[0][31][0].item<int>(), 6);
    EXPECT_EQ(example.image[1][7][30].item<int>(), 7);
    EXPECT_EQ(example.image[2][31][31].item<int>(), 200);
    EXPECT_EQ(split.training->classNames()[3], "thing 3");
    folder.write("test_batch", repickledBatch({9}, keysAreBytes, "i1"));
    const auto refusal = errorSentence([&] { openData(cifarConfig(folder.path()), 0); });
    EXPECT_TRUE(holds(refusal, "test_batch", "of the type i1", "numpy.uint8")) << refusal;
  }
}

TEST(Cifar, AListThatIsNamedAHundredThousandTimesIsNotCopiedAsOften) {
  std::string bytes = "](";
  bytes.append(200000, 'N').append("eq").append(1, '\0').append("0");           // the list, number 0,
  bytes.append(pickled::global("collections", "OrderedDict")).append("q\x01");  // and the function, number 1
  for (int call = 0; call < 100000; ++call) bytes.append("h\x01h").append(1, '\0').append("R0");
  EXPECT_GT(readPickle(pickled::whole(bytes), "file").size(), 100000U);  // it took minutes
}

/// A batch as Python 2 pickled it: labels, and an array of NumPy by its state. `order`: a pickled truth, column by
/// column?
std::string pickledBatch(const std::string& key, const std::vector<int>& labels, const char* order = "\x89") {
  using namespace pickled;
  std::string list = "](", pixels;
  for (const int label : labels) {
    list += integer(label);
    pixels += record(label).substr(1);
  }
  std::string bytes = "T";
  appendLittle<std::uint32_t>(bytes, static_cast<std::uint32_t>(pixels.size()));
  const auto empty =
      call(global("numpy.core.multiarray", "_reconstruct"), {global("numpy", "ndarray"), integers({0}), text("b")});
  const auto type = call(global("numpy", "dtype"), {text("u1"), integer(0), integer(1)});
  const auto state = tuple({integer(1), integers({std::int64_t(labels.size()), 3072}), type, order, bytes + pixels});
  return whole(dict({text("data"), empty + state + "b", text(key), list + "e", text("filenames"), "]"}));
}

std::string pickledNames(const std::string& key, int count) {
  std::string list = "](";
  for (int name = 0; name < count; ++name) list += pickled::text("thing " + std::to_string(name));
  return pickled::whole(pickled::dict({pickled::text(key), list + "e"}));
}

TEST(Cifar, PythonVersionsHoldTheSameImages) {
  const TemporaryFolder ten, hundred;
  for (int batch = 1; batch <= 5; ++batch)
    ten.write("cifar-10-batches-py/data_batch_" + std::to_string(batch), pickledBatch("labels", {batch, 9 - batch}));
  ten.write("cifar-10-batches-py/test_batch", pickledBatch("labels", {9}));
  const auto split = openData(cifarConfig(ten.path()), 0);
  ASSERT_EQ(split.training->size(), 10);
  const auto example = split.training->get(5);  // as of the binary version
  EXPECT_EQ(example.label, 6);
  EXPECT_EQ(example.image[0][31][0].item<int>(), 6);
  EXPECT_EQ(example.image[1][7][30].item<int>(), 7);
  EXPECT_EQ(example.image[2][0][0].item<int>(), 200);
  EXPECT_EQ(split.training->classNames()[3], "cat");
  ten.write("cifar-10-batches-py/batches.meta", pickledNames("label_names", 10));
  EXPECT_EQ(openData(cifarConfig(ten.path()), 0).training->classNames()[3], "thing 3");
  hundred.write("cifar-100-python/train", pickledBatch("fine_labels", {99, 5}));
  hundred.write("cifar-100-python/test", pickledBatch("fine_labels", {42}));
  hundred.write("cifar-100-python/meta", pickledNames("fine_label_names", 100));
  auto config = cifarConfig(hundred.path());
  EXPECT_TRUE(holds(errorSentence([&] { openData(config, 0); }), "CIFAR-100, not CIFAR-10"));
  config.kind = "cifar100";
  EXPECT_EQ(openData(config, 0).training->label(0), 99);
  EXPECT_EQ(openData(config, 0).validation->classNames()[42], "thing 42");
  const auto refuse = [&](const std::string& bytes) {
    hundred.write("cifar-100-python/train", bytes);
    return errorSentence([&] { openData(config, 0); });
  };
  EXPECT_TRUE(
      holds(refuse(pickledBatch("fine_labels", {99, 5}, "\x88")), "train", "no array of bytes", "2 rows of 3072"));
  EXPECT_TRUE(holds(refuse(pickledBatch("labels", {99, 5})), "train", "no list called fine_labels"));
  EXPECT_TRUE(holds(refuse(pickledBatch("fine_labels", {100})), "train has the label 100"));
  EXPECT_TRUE(holds(refuse(pickledBatch("fine_labels", {99, 5}).substr(0, 3000)), "train", "not a whole file"));
  EXPECT_TRUE(holds(refuse(pickled::whole(pickled::call(pickled::global("os", "system"), {pickled::text("true")}))),
                    "train", "os.system"));
}

}  // namespace
}  // namespace studio
