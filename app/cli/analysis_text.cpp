// See analysis_text.h.
#include "app/cli/analysis_text.h"

#include <cmath>
#include <functional>
#include <optional>

#include "app/cli/text_table.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using Controls = AnalysedControls;
using Cells = std::vector<std::string>;

// The answer as readable tables: a line a layer, the mean last, controls beside them.

/// Where there is nothing, as of patches where there are none: "-".
std::string cellText(std::optional<double> value, const ShownColumn& column) {
  if (!value) return "-";
  if (!std::isfinite(*value)) return "undefined";
  return column.decimals == 0 ? groupedText(static_cast<long long>(*value)) : roundedText(*value * column.scale, 4);
}

/// Of a layer (and contrast) in a table: the number, or the largest of several.
std::optional<double> valueIn(const NetworkAnalysis& found, const std::string& analysis, const Keys& keys,
                              const ShownColumn& column) {
  const Result* result = found.result(analysis);
  return result ? result->largest(column.table, keys, column.column) : std::nullopt;
}

// Of a whole network: a line a level, then what is known of the network.

/// The number in a row of the analysis' own list, or in the row of another network that stands for it.
std::string networkCell(const Result* result, const ShownColumn& column, const Table& rows, std::size_t row) {
  const Table* own = result ? result->find(column.table) : nullptr;
  const auto same = own ? own->findSame(rows, row) : std::nullopt;
  return cellText(same ? valueOfNetwork(*result, column, *same) : std::nullopt, column);
}

/// Columns of these tables that there are.
std::vector<ShownColumn> filledColumns(const AnalysisKind& kind, const Result& result,
                                       const std::function<bool(const Table& table)>& belongs) {
  std::vector<ShownColumn> columns;
  for (const auto& column : kind.columns)
    if (const Table* table = result.find(column.table); table && belongs(*table) && valueOfNetwork(result, column))
      columns.push_back(column);
  return columns;
}

/// A list of rows: its first column distinguishes them; the controls stand beside the first number.
std::string levelsText(const AnalysisKind& kind, const Result& result, const Table* rows, const Controls& controls) {
  const auto columns = filledColumns(kind, result, [&](const Table& table) { return &table == rows; });
  if (rows->rows() == 0 || columns.empty()) return {};
  Cells head{rows->columns().front().name};
  for (const auto& column : columns) {
    head.push_back(column.title);
    for (const auto& [name, control] : controls)
      if (&column == &columns.front()) head.push_back(name);
  }
  TextTable table(head);
  for (std::size_t row = 0; row < rows->rows(); ++row) {
    const Column& first = rows->columns().front();
    Cells cells{first.isText() ? rows->text(row, first.name) : roundedText(rows->number(row, first.name), 4)};
    for (const auto& column : columns) {
      cells.push_back(networkCell(&result, column, *rows, row));
      for (const auto& [name, control] : controls)
        if (&column == &columns.front())
          cells.push_back(networkCell(control.result(result.analysis), column, *rows, row));
    }
    table.add(cells);
  }
  return table.text();
}

std::string networkTableText(const AnalysisKind& kind, const Result& result, const Controls& controls) {
  Cells head{""}, own{"network"};
  const auto columns = filledColumns(kind, result, [](const Table& table) { return table.isSingle(); });
  for (const auto& column : columns) {
    head.push_back(column.title);
    own.push_back(cellText(valueOfNetwork(result, column), column));
  }
  if (columns.empty()) return {};
  TextTable table(head);
  table.add(own);
  for (const auto& [name, control] : controls) {
    Cells cells{name};
    const Result* found = control.result(kind.name);
    for (const auto& column : columns)
      cells.push_back(cellText(found ? valueOfNetwork(*found, column) : std::nullopt, column));
    table.add(cells);
  }
  return table.text();
}

/// A mean's row: what each column has for every layer, averaged where it is defined.
Cells meanCells(const AnalysisKind& kind, const NetworkAnalysis& found, const Controls& controls) {
  const auto over = [&](const NetworkAnalysis& network, const ShownColumn& column) {
    std::vector<double> values;
    for (const auto& layer : network.layers)
      values.push_back(valueIn(network, kind.name, {{"layer", layer.layer}}, column).value_or(kUndefined));
    return cellText(meanOfDefined(values), column);
  };
  Cells mean{"mean"};
  for (const auto& column : kind.columns) mean.push_back(over(found, column));
  for (const auto& [name, control] : controls) mean.push_back(over(control, kind.columns.front()));
  return mean;
}

}  // namespace

std::string analysisText(const AnalysisKind& kind, const NetworkAnalysis& found, const Controls& controls) {
  std::string lines;
  for (const auto& remark : found.remarks) lines += remark + "\n";
  for (const auto& skipped : found.skipped) lines += "left out: " + skipped + "\n";
  const Result* result = found.result(kind.name);
  if (result && result->ofNetwork) {
    for (const Table& table : result->tables)
      if (!table.isSingle()) lines += levelsText(kind, *result, &table, controls);
    return lines + networkTableText(kind, *result, controls);
  }
  const Table* rows = result && !kind.columns.empty() ? result->find(kind.columns.front().table) : nullptr;
  if (!rows) return lines;
  Cells head{"layer"};
  for (const auto& column : rows->columns())
    if (column.isText() && column.name != "layer") head.push_back(column.name);
  const bool ofLayers = head.size() == 1;
  for (const auto& column : kind.columns) head.push_back(column.title);
  if (ofLayers)
    for (const auto& [name, control] : controls) head.push_back(name);
  TextTable table(head);
  for (std::size_t row = 0; row < rows->rows(); ++row) {
    Keys keys = rows->keysWithoutLayer(row);
    keys.insert(keys.begin(), {"layer", rows->text(row, "layer")});
    Cells cells;
    for (const auto& [name, text] : keys) cells.push_back(text);
    for (const auto& column : kind.columns) cells.push_back(cellText(valueIn(found, kind.name, keys, column), column));
    if (ofLayers)
      for (const auto& [name, control] : controls)
        cells.push_back(cellText(valueIn(control, kind.name, keys, kind.columns.front()), kind.columns.front()));
    table.add(cells);
  }
  if (ofLayers && found.layers.size() > 1) table.add(meanCells(kind, found, controls));
  return lines + table.text();
}

}  // namespace studio
