#include "widgets/runs/stored_ranges.h"

#include <algorithm>
#include <cmath>

namespace studio {

double magnitudeAt(std::vector<float> values, double percentile) {
  std::erase_if(values, [](float value) { return !std::isfinite(value); });
  if (values.empty()) return 0;
  for (float& value : values) value = std::abs(value);
  const double count = double(values.size());
  const auto at = std::clamp<std::ptrdiff_t>(std::ptrdiff_t(std::ceil(count * percentile / 100)) - 1, 0,
                                             std::ptrdiff_t(values.size()) - 1);
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return double(values[std::size_t(at)]);
}

namespace {

using ScaleValues = std::array<std::vector<float>, 3>;

ScaleRanges scaleRanges(ScaleValues values) {
  ScaleRanges ranges;
  for (std::size_t i = 0; i < values.size(); ++i) {
    ranges[i].robust = magnitudeAt(values[i], kRobustPercentile);
    ranges[i].largest = magnitudeAt(std::move(values[i]), 100);
  }
  return ranges;
}

}  // namespace

SnapshotRanges findRanges(const Snapshot& snapshot) {
  ScaleValues all;
  std::map<std::string, ScaleValues> layers;
  for (const SheetMap& map : snapshot.maps)
    for (auto* values : {&all, &layers[map.layer]}) {
      auto& scale = (*values)[quantityKind(map.quantity)];
      scale.insert(scale.end(), map.values.begin(), map.values.end());
    }
  SnapshotRanges ranges{scaleRanges(std::move(all)), {}};
  for (auto& [layer, values] : layers) ranges.layers[layer] = scaleRanges(std::move(values));
  return ranges;
}

void StoredRanges::keepOnly(const std::vector<std::int64_t>& steps) {
  std::erase_if(ranges_,
                [&](const auto& known) { return !std::binary_search(steps.begin(), steps.end(), known.first); });
}

double StoredRanges::magnitude(const std::string& quantity, double percentile, const std::string& layer) const {
  double magnitude = 0;
  for (const auto& [step, ranges] : ranges_) {
    const auto own = ranges.layers.find(layer);
    if (!layer.empty() && own == ranges.layers.end()) continue;
    const Magnitudes& here = (layer.empty() ? ranges.all : own->second)[quantityKind(quantity)];
    magnitude = std::max(magnitude, percentile < 100 ? here.robust : here.largest);
  }
  return magnitude;
}

}  // namespace studio
