#include "core/run/compared_source.h"

#include <cctype>
#include <string_view>
#include <utility>

namespace studio {
namespace {

constexpr std::size_t kMostInName = 3, kLongestOfAll = 80;

/// "tau10_seed_0" of "τ 10, seed 0": letters, digits, points and dashes; what is between is one underscore.
std::string plainFileName(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> kSpelled[] = {{"τ ", "tau"}, {"τ", "tau"}, {"×", "x"}};
  for (const auto& [sign, letters] : kSpelled)
    for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign))
      text.replace(at, sign.size(), letters);
  std::string name;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool kept = byte >= 0x80 || std::isalnum(byte) || c == '.' || c == '-';
    if (kept)
      name += c;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  while (!name.empty() && (name.back() == '_' || name.back() == '.')) name.pop_back();
  return name;
}

}  // namespace

std::string comparedFileName(const std::vector<ComparedSource>& sources) {
  if (sources.empty()) return {};
  std::string all;
  for (const ComparedSource& source : sources) all += (all.empty() ? "" : "_and_") + plainFileName(source.label);
  if (sources.size() == 1 || (sources.size() <= kMostInName && all.size() <= kLongestOfAll)) return all;
  return plainFileName(sources.front().label) + "_and_" + std::to_string(sources.size() - 1) + "_more";
}

std::vector<ComparedSource> comparedSources(const RunRecords& records, const std::vector<RunGroup>& groups,
                                            const std::function<int(const RunRecord&)>& runColour) {
  const std::vector<std::string> names = groupNames(records, groups), labels = groupLabels(records, groups),
                                 data = groupDataNames(records, groups);
  std::vector<ComparedSource> sources;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    ComparedSource source{names[i], labels[i]};
    for (const std::size_t run : groups[i].counted) source.runs.push_back(records[run]);
    source.colour = runColour(source.first());
    source.data = data[i];
    const RunStatus& status = source.first().status;
    if (const std::string part = trainedPart(status); !part.empty() && !isLive(status.state))
      source.label += ", " + part;
    sources.push_back(std::move(source));
  }
  return sources;
}

std::vector<ParetoGroup> paretoGroups(const std::vector<ComparedSource>& sources, const RunColumn& x,
                                      const RunColumn& y, const std::vector<AnalysisKind>& kinds) {
  const double xScale = columnFacts(x, kinds).scale, yScale = columnFacts(y, kinds).scale;
  std::vector<ParetoGroup> groups;
  for (const ComparedSource& source : sources) {
    ParetoGroup group{source.name, source.label, source.plotColour(), source.data, {}, source.pinned};
    for (const auto& run : source.runs)
      group.runs.push_back({run->name, runValue(*run, x).number * xScale, runValue(*run, y).number * yScale});
    groups.push_back(std::move(group));
  }
  return groups;
}

ParetoAxis paretoAxis(const RunColumn& column, const std::vector<AnalysisKind>& kinds) {
  const ColumnFacts facts = columnFacts(column, kinds);
  ParetoAxis axis;
  axis.axis.title = facts.title;
  axis.axis.unit = facts.unit;
  axis.axis.column = column.name.substr(column.name.rfind('/') + 1);
  axis.axis.seconds = facts.time;
  if (facts.unit == "%") axis.axis.ceiling = 100;
  axis.lowIsBetter = facts.lowIsBetter;
  axis.published = publishedQuantity(column);
  return axis;
}

}  // namespace studio
