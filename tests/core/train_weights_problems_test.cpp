// Weights to start from that do not fit the model: how many do, the first that does not with both shapes, and the way out.
#include <algorithm>

#include "core/train/run_problems.h"
#include "core/train/weights_problems.h"
#include "tests/core/train_fixture.h"

namespace studio {
namespace {

constexpr InputShape kImages{3, 32, 32};

RunConfig resnetFor(std::int64_t classes) {
  RunConfig config;
  config.model.name = "resnet18";
  config.model.classes = classes;
  config.model.smallImages = true;
  return config;
}

std::string saved(const RunConfig& config, const TemporaryFolder& place, const InputShape& input = kImages) {
  const auto file = place.path() / "weights.pt";
  writeWeights(file, stateDictOf(*previewNetwork(config, input)));
  return file.string();
}

TEST(WeightsProblems, ThoseThatFitAreNone) {
  const TemporaryFolder place;
  auto config = resnetFor(10);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());     // none named
  config.model.weights = saved(config, place);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());
  config.model.blurPool = true;                               // they load, but were not made for this
  EXPECT_NO_THROW(previewNetwork(config, kImages));
  const auto problems = weightsProblems(config, kImages);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].severity, Problem::Severity::Warning);
  for (const auto& [key, value] : problems[0].mend) applySetting(config, key + "=" + value);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());
}

TEST(WeightsProblems, OtherClassesAreToldWithBothShapesAndMended) {
  const TemporaryFolder place;
  auto config = resnetFor(1000);
  config.model.weights = saved(resnetFor(100), place);
  const auto problems = weightsProblems(config, kImages);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_NE(problems[0].sentence.find("120 of 122 weights"), std::string::npos) << problems[0].sentence;
  EXPECT_NE(problems[0].sentence.find("fc.bias is 100, the model has 1000"), std::string::npos) << problems[0].sentence;
  for (const auto& [key, value] : problems[0].mend) applySetting(config, key + "=" + value);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());
  EXPECT_EQ(config.model.classes, 100);
}

TEST(WeightsProblems, AnotherModelIsNamedAndOffered) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.model.weights = saved(resnetFor(8), place);
  const auto problems = weightsProblems(config, {1, 8, 8});
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].mendLabel, "Use resnet18");
  for (const auto& [key, value] : problems[0].mend) applySetting(config, key + "=" + value);
  EXPECT_EQ(config.model.name, "resnet18");
  EXPECT_TRUE(config.model.smallImages);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());
  const auto all = modelProblems(smallConfig(), {1, 8, 8});   // and they are among the problems of a run
  EXPECT_TRUE(all.empty());
  config = smallConfig();
  config.model.weights = (place.path() / "missing.pt").string();
  EXPECT_EQ(modelProblems(config, {1, 8, 8}).size(), 1u);
}

}  // namespace
}  // namespace studio
