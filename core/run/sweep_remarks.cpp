// What should be known of a sweep before its runs start (sweep.h).
#include <algorithm>

#include "core/run/config_value.h"
#include "core/run/names.h"
#include "core/run/sweep.h"

namespace studio {
namespace {

/// "train.seed = 0" for each value that an axis names more than once.
void addRepeated(const std::vector<SweepAxis>& axes, std::vector<std::string>& repeated) {
  for (const SweepAxis& axis : axes) {
    const ConfigField* field = findField(axis.key);
    for (std::size_t i = 0; field && i < axis.values.size(); ++i) {
      const auto before = axis.values.begin() + std::ptrdiff_t(i);
      const bool isSecond = std::count(axis.values.begin(), before, axis.values[i]) == 1;
      if (isSecond) repeated.push_back(axis.key + " = " + valueToToml(*field, axis.values[i]));
    }
  }
}

/// In how many of the runs this setting, though it was given a value, is not read.
std::size_t countUnread(const ConfigField& field, const std::vector<SweepRun>& runs) {
  static const RunConfig kDefaults;
  const ConfigValue usual = field.get(kDefaults);
  return std::size_t(std::count_if(runs.begin(), runs.end(), [&](const SweepRun& run) {
    return field.applies && !field.applies(run.config) && field.get(run.config) != usual;
  }));
}

}  // namespace

std::vector<std::string> sweepRemarks(const Sweep& sweep, const std::vector<SweepRun>& runs) {
  std::vector<std::string> remarks, repeated;
  addRepeated(sweep.grid, repeated);
  for (const auto& axes : sweep.runs) addRepeated(axes, repeated);
  if (!repeated.empty())
    remarks.push_back(listedNames(repeated, "and") +
                      (repeated.size() == 1 ? " is named more than once" : " are named more than once") +
                      "; runs with equal settings are trained once.");
  if (runs.empty()) return remarks;
  for (const auto& [key, value] : runs.front().settings) {
    const ConfigField* field = findField(key);
    const std::size_t unread = field ? countUnread(*field, runs) : 0;
    if (unread > 0)
      remarks.push_back(key + " makes no difference in " + std::to_string(unread) + " of " +
                        std::to_string(runs.size()) + " runs: their other settings do not read it.");
  }
  return remarks;
}

}  // namespace studio
