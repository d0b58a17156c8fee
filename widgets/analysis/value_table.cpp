#include "widgets/analysis/value_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSortFilterProxyModel>
#include <algorithm>
#include <cmath>

#include "widgets/analysis/analysed_network.h"
#include "widgets/frame/edge_fades.h"
#include "widgets/frame/language.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

constexpr int kRowHeight = 24;

}  // namespace

void ValueModel::show(std::vector<ValueColumn> columns, std::vector<ValueRow> rows) {
  beginResetModel();
  columns_ = std::move(columns);
  rows_ = std::move(rows);
  endResetModel();
}

QString ValueModel::cellText(const ValueCell& cell, const ValueColumn& column) const {
  if (!cell.value) return cell.text;
  const bool counted = column.decimals == 0 && std::isfinite(*cell.value);
  return counted ? countText(std::llround(*cell.value))
                 : inWindowNumbers(studio::valueText(*cell.value, column.decimals));
}

QVariant ValueModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount()) return {};
  const ValueRow& row = rows_[std::size_t(index.row())];
  const ValueColumn& column = columns_[std::size_t(index.column())];
  if (role == kRowRole) return index.row();
  if (role == Qt::FontRole) return textFont(row.strong ? TextStyle::PanelTitle : TextStyle::Body);
  if (role == Qt::TextAlignmentRole) return int((column.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (std::size_t(index.column()) >= row.cells.size()) return {};
  const ValueCell& cell = row.cells[std::size_t(index.column())];
  if (role == Qt::DisplayRole) return cellText(cell, column);
  if (role == kSortRole)
    return cell.value      ? QVariant(std::isfinite(*cell.value) ? *cell.value : -INFINITY)
           : column.number ? QVariant(-INFINITY)
                           : QVariant(cell.text);
  if (role == Qt::ForegroundRole && cell.value && !std::isfinite(*cell.value)) return theme().color(Role::Muted);
  return {};
}

QVariant ValueModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section >= columnCount()) return {};
  if (role == Qt::FontRole) return textFont(TextStyle::Label);
  if (role == Qt::TextAlignmentRole)
    return int((columns_[std::size_t(section)].number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (role == Qt::ToolTipRole) return columns_[std::size_t(section)].tip;
  return role == Qt::DisplayRole ? QVariant(columns_[std::size_t(section)].title) : QVariant();
}

QString ValueModel::text() const {
  QStringList heads;
  for (const ValueColumn& column : columns_) heads << column.title;
  QString text = heads.join(QLatin1Char('\t')) + QLatin1Char('\n');
  for (const ValueRow& row : rows_) {
    QStringList cells;
    for (const ValueCell& cell : row.cells) cells << (cell.value ? plainText(*cell.value) : cell.text);
    text += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
  }
  return text;
}

ValueTable::ValueTable(const QString& accessibleName, QWidget* parent)
    : QTableView(parent), values_(new ValueModel(this)) {
  auto* sorted = new QSortFilterProxyModel(this);
  sorted->setSourceModel(values_);
  sorted->setSortRole(ValueModel::kSortRole);
  setModel(sorted);
  setAccessibleName(accessibleName);
  setShowGrid(false);
  setSelectionBehavior(SelectRows);
  setSelectionMode(ExtendedSelection);
  setEditTriggers(NoEditTriggers);
  setTabKeyNavigation(false);
  setHorizontalScrollMode(ScrollPerPixel);
  EdgeFades::over(this);
  verticalHeader()->hide();
  verticalHeader()->setDefaultSectionSize(kRowHeight);
  verticalHeader()->setMinimumSectionSize(kRowHeight);
  horizontalHeader()->setHighlightSections(false);
  horizontalHeader()->setSortIndicatorClearable(true);
  horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
  setSortingEnabled(true);
  connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
    if (now.isValid()) Q_EMIT rowChosen(now.data(ValueModel::kRowRole).toInt());
  });
}

void ValueTable::show(std::vector<ValueColumn> columns, std::vector<ValueRow> rows) {
  const QSignalBlocker quiet(selectionModel());  // new rows are no choice of anybody
  values_->show(std::move(columns), std::move(rows));
  resizeColumnsToContents();
  for (int i = 0; i < values_->columnCount(); ++i) setColumnWidth(i, std::max(columnWidth(i) + 12, 56));
}

int ValueTable::chosenRow() const {
  return currentIndex().isValid() ? currentIndex().data(ValueModel::kRowRole).toInt() : -1;
}

void ValueTable::chooseRow(int row) {
  const auto* sorted = static_cast<const QSortFilterProxyModel*>(model());
  const QModelIndex index = sorted->mapFromSource(values_->index(row, 0));
  if (index.isValid()) setCurrentIndex(index);
}

void ValueTable::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy))
    copySelection();
  else
    QTableView::keyPressEvent(event);
}

/// The chosen rows in the order they stand, as read.
void ValueTable::copySelection() const {
  QModelIndexList chosen = selectionModel()->selectedRows();
  std::sort(chosen.begin(), chosen.end(), [](const QModelIndex& a, const QModelIndex& b) { return a.row() < b.row(); });
  QStringList lines;
  for (const QModelIndex& row : chosen) {
    QStringList cells;
    for (int column = 0; column < model()->columnCount(); ++column)
      cells << row.siblingAtColumn(column).data().toString();
    lines << cells.join(QLatin1Char('\t'));
  }
  if (!lines.isEmpty()) QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
}

}  // namespace studio
