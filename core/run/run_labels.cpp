// What distinguishes compared runs, in few words (run_table.h).
#include <algorithm>
#include <map>

#include "core/run/config_fields.h"
#include "core/run/run_table.h"

namespace studio {
namespace {

constexpr std::size_t kMostSettings = 3;

/// What a person compares runs by comes first; the rest in the order of the form.
int importance(const std::string& key) {
  if (key == "model.name") return 0;
  if (key == "topoloss.tau") return 1;
  return key.starts_with("topoloss.") || key.starts_with("losses.") ? 2 : 3;
}

std::string labelPart(const SettingDifference& setting, const std::string& value) {
  return setting.key == "model.name" || setting.key == "data.kind" ? value : setting.label + " " + value;
}

/// Labels that no other group of the same data has.
std::size_t countUnique(const std::vector<std::string>& labels, const std::vector<std::string>& data) {
  std::map<std::string, std::size_t> times;
  for (std::size_t i = 0; i < labels.size(); ++i) ++times[labels[i] + "\n" + data[i]];
  std::size_t unique = 0;
  for (const auto& [label, count] : times) unique += count == 1;
  return unique;
}

/// The data are named beside the label where they differ, and what follows from them says nothing more.
bool followsFromData(const std::string& key) {
  return key.starts_with("data.") || key == "model.classes" || key == "train.seed";
}

std::vector<SettingDifference> distinguishingSettings(const std::vector<const RunConfig*>& configs) {
  auto settings = settingDifferences(configs);
  std::erase_if(settings, [](const SettingDifference& each) { return followsFromData(each.key); });
  std::stable_sort(settings.begin(), settings.end(), [](const SettingDifference& a, const SettingDifference& b) {
    return importance(a.key) < importance(b.key);
  });
  return settings;
}

/// Where settings do not tell groups apart: the name of its first run, and of how many it is the mean: "bars (n = 3)".
std::string nameWithSeeds(const RunRecords& runs, const RunGroup& group) {
  const std::string& name = runs[group.runs.front()]->name;
  return group.counted.size() > 1 ? name + " (n = " + std::to_string(group.counted.size()) + ")" : name;
}

}  // namespace

std::vector<std::string> groupLabels(const RunRecords& runs, const std::vector<RunGroup>& groups) {
  std::vector<std::string> labels(groups.size()), data;
  std::vector<const RunConfig*> configs;
  std::vector<std::size_t> known;  // groups whose settings can be read
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const RunRecord& first = *runs[groups[group].runs.front()];
    data.push_back(first.dataKey);
    if (!first.config) {
      labels[group] = first.name;
      continue;
    }
    configs.push_back(first.config.get());
    known.push_back(group);
  }
  std::size_t used = 0;
  for (const SettingDifference& setting : distinguishingSettings(configs)) {  // no more than distinguish them
    if (used == kMostSettings || (used > 0 && countUnique(labels, data) == labels.size())) break;
    for (std::size_t i = 0; i < known.size(); ++i)
      labels[known[i]] += (used == 0 ? "" : ", ") + labelPart(setting, setting.values[i]);
    ++used;
  }
  std::map<std::string, int> times;
  for (std::size_t group = 0; group < groups.size(); ++group) ++times[labels[group] + "\n" + data[group]];
  for (std::size_t group = 0; group < groups.size(); ++group)
    if (labels[group].empty() || times[labels[group] + "\n" + data[group]] > 1)
      labels[group] = nameWithSeeds(runs, groups[group]);
  return labels;
}

std::vector<std::string> groupDataNames(const RunRecords& runs, const std::vector<RunGroup>& groups) {
  std::map<std::string, std::string> names;  // by key
  std::map<std::string, int> times;
  for (const RunGroup& group : groups) {
    const RunRecord& first = *runs[group.runs.front()];
    if (names.emplace(first.dataKey, first.dataName).second) ++times[first.dataName];
  }
  std::map<std::string, int> given;
  for (auto& [key, name] : names)
    if (times[name] > 1) name += " (" + std::to_string(++given[name]) + ")";
  std::vector<std::string> all;
  for (const RunGroup& group : groups) all.push_back(names[runs[group.runs.front()]->dataKey]);
  return all;
}

}  // namespace studio
