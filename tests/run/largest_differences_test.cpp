// In which order the differences of two files are listed.
#include <gtest/gtest.h>

#include "core/run/weights_difference.h"

namespace studio {
namespace {

using Kind = TensorDifference::Kind;

TEST(LargestDifferences, StandFirstAndCountersLast) {
  std::vector<TensorDifference> tensors{{"bn1.num_batches_tracked", Kind::Compared, "", "", 1, 5, 1, 1},
                                        {"same", Kind::Compared, "2", "2", 2, 0, 0, 1},
                                        {"added", Kind::OnlySecond, "", "2", 2},
                                        {"undefined", Kind::Compared, "2", "2", 2, kUndefined, kUndefined},
                                        {"little", Kind::Compared, "2", "2", 2, 9, 0.1, 1},
                                        {"much", Kind::Compared, "2", "2", 2, 1, 0.7, 1},
                                        {"as little", Kind::Compared, "2", "2", 2, 8, 0.1, 1}};
  std::string names;
  for (const TensorDifference& each : largestFirst(std::move(tensors))) names += each.name + "; ";
  EXPECT_EQ(names, "much; little; as little; undefined; added; same; bn1.num_batches_tracked; ");
}

}  // namespace
}  // namespace studio
