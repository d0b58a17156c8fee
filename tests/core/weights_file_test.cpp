// Which file a path means, formats recognised by content, and weights in several parts.
#include "core/weights/weights_file.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "core/weights/weights_jobs.h"
#include "core/weights/state_dict.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

/// Two parts of either format and their index.
std::filesystem::path writeParts(const TemporaryFolder& folder, const std::string& ending,
                                 const std::string& indexName) {
  writeWeights(folder.path() / ("part-1" + ending), {{"a", torch::ones({2})}, {"b", torch::ones({3})}},
               {{"format", "pt"}});
  writeWeights(folder.path() / ("part-2" + ending), {{"c", torch::full({4}, 2)}});
  const auto quoted = [&](const std::string& name, int part) {
    return "\"" + name + "\": \"part-" + std::to_string(part) + ending + "\"";
  };
  return folder.write(indexName, "{\"metadata\": {\"total_size\": 36}, \"weight_map\": {" + quoted("a", 1) + ", " +
                                     quoted("b", 1) + ", " + quoted("c", 2) + "}}");
}

std::string refusalSentence(const TemporaryFolder& folder, const std::string& map) {
  const auto file = folder.write("model.safetensors.index.json", map);
  const auto sentence = errorSentence([&] { openWeights(file); });
  EXPECT_TRUE(holds(sentence, folder.path().string())) << sentence;
  return sentence;
}

TEST(Shards, PartsAreOneSetOfWeights) {
  for (const auto& [ending, index, format] :
       std::vector<std::array<std::string, 3>>{{".safetensors", "model.safetensors.index.json", "sharded safetensors"},
                                               {".bin", "pytorch_model.bin.index.json", "sharded pytorch"}}) {
    TemporaryFolder folder;
    const auto file = writeParts(folder, ending, index);
    for (const auto& path : {file, folder.path()}) {
      const auto opened = openWeights(path);
      EXPECT_EQ(opened.format, format);
      EXPECT_EQ(opened.files.size(), 3U);
      const auto tensors = readWeights(path);
      ASSERT_EQ(tensors.size(), 3U);
      EXPECT_EQ(tensors[2].first, "c");
      EXPECT_EQ(tensors[2].second.sum().item<double>(), 8);
    }
  }
}

TEST(Shards, WhatIsSaidOfAPartIsSaidOfTheWhole) {
  TemporaryFolder folder;
  const auto file = writeParts(folder, ".safetensors", "model.safetensors.index.json");
  EXPECT_TRUE(openWeights(file).notes.empty());
  writeWeights(folder.path() / "again.pt", {{"c", torch::full({4}, 2)}});
  std::filesystem::rename(folder.path() / "again.pt", folder.path() / "part-2.safetensors");
  const auto notes = openWeights(file).notes;
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0], "part-2.safetensors: The file is PyTorch's, whatever its name says.");
}

TEST(Shards, PartsLieBesideTheirIndex) {
  TemporaryFolder folder, elsewhere;
  writeParts(folder, ".safetensors", "unused.index.json");
  writeWeights(elsewhere.path() / "x.safetensors", {{"a", torch::ones({2})}});
  const auto up = "../" + elsewhere.path().filename().string() + "/x.safetensors";
  for (const std::string& name : {up, elsewhere.path().string() + "/x.safetensors", std::string("..\\\\x"),
                                  std::string(".."), std::string(), std::string("sub/x"), std::string("a\\u0000b")})
    EXPECT_TRUE(holds(refusalSentence(folder, "{\"weight_map\": {\"a\": \"" + name + "\"}}"), "not a file beside it"))
        << name;  // as JSON has it
  EXPECT_TRUE(holds(refusalSentence(folder, R"({"weight_map": {"a": "part-3.safetensors"}})"),
                    "part-3.safetensors is missing"));
}

TEST(Shards, IndexesThatLieAreRefused) {
  TemporaryFolder folder;
  writeParts(folder, ".safetensors", "unused.index.json");
  writeWeights(folder.path() / "again.safetensors", {{"a", torch::ones({2})}});
  EXPECT_TRUE(holds(refusalSentence(folder, R"({"weight_map": {"c": "part-1.safetensors"}})"),
                    "part-1.safetensors does not hold c"));
  EXPECT_TRUE(holds(refusalSentence(folder, R"({"weight_map": {"z": "part-1.safetensors"}})"), "does not hold z"));
  EXPECT_TRUE(holds(refusalSentence(folder, R"({"weight_map": {"a": "again.safetensors", "b": "part-1.safetensors"}})"),
                    "a second time"));
  EXPECT_TRUE(holds(refusalSentence(folder, R"({"weight_map": {"a": 3}})"), "not in a file"));
  EXPECT_TRUE(holds(refusalSentence(folder, R"({"weight_map": {"a": "x", "a": "y"}})"), "twice"));
  EXPECT_TRUE(holds(refusalSentence(folder, R"({"weight_map": {}})"), "no weight_map"));
  EXPECT_TRUE(holds(refusalSentence(folder, R"([])"), "begin with {"));
  EXPECT_TRUE(holds(refusalSentence(folder, "{\"a\":" + std::string(100'000, '[')), "too deeply"));
}

TEST(WeightsFile, FoldersMeanTheirUsualNames) {
  TemporaryFolder folder;
  EXPECT_TRUE(holds(errorSentence([&] { readWeights(folder.path()); }), "holds no weights"));
  EXPECT_TRUE(holds(errorSentence([&] { readWeights(folder.path() / "none.safetensors"); }), "none.safetensors"));
  writeWeights(folder.path() / "pytorch_model.bin", {{"a", torch::ones({2})}});
  EXPECT_EQ(openWeights(folder.path()).format, "pytorch");
  writeWeights(folder.path() / "model.safetensors", {{"a", torch::ones({2})}});
  EXPECT_EQ(openWeights(folder.path()).format, "safetensors");
}

TEST(WeightsFile, FormatsAreToldByContentNotByName) {
  TemporaryFolder folder;
  writeWeights(folder.path() / "a.pt", {{"a", torch::ones({2})}});
  writeWeights(folder.path() / "b.safetensors", {{"a", torch::ones({2})}});
  std::filesystem::rename(folder.path() / "a.pt", folder.path() / "a.safetensors");
  std::filesystem::rename(folder.path() / "b.safetensors", folder.path() / "b.pt");
  EXPECT_EQ(openWeights(folder.path() / "a.safetensors").format, "pytorch");
  EXPECT_EQ(openWeights(folder.path() / "b.pt").format, "safetensors");
  // A header of 640 bytes begins with the byte of a pickle; it is no pickle.
  StateDict tensors{{std::string(560, 'n'), torch::ones({1})}};
  for (std::size_t length = 560; length < 600; ++length) {
    tensors[0].first = std::string(length, 'n');
    writeWeights(folder.path() / "c", tensors);
    EXPECT_NO_THROW(readWeights(folder.path() / "c")) << length;
  }
}

TEST(WeightsFile, WhatIsMisnamedIsReadAndSaid) {
  TemporaryFolder folder;
  writeWeights(folder.path() / "a.pt", {{"a", torch::ones({2})}});
  writeWeights(folder.path() / "b.safetensors", {{"a", torch::ones({2})}});
  EXPECT_TRUE(openWeights(folder.path() / "a.pt").notes.empty());
  EXPECT_TRUE(openWeights(folder.path() / "b.safetensors").notes.empty());
  std::filesystem::rename(folder.path() / "a.pt", folder.path() / "a.safetensors");
  std::filesystem::rename(folder.path() / "b.safetensors", folder.path() / "b.bin");
  EXPECT_TRUE(holds(openWeights(folder.path() / "a.safetensors").notes.at(0), "PyTorch's, whatever its name says"));
  EXPECT_TRUE(holds(openWeights(folder.path() / "b.bin").notes.at(0), "safetensors, whatever its name says"));
}

TEST(WeightsFile, APartIsNamedAfterAMark) {
  TemporaryFolder folder;
  const auto file = folder.path() / "pair.safetensors";
  writeWeights(file,
               {{"q.fc.weight", torch::ones({2})}, {"k.fc.weight", torch::zeros({2})}, {"queue", torch::ones({1})}});
  const auto part = readWeights(file.string() + "#k");
  ASSERT_EQ(part.size(), 1U);
  EXPECT_EQ(part[0].first, "fc.weight");
  EXPECT_EQ(part[0].second.sum().item<float>(), 0);
  EXPECT_TRUE(holds(errorSentence([&] { openWeights(file.string() + "#que"); }), "holds no tensors under que",
                    "its names begin with: k, q"));
  std::filesystem::rename(file, folder.path() / "a#k");
  EXPECT_EQ(readWeights(folder.path() / "a#k").size(), 3U);  // the file's own name
}

struct FileKindCase {
  const char* name;
  std::string bytes;
  const char* message;
};
class OtherKinds : public ::testing::TestWithParam<FileKindCase> {};

TEST_P(OtherKinds, AreSaidForWhatTheyAre) {
  const auto& [name, bytes, message] = GetParam();
  TemporaryFolder folder;
  const auto file = folder.write(name, bytes);
  const auto sentence = errorSentence([&] { openWeights(file); });
  EXPECT_TRUE(holds(sentence, name, message)) << sentence;
}

std::string makeTar(const std::string& first) {
  std::string tar(1024, '\0');
  tar.replace(0, first.size(), first);
  return tar.replace(257, 5, "ustar");
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, OtherKinds,
    ::testing::Values(
        FileKindCase{"a.pt", "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n", "git lfs pull"},
        FileKindCase{"a.pt", "\n<!DOCTYPE html><html>", "web page"}, FileKindCase{"b.pth", "<HTML><body>", "web page"},
        FileKindCase{"a.h5", std::string("\x89HDF\r\n\x1a\n\0\0", 10), "HDF5"},
        FileKindCase{"a.pt.gz", "\x1f\x8b\x08rest", "unpack it"}, FileKindCase{"a.pt", "BZh91AY", "unpack it"},
        FileKindCase{"a.onnx", "\x08\x07\x12\x07pytorch\x1a", "ONNX"},
        FileKindCase{"model.ckpt.index", std::string("\0\0\x01", 3) + "\x57\xfb\x80\x8b\x24\x75\x47\xdb",
                     "TensorFlow checkpoint"},
        FileKindCase{"model.ckpt.data-00000-of-00001", std::string("\x01\x02\x03\xff", 4), "TensorFlow checkpoint"},
        FileKindCase{"a.pt", makeTar("weights/a.pt"), "tar archive; unpack it"},
        FileKindCase{"a.pth.tar", makeTar("sys_info"), "0.1.10"}, FileKindCase{"a.pt", "", "empty"},
        FileKindCase{"a.pt", std::string(2000, '\0'), "nothing but zeros"},
        FileKindCase{"a.pkl", "(dp0\nS'w'\n", "oldest form"}, FileKindCase{"a.bin", "GGUF\x03", "GGUF"},
        FileKindCase{"a.npy", "\x93NUMPY\x01", "--responses"}, FileKindCase{"a.pt", "{\"a\": 1}", "is a text"},
        FileKindCase{"a.pt", "\xff\xfe\x01\x7f\x80", "neither a file of PyTorch nor safetensors"},
        FileKindCase{"a.safetensors", "\xff\xfe\x01\x7f\x80", "not a valid safetensors file"}),
    [](const auto& info) { return "Kind" + std::to_string(info.index); });

TEST(WeightsFile, MisalignedTensorsAreReadRight) {
  TemporaryFolder folder;
  const std::string header =
      R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";  // 55 bytes: the data begin at byte 63
  ASSERT_NE(header.size() % 4, 0U);
  std::string bytes(8, '\0');
  bytes[0] = static_cast<char>(header.size());
  const float values[] = {1.5F, -2};
  const auto read =
      readWeights(folder.write("a", bytes + header + std::string(reinterpret_cast<const char*>(values), 8)));
  EXPECT_TRUE(torch::equal(read[0].second, torch::tensor({1.5F, -2.0F})));
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(read[0].second.data_ptr()) % 4, 0U);
}

TEST(WeightsFile, NumbersThatAreNotFiniteAreFound) {
  TemporaryFolder folder;
  writeWeights(folder.path() / "a.pt", {{"good", torch::ones({2})},
                                        {"bad", torch::tensor({1.0, std::nan("")}).to(torch::kHalf)},
                                        {"worse", torch::full({1}, INFINITY)},
                                        {"whole", torch::tensor(3)}});
  EXPECT_EQ(tensorsNotFinite(openWeights(folder.path() / "a.pt")), (std::vector<std::string>{"bad", "worse"}));
  EXPECT_EQ(readWeights(folder.path() / "a.pt").size(), 4U);  // they are data all the same
}

}  // namespace
}  // namespace studio
