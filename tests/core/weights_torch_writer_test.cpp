// PyTorch files as we write them: our reader reads them, and their layout is what torch.load wants (checked there by
// hand once).
#include "core/weights/torch_zip.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "core/run/zip_archive.h"
#include "core/weights/state_dict.h"
#include "core/weights/torch_archive.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

StateDict sampleTensors() {
  StateDict tensors{{"conv1.weight", torch::rand({4, 3, 2, 2}).contiguous(torch::MemoryFormat::ChannelsLast)},
                    {"count", torch::tensor(7)},
                    {"empty", torch::empty({0, 3})}};
  for (const auto type : {torch::kFloat64, torch::kFloat16, torch::kBFloat16, torch::kInt64, torch::kInt32,
                          torch::kInt16, torch::kInt8, torch::kUInt8, torch::kBool})
    tensors.emplace_back(std::string("type.") + torch::toString(type), torch::arange(6).view({2, 3}).to(type));
  tensors.emplace_back("name with \xc3\xa4", torch::rand({3}).slice(0, 1));
  return tensors;
}

TEST(TorchWriter, WhatIsWrittenIsReadAgain) {
  TemporaryFolder folder;
  const auto tensors = sampleTensors();
  for (const std::string name : {"a.pt", "b.pth", "c.bin"}) {
    writeWeights(folder.path() / name, tensors);
    EXPECT_EQ(openWeights(folder.path() / name).format, "pytorch");
    const auto read = readWeights(folder.path() / name);
    ASSERT_EQ(read.size(), tensors.size());
    for (std::size_t index = 0; index < read.size(); ++index) {
      EXPECT_EQ(read[index].first, tensors[index].first);
      EXPECT_EQ(read[index].second.scalar_type(), tensors[index].second.scalar_type()) << read[index].first;
      EXPECT_TRUE(torch::equal(read[index].second, tensors[index].second)) << read[index].first;
    }
  }
}

TEST(TorchWriter, PartsAreThoseOfTorchSaveAndAligned) {
  TemporaryFolder folder;
  writeWeights(folder.path() / "net.pt", sampleTensors());
  ZipReader archive(folder.path() / "net.pt");
  EXPECT_EQ(archive.entries().front().name, "net/data.pkl");
  EXPECT_EQ(archive.read(*archive.find("net/byteorder")), "little");
  EXPECT_EQ(archive.read(*archive.find("net/version")), "3\n");
  for (const auto& entry : archive.entries()) {
    EXPECT_EQ(archive.dataOffset(entry) % 64, 0U) << entry.name;
    EXPECT_FALSE(entry.deflated);
    EXPECT_NO_THROW(archive.read(entry));
  }
  EXPECT_NO_THROW(checkTorchArchive(folder.path() / "net.pt"));
}

TEST(TorchWriter, TiedWeightsShareOneStorage) {
  TemporaryFolder folder;
  const auto table = torch::rand({50, 8});
  writeWeights(folder.path() / "tied.pt", {{"wte", table}, {"lm_head", table}, {"other", table.clone()}});
  const auto read = readWeights(folder.path() / "tied.pt");
  EXPECT_EQ(read[0].second.data_ptr(), read[1].second.data_ptr());
  EXPECT_NE(read[0].second.data_ptr(), read[2].second.data_ptr());
  EXPECT_LT(std::filesystem::file_size(folder.path() / "tied.pt"), 3 * table.nbytes());
}

TEST(TorchWriter, WhatCannotBeWrittenLeavesNothingBehind) {
  TemporaryFolder folder;
  const auto file = folder.path() / "huge.pt";
  const std::span<const std::byte> huge(reinterpret_cast<const std::byte*>(&file),
                                        std::size_t{5} << 30);  // never looked at
  EXPECT_TRUE(holds(errorSentence([&] {
                      writeTorchArchive(file, {{"w", "U8", {5LL << 30}, huge}});
                    }),
                    "huge.pt", "4 GiB", ".safetensors"));
  EXPECT_THROW(writeWeights(file, {{"w", torch::ones({1})}, {"w", torch::ones({1})}}), std::invalid_argument);
  EXPECT_THROW(writeWeights(file, {{"w", torch::ones({1}, torch::kComplexFloat)}}), std::invalid_argument);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace studio
