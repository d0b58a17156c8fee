// Categories, sides of contrasts and angles from the names of stimuli (stimulus_groups.h).
#include "core/stimuli/stimulus_groups.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

constexpr std::size_t kLargestLabels = std::size_t{1} << 30;  // bytes

/// "022.5deg_05.50sf_072phase_bw.png" (TDANN's names) or "22.5deg": 22.5, between 0 and 180.
std::optional<double> angleIn(const std::string& name) {
  const auto start = name.find_last_of('/') == std::string::npos ? 0 : name.find_last_of('/') + 1;
  const auto end = name.find("deg", start);
  if (end == std::string::npos || end == start) return {};
  const auto digits = name.substr(start, end - start);
  if (digits.find_first_not_of("0123456789.") != std::string::npos) return {};
  const auto plain = digits.find_first_not_of('0');  // numbers have no leading zeros
  std::string text = plain == std::string::npos ? "0" : digits.substr(plain);
  if (text.front() == '.') text.insert(text.begin(), '0');
  const auto angle = numberFrom(text);
  if (!angle || !std::isfinite(*angle)) return {};
  return std::fmod(*angle, 180.0);
}

/// All stimuli have an angle, or none counts.
void sortByAngle(StimulusGroups& groups) {
  std::vector<double> each;
  for (const auto& name : groups.names) {
    const auto angle = angleIn(name);
    if (!angle) return;
    each.push_back(*angle);
  }
  auto degrees = each;
  std::sort(degrees.begin(), degrees.end());
  degrees.erase(std::unique(degrees.begin(), degrees.end()), degrees.end());
  std::vector<std::int64_t> indices;
  for (const double angle : each)
    indices.push_back(std::lower_bound(degrees.begin(), degrees.end(), angle) - degrees.begin());
  groups.degrees = std::move(degrees);
  groups.angles = torch::tensor(indices, torch::kInt64);
}

torch::Tensor membersIn(const torch::Tensor& labels, const std::vector<std::int64_t>& categories) {
  auto members = torch::zeros_like(labels, torch::kBool);
  for (const auto category : categories) members.logical_or_(labels == category);
  return members;
}

void addContrast(StimulusGroups& groups, const Contrast& contrast) {
  const auto members = findMembers(contrast, groups.categories);
  auto on = membersIn(groups.labels, members.on), off = membersIn(groups.labels, members.off);
  if (const auto problem = contrastProblem(contrast, on.sum().item<std::int64_t>(), off.sum().item<std::int64_t>());
      !problem.empty())
    throw UserError(problem);
  groups.contrasts.push_back(contrast);
  groups.on.push_back(std::move(on));
  groups.off.push_back(std::move(off));
}

void addContrasts(StimulusGroups& groups, const AnalysisSettings& settings) {
  if (groups.categories.size() < 2)
    throw UserError(
        "Selectivity needs stimuli sorted into two categories or more; name a localizer folder with a folder a "
        "category, or files like adult-1.jpg.");
  for (const auto& contrast :
       settings.chosen.empty() ? parseContrasts(settings.contrasts, groups.categories) : settings.chosen)
    addContrast(groups, contrast);
}

/// Categories in the order in which they are first named.
void sortByName(StimulusGroups& groups) {
  std::map<std::string, std::int64_t> known;
  std::vector<std::int64_t> labels;
  for (const auto& name : groups.names) {
    const auto [entry, fresh] = known.emplace(name, std::int64_t(groups.categories.size()));
    if (fresh) groups.categories.push_back(name);
    labels.push_back(entry->second);
  }
  groups.labels = torch::tensor(labels, torch::kInt64);
}

}  // namespace

StimulusGroups readStimulusGroups(const Dataset& data, const AnalysisSettings& settings, bool contrasts) {
  StimulusGroups groups;
  if (data.isLanguage() && data.classNames().empty()) {
    if (contrasts)
      throw UserError(
          "Selectivity needs stimuli sorted by category, but these are rows of running text; name labelled sentences "
          "(sentences:FILE with lines of label, tab and sentence).");
    return groups;
  }
  std::vector<std::int64_t> labels;
  for (std::int64_t index = 0; index < data.size(); ++index) {
    labels.push_back(data.label(index));
    groups.names.push_back(data.stimulusName(index));
  }
  groups.categories = data.classNames();
  groups.labels = torch::tensor(labels, torch::kInt64);
  sortByAngle(groups);
  if (contrasts) addContrasts(groups, settings);
  return groups;
}

StimulusGroups readStimulusGroups(const std::filesystem::path& file, std::int64_t stimuli,
                                  const AnalysisSettings& settings, bool contrasts) {
  StimulusGroups groups;
  if (file.empty()) {
    if (contrasts)
      throw UserError("This analysis needs the category of each stimulus; give --labels labels.txt with one a line.");
    return groups;
  }
  for (const auto& line : readLines(file, kLargestLabels)) groups.names.push_back(composed(line));
  if (std::int64_t(groups.names.size()) != stimuli)
    throw UserError(file.string() + " has " + std::to_string(groups.names.size()) +
                    " lines, but there are responses to " + std::to_string(stimuli) +
                    " stimuli; one line a stimulus is needed.");
  sortByName(groups);
  if (auto sentence = duplicatesSentence(groups.categories, "categories"); !sentence.empty())
    groups.remarks.push_back("In " + file.string() + " " + sentence);
  sortByAngle(groups);
  if (contrasts) addContrasts(groups, settings);
  return groups;
}

}  // namespace studio
