// Values of a schedule, its settings, and what may be wrong with them (schedule.h).
#include "core/run/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <sstream>

#include "core/run/config_value.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

/// From `start` to `end` within `steps` steps, at step `step` of them. The package's cosine_decay rises again past its
/// end; this one stays.
double blend(const std::string& mode, double start, double end, std::int64_t step, std::int64_t steps) {
  if (step >= steps) return end;
  if (mode == "constant") return start;
  const double share = double(step) / double(steps);
  if (mode == "linear") return start + (end - start) * share;
  return end + (start - end) * 0.5 * (1 + std::cos(std::numbers::pi * share));
}

double chainedValue(const std::vector<TauStage>& stages, std::int64_t step) {
  for (const TauStage& stage : stages) {
    if (step < stage.steps) return blend(stage.mode, stage.start, stage.end, step, stage.steps);
    step -= std::max<std::int64_t>(stage.steps, 0);
  }
  return stages.back().mode == "constant" ? stages.back().start : stages.back().end;
}

template <class T>
T settingValue(const RunConfig& config, const std::string& key) {
  const ConfigField* field = key.empty() ? nullptr : findField(key);
  return field ? std::get<T>(field->get(config)) : T{};
}

/// The factor's numbers are of both directions: the larger one of [topoloss].
double scheduleNumber(const RunConfig& config, const std::string& key) {
  const ConfigField* field = findField(key);
  if (!field) return 0;
  const ConfigValue value = field->get(config);
  if (const auto* pair = std::get_if<std::vector<double>>(&value)) return std::max(pair->at(0), pair->at(1));
  return std::get<double>(value);
}

bool isStageMode(const std::string& mode) {
  return mode == "constant" || mode == "linear" || mode == "cosine_growth" || mode == "cosine_decay";
}

TauStage parseStage(const std::string& part) {
  std::istringstream words(part);
  TauStage stage;
  double steps = 0;
  std::string rest;
  if (!(words >> stage.mode >> stage.start >> stage.end >> steps) || words >> rest || steps != std::floor(steps) ||
      !(steps >= 0 && steps <= 1e9))
    throw UserError("\"" + printable(part) +
                    "\" is no stage of a schedule; write its mode, first value, last value and steps, as in linear 0 1 "
                    "500, and a comma between stages.");
  stage.steps = std::int64_t(steps);
  return stage;
}

}  // namespace

const std::vector<std::string>& scheduleKinds() {
  static const std::vector<std::string> kKinds{"constant",     "linear", "cosine_growth",
                                               "cosine_decay", "steps",  "chained"};
  return kKinds;
}

double Schedule::valueAt(double number, std::int64_t step, std::int64_t steps) const {
  const std::int64_t span = length > 0 ? length : steps;
  if (kind == "linear" || kind == "cosine_growth") return blend(kind, start, number, step, span);
  if (kind == "cosine_decay") return blend(kind, number, end, step, span);
  if (kind == "chained" && !stages.empty()) return chainedValue(stages, step);
  double value = number;
  if (kind == "steps")
    for (std::size_t i = 0; i < std::min(at.size(), values.size()); ++i)
      if (step >= at[i]) value = values[i];
  return value;
}

std::vector<double> Schedule::extremes(double number) const {
  if (kind == "linear" || kind == "cosine_growth") return {start, number};
  if (kind == "cosine_decay") return {number, end};
  std::vector<double> all;
  if (kind == "chained" && !stages.empty()) {
    for (const TauStage& stage : stages) all.insert(all.end(), {stage.start, stage.end});
    return all;
  }
  all = {number};
  if (kind == "steps") all.insert(all.end(), values.begin(), values.end());
  return all;
}

ScheduleKeys tauScheduleKeys() {
  return {"topoloss.tau",
          "topoloss.schedule",
          "topoloss.tau_start",
          "topoloss.tau_end",
          "topoloss.schedule_steps",
          "topoloss.schedule_at",
          "topoloss.schedule_values",
          {}};
}

ScheduleKeys factorScheduleKeys() {
  return {"topoloss.factor",        "topoloss.factor_schedule",       "topoloss.factor_start",
          "topoloss.factor_end",    "topoloss.factor_schedule_steps", "topoloss.factor_at",
          "topoloss.factor_values", "topoloss.factor_stages"};
}

ScheduleKeys lossScheduleKeys(const std::string& loss) {
  const std::string section = "losses." + loss + ".";
  return {section + "weight",         section + "schedule",    section + "weight_start",    section + "weight_end",
          section + "schedule_steps", section + "schedule_at", section + "schedule_values", section + "stages"};
}

Schedule readSchedule(const RunConfig& config, const ScheduleKeys& keys) {
  Schedule schedule;
  schedule.kind = settingValue<std::string>(config, keys.kind);
  schedule.start = settingValue<double>(config, keys.start);
  schedule.end = settingValue<double>(config, keys.end);
  schedule.length = settingValue<std::int64_t>(config, keys.length);
  schedule.at = settingValue<std::vector<std::int64_t>>(config, keys.at);
  schedule.values = settingValue<std::vector<double>>(config, keys.values);
  try {
    schedule.stages =
        keys.stages.empty() ? config.topoloss.stages : parseStages(settingValue<std::string>(config, keys.stages));
  } catch (const UserError&) {
    schedule.stages.clear();
  }
  return schedule;
}

std::vector<TauStage> parseStages(std::string_view text) {
  constexpr std::size_t kMost = 1000;
  std::vector<TauStage> stages;
  std::istringstream parts{std::string(text)};
  for (std::string part; std::getline(parts, part, ',');) {
    if (part.find_first_not_of(" \t") == std::string::npos) continue;
    if (stages.size() == kMost) throw UserError("A schedule has at most 1000 stages; join some of them.");
    stages.push_back(parseStage(part));
  }
  return stages;
}

// What may be wrong.

namespace {

/// One schedule under examination.
struct Examined {
  const RunConfig& config;
  ScheduleKeys keys;
  Schedule schedule;
  std::string name;  ///< in sentences: "τ", "the factor", "the weight"
  double least = 0;  ///< of all its values
  std::vector<Problem> problems{};

  double number() const { return scheduleNumber(config, keys.number); }
  void add(const std::string& key, const std::string& sentence, const std::string& label = {},
           const std::string& value = {}, Problem::Severity severity = Problem::Severity::Error) {
    Problem problem{key, severity, sentence, label, {}};
    if (!label.empty()) problem.fix = {{key, value}};
    problems.push_back(std::move(problem));
  }
};

constexpr double kMostNumber = 1e6;

void examineStage(Examined& found, const TauStage& stage, std::size_t number) {
  const std::string& key = found.keys.kind;
  const std::string name = "stage " + std::to_string(number) + " of " + key;
  if (!isStageMode(stage.mode))
    found.add(key, name + " has the mode \"" + printable(stage.mode) +
                       "\"; it must be constant, linear, cosine_growth or cosine_decay.");
  if (stage.steps < 1)
    found.add(key, name + " takes " + std::to_string(stage.steps) + " steps; it must take 1 or more.");
  for (const double value : {stage.start, stage.end})
    if (!(std::isfinite(value) && value >= found.least && value <= kMostNumber))
      found.add(key, name + " sets " + found.name + " to " + numberText(value) + "; it must be " +
                         numberText(found.least) + " or more.");
  if (stage.mode == "cosine_decay" && !(stage.end < stage.start))
    found.add(key, name + " decays from " + numberText(stage.start) + " to " + numberText(stage.end) +
                       "; its end must be below its start.");
}

void examineChain(Examined& found) {
  const std::string& key = found.keys.kind;
  const bool tables = found.keys.stages.empty(), chained = found.schedule.kind == "chained";
  std::string wrong;
  try {
    if (!tables) parseStages(settingValue<std::string>(found.config, found.keys.stages));
  } catch (const UserError& error) {
    wrong = error.what();
  }
  if (!wrong.empty()) return found.add(found.keys.stages, wrong);
  if (chained && found.schedule.stages.empty())
    found.add(key,
              key + " is chained but has no stages; add " +
                  (tables ? "[[topoloss.stage]] tables" : found.keys.stages + " = \"linear 0 1 500\"") +
                  " or choose constant.",
              "Set to constant", "constant");
  if (!chained && !found.schedule.stages.empty())
    found.add(key,
              (tables ? std::string("[[topoloss.stage]] tables are") : found.keys.stages + " is") + " used only when " +
                  key + " is chained; it is " + printable(found.schedule.kind) + ".",
              "Set to chained", "chained", Problem::Severity::Warning);
  for (std::size_t i = 0; chained && i < found.schedule.stages.size(); ++i)
    examineStage(found, found.schedule.stages[i], i + 1);
}

void examineSteps(Examined& found) {
  const Schedule& schedule = found.schedule;
  if (schedule.kind != "steps") return;
  if (schedule.at.empty() || schedule.at.size() != schedule.values.size())
    return found.add(found.keys.at, found.keys.at + " has " + std::to_string(schedule.at.size()) + " steps and " +
                                        found.keys.values + " " + std::to_string(schedule.values.size()) +
                                        " values; give one value for each step.");
  if (!std::is_sorted(schedule.at.begin(), schedule.at.end(), std::less_equal<>{}))
    found.add(found.keys.at, found.keys.at + " must rise from step to step; sort its steps and name each once.");
}

void examineEnds(Examined& found) {
  const Schedule& schedule = found.schedule;
  if (schedule.kind == "cosine_decay" && schedule.end >= found.number() && found.number() > 0)
    found.add(found.keys.end,
              found.keys.end + " is " + numberText(schedule.end) + " but cosine_decay must end below " + found.name +
                  " = " + numberText(found.number()) + ".",
              "Set to " + numberText(found.least), decimalText(found.least));
  const auto steps = found.config.train.steps;
  if (steps > 0 && schedule.length > steps)
    found.add(found.keys.length,
              found.keys.length + " is " + std::to_string(schedule.length) + ", more than the run's " +
                  std::to_string(steps) + " steps, so " + found.name + " does not reach its end.",
              "Set to 0 (the whole run)", "0", Problem::Severity::Warning);
}

/// The kinds of schedule that read this setting.
std::string readersOf(const ConfigField& field, const Examined& found) {
  std::vector<std::string> readers;
  RunConfig config = found.config;
  for (const std::string& kind : scheduleKinds()) {
    findField(found.keys.kind)->set(config, kind);
    if (field.applies(config)) readers.push_back(kind);
  }
  return listedNames(readers, "and");
}

/// A number that was given to a schedule of another kind would be passed over without a word.
void examineUnread(Examined& found) {
  static const RunConfig kDefaults;
  const ScheduleKeys& keys = found.keys;
  for (const std::string& key : {keys.start, keys.end, keys.length, keys.at, keys.values}) {
    const ConfigField* field = findField(key);
    if (!field || !field->applies || field->applies(found.config)) continue;
    const ConfigValue usual = field->get(kDefaults);
    if (field->get(found.config) == usual) continue;
    const std::string readers = readersOf(*field, found);
    if (readers.empty()) continue;  // of a loss that is off
    const std::string text = valueToToml(*field, usual);
    found.add(keys.kind,  // the form hides the other
              key + " is set but not read where " + keys.kind + " is " + printable(found.schedule.kind) +
                  "; it is read where that is " + readers + ".",
              "Set to " + text, text, Problem::Severity::Warning);
    found.problems.back().fix = {{key, text}};
  }
}

void examine(std::vector<Problem>& problems, const RunConfig& config, const ScheduleKeys& keys, const char* name,
             double least) {
  Examined found{config, keys, readSchedule(config, keys), name, least};
  examineChain(found);
  examineSteps(found);
  examineEnds(found);
  examineUnread(found);
  problems.insert(problems.end(), found.problems.begin(), found.problems.end());
}

}  // namespace

std::vector<Problem> scheduleProblems(const RunConfig& config) {
  std::vector<Problem> problems;
  examine(problems, config, tauScheduleKeys(), "τ", 0);
  examine(problems, config, factorScheduleKeys(), "the factor", 1);
  const std::string table = "losses.", ending = ".schedule";
  for (const ConfigField& field : configFields())
    if (field.key.starts_with(table) && field.key.ends_with(ending)) {
      const auto loss = field.key.substr(table.size(), field.key.size() - table.size() - ending.size());
      examine(problems, config, lossScheduleKeys(loss), "the weight", 0);
    }
  return problems;
}

}  // namespace studio
