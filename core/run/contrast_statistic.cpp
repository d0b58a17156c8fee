#include "core/run/contrast_statistic.h"

#include <algorithm>

namespace studio {

/// The t of the paper is that of Welch but for its variances, which divide by n and not by n - 1.
const std::array<ContrastStatistic, 3>& contrastStatistics() {
  static const std::array<ContrastStatistic, 3> statistics{{
      {"t", "t", "t of each unit, of unequal variances, with population variances", 1, 2, true},
      {"welch_t", "t (Welch)", "Welch's t of each unit", 1, 2, true},
      {"d_prime", "d′", "d′ of each unit", 2, 0.2, false},
  }};
  return statistics;
}

const ContrastStatistic* findStatistic(std::string_view name) {
  const auto& all = contrastStatistics();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

const ContrastStatistic* statisticOfMap(std::string_view quantity) {
  const std::size_t dot = quantity.rfind('.');
  return dot == std::string_view::npos ? nullptr : findStatistic(quantity.substr(dot + 1));
}

std::vector<std::string> statisticNames() {
  std::vector<std::string> names;
  for (const ContrastStatistic& each : contrastStatistics()) names.push_back(each.name);
  return names;
}

}  // namespace studio
