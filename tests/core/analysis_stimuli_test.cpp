// Stimuli that are offered for what is open: those that can be shown to its network.
#include <algorithm>

#include "core/analysis/analyse.h"
#include "tests/core/train_fixture.h"

namespace studio {
namespace {

RunConfig gptConfig(const std::string& kind) {
  RunConfig config;
  config.model.name = "nanogpt";
  config.model.layers = 1;
  config.model.heads = 2;
  config.model.width = 16;
  config.model.context = 8;
  config.model.vocabulary = 50;
  config.data.kind = kind;
  return config;
}

std::vector<std::string> offeredFor(const std::filesystem::path& open) {
  std::vector<std::string> data;
  for (const StimuliChoice& choice : makeEngine()->stimuliChoices(open)) data.push_back(choice.data);
  return data;
}

bool holdsImages(const std::vector<std::string>& offered) {
  return std::any_of(offered.begin(), offered.end(), [](const std::string& data) {
    return data.starts_with("synthetic_localizer:") || data.starts_with("gratings:");
  });
}

TEST(StimuliChoices, ALanguageRunIsOfferedItsTextAlone) {
  const TemporaryFolder place;
  for (const std::string kind : {"text", "tokens"}) {
    const RunFolder run = RunStore(place.path()).create(kind);
    run.writeConfig(gptConfig(kind), toToml(gptConfig(kind)));
    EXPECT_EQ(offeredFor(run.path()), std::vector<std::string>{""}) << kind;
  }
}

TEST(StimuliChoices, AFileOfALanguageModelIsOfferedNoImages) {
  const TemporaryFolder place;
  const RunConfig gpt = gptConfig("text");
  const auto file = place.path() / "ckpt.safetensors";
  writeWeights(file, makeStateDict(*previewNetwork(gpt, InputShape::ofTokens(8, 50))));
  EXPECT_TRUE(offeredFor(file).empty());
}

TEST(StimuliChoices, ANetworkForImagesIsOfferedThem) {
  const TemporaryFolder place;
  RunConfig config = smallConfig();
  config.data.imageSize = 28;
  const RunFolder run = RunStore(place.path()).create("run");
  run.writeConfig(config, toToml(config));
  EXPECT_TRUE(holdsImages(offeredFor(run.path())));
  const auto file = place.path() / "mlp.safetensors";
  writeWeights(file, makeStateDict(*previewNetwork(config, {1, 28, 28})));
  EXPECT_TRUE(holdsImages(offeredFor(file)));
}

}  // namespace
}  // namespace studio
