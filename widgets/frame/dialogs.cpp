// What the program is made of, and every shortcut that an action has.
#include "widgets/frame/dialogs.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

QLabel* line(const QString& text, TextStyle style, bool muted, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setFont(studio::textFont(style));
  label->setWordWrap(true);
  label->setProperty("muted", muted);
  label->setTextInteractionFlags(Qt::TextBrowserInteraction);
  label->setOpenExternalLinks(true);
  return label;
}

QString link(const char* address, const QString& text) {
  return QStringLiteral("<a href=\"%1\">%2</a>").arg(QLatin1String(address), text);
}

}  // namespace

AboutDialog::AboutDialog(const QString& version, QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("About and licences"));
  resize(520, 0);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(24, 24, 24, 16);
  column->setSpacing(12);
  auto* head = new QHBoxLayout;
  auto* mark = new QLabel(this);
  mark->setPixmap(iconPixmap(QStringLiteral("app"), Role::Text, 48, devicePixelRatioF()));
  head->addWidget(mark);
  head->addSpacing(12);
  head->addWidget(line(tr("TopoNets Studio %1").arg(version), TextStyle::ObjectTitle, false, this), 1);
  column->addLayout(head);
  const QString gpl =
      link("https://www.gnu.org/licenses/gpl-3.0.html", tr("GNU General Public License, version 3 or later"));
  const QString ccBySa = link("https://creativecommons.org/licenses/by-sa/3.0/", tr("CC BY-SA 3.0"));
  const QString ofl = link("https://openfontlicense.org", tr("SIL Open Font License 1.1"));
  column->addWidget(
      line(tr("Trains networks whose units lie on cortical sheets, and shows the sheets while they form."),
           TextStyle::Body, false, this));
  column->addWidget(
      line(tr("Free software under the %1. It comes without any warranty.").arg(gpl), TextStyle::Body, false, this));
  column->addWidget(line(tr("The digits of the demo are the MNIST test images by Yann LeCun, Corinna Cortes and "
                            "Christopher J. C. Burges, under %1.")
                             .arg(ccBySa),
                         TextStyle::Body, false, this));
  column->addWidget(line(tr("The typeface Studio Sans is Inter with digits of one width, under the %1.").arg(ofl),
                         TextStyle::Body, false, this));
  column->addWidget(line(tr("Uses LibTorch, Qt %1, VTK and QCustomPlot.").arg(QLatin1String(qVersion())),
                         TextStyle::Body, true, this));
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  column->addWidget(buttons);
}

namespace {

void addRow(QTableWidget* table, const ActionSpec& spec) {
  const int row = table->rowCount();
  table->insertRow(row);
  table->setRowHeight(row, 28);
  const QString cells[] = {spec.menu.section(QLatin1Char('/'), 0, 0), spec.text,
                           spec.shortcut.toString(QKeySequence::NativeText)};
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
