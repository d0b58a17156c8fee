#include "app/cli/analysis_table.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/cli/text_table.h"

namespace studio {
namespace {

using Controls = std::vector<std::pair<std::string, NetworkAnalysis>>;
using Cells = std::vector<std::string>;

/// Where there is nothing, as of patches where there are none: "-".
std::string cellText(std::optional<double> value, const ShownColumn& column) {
  if (!value) return "-";
  if (!std::isfinite(*value)) return "undefined";
  return column.decimals == 0 ? countText(static_cast<long long>(*value)) : roundedText(*value * column.scale, 4);
}

/// Of a layer (and contrast) in a table: the number, or the largest of several.
std::optional<double> valueIn(const NetworkAnalysis& found, const std::string& analysis, const Keys& keys,
                              const ShownColumn& column) {
  const Result* result = found.result(analysis);
  return result ? result->largest(column.table, keys, column.column) : std::nullopt;
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
    Keys keys = rows->keysBesideLayer(row);
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
