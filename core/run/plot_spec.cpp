// Limits, tables and CSV of a plot (plot_spec.h).
#include "core/run/plot_spec.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstdio>

#include "core/run/printable_text.h"

namespace studio {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Extent {
  double least = kInfinity, most = -kInfinity;
  void add(double value, bool log) {
    if (!std::isfinite(value) || (log && value <= 0)) return;
    least = std::min(least, value);
    most = std::max(most, value);
  }
};

bool isDefinedAt(const PlotSeries& series, std::size_t point) {
  return point < series.x.size() && point < series.y.size() && std::isfinite(series.x[point]) &&
         std::isfinite(series.y[point]);
}

/// Both in the axis' own measure: values, or decades of a log axis.
PlotLimits withPadding(const PlotAxis& axis, double low, double high, double floor, double ceiling) {
  if (high - low < 1e-12 * std::max(1.0, std::abs(high))) {
    const double space = std::max(axis.leastSpan / 2, 0.1 * std::abs(low));
    low -= space;
    high += space;
  }
  const double range = high - low;
  return {std::max(low - axis.paddingLow * range, floor), std::min(high + axis.paddingHigh * range, ceiling)};
}

std::string_view textAt(const Column& column, std::size_t row) {
  const auto* texts = std::get_if<std::vector<std::string>>(&column.cells);
  return texts && row < texts->size() ? std::string_view((*texts)[row]) : std::string_view();
}

double numberAt(const Column& column, std::size_t row) {
  const auto* numbers = std::get_if<std::vector<double>>(&column.cells);
  return numbers && row < numbers->size() ? (*numbers)[row] : kUndefined;
}

std::string valueText(const PlotAxis& axis, double value) {
  if (axis.scale == PlotAxis::Scale::Categories) {
    const auto place = std::llround(value);
    return place >= 0 && place < std::ptrdiff_t(axis.categories.size()) ? axis.categories[std::size_t(place)] : "";
  }
  std::string text = plotNumber(value, axis.decimals);
  return axis.unit.empty() ? text : text.append(" ").append(axis.unit);
}

std::string columnName(const PlotAxis& axis, const char* other) {
  return !axis.column.empty() ? axis.column : !axis.title.empty() ? axis.title : other;
}

/// Columns of a table to be, made where they are missing and filled up to the row under way.
class Columns {
 public:
  void number(const std::string& name, double value, bool whole = false) {
    findCells<double>(name, kUndefined, whole)[row_] = value;
  }
  void text(const std::string& name, std::string_view value) { findCells<std::string>(name, {}, false)[row_] = value; }
  void endRow() { ++row_; }
  std::vector<Column> take() {
    for (Column& column : columns_)
      std::visit([&](auto& cells) { cells.resize(row_, emptyCell(cells)); }, column.cells);
    return std::move(columns_);
  }

 private:
  static double emptyCell(const std::vector<double>&) { return kUndefined; }
  static std::string emptyCell(const std::vector<std::string>&) { return {}; }
  static std::vector<double> emptyCell(const std::vector<std::vector<double>>&) { return {}; }

  /// A name that holds values of the other kind already gets a column of its own.
  template <class T>
  std::vector<T>& findCells(const std::string& name, const T& none, bool whole) {
    for (Column& column : columns_)
      if (auto* cells = std::get_if<std::vector<T>>(&column.cells); cells && column.name == name) {
        cells->resize(row_ + 1, none);
        return *cells;
      }
    columns_.push_back({name, std::vector<T>(row_ + 1, none), whole});
    return std::get<std::vector<T>>(columns_.back().cells);
  }

  std::vector<Column> columns_;
  std::size_t row_ = 0;
};

void addPlace(Columns& columns, const PlotAxis& axis, const char* other, double value) {
  if (axis.scale == PlotAxis::Scale::Categories)
    columns.text(columnName(axis, other), valueText(axis, value));
  else
    columns.number(columnName(axis, other), value);
}

void addRow(Columns& columns, const PlotSpec& spec, const PlotSeries& series, std::size_t point) {
  for (const auto& [name, text] : series.keys) columns.text(name, text);
  for (const Column& column : series.columns)
    if (column.isText()) columns.text(column.name, textAt(column, point));
  addPlace(columns, spec.x, "x", series.x[point]);
  addPlace(columns, spec.y, "y", series.y[point]);
  if (point < series.low.size()) columns.number("low", series.low[point]);
  if (point < series.high.size()) columns.number("high", series.high[point]);
  for (const Column& column : series.columns)
    if (!column.isText()) columns.number(column.name, numberAt(column, point), column.whole);
  columns.endRow();
}

std::string quoted(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string result = "\"";
  for (const char letter : text) result.append(letter == '"' ? 2 : 1, letter);
  return result.append("\"");
}

/// Rows of cells with `between` them; lists have no place in a cell.
template <class Text, class Number>
std::string rowsText(const Table& table, char between, Text text, Number number) {
  std::vector<const Column*> columns;
  for (const Column& column : table.columns())
    if (column.cells.index() != 2) columns.push_back(&column);
  std::string result;
  const auto addLine = [&](auto cell) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) result.append(1, between);
      result.append(cell(*columns[i]));
    }
    result.append("\n");
  };
  addLine([&](const Column& column) { return text(column.name); });
  for (std::size_t row = 0; row < table.rows(); ++row)
    addLine([&](const Column& column) {
      return column.isText() ? text(textAt(column, row)) : number(numberAt(column, row));
    });
  return result;
}

}  // namespace

double PlotPaper::heightMm(double widthMm) const { return std::clamp(widthMm * aspect, least, most); }

bool PlotSpec::empty() const {
  for (const PlotSeries& each : series)
    for (std::size_t i = 0; i < each.x.size(); ++i)
      if (isDefinedAt(each, i)) return false;
  return true;
}

PlotLimits limitsFor(const PlotAxis& axis, double least, double most) {
  if (axis.scale == PlotAxis::Scale::Categories)
    return {axis.low.value_or(-0.5), axis.high.value_or(std::max(1.0, double(axis.categories.size())) - 0.5)};
  const bool log = axis.scale == PlotAxis::Scale::Log;
  Extent extent{least, most};
  for (const double value : axis.covers) extent.add(value, log);
  PlotLimits limits{log ? 1.0 : 0.0, log ? 10.0 : 1.0};
  const auto measure = [log](double value) { return log ? (value > 0 ? std::log10(value) : -kInfinity) : value; };
  if (extent.least <= extent.most) {
    const double low = measure(extent.least), high = measure(extent.most);
    limits = withPadding(axis, low, high, std::min(measure(axis.floor), low), std::max(measure(axis.ceiling), high));
    const auto value = [](double decades, double exact) {  // there and back, 1000 would become 999.99...
      const double power = std::pow(10.0, decades);
      return std::abs(power / exact - 1) < 1e-9 ? exact : power;
    };
    if (log) limits = {value(limits.low, extent.least), value(limits.high, extent.most)};
  }
  limits = {axis.low.value_or(limits.low), axis.high.value_or(limits.high)};
  if (!(limits.low < limits.high)) limits.high = log ? 10 * limits.low : limits.low + axis.leastSpan;
  return limits;
}

PlotLimits xLimits(const PlotSpec& spec) {
  Extent extent;
  for (const PlotSeries& series : spec.series)
    for (const double value : series.x) extent.add(value, spec.x.scale == PlotAxis::Scale::Log);
  return limitsFor(spec.x, extent.least, extent.most);
}

PlotLimits yLimits(const PlotSpec& spec) {
  Extent extent;
  const bool log = spec.y.scale == PlotAxis::Scale::Log;
  for (const PlotSeries& series : spec.series) {
    for (const auto* values : {&series.y, &series.low, &series.high})
      for (const double value : *values) extent.add(value, log);
    if (series.shape == PlotSeries::Shape::Bars) extent.add(0, log);
  }
  return limitsFor(spec.y, extent.least, extent.most);
}

std::string axisText(const PlotAxis& axis) {
  return axis.unit.empty() ? axis.title : std::string(axis.title).append(", ").append(axis.unit);
}

namespace {

/// "6.05e-05" as people write it: "6.05 × 10⁻⁵".
std::string withPowerOfTen(const std::string& text) {
  static const char* const kRaised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  const auto mark = text.find('e');
  if (mark == std::string::npos) return text;
  std::string said = text.substr(0, mark) + " × 10";
  const int power = std::atoi(text.c_str() + mark + 1);
  if (power < 0) said += "⁻";
  for (const char digit : std::to_string(std::abs(power))) said += kRaised[digit - '0'];
  return said;
}

}  // namespace

std::string plotNumber(double value, int decimals) {
  const double size = std::abs(value);
  if (decimals >= 0 || !std::isfinite(value)) return fixedText(value, decimals);
  if (size >= 0.1 && size < 1e5) return fixedText(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
  char text[64];
  std::snprintf(text, sizeof text, "%.3g", size);  // without zeros at its end: "0.001", as at the axis
  return (value < 0 ? "\u2212" : "") + withPowerOfTen(text);
}

std::string pointText(const PlotSpec& spec, const PlotSeries& series, std::size_t point) {
  std::string text = series.name;
  const auto addLine = [&text](const std::string& line) {
    if (!line.empty()) text.append(text.empty() ? "" : "\n").append(line);
  };
  for (const Column& column : series.columns)
    if (column.isText()) addLine(std::string(textAt(column, point)));
  const std::string y = spec.y.title.empty() ? spec.heading : spec.y.title;
  addLine(std::string(y).append(y.empty() ? "" : " ").append(valueText(spec.y, series.y[point])));
  addLine(std::string(spec.x.title).append(spec.x.title.empty() ? "" : " ").append(valueText(spec.x, series.x[point])));
  for (const Column& column : series.columns)
    if (const double value = numberAt(column, point); !column.isText() && std::isfinite(value))
      addLine(std::string(column.name).append(" ").append(plotNumber(value, column.whole ? 0 : -1)));
  return text;
}

Table plotTable(const PlotSpec& spec) {
  Columns columns;
  std::size_t rows = 0;
  for (const PlotSeries& series : spec.series)
    for (std::size_t i = 0; !series.derived && i < std::min(series.x.size(), series.y.size()); ++i, ++rows)
      addRow(columns, spec, series, i);
  Table table(spec.name, false, rows);
  for (Column& column : columns.take()) table.addColumn(std::move(column));
  return table;
}

std::string plotCsv(const Table& table) {
  return rowsText(table, ',', quoted,
                  [](double value) { return std::isfinite(value) ? numberText(value) : std::string(); });
}

std::string plotTabbed(const Table& table) {
  const auto oneLine = [](std::string_view text) {
    std::string result(text);
    std::replace_if(
        result.begin(), result.end(), [](char letter) { return letter == '\t' || letter == '\n' || letter == '\r'; },
        ' ');
    return result;
  };
  return rowsText(table, '\t', oneLine, [](double value) {
    char text[40] = "";
    if (std::isfinite(value)) std::snprintf(text, sizeof text, "%.12g", value);
    return std::string(text);
  });
}

}  // namespace studio
