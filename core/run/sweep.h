// A sweep: many runs of one configuration in which some settings differ, as a person writes it in sweep.toml and as the
// window makes it. Values; any thread; only loadSweep() blocks, for the disk.
//
//   base = "cifar10.toml"            # or the configuration's own tables in this file; tables here come on top of a
//   base baseline = true                  # beside each run one with tau 0 and without a further loss, the rest the
//   same [grid]                           # every combination; the first setting changes slowest topoloss.tau = [0, 1,
//   10] train.seed = [0, 1]
//   [[run]]                          # further runs; a list of values makes one of each
//   topoloss.tau = 0
//   losses.all_tnn.weight = 1.0
//   train.seed = [0, 1]
#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/run/config_fields.h"

namespace studio {

/// One setting and the values it takes, one or more.
struct SweepAxis {
  std::string key;  ///< "topoloss.tau", as in configFields()
  std::vector<ConfigValue> values;
};

struct Sweep {
  std::string name;  ///< of the queue and the beginning of its runs' names
  RunConfig base;
  std::vector<SweepAxis> grid;               ///< every combination, the first axis changes slowest
  std::vector<std::vector<SweepAxis>> runs;  ///< [[run]]: each a small grid of its own
  bool baseline = false;
};

/// One run of a sweep.
struct SweepRun {
  std::string name;  ///< "cifar10_tau5_seed0": different in every run of the sweep
  RunConfig config;
  /// Every setting that differs within the sweep, with this run's value.
  std::vector<std::pair<std::string, ConfigValue>> settings;
};

inline constexpr std::size_t kMostSweepRuns = 1000;

/// `folder`: where a relative `base` is looked for after the working directory, and places in the settings too.
/// `sourceName` without folder and ending is the name where the text gives none. Throws UserError naming file, line and
/// setting.
Sweep parseSweep(std::string_view toml, const std::string& sourceName, const std::filesystem::path& folder = {});
Sweep loadSweep(const std::filesystem::path& file);
/// parseSweep() of it gives the same runs.
std::string toToml(const Sweep& sweep);

/// All runs in their order; of runs with the same configuration the first. Without grid and list the base alone. Throws
/// UserError where there are more than kMostSweepRuns.
std::vector<SweepRun> sweepRuns(const Sweep& sweep);
/// How many there would be before any is left out; never more than kMostSweepRuns + 1.
std::size_t combinations(const Sweep& sweep);

/// Throws UserError for the first run that cannot be trained, with its settings and what is wrong:
/// "Run 3 (topoloss.tau = -1.0, train.seed = 0): topoloss.tau is -1 but must be 0 or more." `problems` is asked for
/// each run; warnings are no reason.
void requirePossible(const std::vector<SweepRun>& runs,
                     const std::function<std::vector<Problem>(const RunConfig&)>& problems = settingProblems);
/// What nothing is wrong with but should be known, a sentence each: values that are named twice, and settings that runs
/// of the sweep do not read.
std::vector<std::string> sweepRemarks(const Sweep& sweep, const std::vector<SweepRun>& runs);
/// "topoloss.tau = 5.0, train.seed = 0"
std::string settingsText(const std::vector<std::pair<std::string, ConfigValue>>& settings);

/// The same but for what teaches nothing on a sheet: tau 0, no schedule, no further loss.
RunConfig sweepBaseline(RunConfig config);
/// Whether a stored run was trained as `wanted` says, whatever is only written down (output). A precision that was left
/// to the start of the run is the one that it took, and so is the seed of its probe, which teaches nothing.
bool isTrainedAs(const RunConfig& stored, const RunConfig& wanted);

/// Each setting's value as JSON: "5.0", "\"resnet18\"", "[256]"; what is not finite is null.
std::string valueToJson(const ConfigValue& value);

}  // namespace studio
