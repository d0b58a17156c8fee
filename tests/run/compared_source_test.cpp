// What files of compared runs are called.
#include "core/run/compared_source.h"

#include <gtest/gtest.h>

namespace studio {
namespace {

std::vector<ComparedSource> sourcesWith(const std::vector<std::string>& labels) {
  std::vector<ComparedSource> sources;
  for (const std::string& label : labels) sources.push_back({.name = "mlp", .label = label});
  return sources;
}

TEST(ComparedSource, FilesAreCalledAfterWhatTellsTheRunsApart) {
  EXPECT_EQ(comparedFileName({}), "");
  EXPECT_EQ(comparedFileName(sourcesWith({"digits_s0"})), "digits_s0");
  EXPECT_EQ(comparedFileName(sourcesWith({"τ 0", "τ 5"})), "tau0_and_tau5");
  EXPECT_EQ(comparedFileName(sourcesWith({"τ 0.5, Factor 3 × 3", "a/b:500"})), "tau0.5_Factor_3_x_3_and_a_b_500");
  EXPECT_EQ(comparedFileName(sourcesWith({"τ 0", "τ 1", "τ 5", "τ 10"})), "tau0_and_3_more");
  EXPECT_EQ(comparedFileName(sourcesWith({"τ 0", std::string(200, 'a')})), "tau0_and_1_more");
}

}  // namespace
}  // namespace studio
