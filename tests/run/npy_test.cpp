// .npy and .npz: what NumPy wrote (tests/data/numpy_arrays.py), our own files, and untrusted files.
#include "core/run/npy.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cmath>
#include <cstring>
#include <map>

#include "core/run/text_file.h"
#include "core/run/error.h"
#include "core/run/zip_archive.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

const std::string kData = STUDIO_SOURCE_DIR "/tests/data/";

class NumPyFile : public ::testing::TestWithParam<const char*> {};

TEST_P(NumPyFile, IsReadWhole) {
  std::map<std::string, NpyArray> arrays;
  for (auto& [name, array] : readNpz(kData + GetParam())) arrays[name] = array;
  ASSERT_EQ(arrays.size(), 11u);
  const std::vector<double> grid{0, 1, 2, 3, 4, 5};
  EXPECT_EQ(arrays["hidden/cosine"].asFloats(), (std::vector<float>{-0.5f, -0.25f, 0.f, 0.25f, 0.5f, 0.75f}));
  EXPECT_EQ(arrays["hidden/cosine"].shape, (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(arrays["doubles"].asDoubles()[3], 3 * 0.1);
  EXPECT_EQ(arrays["longs"].asDoubles()[0], -3);
  EXPECT_EQ(arrays["bytes"].asDoubles()[5], 255);
  EXPECT_EQ(arrays["halves"].asDoubles()[2], 65504);
  EXPECT_EQ(arrays["halves"].asDoubles()[1], -2);
  EXPECT_EQ(arrays["halves"].asDoubles()[3], std::ldexp(1, -24));
  EXPECT_TRUE(std::isinf(arrays["halves"].asFloats()[4]));
  EXPECT_EQ(arrays["switches"].asDoubles(), (std::vector<double>{1, 0}));
  EXPECT_EQ(arrays["column_major"].asDoubles(), grid);
  EXPECT_EQ(arrays["big_endian"].asDoubles(), grid);
  EXPECT_EQ(arrays["big_endian"].dtype, "<f8");
  EXPECT_TRUE(arrays["scalar"].shape.empty());
  EXPECT_EQ(arrays["scalar"].asDoubles(), std::vector<double>{2.5});
  EXPECT_EQ(arrays["empty"].count(), 0);
  EXPECT_EQ(arrays["large"].asFloats(), std::vector<float>(4096, 0.f));
}

INSTANTIATE_TEST_SUITE_P(Kinds, NumPyFile, ::testing::Values("numpy_stored.npz", "numpy_deflated.npz"),
                         [](const auto& info) { return std::string(info.param).substr(6, 6); });

TEST(Npy, HeaderIsNumPys) {
  const std::string bytes = formatNpy(NpyArray::from(std::vector<float>{1, 2}, {2}));
  EXPECT_EQ(bytes.size(), 128u + 8u);  // the header NumPy writes: padded to 64, ending in a line feed
  EXPECT_EQ(bytes.find("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }"), 10u);
  EXPECT_EQ(bytes[127], '\n');
  EXPECT_NE(formatNpy(NpyArray::from(std::vector<double>{1}, {})).find("'shape': (), }"), std::string::npos);
  EXPECT_NE(formatNpy(NpyArray::from(std::vector<double>(6), {2, 3})).find("'shape': (2, 3), }"), std::string::npos);
}

TEST(Npy, SurvivesTheRoundTrip) {
  TemporaryFolder folder;
  const auto array = NpyArray::from(std::vector<std::int64_t>{1, -2, std::int64_t{1} << 60}, {3, 1});
  writeNpy(folder.path() / "a.npy", array);
  const NpyArray back = readNpy(folder.path() / "a.npy");
  EXPECT_EQ(back.dtype, "<i8");
  EXPECT_EQ(back.shape, array.shape);
  EXPECT_EQ(back.bytes, array.bytes);
  const NpzArrays many{{"a/b", array}, {"ü", NpyArray::from(std::vector<float>{}, {0})}};
  writeNpz(folder.path() / "a.npz", many);
  const NpzArrays read = readNpz(folder.path() / "a.npz");
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(read[0].first, "a/b");
  EXPECT_EQ(read[0].second.bytes, array.bytes);
  EXPECT_EQ(read[1].first, "ü");
}

std::string withHeader(const std::string& dictionary, const std::string& data = {}) {
  std::string bytes = "\x93NUMPY";
  bytes += std::string("\x01\x00", 2);
  bytes += static_cast<char>(dictionary.size() & 0xff);
  bytes += static_cast<char>(dictionary.size() >> 8);
  return bytes + dictionary + data;
}

TEST(Npy, StrangersHeadersAreRefusedWithASentence) {
  const std::string order = ", 'fortran_order': False, 'shape': ";
  for (const std::string& bytes :
       {std::string(), std::string("not an array at all"), withHeader("{}"),
        withHeader("{'descr': '<f4'" + order + "(2,)}"), withHeader("{'descr': '<f4'" + order + "(-2,)}"),
        withHeader("{'descr': '<f4'" + order + "(4611686018427387904, 4, 4)}", "abcd"),
        withHeader("{'descr': '<f4'" + order + "(99999999999999999999,)}"),
        withHeader("{'descr': '|O'" + order + "(2,)}", "12345678"),
        withHeader("{'descr': [('a', '<f4')]" + order + "(1,)}", "1234"),
        withHeader("{'descr': '<U4'" + order + "(1,)}", std::string(16, 'a')), withHeader("{'descr': '<f4" + order),
        std::string("\x93NUMPY\x09\x00\xff\xff    ", 14), std::string("\x93NUMPY\x02\x00\xff\xff\xff\xff  ", 14)})
    EXPECT_EQ(errorSentence([&] { parseNpy(bytes, "x.npy"); }).find("Cannot read x.npy: "), 0u) << bytes.substr(0, 80);
  EXPECT_EQ(parseNpy(withHeader("{'descr': '<f4'" + order + "(0, 4611686018427387904)}"), "x").bytes, "");
}

TEST(Npy, TypesThatAreNoNumbersAreSaidForWhatTheyAre) {
  const std::string rest = "', 'fortran_order': False, 'shape': (2,)}";
  const auto refusal = [&](const std::string& type) {
    return errorSentence([&] { parseNpy(withHeader("{'descr': '" + type + rest, std::string(64, 'a')), "x.npy"); });
  };
  EXPECT_TRUE(holds(refusal("<c8"), "x.npy", "<c8", "complex numbers", "real part")) << refusal("<c8");
  EXPECT_TRUE(holds(refusal("<U3"), "text")) << refusal("<U3");
  EXPECT_TRUE(holds(refusal("|S3"), "text"));
  EXPECT_TRUE(holds(refusal("|O"), "objects"));
  EXPECT_TRUE(holds(refusal("<M8[ns]"), "dates"));
  EXPECT_TRUE(holds(refusal("|V2"), "bfloat16", "float32"));
  EXPECT_TRUE(holds(refusal("<f16"), "<f16", "float32"));
}

TEST(Npy, BytesBehindTheArrayAreRefused) {
  const auto one = formatNpy(NpyArray::from(std::vector<float>{1, 2, 3}, {3}));
  const auto refusal = errorSentence([&] { parseNpy(one + one, "x.npy"); });  // numpy.save twice into one file
  EXPECT_TRUE(holds(refusal, "x.npy", "140 bytes follow the array", "(3)", "numpy.save")) << refusal;
  EXPECT_EQ(parseNpy(one, "x.npy").count(), 3);
}

TEST(Npz, EveryCutIsRefusedWithASentence) {
  TemporaryFolder folder;
  const std::string whole = readFile(kData + "numpy_deflated.npz");
  for (std::size_t size = 0; size < whole.size(); size += 23) {
    folder.write("cut.npz", whole.substr(0, size));
    EXPECT_EQ(errorSentence([&] { readNpz(folder.path() / "cut.npz"); }).find("Cannot read "), 0u) << size;
  }
}

TEST(Npz, FlippedBytesNeverCrashAndNeverPassUnnoticed) {
  TemporaryFolder folder;
  const std::string whole = readFile(kData + "numpy_deflated.npz");
  const NpzArrays original = readNpz(kData + "numpy_deflated.npz");
  ASSERT_FALSE(original.empty());
  int refused = 0;
  for (std::size_t at = 0; at < whole.size(); at += 3) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
    folder.write("flipped.npz", damaged);
    try {
      for (const auto& [name, array] : readNpz(folder.path() / "flipped.npz"))
        for (const auto& [originalName, originalArray] : original)
          if (name == originalName) {
            EXPECT_EQ(array.bytes, originalArray.bytes) << at;
          }
    } catch (const UserError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 0);
}

TEST(Zip, AnInflatingBombIsRefused) {
  TemporaryFolder folder;
  std::string bytes = readFile(kData + "numpy_deflated.npz");
  const std::size_t entry = bytes.find(std::string("PK\1\2", 4));
  ASSERT_NE(entry, std::string::npos);
  bytes.replace(entry + 24, 4, "\xf0\xff\xff\x7f");  // claims 2 GiB after inflating
  folder.write("bomb.npz", bytes);
  EXPECT_NE(errorSentence([&] { readNpz(folder.path() / "bomb.npz"); }).find("impossible size"), std::string::npos);
}

/// KiB that the process has held at most.
long mostMemory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(Zip, MemoryIsTakenAsTheBytesComeNotAsTheyAreAnnounced) {
  TemporaryFolder folder;
  ZipWriter writer;
  writer.add("x.npy", std::string(std::size_t{1} << 20, '\xff'));  // no deflated bytes
  auto bytes = writer.finish();
  const auto entry = bytes.find(std::string("PK\1\2", 4));
  bytes[8] = bytes[entry + 10] = 8;                            // said to be deflated,
  bytes.replace(entry + 24, 4, std::string("\0\0\0\x40", 4));  // from 1 MiB to 1 GiB
  folder.write("claims.npz", bytes);
  const auto before = mostMemory();
  EXPECT_NE(errorSentence([&] { readNpz(folder.path() / "claims.npz"); }).find("checksum"), std::string::npos);
  EXPECT_LT(mostMemory() - before, 256 << 10);
}

TEST(Zip, FindsEntriesAndTheirPlace) {
  TemporaryFolder folder;
  ZipWriter writer;
  writer.add("a", "first");
  writer.add("folder/b", std::string("\0\1\2", 3));
  const std::string bytes = writer.finish();
  folder.write("a.zip", bytes);
  ZipReader reader(folder.path() / "a.zip");
  ASSERT_EQ(reader.entries().size(), 2u);
  ASSERT_NE(reader.find("folder/b"), nullptr);
  EXPECT_EQ(reader.read(*reader.find("folder/b")), std::string("\0\1\2", 3));
  EXPECT_EQ(bytes.substr(reader.dataOffset(*reader.find("a")), 5), "first");
  EXPECT_EQ(reader.find("c"), nullptr);
}

TEST(ReadArray, TakesTheOneThatIsMeantOfANpz) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "r.npz";
  const auto first = NpyArray::from(std::vector<double>{1, 2}, {2}),
             second = NpyArray::from(std::vector<double>{3}, {1});
  writeNpz(file, {{"V1", first}});
  EXPECT_EQ(readArray(file, {"responses"}).count(), 2);  // the only one
  writeNpz(file, {{"V1", first}, {"responses", second}});
  EXPECT_EQ(readArray(file, {"responses", "arr_0"}).count(), 1);
  EXPECT_EQ(readArray(file.string() + ":V1", {"responses"}).count(), 2);
  writeNpz(file, {{"V1", first}, {"V4", second}});
  EXPECT_TRUE(holds(errorSentence([&] { readArray(file, {"responses"}); }), "several arrays (V1, V4)", "r.npz:V1"));
  EXPECT_TRUE(holds(errorSentence([&] { readArray(file.string() + ":IT"); }), "\"IT\"", "V1, V4"));
  std::filesystem::rename(file, folder.path() / "r.npy");  // recognised by its content
  EXPECT_EQ(readArray(folder.path() / "r.npy", {"V4"}).count(), 1);
  writeNpy(folder.path() / "plain.npz", second);
  EXPECT_EQ(readArray(folder.path() / "plain.npz").count(), 1);
  ZipWriter other;
  other.add("a/data.pkl", "x");
  folder.write("weights.npz", other.finish());
  EXPECT_TRUE(holds(errorSentence([&] { readArray(folder.path() / "weights.npz"); }), "weights.npz", "without arrays"));
  EXPECT_TRUE(holds(errorSentence([&] { readArray(folder.path() / "not there.npz"); }), "not there.npz"));
}

}  // namespace
}  // namespace studio
