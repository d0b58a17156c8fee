#include "widgets/forms/weights_fit_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QTableWidget>
#include <QVBoxLayout>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

using Kind = WeightsFit::Kind;
constexpr int kFits = Qt::UserRole + 1;  // bool, of a row's first cell

QString kindText(Kind kind) {
  switch (kind) {
    case Kind::Fits:
      return WeightsFitDialog::tr("fits");
    case Kind::OtherShape:
      return WeightsFitDialog::tr("another shape");
    case Kind::NotInFile:
      return WeightsFitDialog::tr("missing in the file");
    case Kind::NotInModel:
      return WeightsFitDialog::tr("unknown to the model");
    case Kind::WholeNumbers:
      return WeightsFitDialog::tr("whole numbers, as of quantized weights");
  }
  return {};
}

/// "512 × 10" of "512x10".
QString shownShape(const std::string& shape) {
  return shape.empty() ? QStringLiteral("–") : QString::fromStdString(shape).replace('x', QStringLiteral(" × "));
}

}  // namespace

WeightsFitDialog::WeightsFitDialog(const QString& file, QWidget* parent)
    : QDialog(parent),
      file_(QFileInfo(file).fileName()),
      sentence_(new QLabel(tr("Reading %1…").arg(file_), this)),
      table_(new QTableWidget(0, 4, this)),
      all_(new QCheckBox(tr("Show those that fit too"), this)) {
  setObjectName(QStringLiteral("weightsFit"));
  setWindowTitle(tr("Weights and model"));
  resize(680, 520);
  sentence_->setWordWrap(true);
  sentence_->setTextFormat(Qt::PlainText);
  table_->setAccessibleName(tr("Weights of the file and of the model"));
  table_->setHorizontalHeaderLabels({tr("Weights"), tr("In the file"), tr("In the model"), tr("What is wrong")});
  table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table_->verticalHeader()->hide();
  table_->setShowGrid(false);
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setSelectionMode(QAbstractItemView::NoSelection);
  connect(all_, &QCheckBox::toggled, this, &WeightsFitDialog::showFitting);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  load_ = buttons->addButton(tr("Load what fits"), QDialogButtonBox::AcceptRole);
  load_->setProperty("primary", true);
  load_->style()->unpolish(load_);  // the button box has given it the look of any button
  load_->style()->polish(load_);
  load_->setEnabled(false);
  settings_ = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
  settings_->hide();
  connect(load_, &QPushButton::clicked, this, &WeightsFitDialog::loadingWanted);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 16, 16, 16);
  column->setSpacing(12);
  column->addWidget(sentence_);
  column->addWidget(table_, 1);
  column->addWidget(all_);
  column->addWidget(buttons);
}

void WeightsFitDialog::offerSettings(const QString& label, const std::function<void()>& take) {
  settings_->setText(label);
  settings_->show();
  connect(settings_, &QPushButton::clicked, this, [this, take] {
    take();
    accept();
  });
}

void WeightsFitDialog::addRow(const WeightsFit::Tensor& tensor) {
  const int row = table_->rowCount();
  table_->insertRow(row);
  table_->setRowHeight(row, 28);
  const QString cells[] = {QString::fromStdString(tensor.name), shownShape(tensor.theirs), shownShape(tensor.ours),
                           kindText(tensor.kind)};
  for (int column = 0; column < 4; ++column) {
    auto* cell = new QTableWidgetItem(cells[column]);
    cell->setToolTip(cells[column]);
    if (tensor.kind == Kind::Fits) cell->setForeground(theme().color(Role::Muted));
    table_->setItem(row, column, cell);
  }
  table_->item(row, 0)->setData(kFits, tensor.kind == Kind::Fits);
}

void WeightsFitDialog::show(const WeightsFit& fit, const QString& model, const QString& reason) {
  const QString found = tr("%L1 of %L2 weights of %3 are in %4 with the same shape. The others would begin at random, "
                           "and what %3 does not know is left out.")
                            .arg(fit.fitting)
                            .arg(fit.ours)
                            .arg(model, file_);
  const QString follows = follows_.isEmpty() ? QString() : QStringLiteral("\n\n") + follows_;
  const QString nearest = tr("The nearest model is %1.").arg(model) + QLatin1Char(' ');
  sentence_->setText((reason.isEmpty() ? found : reason + QStringLiteral("\n\n") + nearest + found) + follows);
  table_->setRowCount(0);
  for (const WeightsFit::Tensor& tensor : fit.tensors) addRow(tensor);
  constexpr int kBetweenColumns = 24;  // px
  for (const int column : {1, 2, 3}) {
    table_->resizeColumnToContents(column);
    table_->setColumnWidth(column, table_->columnWidth(column) + kBetweenColumns);
  }
  showFitting(all_->isChecked());
  load_->setEnabled(fit.fitting > 0);
  if (fit.fitting > 0) load_->setFocus();
}

void WeightsFitDialog::sayWhatFollows(const QString& sentence) {
  follows_ = sentence;
  load_->setToolTip(sentence);
}

void WeightsFitDialog::showFitting(bool shown) {
  for (int row = 0; row < table_->rowCount(); ++row)
    table_->setRowHidden(row, !shown && table_->item(row, 0)->data(kFits).toBool());
}

void WeightsFitDialog::showFault(const QString& sentence) { sentence_->setText(sentence); }

}  // namespace studio
