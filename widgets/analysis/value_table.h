// A table of numbers to read, sort and copy: text as it stands in the cells, the value behind it for sorting and for a
// spreadsheet.
#pragma once
#include <QAbstractTableModel>
#include <QTableView>
#include <optional>
#include <vector>

namespace studio {

struct ValueColumn {
  QString title;
  bool number = true;  ///< aligned right, sorted by value
  int decimals = 2;    ///< 0 for counts
  QString tip{};       ///< how it is computed, over its head
};
/// Text, or a number (NaN is "undefined"), or nothing: not computed, an empty cell.
struct ValueCell {
  QString text;
  std::optional<double> value;
  static ValueCell of(QString text) { return {std::move(text), std::nullopt}; }
  static ValueCell of(double value) { return {{}, value}; }
};
struct ValueRow {
  std::vector<ValueCell> cells;
  bool strong = false;  ///< semibold: a mean, a sum
};

class ValueModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  using QAbstractTableModel::QAbstractTableModel;
  static constexpr int kSortRole = Qt::UserRole + 1,
                       kRowRole = Qt::UserRole + 2;  ///< kRowRole: the row as given, whatever the sorting
  void show(std::vector<ValueColumn> columns, std::vector<ValueRow> rows);
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(rows_.size()); }
  int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(columns_.size()); }
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  /// All of it, tab between cells, heads first.
  QString text() const;

 private:
  QString cellText(const ValueCell& cell, const ValueColumn& column) const;
  std::vector<ValueColumn> columns_;
  std::vector<ValueRow> rows_;
};

class ValueTable : public QTableView {
  Q_OBJECT
 public:
  ValueTable(const QString& accessibleName, QWidget* parent);
  void show(std::vector<ValueColumn> columns, std::vector<ValueRow> rows);
  ValueModel& values() { return *values_; }
  const ValueModel& values() const { return *values_; }
  /// The chosen row as given to show(); -1 = none.
  int chosenRow() const;
  void chooseRow(int row);

 Q_SIGNALS:
  void rowChosen(int row);

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void copySelection() const;
  ValueModel* values_;
};

}  // namespace studio
