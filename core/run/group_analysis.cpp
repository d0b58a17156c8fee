#include "core/run/group_analysis.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace studio {
namespace {

/// Place by place as far as all lists go.
std::vector<double> meanList(const std::vector<const std::vector<double>*>& lists) {
  std::size_t length = lists.front()->size();
  for (const auto* list : lists) length = std::min(length, list->size());
  std::vector<double> mean(length);
  for (std::size_t i = 0; i < length; ++i) {
    std::vector<double> values;
    for (const auto* list : lists) values.push_back((*list)[i]);
    mean[i] = meanOfDefined(values);
  }
  return mean;
}

bool isList(const Column& column) { return std::holds_alternative<std::vector<std::vector<double>>>(column.cells); }

struct MatchedRow {
  const Table* table;
  std::size_t row;
};

Cell meanCell(const Column& column, const std::vector<MatchedRow>& matched) {
  if (column.isText()) return {column.name, matched.front().table->text(matched.front().row, column.name)};
  if (std::holds_alternative<std::vector<double>>(column.cells)) {
    std::vector<double> values;
    for (const auto& [table, row] : matched) values.push_back(table->number(row, column.name));
    return {column.name, meanOfDefined(values)};
  }
  std::vector<const std::vector<double>*> lists;
  for (const auto& [table, row] : matched) lists.push_back(&table->list(row, column.name));
  return {column.name, meanList(lists)};
}

/// Of several rows with the same texts (patches, largest first) the first stands for all, and without lists: which
/// units it has differs from seed to seed.
Table meanTable(const std::vector<const Table*>& tables) {
  const Table& first = *tables.front();
  Table mean(first.name(), first.isSingle());
  for (std::size_t row = 0; row < first.rows(); ++row) {
    if (first.findSame(first, row) != row) continue;
    std::vector<MatchedRow> matched;
    for (const Table* table : tables)
      if (const auto same = table->findSame(first, row)) matched.push_back({table, *same});
    if (matched.size() < tables.size()) continue;
    std::vector<Cell> cells;
    for (const Column& column : first.columns())
      if (first.isSingle() || !isList(column)) cells.push_back(meanCell(column, matched));
    mean.add(cells);
  }
  return mean;
}

/// nullopt where not all members have it.
template <class Member, class Find>
std::optional<std::vector<const Member*>> inAll(const std::vector<const NetworkAnalysis*>& members, Find find) {
  std::vector<const Member*> found;
  for (const NetworkAnalysis* member : members) found.push_back(find(*member));
  if (std::find(found.begin(), found.end(), nullptr) != found.end()) return std::nullopt;
  return found;
}

/// Adds those that are not there yet.
void addSentences(const std::vector<std::string>& more, std::vector<std::string>& sentences) {
  for (const std::string& each : more)
    if (std::find(sentences.begin(), sentences.end(), each) == sentences.end()) sentences.push_back(each);
}

Result meanResult(const Result& first, const std::vector<const NetworkAnalysis*>& members) {
  Result mean;
  mean.analysis = first.analysis;
  mean.ofContrasts = first.ofContrasts;
  mean.ofNetwork = first.ofNetwork;
  mean.sentences = first.sentences;
  mean.place = first.place;
  mean.settings = first.settings;
  for (const bool overLayers : {false, true})
    for (const Table& table : overLayers ? first.means : first.tables) {
      const auto tables = inAll<Table>(members, [&](const NetworkAnalysis& member) -> const Table* {
        const Result* result = member.result(first.analysis);
        if (!result || !overLayers) return result ? result->find(table.name()) : nullptr;
        for (const Table& each : result->means)
          if (each.name() == table.name()) return &each;
        return nullptr;
      });
      if (tables) (overLayers ? mean.means : mean.tables).push_back(meanTable(*tables));
    }
  for (const NetworkAnalysis* member : members)
    if (const Result* result = member->result(first.analysis)) addSentences(result->notes, mean.notes);
  return mean;
}

/// Deviation over the members at each point of the series; empty where their points stand at other x.
std::vector<double> spreadAlong(const PlotSeries& series, std::size_t index, const std::vector<PlotSpec>& members) {
  std::vector<double> spread;
  for (std::size_t i = 0; i < series.x.size(); ++i) {
    std::vector<double> values;
    for (const PlotSpec& member : members) {
      if (index >= member.series.size() || member.series[index].x.size() != series.x.size()) return {};
      const PlotSeries& other = member.series[index];
      if (other.x[i] != series.x[i]) return {};
      values.push_back(other.y[i]);
    }
    spread.push_back(deviationOfDefined(values));
  }
  return spread;
}

}  // namespace

NetworkAnalysis meanAnalysis(const std::vector<const NetworkAnalysis*>& members) {
  if (members.empty()) throw std::invalid_argument("a mean needs members");
  const NetworkAnalysis& first = *members.front();
  NetworkAnalysis mean;
  mean.network = first.network;
  mean.step = first.step;
  mean.stimuli = first.stimuli;
  mean.stimuliCount = first.stimuliCount;
  mean.categories = first.categories;
  mean.contrasts = first.contrasts;
  mean.settings = first.settings;
  for (const AnalysedLayer& layer : first.layers) {
    const auto all = inAll<AnalysedLayer>(members, [&](const NetworkAnalysis& each) { return each.find(layer.layer); });
    if (all) mean.layers.push_back(layer);
  }
  for (const Result& result : first.results) mean.results.push_back(meanResult(result, members));
  for (const NetworkAnalysis* member : members) addSentences(member->warnings, mean.warnings);
  return mean;
}

PlotSpec withSpread(PlotSpec mean, const std::vector<PlotSpec>& members) {
  if (members.size() < 2) return mean;
  for (std::size_t i = 0; i < mean.series.size(); ++i) {
    PlotSeries& series = mean.series[i];
    const std::vector<double> spread = spreadAlong(series, i, members);
    const bool varies = std::any_of(spread.begin(), spread.end(), [](double value) { return value > 0; });
    if (!varies) continue;  // a series of another network
    series.low = series.high = series.y;
    for (std::size_t at = 0; at < spread.size(); ++at) {
      series.low[at] -= spread[at];
      series.high[at] += spread[at];
    }
    if (series.shape == PlotSeries::Shape::Line) series.shape = PlotSeries::Shape::Band;
  }
  return mean;
}

}  // namespace studio
