// Files that somebody shortens while they are mapped: a sentence where the program would otherwise end.
#include "core/run/mapped_file.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <fstream>
#include <numeric>

#include "core/data/token_dataset.h"
#include "core/weights/state_dict.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

constexpr std::size_t kPage = 4096;

std::filesystem::path filled(const TemporaryFolder& folder, std::size_t bytes, const char* name = "a.bin") {
  const auto file = folder.path() / name;
  std::ofstream(file, std::ios::binary) << std::string(bytes, '\1');
  return file;
}

int computeSum(std::string_view bytes) { return std::accumulate(bytes.begin(), bytes.end(), 0); }

TEST(TruncationGuard, ReadingBehindTheNewEndGivesZerosAndIsTold) {
  TemporaryFolder folder;
  const auto file = filled(folder, 8 * kPage);
  const MappedFile whole(file), empty(filled(folder, 0, "empty.bin"));
  const auto bytes = whole.bytes();
  EXPECT_EQ(computeSum(bytes), int(8 * kPage));
  EXPECT_NO_THROW(requireWhole(bytes.data()));
  std::filesystem::resize_file(file, 2 * kPage);
  EXPECT_EQ(computeSum(bytes.substr(0, 2 * kPage)), int(2 * kPage));
  EXPECT_NO_THROW(requireWhole(bytes.data())) << "nothing behind the end was read";
  EXPECT_EQ(computeSum(bytes), int(2 * kPage));
  EXPECT_TRUE(holds(errorSentence([&] { requireWhole(bytes.data() + 100); }), file.string(),
                    "cut short while it was read", "open it again"));
}

TEST(TruncationGuard, AFileMappedLaterIsJudgedAnewAndOtherMemoryIsFine) {
  TemporaryFolder folder;
  const auto file = filled(folder, 3 * kPage);
  {
    const MappedFile cut(file);
    std::filesystem::resize_file(file, 0);
    EXPECT_EQ(computeSum(cut.bytes()), 0);
    EXPECT_THROW(requireWhole(cut.bytes().data()), UserError);
  }
  filled(folder, 3 * kPage);
  const MappedFile again(file);
  EXPECT_EQ(computeSum(again.bytes()), int(3 * kPage));
  EXPECT_NO_THROW(requireWhole(again.bytes().data()));
  const int local = 0;
  EXPECT_NO_THROW(requireWhole(&local));
  EXPECT_NO_THROW(requireWhole(nullptr));
}

class CutWeights : public testing::TestWithParam<const char*> {};

TEST_P(CutWeights, AreNotTakenForZeros) {
  TemporaryFolder folder;
  ModelConfig config;
  config.name = "mlp";
  config.hidden = {64};
  const auto model = findModel("mlp").make(config, {1, 28, 28});
  const auto file = folder.path() / GetParam(), copy = folder.path() / "copy.safetensors";
  writeWeights(file, makeStateDict(*model));
  const auto tensors = readWeights(file);
  std::filesystem::resize_file(file, kPage);
  EXPECT_TRUE(
      holds(errorSentence([&] { loadInto(*model, tensors, "x"); }), file.string(), "cut short while it was read"));
  EXPECT_TRUE(holds(errorSentence([&] { writeWeights(copy, tensors); }), file.string(), "cut short while it was read"));
  EXPECT_FALSE(std::filesystem::exists(copy));
}

INSTANTIATE_TEST_SUITE_P(Formats, CutWeights, testing::Values("w.safetensors", "w.pt"),
                         [](const auto& each) { return std::string(each.param + 2); });

TEST(TruncationGuard, TokensOfACutFileAreNotRead) {
  TemporaryFolder folder;
  const auto file = filled(folder, 4 * kPage);
  const TokenFile tokens(file, TokenFile::Kind::Tokens, 2);
  std::int64_t token = 0;
  tokens.read(6000, 1, 1000, &token);
  EXPECT_EQ(token, 257);
  std::filesystem::resize_file(file, kPage);
  EXPECT_TRUE(
      holds(errorSentence([&] { tokens.read(8000, 1, 1000, &token); }), file.string(), "cut short while it was read"));
}

}  // namespace
}  // namespace studio
