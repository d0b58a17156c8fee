// Choices, plots and what was found, each looked up by its name (analysis.h).
#include "core/run/analysis.h"

#include <algorithm>
#include <sstream>

#include "core/run/printable_text.h"

namespace studio {

double AnalysisSettings::number(const std::string& key, double other) const {
  const auto found = values.find(key);
  if (found == values.end()) return other;
  if (const auto* whole = std::get_if<std::int64_t>(&found->second)) return double(*whole);
  const auto* number = std::get_if<double>(&found->second);
  return number ? *number : other;
}

std::string AnalysisSettings::text(const std::string& key, const std::string& other) const {
  const auto found = values.find(key);
  const auto* text = found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text ? *text : other;
}

std::vector<double> AnalysisSettings::numbers(const std::string& key) const {
  const auto found = values.find(key);
  if (found == values.end()) return {};
  if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&found->second)) return {whole->begin(), whole->end()};
  const auto* list = std::get_if<std::vector<double>>(&found->second);
  return list ? *list : std::vector<double>();
}

bool AnalysisSettings::isOn(const std::string& key) const {
  const auto found = values.find(key);
  const auto* on = found == values.end() ? nullptr : std::get_if<bool>(&found->second);
  return on && *on;
}

std::string AnalysisSettings::statistic() const { return text(kStatisticChoice, contrastStatistics().front().name); }

std::string choiceProblem(const ChoiceField& field, const ConfigValue& value) {
  if (field.problem)
    if (auto sentence = field.problem(value); !sentence.empty()) return sentence;
  if (field.minimum >= field.maximum) return {};
  AnalysisSettings one;
  one.values[field.key] = value;
  for (const double number : one.numbers(field.key))
    if (!(number >= field.minimum && number <= field.maximum))
      return (field.option.empty() ? field.key : field.option) + " has " + numberText(number) + "; give numbers from " +
             numberText(field.minimum) + " to " + numberText(field.maximum) + ".";
  return {};
}

FoundPlot findPlot(const std::vector<AnalysisKind>& kinds, const std::string& name) {
  for (const AnalysisKind& kind : kinds)
    for (const PlotKind& plot : kind.plots)
      if (plot.name == name) return {&kind, &plot};
  return {};
}

const ChoiceField* findChoice(const std::vector<AnalysisKind>& kinds, const std::string& key) {
  for (const AnalysisKind& kind : kinds)
    for (const ChoiceField& field : kind.choices)
      if (field.key == key) return &field;
  return nullptr;
}

std::optional<double> valueOfNetwork(const Result& result, const ShownColumn& column, std::size_t row) {
  const Table* table = result.ofNetwork ? result.find(column.table) : nullptr;
  if (!table || row >= table->rows() || !table->column(column.column)) return std::nullopt;
  return table->number(row, column.column);
}

const AnalysedLayer* NetworkAnalysis::find(const std::string& name) const {
  const auto found =
      std::find_if(layers.begin(), layers.end(), [&](const AnalysedLayer& each) { return each.layer == name; });
  return found == layers.end() ? nullptr : &*found;
}

const Result* NetworkAnalysis::result(const std::string& analysis) const {
  const auto found =
      std::find_if(results.begin(), results.end(), [&](const Result& each) { return each.analysis == analysis; });
  return found == results.end() ? nullptr : &*found;
}

Result& NetworkAnalysis::resultFor(const std::string& analysis) {
  for (Result& result : results)
    if (result.analysis == analysis) return result;
  results.emplace_back().analysis = analysis;
  return results.back();
}

const SheetMap* NetworkAnalysis::map(const std::string& layer, const std::string& quantity) const {
  for (const Result& result : results)
    for (const SheetMap& map : result.maps)
      if (map.layer == layer && map.quantity == quantity) return &map;
  return nullptr;
}

double NetworkAnalysis::number(const std::string& analysis, const std::string& layer, const std::string& column) const {
  const Result* found = result(analysis);
  return found ? found->number("", {{"layer", layer}}, column) : kUndefined;
}

double NetworkAnalysis::mean(const std::string& analysis, const std::string& column) const {
  const Result* found = result(analysis);
  if (!found) return kUndefined;
  for (const Table& table : found->means)
    if (table.name().empty() && table.rows() > 0) return table.number(0, column);
  return kUndefined;
}

std::string stimuliName(const std::string& data) {
  const auto begin = data.find(':') == std::string::npos ? data.size() : data.find(':') + 1;
  const auto place = data.substr(begin, data.find('?', begin) - begin);
  if (std::count(place.begin(), place.end(), '/') < 2) return data;
  std::vector<std::string> parts;
  std::istringstream stream(place);
  for (std::string part; std::getline(stream, part, '/');)
    if (!part.empty()) parts.push_back(part);
  std::string name = "…";
  for (std::size_t i = parts.size() - std::min<std::size_t>(parts.size(), 2); i < parts.size(); ++i)
    name.append("/").append(parts[i]);
  return name;
}

}  // namespace studio
