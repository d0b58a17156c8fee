// What can be said of settings without a model or data: ranges and choices from the table, combinations by hand.
#include <algorithm>
#include <cmath>
#include <set>

#include "core/run/config_fields.h"
#include "core/run/names.h"
#include "core/run/optimizers.h"
#include "core/run/printable_text.h"
#include "core/run/schedule.h"

namespace studio {
namespace {

using Problems = std::vector<Problem>;
using Fix = std::vector<std::pair<std::string, std::string>>;
constexpr auto kError = Problem::Severity::Error;
constexpr auto kWarning = Problem::Severity::Warning;

void add(Problems& problems, const std::string& key, Problem::Severity severity, const std::string& sentence,
         const std::string& label = {}, const Fix& fix = {}) {
  problems.push_back({key, severity, sentence, label, fix});
}

bool inRange(const ConfigField& field, double value) {
  return std::isfinite(value) && value >= field.minimum && value <= field.maximum;
}

/// In range, and whole where only whole numbers are allowed.
std::string nearestAllowed(const ConfigField& field, double value) {
  const double allowed = std::isnan(value) ? field.minimum : std::clamp(value, field.minimum, field.maximum);
  return field.kind == FieldKind::Integer ? std::to_string(static_cast<std::int64_t>(allowed)) : numberText(allowed);
}

std::string limits(const ConfigField& field) {
  if (field.maximum >= 1e6) return "must be " + numberText(field.minimum) + " or more";
  return "must lie between " + numberText(field.minimum) + " and " + numberText(field.maximum);
}

std::vector<double> numbersIn(const ConfigValue& value) {
  if (const auto* number = std::get_if<double>(&value)) return {*number};
  if (const auto* number = std::get_if<std::int64_t>(&value)) return {static_cast<double>(*number)};
  if (const auto* list = std::get_if<std::vector<double>>(&value)) return *list;
  if (const auto* list = std::get_if<std::vector<std::int64_t>>(&value)) return {list->begin(), list->end()};
  return {};
}

void checkRange(Problems& problems, const ConfigField& field, const ConfigValue& value) {
  const std::vector<double> numbers = numbersIn(value);
  const auto wrong =
      std::find_if(numbers.begin(), numbers.end(), [&](double number) { return !inRange(field, number); });
  if (wrong == numbers.end()) return;
  const bool tooLarge = std::isfinite(*wrong) && *wrong > field.maximum;
  const std::string rule = !std::isfinite(*wrong) ? "must be a finite number"
                           : tooLarge             ? "must be " + numberText(field.maximum) + " or less"
                                                  : limits(field);
  std::string corrected;
  for (const double number : numbers) corrected += (corrected.empty() ? "" : ", ") + nearestAllowed(field, number);
  const bool list = field.kind != FieldKind::Integer && field.kind != FieldKind::Number;
  const bool fixable = field.kind != FieldKind::IntegerList;  // what a layer's size should be, nobody can guess
  add(problems, field.key, kError, field.key + " is " + numberText(*wrong) + " but " + rule + ".",
      fixable ? "Set to " + corrected : "",
      fixable ? Fix{{field.key, list ? "[" + corrected + "]" : corrected}} : Fix{});
}

void checkChoice(Problems& problems, const ConfigField& field, const ConfigValue& value) {
  const std::string& chosen = std::get<std::string>(value);
  if (field.choices.empty() || std::find(field.choices.begin(), field.choices.end(), chosen) != field.choices.end())
    return;
  std::string all;
  for (const std::string& choice : field.choices) all += (all.empty() ? "" : ", ") + choice;
  const std::string near = nearestName(chosen, field.choices);
  add(problems, field.key, kError, field.key + " is \"" + chosen + "\" but must be one of " + all + ".",
      near.empty() ? "" : "Set to " + near, near.empty() ? Fix{} : Fix{{field.key, near}});
}

void checkData(Problems& problems, const DataConfig& data) {
  if (data.mean.size() > 1 && data.std.size() > 1 && data.mean.size() != data.std.size())
    add(problems, "data.std", kError,
        "data.mean has " + std::to_string(data.mean.size()) + " values and data.std " +
            std::to_string(data.std.size()) + "; give one of each for every channel, or one for all.");
  if (data.validation == 0)
    add(problems, "data.validation", kWarning,
        "data.validation is 0: a data set without a split of its own gets no validation accuracy; 0.1 keeps a tenth of "
        "it back.",
        "Set to 0.1", {{"data.validation", "0.1"}});
}

void checkParts(Problems& problems, const TrainConfig& train) {
  if (train.parts <= train.batchSize) return;
  add(problems, "train.parts", kError,
      "train.parts is " + std::to_string(train.parts) + ", but a batch of " + std::to_string(train.batchSize) +
          " has no more parts than images.",
      "Set to " + std::to_string(train.batchSize), {{"train.parts", std::to_string(train.batchSize)}});
}

void checkGrowth(Problems& problems, const RunConfig& config) {
  const DataConfig& data = config.data;
  if (data.trainSizeEnd == 0) return;
  if (data.trainSize == 0 && data.imageSize == 0)
    add(problems, "data.train_size_end", kError,
        "data.train_size_end is " + std::to_string(data.trainSizeEnd) +
            " but images as stored have no size to grow from; set data.train_size or data.image_size.");
  if (data.growTo < data.growFrom)
    add(problems, "data.grow_to", kError,
        "data.grow_to is epoch " + std::to_string(data.growTo) +
            ", before data.grow_from = " + std::to_string(data.growFrom) + "; images grow from the one to the other.",
        "Set to " + std::to_string(data.growFrom), {{"data.grow_to", std::to_string(data.growFrom)}});
  if (config.train.steps == 0 && std::max(data.growTo, data.growFrom + 1) >= config.train.epochs)
    add(problems, "data.grow_to", kWarning,
        "data.grow_to is epoch " + std::to_string(data.growTo) + " of " + std::to_string(config.train.epochs) +
            " (counted from 0), so training images do not reach data.train_size_end; let them grow earlier.");
}

void checkLayers(Problems& problems, const TopoLossConfig& topo) {
  const std::string key = "topoloss.layers";
  std::set<std::string> seen;
  for (const std::string& layer : topo.layers)
    if (!topo.defaultLayers && !seen.insert(layer).second)
      add(problems, key, kError, "topoloss.layers names " + layer + " twice; name it once.");
  seen.clear();
  for (const TopoOverride& row : topo.overrides) {
    const std::string name = "the override of layer " + row.layer;
    if (!seen.insert(row.layer).second)
      add(problems, key, kError, "two overrides name layer " + row.layer + "; keep one.");
    if (!row.tau && !row.factor) add(problems, key, kWarning, name + " changes nothing; give it tau or factor.");
    if (row.tau && !(std::isfinite(*row.tau) && *row.tau >= 0))
      add(problems, key, kError, name + " sets τ to " + numberText(*row.tau) + "; it must be 0 or more.");
    if (row.factor)
      for (const double factor : {row.factor->first, row.factor->second})
        if (!(std::isfinite(factor) && factor >= 1))
          add(problems, key, kError, name + " sets the factor to " + numberText(factor) + "; it must be 1 or more.");
  }
}

void checkOptimizer(Problems& problems, const RunConfig& config) {
  const OptimizerConfig& optimizer = config.optimizer;
  if (optimizer.schedule == "one_cycle" && optimizer.warmupSteps > 0)
    add(problems, "optimizer.warmup_steps", kError,
        "optimizer.warmup_steps is " + std::to_string(optimizer.warmupSteps) +
            " but one_cycle has a warm-up of its own; set it to 0.",
        "Set to 0", {{"optimizer.warmup_steps", "0"}});
  if (config.train.steps > 0 && optimizer.warmupSteps >= config.train.steps)
    add(problems, "optimizer.warmup_steps", kWarning,
        "optimizer.warmup_steps is " + std::to_string(optimizer.warmupSteps) +
            ", so the learning rate rises over the whole run of " + std::to_string(config.train.steps) +
            " steps; shorten it.");
  if (optimizerReads(optimizer, "optimizer.nesterov") && optimizer.nesterov && optimizer.momentum == 0)
    add(problems, "optimizer.nesterov", kError,
        "optimizer.nesterov looks ahead along the momentum, but optimizer.momentum is 0; set it above 0, or nesterov "
        "to false.",
        "Set nesterov to false", {{"optimizer.nesterov", "false"}});
  if (optimizer.learningRate == 0)
    add(problems, "optimizer.learning_rate", kWarning,
        "optimizer.learning_rate is 0, so the weights never change; 0.001 suits Adam.", "Set to 0.001",
        {{"optimizer.learning_rate", "0.001"}});
}

}  // namespace

std::vector<Problem> settingProblems(const RunConfig& config) {
  Problems problems;
  for (const ConfigField& field : configFields()) {
    const ConfigValue value = field.get(config);
    if (field.kind == FieldKind::Choice)
      checkChoice(problems, field, value);
    else
      checkRange(problems, field, value);
  }
  checkData(problems, config.data);
  checkParts(problems, config.train);
  checkGrowth(problems, config);
  for (auto& problem : scheduleProblems(config)) problems.push_back(std::move(problem));
  checkLayers(problems, config.topoloss);
  checkOptimizer(problems, config);
  return problems;
}

}  // namespace studio
