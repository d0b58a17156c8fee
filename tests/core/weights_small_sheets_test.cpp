// Files whose sheets are stored small: what they say, how they are opened, and files that lie.
#include "core/weights/small_sheets.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "core/weights/state_dict.h"
#include "core/weights/weights_jobs.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"
#include "topo/sheet_downsampling.h"

namespace studio {
namespace {

CorticalSheet sheetOf46() {
  CorticalSheet sheet;
  sheet.height = 4;
  sheet.width = 6;
  return sheet;
}

class SmallSheetsFile : public ::testing::Test {
 protected:
  /// fc1.weight [24, 5] stored at half its units, fc2.weight whole.
  std::filesystem::path write(const std::string& text) {
    torch::manual_seed(1);
    small_ = shrinkSheet(torch::randn({24, 5}), sheetOf46(), .5).contiguous();
    const auto file = folder_.path() / "w.safetensors";
    std::map<std::string, std::string> texts{{"format", "pt"}};
    if (!text.empty()) texts[kSmallSheetsKey] = text;
    writeWeights(file, {{"fc1.weight", small_}, {"fc2.weight", torch::ones({3, 24})}}, texts);
    return file;
  }
  std::string refusal(const std::string& text) {
    const auto file = write(text);
    return errorSentence([&] { openWeights(file); });
  }
  TemporaryFolder folder_;
  torch::Tensor small_;
};

TEST_F(SmallSheetsFile, AreEnlargedAsTheFileIsOpened) {
  const auto file = write(smallSheetsText({{"fc1.weight", {4, 6, 2, 4}}}));
  const auto tensors = readWeights(file);
  EXPECT_EQ(tensors[0].second.sizes(), (torch::IntArrayRef{24, 5}));
  EXPECT_TRUE(torch::equal(tensors[0].second, enlargeSheet(small_, smallSheet(sheetOf46(), .5), sheetOf46())));
  EXPECT_EQ(tensors[1].second.sizes(), (torch::IntArrayRef{3, 24}));
  const auto opened = openWeights(file);
  EXPECT_FALSE(opened.metadata.contains(kSmallSheetsKey)) << "a copy of what was opened is whole";
  ASSERT_EQ(opened.notes.size(), 1u);
  EXPECT_NE(opened.notes[0].find("1 layer are stored small"), std::string::npos);
  ConvertRequest convert;
  convert.from = file;
  convert.to = folder_.path() / "whole.safetensors";
  convertWeights(convert);
  EXPECT_EQ(readWeights(convert.to)[0].second.size(0), 24);
}

TEST_F(SmallSheetsFile, ATextThatDoesNotFitIsRefused) {
  EXPECT_EQ(openWeights(write("")).tensors.size(), 2u) << "without a text nothing is changed";
  for (const std::string text :
       {R"({"fc1.weight": [4, 6, 2, 5]})", R"({"fc1.weight": [4, 6, 0, 8]})", R"({"fc1.weight": [1, 6, 2, 4]})",
        R"({"fc1.weight": [4, 6, 2]})", R"({"fc1.weight": [4.5, 6, 2, 4]})", R"({"nothing": [4, 6, 2, 4]})",
        R"({"fc1.weight": [-4, -6, 2, 4]})", R"({"fc1.weight": "4"})", "[1]", "no json"})
    EXPECT_TRUE(holds(refusal(text), "w.safetensors", "stored small")) << text;
}

TEST_F(SmallSheetsFile, NothingHugeIsMadeOfASmallFile) {
  for (const std::string text :
       {R"({"fc1.weight": [1048576, 1048576, 2, 4]})", R"({"fc1.weight": [9223372036854775807, 9, 2, 4]})",
        R"({"fc1.weight": [1000, 1000, 2, 4]})", R"({"fc1.weight": [18446744073709551615, 6, 2, 4]})"})
    EXPECT_TRUE(holds(refusal(text), "stored small")) << text;
}

}  // namespace
}  // namespace studio
