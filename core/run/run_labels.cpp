// What distinguishes compared runs, in few words (run_table.h).
#include <algorithm>
#include <map>

#include "core/run/config_fields.h"
#include "core/run/run_table.h"

namespace studio {
namespace {

constexpr std::size_t kMostSettings = 3;

using Texts = std::vector<std::string>;
using Configs = std::vector<const RunConfig*>;

/// What a person compares runs by comes first; the rest in the order of the form.
int importance(const std::string& key) {
  if (key == "model.name") return 0;
  if (key == "topoloss.tau") return 1;
  if (key.starts_with("probe.")) return 4;  // it teaches nothing
  return key.starts_with("topoloss.") || key.starts_with("losses.") ? 2 : 3;
}

std::string labelPart(const SettingDifference& setting, const std::string& value) {
  return setting.key == "model.name" || setting.key == "data.kind" ? value : setting.label + " " + value;
}

/// A rival loss that a run does without says nothing of it.
bool isUnusedLoss(const SettingDifference& setting, const std::string& value) {
  return setting.key.starts_with("losses.") && (value.empty() || value == "0");
}

/// How often each label is there for the same data.
std::map<std::string, std::size_t> countLabels(const Texts& labels, const Texts& data) {
  std::map<std::string, std::size_t> times;
  for (std::size_t i = 0; i < labels.size(); ++i) ++times[labels[i] + "\n" + data[i]];
  return times;
}

bool areUnique(const Texts& labels, const Texts& data) { return countLabels(labels, data).size() == labels.size(); }

/// The data are named beside the label where they differ, and what follows from them says nothing more; neither does
/// where a run is stored.
bool isNoLabel(const std::string& key) {
  return key.starts_with("data.") || key.starts_with("output.") || key == "model.classes" || key == "train.seed";
}

std::vector<SettingDifference> distinguishingSettings(const Configs& configs) {
  auto settings = settingDifferences(configs);
  std::erase_if(settings, [](const SettingDifference& each) { return isNoLabel(each.key); });
  std::stable_sort(settings.begin(), settings.end(), [](const SettingDifference& a, const SettingDifference& b) {
    return importance(a.key) < importance(b.key);
  });
  return settings;
}

/// Of each the settings in which they differ, no more than tell those of the same data apart.
Texts settingTexts(const Configs& configs, const Texts& data) {
  Texts texts(configs.size());
  std::size_t used = 0;
  for (const SettingDifference& setting : distinguishingSettings(configs)) {
    if (used == kMostSettings || (used > 0 && areUnique(texts, data))) break;
    for (std::size_t i = 0; i < texts.size(); ++i)
      if (!isUnusedLoss(setting, setting.values[i]))
        texts[i] += (texts[i].empty() ? "" : ", ") + labelPart(setting, setting.values[i]);
    if (!setting.key.starts_with("losses.")) ++used;  // of several rivals each run has one
  }
  return texts;
}

/// The configuration that a group's first run has; nullptr where it cannot be read.
const RunConfig* configOf(const RunRecords& runs, const RunGroup& group) {
  return runs[group.runs.front()]->config.get();
}

/// Adds to the names of these groups, which are alike, what tells them apart.
void tellApart(Texts& names, const std::vector<std::size_t>& alike, const RunRecords& runs,
               const std::vector<RunGroup>& groups, const Texts& data) {
  Configs configs;
  Texts dataOf;
  for (const std::size_t group : alike) {
    configs.push_back(configOf(runs, groups[group]));
    dataOf.push_back(data[group]);
  }
  const bool sameData =
      std::all_of(dataOf.begin(), dataOf.end(), [&](const std::string& each) { return each == dataOf.front(); });
  const Texts settings = areUnique(Texts(alike.size()), dataOf) ? Texts(alike.size()) : settingTexts(configs, dataOf);
  for (std::size_t i = 0; i < alike.size(); ++i)
    for (const std::string& part : {settings[i], sameData ? std::string() : dataOf[i]})
      if (!part.empty()) names[alike[i]] += ", " + part;
}

}  // namespace

std::vector<std::string> groupNames(const RunRecords& runs, const std::vector<RunGroup>& groups) {
  const Texts data = groupDataNames(runs, groups);
  Texts names;
  std::map<std::string, std::vector<std::size_t>> alike;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    names.push_back(groupName(runs, groups[i]));
    if (groups[i].runs.size() > 1 && configOf(runs, groups[i])) alike[names[i]].push_back(i);
  }
  for (const auto& [name, members] : alike)
    if (members.size() > 1) tellApart(names, members, runs, groups, data);
  return names;
}

namespace {

/// Of those whose configuration can be read the settings in which they differ; of the others nothing.
Texts readableSettings(const RunRecords& runs, const std::vector<RunGroup>& groups, const Texts& data) {
  Configs configs;
  Texts dataOf;
  for (std::size_t i = 0; i < groups.size(); ++i)
    if (const RunConfig* config = configOf(runs, groups[i])) configs.push_back(config), dataOf.push_back(data[i]);
  const Texts settings = settingTexts(configs, dataOf);
  Texts all;
  std::size_t readable = 0;
  for (const RunGroup& group : groups) all.push_back(configOf(runs, group) ? settings[readable++] : std::string());
  return all;
}

}  // namespace

/// Of a group and one of its checkpoints, which have the same settings, the latter alone is told by its name.
std::vector<std::string> groupLabels(const RunRecords& runs, const std::vector<RunGroup>& groups) {
  const Texts names = groupNames(runs, groups);
  Texts data, groupsOnly;
  for (const RunGroup& group : groups) data.push_back(runs[group.runs.front()]->dataKey);
  Texts labels = readableSettings(runs, groups, data);
  for (std::size_t i = 0; i < groups.size(); ++i)
    groupsOnly.push_back(groups[i].runs.size() > 1 ? labels[i] : names[i]);
  const auto times = countLabels(labels, data), timesOfGroups = countLabels(groupsOnly, data);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::string key = labels[i] + "\n" + data[i];
    const bool taken = (groups[i].runs.size() > 1 ? timesOfGroups : times).at(key) > 1;
    if (labels[i].empty() || taken) labels[i] = names[i];
  }
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
