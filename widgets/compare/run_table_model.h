// The table of runs as a tree: a row a group, its seeds beneath; columns as the Comparison has them. Cells are text,
// made when they are asked for. GUI thread.
#pragma once
#include <QAbstractItemModel>
#include <vector>

#include "widgets/compare/comparison.h"

namespace studio {

/// Of a quantity that training and an analysis both measure: which of them is shown; else empty.
QString columnTip(const RunColumn& column);
/// A column's title with which value it is of: "Validation accuracy, %", "Best task loss", "Task loss at 500".
QString columnTitle(const RunColumn& column, const std::vector<AnalysisKind>& kinds);
/// "0.841", "63.6", "300 240", "7.3 h"; NaN is empty. `like`: a number whose decimals it takes (a spread its mean's).
QString columnText(double value, const ColumnFacts& facts, double like);
inline QString columnText(double value, const ColumnFacts& facts) { return columnText(value, facts, value); }

class RunTableModel : public QAbstractItemModel {
  Q_OBJECT
 public:
  enum Roles {
    SpreadRole = Qt::UserRole,  ///< "± 0.010", or empty
    DifferenceRole,             ///< to the pinned one: "−6.8", or empty
    NumberRole,                 ///< the column is aligned as numbers are
    ColourRole,                 ///< of column 0: index into Theme::runMark
    IconStateRole,              ///< of the column of states: RunState, else -1
    SeedRole,                   ///< the row is one seed of a group
    ErrorRole,                  ///< what is wrong or doubtful with it, a sentence, or empty
    IdsRole                     ///< RunRecord::id() of all runs of the row
  };
  RunTableModel(Comparison* comparison, QObject* parent);
  const std::vector<RunColumn>& columns() const { return columns_; }
  /// The group of a row or of the row above it; nullptr for none.
  const RunGroup* group(const QModelIndex& index) const;
  /// The run of a seed's row, or the first one of a group.
  const RunRecord* record(const QModelIndex& index) const;

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& index) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  void sort(int column, Qt::SortOrder order) override;

 private:
  struct CellText {
    QString value, spread, difference;
  };
  bool isSeed(const QModelIndex& index) const { return index.internalId() > 0; }
  void follow();
  QStringList rowIds() const;
  CellText cell(const QModelIndex& index) const;
  QString settingValues(const RunGroup& group, const RunColumn& column, const ColumnFacts& facts) const;
  CellText groupCell(const RunGroup& group, const RunColumn& column) const;
  CellText runCell(const RunRecord& run, const RunColumn& column) const;
  QString differenceText(double value, const RunColumn& column, const RunRecord& run, bool own) const;
  QString cellText(const RunColumn& column, const std::string& text) const;
  QVariant nameData(const QModelIndex& index, int role) const;
  QString uncountedText(const RunGroup& group, std::size_t run) const;
  QStringList uncountedLines(const QModelIndex& index) const;
  QStringList tipLines(const QModelIndex& index) const;
  QString originText(const QModelIndex& index, const RunColumn& column) const;
  std::vector<const RunRecord*> countedRuns(const QModelIndex& index) const;
  QStringList stimuliLines(const std::vector<const RunRecord*>& runs, const RunColumn& column) const;
  bool isLeftOut(const QModelIndex& index, const RunColumn& column) const;
  Qt::CheckState checkState(const QModelIndex& index) const;

  Comparison* comparison_;
  std::vector<RunColumn> columns_;
  QStringList rows_;  ///< ids of groups and seeds, to see whether only values have changed
};

}  // namespace studio
