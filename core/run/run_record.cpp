// Records of runs as values: numbers of results, and what stays of a run that has vanished (run_record.h).
#include "core/run/run_record.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace studio {
namespace {

/// Indices of units are no measure of a network.
bool countsUnits(const std::string& column) { return column == "members" || column.ends_with("unit"); }

double largestInLayer(const Table& table, const std::string& column, const std::string& layer) {
  double most = kUndefined;
  for (const std::size_t row : table.find({{"layer", layer}})) {
    const double value = table.number(row, column);
    if (std::isfinite(value) && !(most >= value)) most = value;
  }
  return most;
}

double meanOverLayers(const Table& table, const std::string& column) {
  std::vector<double> values;
  if (!table.column("layer")) {
    for (std::size_t row = 0; row < table.rows(); ++row) values.push_back(table.number(row, column));
    return meanOfDefined(values);
  }
  std::set<std::string> layers;
  for (std::size_t row = 0; row < table.rows(); ++row) layers.insert(table.text(row, "layer"));
  for (const std::string& layer : layers) values.push_back(largestInLayer(table, column, layer));
  return meanOfDefined(values);
}

}  // namespace

std::vector<ResultNumber> resultNumbers(const NetworkAnalysis& found) {
  std::vector<ResultNumber> numbers;
  for (const Result& result : found.results)
    for (const Table& table : result.tables)
      for (const Column& column : table.columns())
        if (std::holds_alternative<std::vector<double>>(column.cells) && !countsUnits(column.name))
          numbers.push_back({result.analysis, table.name(), column.name, meanOverLayers(table, column.name)});
  return numbers;
}

std::string RunRecord::id() const { return step < 0 ? path.string() : path.string() + ":" + std::to_string(step); }

const ResultNumber* RunRecord::result(const std::string& analysis, const std::string& table,
                                      const std::string& column) const {
  for (const ResultNumber& each : results)
    if (each.analysis == analysis && each.table == table && each.column == column) return &each;
  return nullptr;
}

RunRecords withGone(RunRecords fresh, const RunRecords& before, const std::function<bool(const RunRecord&)>& chosen) {
  std::set<std::string> there;
  for (const auto& record : fresh) there.insert(record->id());
  for (const auto& record : before) {
    if (there.count(record->id()) || !chosen(*record)) continue;
    if (record->gone) {
      fresh.push_back(record);
      continue;
    }
    RunRecord kept = *record;
    kept.gone = true;
    kept.error = kept.name + " was deleted, renamed or moved while it was compared; what was read of it is still " +
                 "shown until it is unticked.";
    fresh.push_back(std::make_shared<const RunRecord>(std::move(kept)));
  }
  return fresh;
}

}  // namespace studio
