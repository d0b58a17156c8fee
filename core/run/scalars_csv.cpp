// Values in the C locale, NaN as an empty cell.
#include "core/run/scalars_csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/run/error.h"
#include "core/run/number_text.h"

namespace studio {
namespace {

constexpr int kStep = -1, kOther = -2;  ///< columns that are not in scalarColumns()

/// Takes the text up to `separator` off the front.
std::string_view takeUntil(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

std::string_view withoutReturn(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::vector<int> columnsOf(std::string_view header, const std::string& source) {
  std::vector<int> columns;
  bool hasStep = false;
  while (!header.empty()) {
    const std::string_view name = takeUntil(header, ',');
    int column = name == "step" ? kStep : kOther;
    for (std::size_t i = 0; i < scalarColumns().size(); ++i)
      if (name == scalarColumns()[i].name) column = static_cast<int>(i);
    hasStep = hasStep || column == kStep;
    columns.push_back(column);
  }
  if (!hasStep) throw UserError("Cannot read " + source + ": its first line names no column `step`; the file is no scalars.csv.");
  return columns;
}

std::optional<ScalarRow> rowFrom(std::string_view line, const std::vector<int>& columns) {
  ScalarRow row;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string_view cell = takeUntil(line, ',');
    if (columns[i] == kStep) {
      const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), row.step);
      if (error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
    } else if (columns[i] >= 0 && !cell.empty()) {
      const auto value = numberFrom(cell);
      if (!value) return std::nullopt;
      row.*scalarColumns()[static_cast<std::size_t>(columns[i])].value = *value;
    }
  }
  return line.empty() ? std::optional(row) : std::nullopt;
}

}  // namespace

std::string scalarsHeader() {
  std::string header = "step";
  for (const ScalarColumn& column : scalarColumns()) header += std::string(",") + column.name;
  return header + "\n";
}

std::string formatScalar(const ScalarRow& row) {
  std::string line = std::to_string(row.step);
  for (const ScalarColumn& column : scalarColumns()) {
    const double value = row.*column.value;
    line += ',';
    if (!std::isnan(value)) line += numberText(value);
  }
  return line + "\n";
}

std::vector<ScalarRow> parseScalars(std::string_view csv, const std::string& source) {
  csv = csv.substr(0, csv.rfind('\n') == std::string_view::npos ? 0 : csv.rfind('\n') + 1);
  std::vector<ScalarRow> rows;
  if (csv.empty()) return rows;
  const std::vector<int> columns = columnsOf(withoutReturn(takeUntil(csv, '\n')), source);
  for (int line = 2; !csv.empty(); ++line) {
    const std::string_view text = withoutReturn(takeUntil(csv, '\n'));
    if (text.empty()) continue;
    const auto row = rowFrom(text, columns);
    if (!row) throw UserError("Cannot read " + source + " line " + std::to_string(line) + ": not a row of numbers; remove the line.");
    rows.push_back(*row);
  }
  return rows;
}

}  // namespace studio
