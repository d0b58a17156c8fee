// What is done beside a training run draws nothing from the process' random generator, which is the run's.
#include "core/models/own_random.h"

#include <fstream>

#include "core/network/source.h"
#include "core/weights/weights_jobs.h"
#include "tests/core/train_fixture.h"

namespace studio {
namespace {

torch::Tensor processState() { return at::globalContext().defaultGenerator(torch::kCPU).get_state(); }

/// One of each way to draw.
std::vector<torch::Tensor> drawn() {
  torch::NoGradGuard noGrad;
  std::vector<torch::Tensor> all{torch::randn({5}), torch::rand({7}), torch::randperm(9), torch::randint(0, 99, {20})};
  all.push_back(torch::empty({33}).normal_(0, 2));
  all.push_back(torch::dropout(torch::ones({40}), 0.5, true));
  all.push_back(torch::nn::Linear(6, 4)->weight.detach().clone());
  return all;
}

TEST(OwnRandom, DrawsAsTheProcessSeededAlikeAndLeavesItAlone) {
  torch::manual_seed(7);
  const auto expected = drawn();
  const auto before = processState();
  {
    const OwnRandom outer(1);
    torch::randn({3});
    const OwnRandom random(7);
    const auto found = drawn();
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_TRUE(torch::equal(found[i], expected[i])) << i;
  }
  EXPECT_TRUE(torch::equal(processState(), before));
  torch::randn({3});
  EXPECT_FALSE(torch::equal(processState(), before));  // from then on it is the process' own again
}

TEST(OwnRandom, IsOfItsThreadAlone) {
  torch::manual_seed(7);
  const auto expected = torch::randn({4});
  torch::manual_seed(7);
  const OwnRandom random(3);
  torch::Tensor found;
  std::thread([&] { found = torch::randn({4}); }).join();
  EXPECT_TRUE(torch::equal(found, expected));
}

struct Beside {
  const char* what;
  std::function<void(const TemporaryFolder& place)> run;
};

TEST(OwnRandom, NothingBesideARunTouchesTheProcessGenerator) {
  const TemporaryFolder place;
  const auto config = smallConfig();
  const auto weights = (place.path() / "made.safetensors").string();
  writeWeights(weights, makeStateDict(*previewNetwork(config, {1, 8, 8})));
  const auto engine = makeEngine();
  const std::vector<Beside> all{
      {"preview",
       [&](const auto&) {
         previewNetwork(config, {1, 8, 8});
       }},
      {"picture of the blur", [&](const auto&) { engine->blurPreview(config, "fc1"); }},
      {"check", [&](const auto&) { engine->check(config, "cpu", 1); }},
      {"layers", [&](const auto&) { engine->layers(config), engine->problems(config), engine->models(); }},
      {"random network",
       [&](const auto&) {
         openSource({"", "runs", "mlp", "random:3", {}}, InputShape{1, 8, 8});
       }},
      {"network of a file",
       [&](const auto&) {
         openSource({"", "runs", "mlp", weights, {}}, InputShape{1, 8, 8});
       }},
      {"file of weights", [&](const auto&) { engine->weightsReport(weights); }},
      {"trained layers", [&](const auto&) { engine->trainedLayers(weights); }},
      {"conversion",
       [&](const auto& folder) {
         convertWeights({weights, folder.path() / "other.pt", "mlp", {}, {}});
       }},
  };
  torch::manual_seed(11);
  for (const auto& [what, run] : all) {
    const auto before = processState();
    run(place);
    EXPECT_TRUE(torch::equal(processState(), before)) << what;
  }
}

TEST(OwnRandom, APreviewIsTheNetworkOfTheRun) {
  const auto config = smallConfig();
  const auto run = makeStateDict(*buildNetwork(config, {1, 8, 8})),
             preview = makeStateDict(*previewNetwork(config, {1, 8, 8}));
  for (std::size_t i = 0; i < run.size(); ++i) EXPECT_TRUE(torch::equal(run[i].second, preview[i].second));
}

}  // namespace
}  // namespace studio
