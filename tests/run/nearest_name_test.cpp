#include "core/run/names.h"

#include <gtest/gtest.h>

#include <vector>

namespace studio {
namespace {

const std::vector<std::string> kNames{"tau", "factor", "layers", "tau_start"};

TEST(NearestName, FindsSlipsOfTheFinger) {
  EXPECT_EQ(nearestName("tao", kNames), "tau");
  EXPECT_EQ(nearestName("TAU", kNames), "tau");
  EXPECT_EQ(nearestName("fatcor", kNames), "factor");  // swapped neighbours are one edit
  EXPECT_EQ(nearestName("tau_strat", kNames), "tau_start");
  EXPECT_EQ(nearestName("layer", kNames), "layers");
}

TEST(NearestName, IsSilentWhereNothingIsNear) {
  EXPECT_EQ(nearestName("momentum", kNames), "");
  EXPECT_EQ(nearestName("", kNames), "");
  EXPECT_EQ(nearestName("tau", {}), "");
  EXPECT_EQ(nearestName(std::string(100000, 'x'), kNames), "");
}

TEST(NearestName, EndsASentence) {
  EXPECT_EQ(suggestion("tao", kNames), "; did you mean `tau`?");
  EXPECT_EQ(suggestion("momentum", kNames), "");
  EXPECT_EQ(withSuggestion("`x` is unknown", "x", kNames), "`x` is unknown.");
}

}  // namespace
}  // namespace studio
