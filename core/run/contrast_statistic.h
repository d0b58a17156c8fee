// The statistics that a map of a contrast can show: their one table, of which settings, map names, captions and numbers
// of decimals are made (science.md 4.1). Constants; any thread; nothing blocks.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

struct ContrastStatistic {
  std::string name;     ///< as settings and maps have it: "welch_t", "faces.welch_t"
  std::string title;    ///< on top of a colour bar, in a form: "t (Welch)"
  std::string note;     ///< in a caption, what a unit's value is
  int decimals = 1;     ///< of its values in tables
  double least = 0;     ///< limits of its colours are never below ± this, so that maps of nothing are pale
  bool isTest = false;  ///< a t: how large it is says whether a difference may be chance
};

/// The choice of analyses that names one of them.
inline constexpr const char* kStatisticChoice = "statistic";

/// In the order of lists; the first is the usual one.
const std::array<ContrastStatistic, 3>& contrastStatistics();
/// nullptr = there is none of this name.
const ContrastStatistic* findStatistic(std::string_view name);
/// Of the map "faces.welch_t"; nullptr where it is no map of a contrast.
const ContrastStatistic* statisticOfMap(std::string_view quantity);
/// "t", "welch_t", "d_prime"
std::vector<std::string> statisticNames();

}  // namespace studio
