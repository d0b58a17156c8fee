// The table of optimizers decides which there are to choose and which of their settings count.
#include "core/run/optimizers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/run/config_fields.h"

namespace studio {
namespace {

TEST(Optimizers, AreTheChoicesOfTheSetting) {
  EXPECT_EQ(findField("optimizer.kind")->choices, optimizerNames());
  EXPECT_EQ(optimizerNames(), (std::vector<std::string>{"sgd", "adam", "adamw"}));
  EXPECT_EQ(findOptimizer("lion"), nullptr);
  EXPECT_NE(findOptimizer(OptimizerConfig{}.kind), nullptr);
}

TEST(Optimizers, ASettingCountsWhereTheChosenRowReadsIt) {
  std::set<std::string> keys;
  for (const auto& row : optimizers()) keys.insert(row.settings.begin(), row.settings.end());
  for (const auto& key : keys) {
    const auto* field = findField(key);
    ASSERT_NE(field, nullptr) << key;
    ASSERT_TRUE(field->applies) << key;
    for (const auto& row : optimizers()) {
      RunConfig config;
      config.optimizer.kind = row.name;
      EXPECT_EQ(field->applies(config), row.reads(key)) << row.name << " " << key;
    }
  }
}

TEST(Optimizers, NesterovWithoutMomentumIsWrongOnlyWhereItIsRead) {
  for (const auto& row : optimizers()) {
    RunConfig config;
    config.optimizer.kind = row.name;
    config.optimizer.nesterov = true;
    config.optimizer.momentum = 0;
    const auto problems = settingProblems(config);
    const bool said = std::any_of(problems.begin(), problems.end(),
                                  [](const Problem& problem) { return problem.key == "optimizer.nesterov"; });
    EXPECT_EQ(said, row.reads("optimizer.nesterov")) << row.name;
  }
}

}  // namespace
}  // namespace studio
