// PyTorch files: what torch.save wrote is read as torch.load reads it (tests/data/make_pt_samples.py), of several
// dictionaries the right one is found, and other forms are refused with the way out.
#include <gtest/gtest.h>
#include <torch/types.h>

#include <nlohmann/json.hpp>

#include "tests/core/torch_archive_fixture.h"

namespace studio {
namespace {

using namespace pickled;

void expectSame(const std::string& sample, const nlohmann::json& expected) {
  const auto stored = openTorchArchive(kSamples / sample);
  ASSERT_EQ(stored.tensors.size(), expected.size()) << sample;
  const auto tensors = sample == "untyped.pt" ? StateDict() : readWeights(kSamples / sample);
  for (std::size_t index = 0; index < stored.tensors.size(); ++index) {
    const auto& wanted = expected[index];
    EXPECT_EQ(stored.tensors[index].name, wanted["name"]) << sample;
    EXPECT_EQ(stored.tensors[index].dtype, wanted["dtype"]) << sample << ": " << wanted["name"];
    EXPECT_EQ(stored.tensors[index].shape, wanted["shape"].get<std::vector<std::int64_t>>())
        << sample << ": " << wanted["name"];
    if (tensors.empty()) continue;
    const auto values = torch::tensor(wanted["values"].get<std::vector<double>>(), torch::kDouble)
                            .view(wanted["shape"].get<std::vector<std::int64_t>>());
    EXPECT_TRUE(torch::equal(tensors[index].second.to(torch::kDouble), values)) << sample << ": " << wanted["name"];
  }
}

TEST(TorchArchive, SamplesAreReadAsTorchReadsThem) {
  const auto expected = nlohmann::json::parse(readFileBytes(kSamples / "expected.json"));
  int samples = 0;
  for (const auto& [sample, tensors] : expected.items())
    if (!tensors.empty() && !sample.starts_with("before_1_6")) expectSame(sample, tensors), ++samples;
  EXPECT_EQ(samples, 6);
  EXPECT_EQ(openTorchArchive(kSamples / "untyped.pt").tensors[0].bytes.size(), 6U);
}

TEST(TorchArchive, NothingIsCopiedAndTheFileStaysOpen) {
  TemporaryFolder folder;
  const auto file = folder.path() / "a.pt";
  std::filesystem::copy_file(kSamples / "views.pt", file);
  const auto tensors = readWeights(file);
  std::filesystem::remove(file);
  EXPECT_EQ(tensors[0].second.data_ptr(), tensors[1].second.data_ptr());  // tied
  EXPECT_EQ(static_cast<float*>(tensors[0].second.data_ptr()) + 6,
            tensors[2].second.data_ptr());  // a row of the same storage
  EXPECT_TRUE(tensors[6].second.is_contiguous(torch::MemoryFormat::ChannelsLast));
  EXPECT_EQ(tensors[2].second[1].item<float>(), 7 / 8.0F);
}

TEST(TorchArchive, WhatStandsBesideTheWeightsIsTold) {
  const auto stored = openTorchArchive(kSamples / "training.pt");
  EXPECT_EQ(stored.metadata, (std::map<std::string, std::string>{{"args.lr", "0.1"},
                                                                 {"args.name", "x"},
                                                                 {"best_val_loss", "1.5"},
                                                                 {"iter_num", "500"},
                                                                 {"model_args.bias", "false"},
                                                                 {"model_args.dropout", "0"},
                                                                 {"model_args.n_head", "3"},
                                                                 {"model_args.n_layer", "2"},
                                                                 {"negative", "-7"},
                                                                 {"note", "first try"},
                                                                 {"tau", "3"}}));
}

TEST(TorchArchive, UnsignedWordsStandInBytesWithoutAType) {
  const auto words = readWeights(kSamples / "untyped.pt").at(0).second;
  EXPECT_EQ(words.scalar_type(), torch::kUInt16);
  EXPECT_TRUE(torch::equal(words.to(torch::kInt64), torch::tensor({1, 2, 65535})));
}

TEST(TorchArchive, OtherFormsAreRefusedWithTheWayOut) {
  EXPECT_TRUE(holds(errorSentence([] { readWeights(kSamples / "whole_model.pt"); }), "whole_model.pt",
                    "torch.nn.modules.linear.Linear", "state_dict()"));
  EXPECT_TRUE(holds(errorSentence([] { readWeights(kSamples / "quantized.pt"); }),
                    "quantized.pt: weight is a quantized tensor", "dequantize()"));
  EXPECT_TRUE(holds(refusedArchive(archive(dict({text("w"), kPlain}), {{"0", kEight}}, "big")), "big-endian"));
  ZipWriter script, other;
  script.add("a/constants.pkl", "x"), other.add("b/c", "x");
  EXPECT_TRUE(holds(refusedArchive(script.finish()), "TorchScript", "torch.jit.load"));
  EXPECT_TRUE(holds(refusedArchive(other.finish()), "data.pkl"));
  ZipWriter packed;
  packed.add("sent/weights.pth", "x");
  EXPECT_TRUE(holds(refusedArchive(packed.finish()), "in which sent/weights.pth lies; unpack it"));
  EXPECT_TRUE(
      holds(refusedArchive(readFileBytes(std::filesystem::path(STUDIO_SOURCE_DIR) / "tests/data/numpy_deflated.npz")),
            "NumPy arrays (.npz)"));
}

TEST(TorchArchive, UnknownClassesBesideTheWeightsArePassedOver) {
  const auto object =
      global("mine.config", "Config") + ")\x81" + dict({text("lr"), integer(1)}) + "b";  // NEWOBJ, BUILD
  const auto filled = call(global("mine", "Box"), {}) + "(" + integer(1) + "e(" + text("a") + integer(2) + "u";
  EXPECT_EQ(tensorsIn(dict({text("args"), object, text("box"), filled, text("model"),
                            dict({text("w"), kPlain, text("extra"), object})}))
                .size(),
            1U);
  const auto made = call(global("torch._utils", "_rebuild_something"), {storage("0", 8)});
  EXPECT_TRUE(holds(refusedBytes(made), "\"w\"", "torch._utils._rebuild_something"));
  EXPECT_EQ(tensorsIn(dict({text("model"), dict({text("w"), kPlain}), text("best"), made})).size(),
            1U);  // not among the weights
  const auto array = call(global("numpy.core.multiarray", "_reconstruct"), {integer(1)});
  EXPECT_TRUE(holds(refusedArchive(archive(dict({text("w"), kPlain, text("fc.weight"), array}), {{"0", kEight}})),
                    "fc.weight", "numpy.core.multiarray._reconstruct"));
  EXPECT_EQ(tensorsIn(dict({text("w"), kPlain, text("decay"), array})).size(), 1U);
}

TEST(TorchArchive, TheDictionaryOfWeightsIsFound) {
  const auto weights = dict({text("w"), kPlain}), other = dict({text("v"), kPlain});
  const auto optimizer = dict({text("state"), dict({text("exp_avg"), kPlain})});
  for (const std::string name : {"state_dict", "model", "model_state_dict", "net", "module", "ema", "generator"})
    EXPECT_EQ(tensorsIn(dict({text("optimizer"), optimizer, text(name), weights})).at(0).name, "w") << name;
  EXPECT_EQ(tensorsIn(dict({text("model"), weights, text("ema"), other})).at(0).name, "w");
  EXPECT_EQ(tensorsIn(dict({text("best"), kPlain, text("model"), weights})).at(0).name, "w");
  EXPECT_EQ(tensorsIn(dict({text("checkpoint"), dict({text("model"), weights})})).at(0).name, "w");
  EXPECT_EQ(tensorsIn(dict({text("model"), text("resnet18"), text("w"), kPlain})).at(0).name, "w");
  EXPECT_TRUE(holds(refusedArchive(archive(dict({text("a"), weights, text("b"), other}), {{"0", kEight}})), "several",
                    "a, b", "hostile.pt#a"));
  EXPECT_TRUE(holds(refusedArchive(archive(dict({text("epoch"), integer(3)}))), "no dictionary of tensors"));
  EXPECT_TRUE(holds(refusedArchive(archive(integer(3))), "no dictionary of tensors"));
}

TEST(TorchArchive, OfSeveralDictionariesTheTrainedOneIsTakenAndAnotherCanBeNamed) {
  const auto twice = [](const std::string& name) { return dict({text(name), kPlain, text(name + "2"), kPlain}); };
  const auto file = [&](const std::string& value) { return archive(value, {{"0", kEight}}); };
  TemporaryFolder folder;
  for (const auto& [trained, copy] : std::vector<std::pair<std::string, std::string>>{{"student", "teacher"},
                                                                                      {"online", "target"},
                                                                                      {"encoder", "momentum_encoder"},
                                                                                      {"model", "model_ema"},
                                                                                      {"state_dict", "ema"}}) {
    const auto path = folder.write(
        "a.pt",
        file(dict({text(copy), twice("c"), text(trained), twice("w"), text("loss"), dict({text("center"), kPlain})})));
    const auto taken = openTorchArchive(path);
    EXPECT_EQ(taken.tensors.at(0).name, "w") << trained;
    EXPECT_TRUE(holds(taken.notes.at(0), trained, copy)) << taken.notes.at(0);
    EXPECT_EQ(openWeights(path.string() + "#" + copy).tensors.at(0).name, "c");
    EXPECT_TRUE(openWeights(path.string() + "#" + copy).notes.empty());
  }
  const auto path = folder.write(
      "b.pt", file(dict({text("a"), dict({text("net.w"), kPlain}), text("b"), dict({text("net.v"), kPlain})})));
  EXPECT_EQ(openWeights(path.string() + "#b.net").tensors.at(0).name, "v");
  EXPECT_TRUE(holds(errorSentence([&] { openWeights(path.string() + "#b.other"); }),
                    "b.pt holds no tensors under other", "net"));
}

/// The same archive with every size and offset moved into zip64 fields, as archives beyond 4 GiB have them.
std::string asZip64(const std::string& bytes) {
  const auto end = bytes.rfind("PK\x05\x06");
  const auto count = readLittle<std::uint16_t>(bytes, end + 10);
  std::string directory;
  std::size_t at = readLittle<std::uint32_t>(bytes, end + 16);
  const auto start = at;
  for (int entry = 0; entry < count; ++entry) {
    const auto nameSize = readLittle<std::uint16_t>(bytes, at + 28);
    auto header = bytes.substr(at, 46);
    std::string extra;
    appendLittle<std::uint16_t>(extra, 1), appendLittle<std::uint16_t>(extra, 24);
    for (const std::size_t field : {24, 20, 42}) {  // size, packed size, offset
      appendLittle<std::uint64_t>(extra, readLittle<std::uint32_t>(bytes, at + field));
      header.replace(field, 4, "\xff\xff\xff\xff");
    }
    header[30] = static_cast<char>(extra.size());
    directory += header + bytes.substr(at + 46, nameSize) + extra;
    at += 46 + nameSize;
  }
  std::string tail = "PK\x06\x06";
  appendLittle<std::uint64_t>(tail, 44), appendLittle<std::uint32_t>(tail, 0), appendLittle<std::uint64_t>(tail, 0);
  for (const std::uint64_t number :
       {std::uint64_t{count}, std::uint64_t{count}, std::uint64_t{directory.size()}, std::uint64_t{start}})
    appendLittle<std::uint64_t>(tail, number);
  tail += "PK\x06\x07";
  appendLittle<std::uint32_t>(tail, 0), appendLittle<std::uint64_t>(tail, start + directory.size()),
      appendLittle<std::uint32_t>(tail, 1);
  return bytes.substr(0, start) + directory + tail + "PK\x05\x06" + std::string(4, '\0') + std::string(12, '\xff') +
         std::string(2, '\0');
}

TEST(TorchArchive, ArchivesInZip64AreRead) {
  TemporaryFolder folder;
  const auto bytes = asZip64(archive(dict({text("w"), kPlain}), {{"0", kEight}}));
  EXPECT_EQ(readWeights(folder.write("a.pt", bytes)).at(0).second.numel(), 8);
  for (std::size_t size = bytes.size() - 1; size > bytes.size() - 200; --size)
    EXPECT_FALSE(refusedArchive(bytes.substr(0, size)).empty()) << size;
}

TEST(TorchArchive, CheckReadsEveryChecksum) {
  TemporaryFolder folder;
  auto bytes = archive(dict({text("w"), kPlain}), {{"0", kEight}});
  EXPECT_NO_THROW(checkTorchArchive(folder.write("good.pt", bytes)));
  bytes[bytes.find(kEight)] = 1;
  const auto file = folder.write("flipped.pt", bytes);
  EXPECT_NO_THROW(openTorchArchive(file));
  EXPECT_TRUE(holds(errorSentence([&] { checkTorchArchive(file); }), "flipped.pt", "a/data/0"));
}

}  // namespace
}  // namespace studio
