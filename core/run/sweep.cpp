// The runs that a sweep comes to, and what is wrong with them (sweep.h).
#include "core/run/sweep.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

#include "core/run/config_value.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/run_store.h"
#include "core/run/stimuli_seed.h"

namespace studio {
namespace {

using Settings = std::vector<std::pair<std::string, ConfigValue>>;
using Axes = std::vector<SweepAxis>;

constexpr std::size_t kLongestPart = 24, kLongestRunName = 120;  // bytes

std::size_t countCombinations(const Axes& axes) {
  std::size_t count = 1;
  for (const SweepAxis& axis : axes) {
    count *= std::min(axis.values.size(), kMostSweepRuns + 1);
    count = std::min(count, kMostSweepRuns + 1);
  }
  return count;
}

/// The settings of combination `index`; the first axis changes slowest.
Settings combination(const Axes& axes, std::size_t index) {
  Settings settings;
  for (auto axis = axes.rbegin(); axis != axes.rend(); ++axis) {
    settings.insert(settings.begin(), {axis->key, axis->values[index % axis->values.size()]});
    index /= axis->values.size();
  }
  return settings;
}

RunConfig configWith(RunConfig config, const Settings& settings) {
  for (const auto& [key, value] : settings) {
    const ConfigField* field = findField(key);
    if (!field) throw UserError("`" + key + "` is not a setting; see `toponets train --help` for all of them.");
    field->set(config, value);
  }
  return config;
}

/// All combinations of the grid, then those of each [[run]].
std::vector<RunConfig> configurations(const Sweep& sweep) {
  std::vector<RunConfig> configs;
  const auto addAll = [&](const Axes& axes) {
    const std::size_t count = countCombinations(axes);
    for (std::size_t i = 0; i < count; ++i) configs.push_back(configWith(sweep.base, combination(axes, i)));
  };
  if (!sweep.grid.empty() || sweep.runs.empty()) addAll(sweep.grid);
  for (const Axes& axes : sweep.runs) addAll(axes);
  return configs;
}

/// Keys that differ, in the order in which they are named; tau too where baselines bring it.
std::vector<std::string> variedKeys(const Sweep& sweep) {
  std::vector<std::string> keys;
  const auto add = [&](const std::string& key) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  };
  for (const SweepAxis& axis : sweep.grid) add(axis.key);
  for (const Axes& axes : sweep.runs)
    for (const SweepAxis& axis : axes) add(axis.key);
  if (sweep.baseline) add("topoloss.tau");
  return keys;
}

std::string plainPart(const std::string& text) {
  std::string part;
  for (const char c : text.substr(0, kLongestPart))
    part += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' ? c : '-';
  return part;
}

std::string numberPart(const ConfigValue& value) {
  if (const auto* number = std::get_if<double>(&value)) return numberText(*number);
  std::string text = valueToJson(value);
  std::erase_if(text, [](char c) { return c == '[' || c == ']' || c == '"'; });
  return text;
}

/// "tau5", "s0" of a seed, "resnet18" of a text.
std::string namePart(const std::string& key, const ConfigValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return plainPart(*text);
  std::string name = key == "train.seed" ? "s" : key.substr(key.find('.') + 1);
  std::replace(name.begin(), name.end(), '.', '_');
  return name + plainPart(numberPart(value));
}

/// The settings of the grid, and others where they are not as in the base.
std::string runName(const Sweep& sweep, const SweepRun& run) {
  std::string name = sweep.name;
  for (const auto& [key, value] : run.settings) {
    const bool inGrid = std::any_of(sweep.grid.begin(), sweep.grid.end(), [&](const auto& a) { return a.key == key; });
    if (inGrid || findField(key)->get(sweep.base) != value) name += "_" + namePart(key, value);
  }
  return name.substr(0, kLongestRunName);
}

void nameApart(std::vector<SweepRun>& runs) {
  std::set<std::string> taken;
  for (SweepRun& run : runs)
    run.name = RunStore::freeName(run.name, [&](const std::string& each) { return !taken.insert(each).second; });
}

bool isFurtherLoss(const ConfigField& field) { return field.key.starts_with("losses."); }

}  // namespace

std::size_t combinations(const Sweep& sweep) {
  std::size_t count = !sweep.grid.empty() || sweep.runs.empty() ? countCombinations(sweep.grid) : 0;
  for (const Axes& axes : sweep.runs) count += countCombinations(axes);
  return std::min(sweep.baseline ? 2 * count : count, kMostSweepRuns + 1);
}

std::vector<SweepRun> sweepRuns(const Sweep& sweep) {
  if (combinations(sweep) > kMostSweepRuns)
    throw UserError("The sweep " + sweep.name + " comes to more than " + groupedText(std::int64_t(kMostSweepRuns)) +
                    " runs; name fewer values.");
  std::vector<SweepRun> runs;
  std::set<std::string> known;
  const auto keys = variedKeys(sweep);
  const auto add = [&](const RunConfig& config) {
    if (!known.insert(toToml(config)).second) return;
    SweepRun run{{}, config, {}};
    for (const std::string& key : keys) run.settings.emplace_back(key, findField(key)->get(config));
    run.name = runName(sweep, run);
    runs.push_back(std::move(run));
  };
  const auto configs = configurations(sweep);
  if (sweep.baseline)
    for (const RunConfig& config : configs) add(sweepBaseline(config));
  for (const RunConfig& config : configs) add(config);
  nameApart(runs);
  return runs;
}

std::string settingsText(const Settings& settings) {
  std::string text;
  for (const auto& [key, value] : settings) {
    const ConfigField* field = findField(key);
    if (field) text += (text.empty() ? "" : ", ") + key + " = " + valueToToml(*field, value);
  }
  return text;
}

void requirePossible(const std::vector<SweepRun>& runs,
                     const std::function<std::vector<Problem>(const RunConfig&)>& problems) {
  for (std::size_t i = 0; i < runs.size(); ++i)
    for (const Problem& problem : problems(runs[i].config))
      if (problem.severity == Problem::Severity::Error)
        throw UserError("Run " + std::to_string(i + 1) +
                        (runs[i].settings.empty() ? "" : " (" + settingsText(runs[i].settings) + ")") + ": " +
                        problem.sentence);
}

RunConfig sweepBaseline(RunConfig config) {
  static const RunConfig kDefaults;
  config.topoloss.tau = 0;
  config.topoloss.schedule = "constant";
  config.topoloss.stages.clear();
  for (const char* unread : {"tau_start", "tau_end", "schedule_steps", "schedule_at", "schedule_values"}) {
    const ConfigField* field = findField("topoloss." + std::string(unread));
    field->set(config, field->get(kDefaults));  // else equal baselines would count as different runs
  }
  for (TopoOverride& row : config.topoloss.overrides) row.tau.reset();
  for (const ConfigField& field : configFields())
    if (isFurtherLoss(field)) field.set(config, field.get(kDefaults));
  return config;
}

bool isTrainedAs(const RunConfig& stored, const RunConfig& wanted) {
  RunConfig a = withoutRunsSeed(stored), b = withoutRunsSeed(wanted);
  a.output = b.output = {};
  if (b.train.precision == "auto") a.train.precision = "auto";
  return a == b;
}

std::string valueToJson(const ConfigValue& value) {
  const auto json = std::visit([](const auto& each) { return nlohmann::json(each); }, value);
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace studio
