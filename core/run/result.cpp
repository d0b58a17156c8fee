// Tables written row by row and read by their keys, and means over them (result.h).
#include "core/run/result.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace studio {
namespace {

constexpr const char* kLayerColumn = "layer";

template <class T>
std::vector<T>* findCells(Column& column) {
  return std::get_if<std::vector<T>>(&column.cells);
}

template <class T>
const T& cellAt(const Column* column, std::size_t row, const T& none) {
  const auto* cells = column ? std::get_if<std::vector<T>>(&column->cells) : nullptr;
  return cells && row < cells->size() ? (*cells)[row] : none;
}

/// A column of as many undefined cells, of the kind that `value` has.
Column undefinedColumn(const Cell& cell, std::size_t rows) {
  if (std::holds_alternative<double>(cell.value))
    return {cell.column, std::vector<double>(rows, kUndefined), cell.whole};
  if (std::holds_alternative<std::string>(cell.value)) return {cell.column, std::vector<std::string>(rows), false};
  return {cell.column, std::vector<std::vector<double>>(rows), cell.whole};
}

void extend(Column& column) {
  if (auto* numbers = findCells<double>(column))
    numbers->push_back(kUndefined);
  else if (auto* texts = findCells<std::string>(column))
    texts->emplace_back();
  else
    findCells<std::vector<double>>(column)->emplace_back();
}

std::vector<Cell> asCells(const Keys& keys) {
  std::vector<Cell> cells;
  for (const auto& [name, text] : keys) cells.emplace_back(name, text);
  return cells;
}

double meanOfRows(const Table& table, const Keys& keys, const std::string& column) {
  std::vector<double> values;
  for (const std::size_t row : table.find(keys)) values.push_back(table.number(row, column));
  return meanOfDefined(values);
}

/// For each contrast that was asked for, else for each set of texts in a row, else once.
std::vector<Keys> groupRows(const Table& table, const std::vector<std::string>& contrasts) {
  std::vector<Keys> groups;
  if (table.column("contrast")) {
    for (const std::string& contrast : contrasts) groups.push_back({{"contrast", contrast}});
    return groups;
  }
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (auto keys = table.keysWithoutLayer(row); std::find(groups.begin(), groups.end(), keys) == groups.end())
      groups.push_back(std::move(keys));
  return groups;
}

}  // namespace

const Column* Table::column(const std::string& name) const {
  const auto found =
      std::find_if(columns_.begin(), columns_.end(), [&](const Column& column) { return column.name == name; });
  return found == columns_.end() ? nullptr : &*found;
}

Column& Table::columnFor(const Cell& cell) {
  for (Column& column : columns_) {
    if (column.name != cell.column) continue;
    if (column.cells.index() != cell.value.index())
      throw std::invalid_argument("the column " + cell.column + " holds values of another kind");
    column.whole = column.whole && cell.whole;
    return column;
  }
  columns_.push_back(undefinedColumn(cell, rows_));
  return columns_.back();
}

void Table::add(const std::vector<Cell>& row) {
  for (const Cell& cell : row) columnFor(cell);  // throws before anything is added
  for (Column& column : columns_) extend(column);
  ++rows_;
  for (const Cell& cell : row)
    std::visit([&](const auto& value) { findCells<std::decay_t<decltype(value)>>(columnFor(cell))->back() = value; },
               cell.value);
  rowsOfLayer_[text(rows_ - 1, kLayerColumn)].push_back(rows_ - 1);
}

void Table::addColumn(Column column) {
  if (std::visit([](const auto& cells) { return cells.size(); }, column.cells) != rows_)
    throw std::invalid_argument("the column " + column.name + " has not a cell a row");
  columns_.push_back(std::move(column));
}

/// A layer's rows where the keys name one, else all.
std::vector<std::size_t> Table::candidates(const Keys& keys) const {
  for (const auto& [name, wanted] : keys) {
    if (name != kLayerColumn) continue;
    const auto known = rowsOfLayer_.find(wanted);
    return known == rowsOfLayer_.end() ? std::vector<std::size_t>() : known->second;
  }
  std::vector<std::size_t> all(rows_);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

std::vector<std::size_t> Table::find(const Keys& keys) const {
  std::vector<std::size_t> rows = candidates(keys);
  for (const auto& [name, wanted] : keys) {
    const Column* named = column(name);
    const auto* texts = named ? std::get_if<std::vector<std::string>>(&named->cells) : nullptr;
    if (!texts) return {};
    std::erase_if(rows, [&, &wanted = wanted](std::size_t row) { return (*texts)[row] != wanted; });
  }
  return rows;
}

double Table::number(std::size_t row, const std::string& name) const { return cellAt(column(name), row, kUndefined); }

const std::string& Table::text(std::size_t row, const std::string& name) const {
  static const std::string none;
  return cellAt(column(name), row, none);
}

const std::vector<double>& Table::list(std::size_t row, const std::string& name) const {
  static const std::vector<double> none;
  return cellAt(column(name), row, none);
}

Keys Table::keysWithoutLayer(std::size_t row) const {
  Keys keys;
  for (const Column& column : columns_)
    if (column.isText() && column.name != kLayerColumn) keys.emplace_back(column.name, text(row, column.name));
  return keys;
}

std::optional<std::size_t> Table::findSame(const Table& other, std::size_t row) const {
  Keys keys;
  for (const Column& column : other.columns_)
    if (column.isText()) keys.emplace_back(column.name, other.text(row, column.name));
  if (!keys.empty() || other.isSingle() || other.columns_.empty()) {
    const auto rows = find(keys);
    return rows.empty() ? std::nullopt : std::optional(rows.front());
  }
  const std::string& first = other.columns_.front().name;
  const auto isSame = [&](std::size_t own) { return number(own, first) == other.number(row, first); };
  if (row < rows_ && isSame(row)) return row;
  for (std::size_t own = 0; own < rows_; ++own)
    if (isSame(own)) return own;
  return std::nullopt;
}

Table& Result::table(const std::string& name, bool single) {
  for (Table& table : tables)
    if (table.name() == name) return table;
  return tables.emplace_back(name, single);
}

const Table* Result::find(const std::string& name) const {
  const auto found =
      std::find_if(tables.begin(), tables.end(), [&](const Table& table) { return table.name() == name; });
  return found == tables.end() ? nullptr : &*found;
}

double Result::number(const std::string& table, const Keys& keys, const std::string& column) const {
  const Table* named = find(table);
  const auto rows = named ? named->find(keys) : std::vector<std::size_t>();
  return rows.empty() ? kUndefined : named->number(rows.front(), column);
}

const std::vector<double>& Result::list(const std::string& table, const Keys& keys, const std::string& column) const {
  static const std::vector<double> none;
  const Table* named = find(table);
  const auto rows = named ? named->find(keys) : std::vector<std::size_t>();
  return rows.empty() ? none : named->list(rows.front(), column);
}

std::optional<double> Result::largest(const std::string& table, const Keys& keys, const std::string& column) const {
  std::optional<double> largest;
  const Table* named = find(table);
  for (const std::size_t row : named ? named->find(keys) : std::vector<std::size_t>())
    if (const double value = named->number(row, column); !largest || std::isnan(*largest) || value > *largest)
      largest = value;
  return largest;
}

bool Result::has(const std::string& layer) const {
  return std::any_of(tables.begin(), tables.end(), [&](const Table& table) {
    return !table.find({{kLayerColumn, layer}}).empty();
  });
}

bool Result::empty() const {
  return std::all_of(tables.begin(), tables.end(), [](const Table& table) { return table.rows() == 0; });
}

double meanOfDefined(const std::vector<double>& values) {
  double sum = 0;
  std::size_t count = 0;
  for (const double value : values)
    if (std::isfinite(value)) sum += value, ++count;
  return count > 0 ? sum / double(count) : kUndefined;
}

double deviationOfDefined(const std::vector<double>& values) {
  const double mean = meanOfDefined(values);
  double squares = 0;
  std::size_t count = 0;
  for (const double value : values)
    if (std::isfinite(value)) squares += (value - mean) * (value - mean), ++count;
  return count > 1 ? std::sqrt(squares / double(count - 1)) : kUndefined;
}

void addMeans(Result& result, const std::vector<MeanColumn>& means, const std::vector<std::string>& contrasts) {
  for (const Table& table : result.tables) {
    Table over(table.name(), table.isSingle());
    for (const Keys& keys : groupRows(table, contrasts)) {
      std::vector<Cell> row = asCells(keys);
      for (const MeanColumn& mean : means)
        if (mean.table == table.name()) row.emplace_back(mean.as, meanOfRows(table, keys, mean.column));
      if (row.size() > keys.size()) over.add(row);
    }
    if (over.rows() > 0) result.means.push_back(std::move(over));
  }
}

}  // namespace studio
