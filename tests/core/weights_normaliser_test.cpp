// How a network's images were prepared: from the file, into every file that is written, and said by what the weights
// are for.
#include "core/weights/stated_texts.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "core/network/source.h"
#include "core/models/model.h"
#include "core/weights/weights_jobs.h"
#include "core/weights/state_dict.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

class Normaliser : public ::testing::Test {
 protected:
  /// A small ResNet with tensors before it.
  std::string written(const torch::Tensor& mean, const torch::Tensor& deviation,
                      const std::map<std::string, std::string>& texts = {}) {
    ModelConfig config;
    config.name = "resnet18";
    config.classes = 3;
    config.smallImages = true;
    StateDict tensors{{"normalize.mean", mean}, {"normalize.std", deviation}};
    for (const auto& [name, tensor] : makeStateDict(*findModel("resnet18").make(config, {3, 8, 8})))
      tensors.emplace_back("model." + name, tensor);
    const auto file = (place_.path() / "net.pt").string();
    writeWeights(file, tensors, texts);
    return file;
  }
  static RunConfig configuredBy(const std::string& file) {
    SourceRequest request;
    request.model = "resnet18";
    request.weights = file;
    return makeConfig(request);
  }
  TemporaryFolder place_;
  const torch::Tensor mean_ = torch::tensor({0.3F, 0.4F, 0.5F}).view({3, 1, 1}),
                      std_ = torch::tensor({0.1F, 0.2F, 0.25F}).view({3, 1, 1});
};

TEST_F(Normaliser, EveryConversionKeepsIt) {
  const auto file = written(mean_, std_);
  const auto expected = configuredBy(file).data;
  ASSERT_EQ(expected.mean.size(), 3U);
  auto from = file;
  for (const auto* name : {"a.safetensors", "b.pt", "c.safetensors"})  // one from the other
    for (const auto* model : {"resnet18", ""}) {
      const auto to = (place_.path() / (std::string(model) + name)).string();
      const auto notes = convertWeights({from, to, model, {}, {}}).notes;
      EXPECT_EQ(configuredBy(to).data.mean, expected.mean) << to;
      EXPECT_EQ(configuredBy(to).data.std, expected.std) << to;
      EXPECT_TRUE(holds(notes.back(), "mean 0.3, 0.4, 0.5, std 0.1, 0.2, 0.25",
                        "the new file says it as data.mean and data.std"))
          << notes.back();
      if (*model != 0) from = to;
    }
}

TEST_F(Normaliser, TheNoteIsOfWhatTheWeightsAreFor) {
  const auto found = recognise(openWeights(written(mean_, std_)));
  const auto last = [&](WeightsUse use) { return notesOn(found, *found.model, use).back(); };
  EXPECT_TRUE(holds(last(WeightsUse::Inference), "normalize.mean: mean 0.3", "images from --data are prepared so"));
  EXPECT_TRUE(holds(last(WeightsUse::Training), "normalize.mean: mean 0.3",
                    "training prepares its images by data.mean and data.std"));
  EXPECT_FALSE(holds(last(WeightsUse::Training), "--data"));
}

TEST_F(Normaliser, TextsOfStrangersAreReadWithCare) {
  const auto numbers = torch::tensor({1, 2, 3});  // no means of pixels
  for (const std::string text :
       {"", "0.5", "[]", "[\"a\"]", "[0.1,0.2", "[1e999]", "[0.1,0.1,0.1,0.1,0.1]", "[null]", "{}"}) {
    const auto found = recognise(openWeights(written(numbers, numbers, {{"data.mean", text}, {"data.std", text}})));
    EXPECT_TRUE(found.mean.empty() && found.normaliser.empty()) << text;
  }
  EXPECT_TRUE(
      recognise(openWeights(written(numbers, numbers, {{"data.mean", "[0.5]"}, {"data.std", "[0]"}}))).mean.empty());
  EXPECT_EQ(recognise(openWeights(written(numbers, numbers, {{"data.mean", "[0.5]"}, {"data.std", "[0.25]"}}))).mean,
            (std::vector<double>{0.5}));
  EXPECT_TRUE(
      normaliserTexts(recognise(openWeights(written(mean_ * 255, std_ * 255)))).empty());  // of pixels from 0 to 255
}

}  // namespace
}  // namespace studio
