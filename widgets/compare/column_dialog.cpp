#include "widgets/compare/run_table_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/compare/column_choice.h"
#include "widgets/compare/run_table_model.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

using Kind = RunColumn::Kind;

constexpr int kRowHeight = 26;  // px: boxes have space between them

bool isTime(const std::string& scalar) { return scalar == "epoch" || scalar == "seconds"; }

/// Those of one sort, in the order that they were found.
std::vector<RunColumn> ofKind(const std::vector<RunColumn>& columns, Kind kind) {
  std::vector<RunColumn> chosen;
  std::copy_if(columns.begin(), columns.end(), std::back_inserter(chosen),
               [kind](const RunColumn& column) { return column.kind == kind; });
  return chosen;
}

std::vector<RunColumn> bestColumns(std::vector<RunColumn> scalars) {
  std::erase_if(scalars, [](const RunColumn& column) { return isTime(column.name); });
  for (RunColumn& column : scalars) column.kind = Kind::Best;
  return scalars;
}

}  // namespace

ColumnDialog::ColumnDialog(Comparison* comparison, QWidget* parent)
    : QDialog(parent),
      comparison_(comparison),
      search_(new QLineEdit(this)),
      list_(new QTreeWidget(this)),
      step_(new QSpinBox(this)) {
  setWindowTitle(tr("Columns of the table"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 16, 16, 16);
  column->setSpacing(8);
  search_->setPlaceholderText(tr("Search columns"));
  search_->setAccessibleName(tr("Search columns"));
  search_->setClearButtonEnabled(true);
  column->addWidget(search_);
  list_->setHeaderHidden(true);
  list_->setAccessibleName(tr("Columns"));
  column->addWidget(list_, 1);
  auto* row = new QHBoxLayout;
  auto* at = new QPushButton(tr("Add the chosen scalar at step"), this);
  at->setToolTip(tr("Its newest value at or before this step"));
  step_->setRange(0, 2000000000);
  step_->setAccessibleName(tr("Step of the value"));
  row->addWidget(at);
  row->addWidget(step_);
  row->addStretch(1);
  auto* usual = new QPushButton(tr("Usual columns"), this);
  auto* close = new QPushButton(tr("Close"), this);
  close->setDefault(true);
  row->addWidget(usual);
  row->addWidget(close);
  column->addLayout(row);
  connect(search_, &QLineEdit::textChanged, this, &ColumnDialog::search);
  connect(list_, &QTreeWidget::itemChanged, this, &ColumnDialog::take);
  connect(at, &QPushButton::clicked, this, &ColumnDialog::addAtStep);
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  connect(usual, &QPushButton::clicked, this, [this] {
    comparison_->setColumns(usualRunColumns());
    fill();
  });
  fill();
  resize(520, 560);
}

void ColumnDialog::fill() {
  filling_ = true;
  list_->clear();
  const std::vector<RunColumn> possible = possibleColumns(comparison_->records());
  const std::vector<RunColumn> scalars = ofKind(possible, Kind::Last);
  addSection(tr("Run"), ofKind(possible, Kind::Fact), true);
  addSection(tr("Last value"), scalars, true);
  addSection(tr("Best value"), bestColumns(scalars), false);
  addSection(tr("Value at a step"), ofKind(comparison_->columns(), Kind::AtStep), true);
  for (const ColumnGroup& group : resultGroups(possible, comparison_->kinds()))
    addSection(tr("%1, stored results").arg(group.title), group.columns, true);
  addSection(tr("Settings"), ofKind(possible, Kind::Setting), false);
  filling_ = false;
  search(search_->text());
}

void ColumnDialog::addSection(const QString& title, const std::vector<RunColumn>& columns, bool open) {
  if (columns.empty()) return;
  auto* section = new QTreeWidgetItem(list_, {title});
  section->setFlags(Qt::ItemIsEnabled);
  section->setFont(0, textFont(TextStyle::PanelTitle));
  section->setExpanded(open);
  const auto& chosen = comparison_->columns();
  for (const RunColumn& column : columns) {
    auto* row = new QTreeWidgetItem(section, {columnTitle(column, comparison_->kinds())});
    row->setData(0, Qt::UserRole, QString::fromStdString(column.id()));
    row->setToolTip(0, QString::fromStdString(column.name));
    row->setSizeHint(0, {0, kRowHeight});
    const bool there = std::find(chosen.begin(), chosen.end(), column) != chosen.end();
    row->setCheckState(0, there ? Qt::Checked : Qt::Unchecked);
    if (there) section->setExpanded(true);
  }
}

QTreeWidgetItem* ColumnDialog::item(const QString& id) const {
  for (QTreeWidgetItemIterator row(list_); *row; ++row)
    if ((*row)->data(0, Qt::UserRole).toString() == id) return *row;
  return nullptr;
}

/// A new column stands behind the others of its sort.
void ColumnDialog::take(QTreeWidgetItem* item) {
  const auto column = runColumnFrom(item->data(0, Qt::UserRole).toString().toStdString());
  if (filling_ || !column) return;
  std::vector<RunColumn> columns = comparison_->columns();
  std::erase(columns, *column);
  if (item->checkState(0) == Qt::Checked) {
    const auto last = std::find_if(columns.rbegin(), columns.rend(),
                                   [&](const RunColumn& each) { return each.kind == column->kind; });
    columns.insert(last == columns.rend() ? columns.end() : last.base(), *column);
  }
  comparison_->setColumns(std::move(columns));
}

void ColumnDialog::addAtStep() {
  const QTreeWidgetItem* chosen = list_->currentItem();
  const auto column = chosen ? runColumnFrom(chosen->data(0, Qt::UserRole).toString().toStdString()) : std::nullopt;
  const bool scalar =
      column && (column->kind == Kind::Last || column->kind == Kind::Best || column->kind == Kind::AtStep);
  if (!scalar) return;
  std::vector<RunColumn> columns = comparison_->columns();
  const RunColumn at{Kind::AtStep, column->name, step_->value()};
  if (std::find(columns.begin(), columns.end(), at) == columns.end()) columns.push_back(at);
  comparison_->setColumns(std::move(columns));
  fill();
}

void ColumnDialog::search(const QString& text) {
  for (int i = 0; i < list_->topLevelItemCount(); ++i) {
    QTreeWidgetItem* section = list_->topLevelItem(i);
    bool any = false;
    for (int j = 0; j < section->childCount(); ++j) {
      QTreeWidgetItem* row = section->child(j);
      const bool found =
          row->text(0).contains(text, Qt::CaseInsensitive) || row->toolTip(0).contains(text, Qt::CaseInsensitive);
      row->setHidden(!found);
      any = any || found;
    }
    section->setHidden(!any);
    if (!text.isEmpty() && any) section->setExpanded(true);
  }
}

}  // namespace studio
