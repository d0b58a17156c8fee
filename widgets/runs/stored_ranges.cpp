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

void hold(ScaleRanges& shown, const ScaleRanges& newest) {
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const double change = std::abs(newest[i].robust - shown[i].robust);
    const bool measured = newest[i].robust > 0;
    if (measured && change > kLiveSlack * shown[i].robust) shown[i] = newest[i];
  }
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

void StoredRanges::follow(const SnapshotRanges& newest) {
  if (!held_) held_.emplace();
  hold(held_->all, newest.all);
  for (const auto& [layer, ranges] : newest.layers) hold(held_->layers[layer], ranges);
}

std::optional<double> StoredRanges::heldMagnitude(const std::string& quantity, const std::string& layer) const {
  if (!held_) return std::nullopt;
  const auto own = held_->layers.find(layer);
  if (!layer.empty() && own == held_->layers.end()) return std::nullopt;
  const double robust = (layer.empty() ? held_->all : own->second)[quantityKind(quantity)].robust;
  return robust > 0 ? std::optional(robust) : std::nullopt;
}

}  // namespace studio
