// What an analysis found, as plain data that is stored, printed, shown and compared without anyone knowing which
// analysis it was: tables whose rows belong to layers, maps of sheets, and arrays with one row a unit. NaN = undefined
// everywhere. Values; no threads of its own.
#pragma once
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/run/config_fields.h"
#include "core/run/npy.h"
#include "core/run/snapshot.h"
#include "core/run/scalars.h"

namespace studio {

/// One value of a row. Whole numbers are printed without a point; exact up to 2^53.
struct Cell {
  std::string column;
  std::variant<double, std::string, std::vector<double>> value;
  bool whole = false;

  Cell(std::string name, double number) : column(std::move(name)), value(number) {}
  Cell(std::string name, std::int64_t number) : column(std::move(name)), value(double(number)), whole(true) {}
  Cell(std::string name, std::string text) : column(std::move(name)), value(std::move(text)) {}
  Cell(std::string name, const char* text) : column(std::move(name)), value(std::string(text)) {}
  Cell(std::string name, std::vector<double> numbers) : column(std::move(name)), value(std::move(numbers)) {}
  Cell(std::string name, const std::vector<std::int64_t>& numbers)
      : column(std::move(name)), value(std::vector<double>(numbers.begin(), numbers.end())), whole(true) {}
};

/// Of one kind; as many cells as its table has rows.
struct Column {
  std::string name;
  std::variant<std::vector<double>, std::vector<std::string>, std::vector<std::vector<double>>> cells;
  bool whole = false;

  bool isText() const { return cells.index() == 1; }
};

/// What a row is found by: column and text, e.g. {{"layer", "fc1"}, {"contrast", "faces"}}.
using Keys = std::vector<std::pair<std::string, std::string>>;

/// Columns of one length. The column "layer" comes first; "contrast" beside it where a result has a part for each
/// contrast. Rows of a whole network have neither; the rows of a list are distinguished by its first column, a number
/// (the amount of pruning).
class Table {
 public:
  Table() = default;
  Table(std::string name, bool single) : name_(std::move(name)), single_(single) {}
  /// Of so many rows, for addColumn.
  Table(std::string name, bool single, std::size_t rows) : name_(std::move(name)), single_(single), rows_(rows) {}

  /// "" for the numbers of a layer (and contrast) themselves, else where they stand within it: "curve",
  /// "pinwheels.places".
  const std::string& name() const { return name_; }
  /// One row for each layer (and contrast); else any number, as of patches.
  bool isSingle() const { return single_; }
  std::size_t rows() const { return rows_; }
  const std::vector<Column>& columns() const { return columns_; }
  const Column* column(const std::string& name) const;

  /// Cells of columns that are not named become NaN, "" or empty; a new column is filled so for the rows before. Throws
  /// std::invalid_argument for a cell of another kind than its column.
  void add(const std::vector<Cell>& row);
  /// A column for the rows that there are. Throws std::invalid_argument where it has another number of cells.
  void addColumn(Column column);
  /// Rows with these keys, in their order; keys of columns that there are not are met by none.
  std::vector<std::size_t> find(const Keys& keys) const;
  /// NaN, "" and empty where there is no such column or it is of another kind.
  double number(std::size_t row, const std::string& column) const;
  const std::string& text(std::size_t row, const std::string& column) const;
  const std::vector<double>& list(std::size_t row, const std::string& column) const;
  /// Texts of a row that distinguish it from others of its layer: a contrast, the two of a pair.
  Keys keysWithoutLayer(std::size_t row) const;
  /// The row here that stands for a row of `other`, the same table of another network: the first with the same texts;
  /// where rows have no texts, that with the same value in the first column, at the same place before all others.
  /// nullopt = none.
  std::optional<std::size_t> findSame(const Table& other, std::size_t row) const;

 private:
  Column& columnFor(const Cell& cell);
  std::vector<std::size_t> candidates(const Keys& keys) const;
  std::string name_;
  bool single_ = true;
  std::size_t rows_ = 0;
  std::vector<Column> columns_;
  std::map<std::string, std::vector<std::size_t>> rowsOfLayer_;  ///< views ask for a layer's rows again and again
};

/// Numbers of every unit of a layer: [units, each].
struct UnitArray {
  std::string layer, name;
  NpyArray values;
};

/// A list of names, e.g. of the stimuli that a UnitArray counts.
struct NamedLines {
  std::string name;
  std::vector<std::string> lines;
};

struct Result {
  std::string analysis;                                       ///< its name: "smoothness"
  bool ofContrasts = false;                                   ///< its settings hold contrasts
  bool ofNetwork = false;                                     ///< its rows are of the whole network, of no layer
  std::int64_t sentences = -1;                                ///< that it is of instead of the stimuli; -1 = of these
  std::string place;                                          ///< of these sentences: "text:corpus.txt"; else empty
  std::vector<std::pair<std::string, ConfigValue>> settings;  ///< its own choices, by key, in their order
  std::vector<Table> tables;
  std::vector<Table> means;  ///< over layers, without the column "layer"
  std::vector<SheetMap> maps;
  bool printsMaps = false;  ///< its answer holds the maps too
  std::vector<UnitArray> arrays;
  std::vector<NamedLines> lines;
  std::vector<std::string> notes{};  ///< what it does not show though it has numbers, a sentence each

  /// The table of this name, made where it is missing: `single` counts then.
  Table& table(const std::string& name, bool single = true);
  const Table* find(const std::string& name) const;
  /// Of the first row with these keys; NaN where there is none.
  double number(const std::string& table, const Keys& keys, const std::string& column) const;
  const std::vector<double>& list(const std::string& table, const Keys& keys, const std::string& column) const;
  /// Over all rows with these keys: NaN where none is defined, empty where there is no such row.
  std::optional<double> largest(const std::string& table, const Keys& keys, const std::string& column) const;
  /// Anything of this layer in any table?
  bool has(const std::string& layer) const;
  /// No table has a row.
  bool empty() const;
};

/// One number out of a table, averaged over the layers where it is defined: for each contrast, and for each pair of
/// other texts of a row.
struct MeanColumn {
  std::string table, column;
  std::string as;  ///< its name in the answer
};
/// Fills result.means; NaN where no layer has a value. A result with contrasts has a row for each of `contrasts`.
void addMeans(Result& result, const std::vector<MeanColumn>& means, const std::vector<std::string>& contrasts);
/// Of the values that are defined; NaN where none is.
double meanOfDefined(const std::vector<double>& values);
/// Sample standard deviation (n - 1) of the values that are defined; NaN below two.
double deviationOfDefined(const std::vector<double>& values);

}  // namespace studio
