// The one table of losses, and the settings of a row (losses.h).
#include "core/losses/losses.h"

#include <algorithm>
#include <list>

#include "core/network/source.h"
#include "core/run/error.h"
#include "core/run/names.h"

namespace studio {

// The rows, in the order of lists: the function of this name stands in the loss' own file and makes its row.
// clang-format off
#define STUDIO_LOSSES(row) \
  row(noneRow)             \
  row(topoLossRow)         \
  row(allTnnRow)           \
  row(tdannRow)            \
  row(llcnnRow)            \
  row(cbSomRow)            \
  row(wiringCostRow)
// clang-format on

#define STUDIO_DECLARE_LOSS(make) LossRow make();
STUDIO_LOSSES(STUDIO_DECLARE_LOSS)

/// A row that trains nothing beside the task: what the others are held against.
LossRow noneRow() {
  return {.name = "none", .title = "None", .purpose = "nothing beside the task: what the others are held against"};
}

namespace {

ConfigField weightField(const LossRow& row) {
  auto field = furtherField("losses." + row.name + ".weight", row.title, row.purpose + "; 0: off", 0.0);
  field.maximum = row.largestWeight;
  return field;
}

/// With its schedule in [losses.NAME].
bool hasWeight(const LossRow& row) { return row.make && !row.ownSection; }

std::string scheduleOfLoss(const RunConfig& config, const std::string& name) {
  return lossSetting<std::string>(config, name, "schedule");
}

/// A setting of the schedule that counts while it is of one of these kinds.
ConfigField scheduleField(const LossRow& row, const std::string& key, const char* label, const char* help,
                          const ConfigValue& standard, std::vector<std::string> kinds) {
  const std::string& loss = row.name;
  auto field = lossField(loss, key, label, help, standard);
  field.advanced = true;
  if (std::holds_alternative<double>(standard) || std::holds_alternative<std::vector<double>>(standard))
    field.maximum = row.largestWeight;
  if (!kinds.empty())
    field.applies = [loss, kinds = std::move(kinds)](const RunConfig& config) {
      return isLossUsed(config, loss) &&
             std::find(kinds.begin(), kinds.end(), scheduleOfLoss(config, loss)) != kinds.end();
    };
  return field;
}

/// The same choices as tau has (core/run/schedule.h).
std::vector<ConfigField> scheduleFields(const LossRow& row) {
  auto kind = scheduleField(row, "schedule", "Schedule",
                            "change of the weight; over the run; linear, cosine_growth: start to the weight; "
                            "cosine_decay: the weight to end; steps: other values from some steps on; chained: stages",
                            std::string("constant"), {});
  kind.kind = FieldKind::Choice;
  kind.choices = scheduleKinds();
  return {kind,
          scheduleField(row, "weight_start", "Weight at start", "the value it begins with", 0.0,
                        {"linear", "cosine_growth"}),
          scheduleField(row, "weight_end", "Weight at end", "the value it ends with", 0.0, {"cosine_decay"}),
          scheduleField(row, "schedule_steps", "Schedule length", "steps the schedule takes; 0: the whole run",
                        std::int64_t{0}, {"linear", "cosine_growth", "cosine_decay"}),
          scheduleField(row, "schedule_at", "Changes at", "steps with a new value; as in 500, 1000",
                        std::vector<std::int64_t>{}, {"steps"}),
          scheduleField(row, "schedule_values", "Values there", "one for each of these steps", std::vector<double>{},
                        {"steps"}),
          scheduleField(row, "stages", "Stages",
                        "mode, start, end, steps; of each, as in linear 0 1 500, cosine_decay 1 0 500", std::string(),
                        {"chained"})};
}

/// The row, and what it brings: its settings and its columns.
void addRow(std::list<LossRow>& rows, LossRow row) {
  if (hasWeight(row)) {
    std::vector<ConfigField> fields{weightField(row)};
    fields.insert(fields.end(), row.fields.begin(), row.fields.end());
    const auto schedule = scheduleFields(row);
    fields.insert(fields.end(), schedule.begin(), schedule.end());
    addConfigFields(std::move(fields));
    for (const auto& column : row.columns) describeScalar(column);
  }
  rows.push_back(std::move(row));
}

const std::list<LossRow>& lossTable() {
#define STUDIO_ADD_LOSS(make) addRow(rows, make());
  static const std::list<LossRow> table = [] {
    std::list<LossRow> rows;
    STUDIO_LOSSES(STUDIO_ADD_LOSS)
    return rows;
  }();
  return table;
}

/// The settings of its rows are there before a configuration is read.
[[maybe_unused]] const bool kLossesAdded = (lossTable(), true);

/// What the losses of a file of weights make of its network; settings out of range are the file's mistake.
void completeFromText(Model& model, const RunConfig& config) {
  for (const auto& problem : settingProblems(config))
    if (problem.severity == Problem::Severity::Error && problem.key.starts_with("losses."))
      throw UserError(problem.sentence);
  for (const auto* row : losses())
    if (row->complete && isLossUsed(config, *row)) row->complete(model, config);
}

const bool kCompletionSet = (setNetworkCompletion(completeFromText), true);

}  // namespace

const char* actsOnText(ActsOn on) {
  return on == ActsOn::Weights ? "weights" : on == ActsOn::Activations ? "activations" : "update";
}

std::vector<const LossRow*> losses() {
  std::vector<const LossRow*> rows;
  for (const auto& row : lossTable()) rows.push_back(&row);
  return rows;
}

const LossRow& findLoss(const std::string& name) {
  std::vector<std::string> names;
  for (const auto* row : losses()) {
    if (row->name == name) return *row;
    names.push_back(row->name);
  }
  const auto meant = suggestion(name, names);
  throw UserError("There is no loss \"" + name + "\"" + (meant.empty() ? "; `toponets losses` lists them." : meant));
}

ConfigField lossField(const std::string& name, const std::string& key, const std::string& label,
                      const std::string& help, const ConfigValue& standard) {
  auto field = furtherField("losses." + name + "." + key, label, help, standard);
  field.applies = [name](const RunConfig& config) { return isLossUsed(config, name); };
  return field;
}

double lossWeight(const RunConfig& config, const std::string& name) {
  const auto found = config.further.find("losses." + name + ".weight");
  return found == config.further.end() ? 0 : std::get<double>(found->second);
}

bool isLossUsed(const RunConfig& config, const std::string& name) {
  if (lossWeight(config, name) != 0) return true;
  if (config.further.empty()) return false;
  const auto schedule = readSchedule(config, lossScheduleKeys(name));
  const auto values =
      schedule.kind == "steps" || schedule.kind == "chained" ? schedule.extremes(0) : std::vector<double>{};
  return std::any_of(values.begin(), values.end(), [](double value) { return value != 0; });
}

bool isLossUsed(const RunConfig& config, const LossRow& row) {
  return row.make && (row.isUsed ? row.isUsed(config) : isLossUsed(config, row.name));
}

ScheduledWeight::ScheduledWeight(const RunConfig& config, const std::string& name)
    : weight_(lossWeight(config, name)), schedule_(readSchedule(config, lossScheduleKeys(name))) {}

std::vector<TrainedLoss> makeLosses(Model& model, const RunConfig& config) {
  std::vector<TrainedLoss> made;
  for (const auto* row : losses()) {
    if (!isLossUsed(config, *row)) continue;
    if (auto loss = row->make(model, config)) made.push_back({row, std::move(loss)});
  }
  return made;
}

std::vector<Problem> lossProblems(const RunConfig& config, const std::vector<LayerInfo>& layers) {
  std::vector<std::string> names;
  for (const auto& layer : layers) names.push_back(layer.name);
  std::vector<Problem> problems;
  for (const auto* row : losses()) {
    const auto* field = findField("losses." + row->name + ".layers");
    if (!field || !isLossUsed(config, *row)) continue;
    const auto chosen = std::get<std::vector<std::string>>(field->get(config));
    for (const auto& name : chosen)
      if (std::find(names.begin(), names.end(), name) == names.end())
        problems.push_back({field->key,
                            Problem::Severity::Error,
                            "The model has no layer `" + name + "` with a sheet; name another in " + field->key +
                                ", or take the default layers.",
                            "Use the default layers",
                            {{field->key, "\"default\""}}});
    const bool any = !chosen.empty() || std::any_of(layers.begin(), layers.end(), [&](const LayerInfo& layer) {
      return findLayerSetting(config.topoloss, layer).listed;
    });
    if (!any)
      problems.push_back({field->key,
                          Problem::Severity::Error,
                          row->title + " has a weight but no layer; name layers in " + field->key + ", or set losses." +
                              row->name + ".weight to 0.",
                          "Turn it off",
                          {{"losses." + row->name + ".weight", "0.0"}}});
  }
  return problems;
}

std::string completionText(const RunConfig& config, std::int64_t step, std::int64_t length) {
  RunConfig only;
  only.topoloss.defaultLayers = config.topoloss.defaultLayers;
  only.topoloss.layers = config.topoloss.layers;
  bool any = false;
  for (const auto* row : losses()) {
    if (!row->complete || !isLossUsed(config, *row)) continue;
    for (const auto& field : row->fields) findField(field.key)->set(only, findField(field.key)->get(config));
    findField(row->section() + ".weight")->set(only, ScheduledWeight(config, row->name).at(step, length));
    any = true;
  }
  return any ? toToml(only) : std::string();
}

}  // namespace studio
