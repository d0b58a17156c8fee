// All 20 convolutions of a ResNet-18 with 224-pixel stem, value and gradient, factor 3.
#include "topoloss_case.h"

namespace studio::bench {

std::vector<Result> measureTopolossResnet18(const Row& row, const Options& options) {
  TopolossCase weights{{{64, 3, 7, 7}}, 3};
  std::int64_t before = 64;
  for (const std::int64_t width : {64, 128, 256, 512}) {
    weights.shapes.push_back({width, before, 3, 3});
    for (int i = 0; i < 3; ++i) weights.shapes.push_back({width, width, 3, 3});
    if (width != before) weights.shapes.push_back({width, before, 1, 1});  // downsample.0
    before = width;
  }
  return measureTopoloss(row, weights, options);
}

}  // namespace studio::bench
