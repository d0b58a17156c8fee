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

SnapshotRanges findRanges(const Snapshot& snapshot) {
  std::array<std::vector<float>, 3> values;
  for (const SheetMap& map : snapshot.maps) {
    auto& all = values[quantityKind(map.quantity)];
    all.insert(all.end(), map.values.begin(), map.values.end());
  }
  SnapshotRanges ranges;
  for (std::size_t i = 0; i < values.size(); ++i) {
    ranges[i].robust = magnitudeAt(values[i], kRobustPercentile);
    ranges[i].largest = magnitudeAt(std::move(values[i]), 100);
  }
  return ranges;
}

void StoredRanges::keepOnly(const std::vector<std::int64_t>& steps) {
  std::erase_if(ranges_,
                [&](const auto& known) { return !std::binary_search(steps.begin(), steps.end(), known.first); });
}

double StoredRanges::magnitude(const std::string& quantity, double percentile) const {
  double magnitude = 0;
  for (const auto& [step, ranges] : ranges_) {
    const Magnitudes& here = ranges[quantityKind(quantity)];
    magnitude = std::max(magnitude, percentile < 100 ? here.robust : here.largest);
  }
  return magnitude;
}

}  // namespace studio
