#include "widgets/frame/shortcuts_dialog.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace studio {
namespace {

void addRow(QTableWidget* table, const ActionSpec& spec) {
  const int row = table->rowCount();
  table->insertRow(row);
  table->setRowHeight(row, 28);
  const QString cells[] = {spec.menu.section(QLatin1Char('/'), 0, 0), spec.text, spec.shortcut.toString(QKeySequence::NativeText)};
  for (int column = 0; column < 3; ++column) table->setItem(row, column, new QTableWidgetItem(cells[column]));
}

}  // namespace

ShortcutsDialog::ShortcutsDialog(const ActionRegistry& registry, QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Shortcuts"));
  resize(560, 640);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 16, 16, 16);
  column->setSpacing(12);
  auto* table = new QTableWidget(0, 3, this);
  table->setAccessibleName(tr("Shortcuts of all commands"));
  table->setHorizontalHeaderLabels({tr("Menu"), tr("Command"), tr("Keys")});
  table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
  table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table->verticalHeader()->hide();
  table->setShowGrid(false);
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  for (const ActionSpec& spec : registry.specs())
    if (!spec.shortcut.isEmpty()) addRow(table, spec);
  table->resizeColumnToContents(0);
  column->addWidget(table, 1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  column->addWidget(buttons);
}

}  // namespace studio
