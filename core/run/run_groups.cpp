// Runs in groups of one configuration and several seeds (run_table.h): mean and spread, names, sorting, in which
// settings they differ, and the table as it is copied.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/run/names.h"
#include "core/run/printable_text.h"
#include "core/run/run_table.h"

namespace studio {
namespace {

using Kind = RunColumn::Kind;

bool isFinished(const RunRecord& run) { return run.status.state == RunState::Finished && run.error.empty(); }

void addCounted(RunGroup& group, const RunRecords& runs) {
  const bool any = std::any_of(group.runs.begin(), group.runs.end(), [&](auto i) { return isFinished(*runs[i]); });
  std::set<std::int64_t> seeds;
  for (const std::size_t i : group.runs)
    if ((!any || isFinished(*runs[i])) && seeds.insert(runs[i]->seed()).second) group.counted.push_back(i);
}

}  // namespace

SeedSpread seedSpread(const std::vector<double>& values) {
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
  const bool differ = std::any_of(values.begin(), values.end(), [&](double each) { return each != values.front(); });
  if (column.kind == Kind::Setting && differ) return {kUndefined, kUndefined, values.size()};
  return seedSpread(values);
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
  const std::vector<std::string> names = column ? std::vector<std::string>() : groupNames(runs, groups);
  for (RunGroup& group : groups) {
    Key key;
    if (column) key.number = groupSpread(runs, group, *column).mean;
    key.text = spellingKey(column ? groupText(runs, group, *column) : names[keys.size()]);
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
  const std::vector<std::string> names = groupNames(runs, groups);
  for (std::size_t at = 0; at < groups.size(); ++at) {
    const RunGroup& group = groups[at];
    if (group.runs.size() > 1)
      add(
          names[at], group.counted.size(),
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
