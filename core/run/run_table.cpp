// Columns of a table of runs and each run's value in them (run_table.h).
#include "core/run/run_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/run/config_fields.h"
#include "core/run/measures.h"
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

std::string plainTitle(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  if (!name.empty()) name[0] = char(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}

struct RunFact {
  std::string name;
  ColumnFacts facts;
  RunValue (*value)(const RunRecord&);
};

bool isFile(const RunRecord& run) {
  return run.kind == RunRecord::Kind::Weights || run.kind == RunRecord::Kind::Settings;
}

RunValue ofTraining(const RunRecord& run, double value) { return isFile(run) ? RunValue{} : RunValue{value}; }

RunValue wordOfState(const RunRecord& run) {
  return {kUndefined, isFile(run) ? "" : stateWord(run.status, run.error, run.isOtherVersion ? run.version : "")};
}

/// In the order of lists.
const std::vector<RunFact>& factTable() {
  using Run = const RunRecord&;
  static const std::vector<RunFact> table{
      {"seeds", {.title = "Seeds", .whole = true}, [](Run) { return RunValue{}; }},  // of groups alone
      {"state", {.title = "State", .text = true}, wordOfState},
      {"steps",
       {.title = "Steps", .whole = true},
       [](Run run) { return ofTraining(run, double(run.step >= 0 ? run.step : run.status.step)); }},
      {"epochs", {.title = "Epochs", .decimals = 1}, [](Run run) { return ofTraining(run, run.status.epoch); }},
      {"seconds",
       {.title = "Time", .time = true, .lowIsBetter = true},
       [](Run run) { return ofTraining(run, run.status.secondsTrained); }},
      {"data",
       {.title = "Data", .text = true},
       [](Run run) {
         return RunValue{kUndefined, run.dataName};
       }},
      {"device",
       {.title = "Device", .text = true},
       [](Run run) {
         return RunValue{kUndefined, run.status.device};
       }},
      {"version", {.title = "Version", .text = true}, [](Run run) {
         return RunValue{kUndefined, run.version};
       }}};
  return table;
}

/// nullptr = there is none of that name.
const RunFact* findFact(const std::string& name) {
  for (const RunFact& each : factTable())
    if (each.name == name) return &each;
  return nullptr;
}

ColumnFacts factsOfFact(const std::string& name) {
  const RunFact* fact = findFact(name);
  return fact ? fact->facts : ColumnFacts{.title = name, .text = true};
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
  ColumnFacts facts{.title = plainTitle(parts.column), .lowIsBetter = isLoss(parts.column)};
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

RunValue valueOfFact(const RunRecord& run, const std::string& name) {
  const RunFact* fact = findFact(name);
  return fact ? fact->value(run) : RunValue{};
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
    const bool known = kind != Kind::Fact || findFact(column.name);
    return column.name.empty() || !known ? std::nullopt : std::optional(column);
  }
  return std::nullopt;
}

const std::vector<std::string>& runFacts() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const RunFact& each : factTable()) all.push_back(each.name);
    return all;
  }();
  return names;
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
  const auto measure = column.kind == Kind::Result ? measureOfResult(column.name) : std::nullopt;
  return measure && !measure->scalar.empty() ? RunColumn{Kind::Last, measure->scalar} : column;
}

std::optional<RunColumn> storedTwin(const RunColumn& column) {
  const auto measure = column.kind == Kind::Last ? measureOfScalar(column.name) : std::nullopt;
  return measure ? std::optional(RunColumn{Kind::Result, measure->result}) : std::nullopt;
}

bool isStoredValue(const RunRecord& run, const RunColumn& column) {
  const auto twin = storedTwin(oneColumn(column));
  return twin && std::isfinite(valueOfResult(run, *twin).number);
}

ValueOrigin valueOrigin(const RunRecord& run, const RunColumn& column) {
  const auto stored = column.kind == Kind::Result ? std::optional(column) : storedTwin(oneColumn(column));
  if (!stored) return {};
  const std::string analysis = ResultName(stored->name).analysis;
  ValueOrigin origin;
  if (const auto other = run.otherwise.find(analysis); other != run.otherwise.end()) origin.otherwise = other->second;
  const auto way = run.taken.find(analysis);
  for (const MeasuredResult& each : run.measured)
    if (way != run.taken.end() && each.analysis == analysis && each.how == way->second) origin.stimuli = each.stimuli;
  return origin;
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

}  // namespace studio
