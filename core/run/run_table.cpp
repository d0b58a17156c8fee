#include "core/run/run_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/run/config_fields.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using Kind = RunColumn::Kind;

struct KindPrefix {
  Kind kind;
  const char* prefix;
};
constexpr KindPrefix kPrefixes[] = {{Kind::Fact, "fact:"}, {Kind::Setting, "setting:"}, {Kind::Last, "last:"},
                                    {Kind::Best, "best:"}, {Kind::AtStep, "at:"},       {Kind::Result, "result:"}};

/// "smoothness//max_minus_min" in its three parts.
struct ResultName {
  std::string analysis, table, column;
  explicit ResultName(const std::string& name) {
    const auto first = name.find('/'), second = first == std::string::npos ? first : name.find('/', first + 1);
    if (second == std::string::npos) return;
    analysis = name.substr(0, first);
    table = name.substr(first + 1, second - first - 1);
    column = name.substr(second + 1);
  }
};

std::string titleOf(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  if (!name.empty()) name[0] = char(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}

ColumnFacts factsOfFact(const std::string& name) {
  if (name == "state") return {.title = "State", .text = true};
  if (name == "steps") return {.title = "Steps", .whole = true};
  if (name == "epochs") return {.title = "Epochs", .decimals = 1};
  if (name == "seconds") return {.title = "Time", .time = true, .lowIsBetter = true};
  if (name == "seeds") return {.title = "Seeds", .whole = true};
  if (name == "data") return {.title = "Data", .text = true};
  if (name == "device") return {.title = "Device", .text = true};
  return {.title = "Version", .text = true};
}

ColumnFacts factsOfSetting(const std::string& key) {
  const ConfigField* field = findField(key);
  if (!field) return {.title = key, .text = true};
  const bool number = field->kind == FieldKind::Number || field->kind == FieldKind::Integer;
  return {.title = field->label,
          .unit = field->kind == FieldKind::NumberPair ? "" : field->unit,
          .text = !number,
          .whole = field->kind == FieldKind::Integer,
          .exact = field->kind == FieldKind::Number};
}

ColumnFacts factsOfScalar(const std::string& name) {
  const ScalarColumn column = scalarColumn(name);
  ColumnFacts facts{.title = column.title, .unit = column.unit};
  facts.time = column.kind == ScalarKind::Time;
  facts.lowIsBetter = column.kind == ScalarKind::Loss || facts.time;
  if (column.kind == ScalarKind::Share) facts.scale = 100, facts.unit = "%", facts.decimals = 1;
  return facts;
}

/// A loss or a perplexity is better where it is low; of what an analysis measures, more of it is further.
bool isLoss(const std::string& name) {
  return name.find("loss") != std::string::npos || name.find("perplexity") != std::string::npos ||
         name.find("drop") != std::string::npos;
}

/// "area" of "area, %": the unit is said once.
std::string withoutUnit(const std::string& title, const std::string& unit) {
  const std::string end = ", " + unit;
  return !unit.empty() && title.ends_with(end) ? title.substr(0, title.size() - end.size()) : title;
}

/// "Patches, area"; but "Smoothness", not "Smoothness, Smoothness".
std::string withAnalysis(const std::string& analysis, const std::string& title) {
  return spellingKey(title).starts_with(spellingKey(analysis)) ? title : analysis + ", " + title;
}

ColumnFacts factsOfResult(const std::string& name, const std::vector<AnalysisKind>& kinds) {
  const ResultName parts(name);
  ColumnFacts facts{.title = titleOf(parts.column), .lowIsBetter = isLoss(parts.column)};
  for (const AnalysisKind& kind : kinds) {
    if (kind.name != parts.analysis) continue;
    for (const ShownColumn& shown : kind.columns) {
      if (shown.table != parts.table || shown.column != parts.column) continue;
      facts.scale = shown.scale;
      facts.unit = shown.scale == 100 ? "%" : "";
      facts.title = withoutUnit(shown.title, facts.unit);
      facts.decimals = shown.decimals;
    }
    facts.title = withAnalysis(kind.title, facts.title);
  }
  return facts;
}

constexpr struct {
  const char *scalar, *result;
} kTwins[] = {{"smoothness", "smoothness//max_minus_min"},
              {"dimensionality", "dimensionality//effective_dimensionality"}};

RunValue valueOfFact(const RunRecord& run, const std::string& name) {
  const bool isFile = run.kind == RunRecord::Kind::Weights || run.kind == RunRecord::Kind::Settings;
  if (name == "state")
    return {kUndefined, isFile ? "" : stateWord(run.status, run.error, run.isOtherVersion ? run.version : "")};
  if (name == "data") return {kUndefined, run.dataName};
  if (name == "device") return {kUndefined, run.status.device};
  if (name == "version") return {kUndefined, run.version};
  if (isFile) return {};
  if (name == "steps") return {double(run.step >= 0 ? run.step : run.status.step)};
  if (name == "epochs") return {run.status.epoch};
  if (name == "seconds") return {run.status.secondsTrained};
  return {};  // seeds: of groups alone
}

RunValue valueOfSetting(const RunRecord& run, const std::string& key) {
  const ConfigField* field = run.config ? findField(key) : nullptr;
  if (!field) return {};
  const ConfigValue value = field->get(*run.config);
  if (const auto* number = std::get_if<double>(&value)) return {*number};
  if (const auto* number = std::get_if<std::int64_t>(&value)) return {double(*number)};
  if (field->kind == FieldKind::NumberPair)
    if (const auto* pair = std::get_if<std::vector<double>>(&value); pair && pair->size() == 2)
      return {kUndefined, numberText((*pair)[0]) + " × " + numberText((*pair)[1])};
  return {kUndefined, settingText(value)};
}

RunValue valueOfScalar(const RunRecord& run, const RunColumn& column) {
  const auto found = run.scalars.find(column.name);
  if (found == run.scalars.end()) return {};
  const ScalarSummary& sum = found->second;
  if (column.kind == Kind::Last) return {sum.last};
  if (column.kind == Kind::Best) return {factsOfScalar(column.name).lowIsBetter ? sum.least : sum.most};
  const auto at = sum.at.find(column.step);
  return {at == sum.at.end() ? kUndefined : at->second};
}

RunValue valueOfResult(const RunRecord& run, const RunColumn& column) {
  const ResultName parts(column.name);
  const ResultNumber* found = run.result(parts.analysis, parts.table, parts.column);
  return {found ? found->value : kUndefined};
}

bool isFinished(const RunRecord& run) { return run.status.state == RunState::Finished && run.error.empty(); }

void addCounted(RunGroup& group, const RunRecords& runs) {
  const bool any = std::any_of(group.runs.begin(), group.runs.end(), [&](auto i) { return isFinished(*runs[i]); });
  std::set<std::int64_t> seeds;
  for (const std::size_t i : group.runs)
    if ((!any || isFinished(*runs[i])) && seeds.insert(runs[i]->seed()).second) group.counted.push_back(i);
}

}  // namespace

std::string RunColumn::id() const {
  for (const auto& [each, prefix] : kPrefixes)
    if (each == kind) return prefix + (kind == Kind::AtStep ? std::to_string(step) + ":" : std::string()) + name;
  return {};
}

std::optional<RunColumn> runColumnFrom(std::string_view id) {
  for (const auto& [kind, prefix] : kPrefixes) {
    if (!id.starts_with(prefix)) continue;
    RunColumn column{kind, std::string(id.substr(std::string_view(prefix).size())), 0};
    if (kind == Kind::AtStep) {
      const auto colon = column.name.find(':');
      const auto step = colon == std::string::npos ? std::nullopt : numberFrom(column.name.substr(0, colon));
      if (!step || !(*step >= 0 && *step < 1e15)) return std::nullopt;
      column.step = std::int64_t(*step);
      column.name = column.name.substr(colon + 1);
    }
    const auto& facts = runFacts();
    const bool known = kind != Kind::Fact || std::find(facts.begin(), facts.end(), column.name) != facts.end();
    return column.name.empty() || !known ? std::nullopt : std::optional(column);
  }
  return std::nullopt;
}

const std::vector<std::string>& runFacts() {
  static const std::vector<std::string> facts{"seeds",   "state", "steps",  "epochs",
                                              "seconds", "data",  "device", "version"};
  return facts;
}

std::vector<RunColumn> usualRunColumns() {
  return {{Kind::Fact, "seeds"},      {Kind::Setting, "topoloss.tau"}, {Kind::Setting, "topoloss.factor"},
          {Kind::Fact, "state"},      {Kind::Fact, "steps"},           {Kind::Last, "validation_accuracy"},
          {Kind::Last, "smoothness"}, {Kind::Last, "dimensionality"},  {Kind::Last, "task_loss"},
          {Kind::Last, "topo_loss"},  {Kind::Fact, "seconds"}};
}

ColumnFacts columnFacts(const RunColumn& column, const std::vector<AnalysisKind>& kinds) {
  switch (column.kind) {
    case Kind::Fact:
      return factsOfFact(column.name);
    case Kind::Setting:
      return factsOfSetting(column.name);
    case Kind::Result:
      return factsOfResult(column.name, kinds);
    default:
      return factsOfScalar(column.name);
  }
}

RunColumn oneColumn(const RunColumn& column) {
  for (const auto& [scalar, result] : kTwins)
    if (column.kind == Kind::Result && column.name == result) return {Kind::Last, scalar};
  return column;
}

std::optional<RunColumn> storedTwin(const RunColumn& column) {
  for (const auto& [scalar, result] : kTwins)
    if (column.kind == Kind::Last && column.name == scalar) return RunColumn{Kind::Result, result};
  return std::nullopt;
}

bool isStoredValue(const RunRecord& run, const RunColumn& column) {
  const auto twin = storedTwin(oneColumn(column));
  return twin && std::isfinite(valueOfResult(run, *twin).number);
}

bool isMeasure(const RunColumn& column, const std::vector<AnalysisKind>& kinds) {
  if (column.kind != Kind::Result) return !columnFacts(column, kinds).text;
  const ResultName parts(column.name);
  const auto kind =
      std::find_if(kinds.begin(), kinds.end(), [&](const auto& each) { return each.name == parts.analysis; });
  if (kind == kinds.end()) return true;
  const auto isIt = [&](const auto& each) { return each.table == parts.table && each.column == parts.column; };
  const bool shown = std::any_of(kind->columns.begin(), kind->columns.end(), isIt);
  const bool mean = std::any_of(kind->means.begin(), kind->means.end(), isIt);
  return mean || (shown && (parts.table == "full" || kind->means.empty()));
}

bool RunValue::empty() const { return text.empty() && !std::isfinite(number); }

RunValue runValue(const RunRecord& run, const RunColumn& column) {
  if (column.kind == Kind::Fact) return valueOfFact(run, column.name);
  if (column.kind == Kind::Setting) return valueOfSetting(run, column.name);
  const RunColumn one = oneColumn(column);
  if (isStoredValue(run, one)) return valueOfResult(run, *storedTwin(one));
  return one.kind == Kind::Result ? valueOfResult(run, one) : valueOfScalar(run, one);
}

std::vector<RunColumn> possibleColumns(const RunRecords& runs) {
  std::vector<RunColumn> columns;
  for (const std::string& name : runFacts()) columns.push_back({Kind::Fact, name});
  for (const ConfigField& field : configFields()) columns.push_back({Kind::Setting, field.key});
  std::set<std::string> further;
  std::vector<std::string> results;
  for (const auto& run : runs) {
    for (const auto& [name, sum] : run->scalars) further.insert(name);
    for (const ResultNumber& each : run->results) {
      const std::string name = each.analysis + "/" + each.table + "/" + each.column;
      const RunColumn one = oneColumn({Kind::Result, name});
      if (one.kind == Kind::Last)
        further.insert(one.name);
      else if (std::find(results.begin(), results.end(), name) == results.end())
        results.push_back(name);
    }
  }
  for (const ScalarColumn& column : scalarColumns())
    if (further.erase(column.name)) columns.push_back({Kind::Last, column.name});
  for (const std::string& name : further) columns.push_back({Kind::Last, name});
  for (const std::string& name : results) columns.push_back({Kind::Result, name});
  return columns;
}

SeedSpread spreadOf(const std::vector<double>& values) {
  const auto defined = std::count_if(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
  return {meanOfDefined(values), deviationOfDefined(values), std::size_t(defined)};
}

std::vector<RunGroup> groupRuns(const RunRecords& runs, const std::vector<std::size_t>& shown, bool bySeeds) {
  std::vector<RunGroup> groups;
  std::map<std::string, std::size_t> places;
  for (const std::size_t i : shown) {
    const std::string& key = runs[i]->groupKey;
    const auto known = places.find(key);
    if (bySeeds && !key.empty() && known != places.end()) {
      groups[known->second].runs.push_back(i);
      continue;
    }
    places[key] = groups.size();
    groups.push_back({{i}, {}});
  }
  for (RunGroup& group : groups) {
    std::stable_sort(group.runs.begin(), group.runs.end(),
                     [&](std::size_t a, std::size_t b) { return runs[a]->seed() < runs[b]->seed(); });
    addCounted(group, runs);
  }
  return groups;
}

SeedSpread groupSpread(const RunRecords& runs, const RunGroup& group, const RunColumn& column) {
  if (column.kind == Kind::Fact && column.name == "seeds") return {double(group.counted.size()), kUndefined, 1};
  std::vector<double> values;
  for (const std::size_t i : group.counted) values.push_back(runValue(*runs[i], column).number);
  return spreadOf(values);
}

std::string groupText(const RunRecords& runs, const RunGroup& group, const RunColumn& column) {
  const std::string first = runValue(*runs[group.runs.front()], column).text;
  for (const std::size_t i : group.runs)
    if (runValue(*runs[i], column).text != first) return {};
  return first;
}

std::string groupName(const RunRecords& runs, const RunGroup& group) {
  const RunRecord& first = *runs[group.runs.front()];
  if (group.runs.size() == 1 || !first.config) return first.name;
  return first.config->model.name + ", τ " + numberText(first.config->topoloss.tau);
}

void sortGroups(std::vector<RunGroup>& groups, const RunRecords& runs, const std::optional<RunColumn>& column,
                bool descending) {
  struct Key {
    double number = kUndefined;
    std::string text;
    RunGroup group;
    bool missing() const { return text.empty() && !std::isfinite(number); }
  };
  std::vector<Key> keys;
  for (RunGroup& group : groups) {
    Key key;
    if (column) key.number = groupSpread(runs, group, *column).mean;
    key.text = spellingKey(column ? groupText(runs, group, *column) : groupName(runs, group));
    key.group = std::move(group);
    keys.push_back(std::move(key));
  }
  std::stable_sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
    if (a.missing() || b.missing()) return !a.missing() && b.missing();
    const Key &first = descending ? b : a, &second = descending ? a : b;
    const bool numbers = std::isfinite(a.number) && std::isfinite(b.number);
    return numbers ? first.number < second.number : first.text < second.text;
  });
  for (std::size_t i = 0; i < keys.size(); ++i) groups[i] = std::move(keys[i].group);
}

std::vector<RunColumn> differingColumns(const RunRecords& runs, const std::vector<std::size_t>& chosen) {
  std::vector<const RunConfig*> configs;
  for (const std::size_t i : chosen)
    if (runs[i]->config) configs.push_back(runs[i]->config.get());
  std::vector<RunColumn> columns;
  for (const SettingDifference& each : settingDifferences(configs)) columns.push_back({Kind::Setting, each.key});
  return columns;
}

Table runTable(const RunRecords& runs, const std::vector<RunGroup>& groups, const std::vector<RunColumn>& columns) {
  Table table("runs", false);
  const auto add = [&](const std::string& name, std::size_t n, const auto& value, const auto& deviation) {
    std::vector<Cell> row{{"run", name}, {"n", std::int64_t(n)}};
    for (const RunColumn& column : columns) {
      const RunValue each = value(column);
      if (columnFacts(column, {}).text) {
        row.emplace_back(column.id(), each.text);
        continue;
      }
      row.emplace_back(column.id(), each.number);
      row.emplace_back(column.id() + "_sd", deviation(column));
    }
    table.add(row);
  };
  for (const RunGroup& group : groups) {
    if (group.runs.size() > 1)
      add(
          groupName(runs, group), group.counted.size(),
          [&](const RunColumn& column) {
            return RunValue{groupSpread(runs, group, column).mean, groupText(runs, group, column)};
          },
          [&](const RunColumn& column) { return groupSpread(runs, group, column).deviation; });
    for (const std::size_t i : group.runs)
      add(
          runs[i]->name, 1, [&](const RunColumn& column) { return runValue(*runs[i], column); },
          [](const RunColumn&) { return kUndefined; });
  }
  return table;
}

}  // namespace studio
