#include "core/run/compared_sheets.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace studio {

std::int64_t ComparedMoment::stepIn(std::int64_t steps) const {
  return std::int64_t(std::llround(isShare ? at * double(steps) : at));
}

ChosenSnapshot chooseSnapshot(const std::vector<std::int64_t>& stored, std::int64_t steps,
                              const ComparedMoment& moment) {
  const std::int64_t wanted = moment.stepIn(steps);
  const auto after = std::upper_bound(stored.begin(), stored.end(), wanted);
  if (after == stored.begin()) return {-1, false};
  return {*std::prev(after), *std::prev(after) == wanted};
}

std::vector<double> comparedMoments(const std::vector<std::vector<std::int64_t>>& stored,
                                    const std::vector<std::int64_t>& steps, bool isShare) {
  std::set<double> moments;
  for (std::size_t i = 0; i < stored.size(); ++i)
    for (const std::int64_t step : stored[i])
      if (!isShare)
        moments.insert(double(step));
      else if (i < steps.size() && steps[i] > 0)
        moments.insert(std::min(1.0, double(step) / double(steps[i])));
  return {moments.begin(), moments.end()};
}

std::optional<SheetMap> differenceMap(const SheetMap& a, const SheetMap& b) {
  if (a.height != b.height || a.width != b.width || a.values.size() != b.values.size()) return std::nullopt;
  SheetMap map = a;
  for (std::size_t i = 0; i < map.values.size(); ++i) map.values[i] = a.values[i] - b.values[i];
  return map;
}

std::vector<std::string> commonLayers(const std::vector<std::vector<std::string>>& layers) {
  if (layers.empty()) return {};
  std::vector<std::string> common;
  for (const std::string& layer : layers.front()) {
    const auto has = [&](const std::vector<std::string>& each) {
      return std::find(each.begin(), each.end(), layer) != each.end();
    };
    if (std::all_of(layers.begin(), layers.end(), has)) common.push_back(layer);
  }
  return common.empty() ? layers.front() : common;
}

}  // namespace studio
